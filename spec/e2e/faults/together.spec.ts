/**
 * Eight processes on one output root: each task is made once, and whoever did not make it uses it.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { type Exit, until, workspace } from "../program.ts"
import * as Journal from "./journal.ts"
import { cells } from "./numbers.ts"
import * as Outputs from "./outputs.ts"
import { family } from "./processes.ts"
import { isFull, random, scaled, seed } from "./scale.ts"

const layers = readFileSync(join(import.meta.dirname, "layers.ts"), "utf8")
const width = scaled(20, 3)
const processes = scaled(8, 4)
const pause = scaled(10, 4)
const kills = scaled(100, 6)
const all = cells(width)
const keys = all.map(Journal.key).sort()

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** How many tasks a process says that it has made, and that others have. */
const counts = ({ out }: Exit) => ({
  made: Number(/\b(\d+) made(?: elsewhere)?\b/.exec(out)?.[1] ?? 0),
  elsewhere: Number(/\b(\d+) made elsewhere\b/.exec(out)?.[1] ?? 0),
})

describe("processes that are started together on one output root", { timeout: scaled(300_000, 60_000) }, () => {
  const begin = async (slowly = pause) => {
    const folder = workspace({ "workflow.ts": layers })
    const places = await Outputs.places(folder, width)
    const { waluigi, living } = family()
    const all = Array.from({ length: processes }, (_, run) =>
      waluigi(folder, ["--workers=2", "Top"], { WIDTH: `${width}`, PAUSE: `${slowly}`, RUN: `${run}` }),
    )
    return { folder, places, living, all }
  }

  it(`make each task once: ${all.length} starts for ${all.length} tasks by ${processes} processes`, async () => {
    const { folder, places, living, all: running } = await begin()
    const exits = await Promise.all(running.map(({ exit }) => exit))
    expect(exits.map(({ err }) => err)).toEqual(exits.map(() => ""))
    expect(exits.map(({ code }) => code)).toEqual(exits.map(() => 0))
    const starts = Journal.starts(Journal.read(folder))
    expect([...starts.keys()].sort()).toEqual(keys)
    expect([...starts].filter(([, lines]) => lines.length > 1)).toEqual([])
    expect(all.flatMap((cell) => Outputs.wrong(places, cell))).toEqual([])
    expect(Outputs.strays(folder, places)).toEqual([])
    // Together they made all of it, and each knows of what the others made.
    const told = exits.map(counts)
    expect(told.reduce((sum, { made }) => sum + made, 0)).toBe(all.length)
    for (const { made, elsewhere } of told) expect(made + elsewhere).toBeLessThanOrEqual(all.length)
    if (isFull) console.log(exits.map(({ out }) => out.trimEnd().split("\n").at(-2)).join("\n"))
    await until(() => living().length === 0)
  })

  it("take over what one was making that was killed", async () => {
    const { folder, places, living, all: running } = await begin(40)
    /** What a run has started and not ended. */
    const current = (run: string): ReadonlyArray<string> => {
      const lines = Journal.read(folder).filter((line) => line.run === run)
      const ended = new Set(lines.filter(({ what }) => what === "ends").map(Journal.key))
      return lines.filter((line) => line.what === "starts" && !ended.has(Journal.key(line))).map(Journal.key)
    }
    await until(() => Journal.size(folder) > 0)
    const victim = Number(Journal.read(folder)[0]?.run)
    running[victim]?.child.kill("SIGKILL")
    const killed = Date.now()
    const interrupted = current(`${victim}`)
    const exits = await Promise.all(running.map(({ exit }) => exit))
    expect(exits.map(({ code }) => code)).toEqual(exits.map((_, run) => (run === victim ? null : 0)))
    const starts = Journal.starts(Journal.read(folder))
    expect([...starts.keys()].sort()).toEqual(keys)
    const again = [...starts].filter(([, lines]) => lines.length > 1)
    // Nothing but what was under way in it was started again, once, by another.
    for (const [key, lines] of again)
      expect([key, lines.map(({ run }) => run === `${victim}`)]).toEqual([key, [true, false]])
    expect(again.length).toBeLessThanOrEqual(2)
    const waited = again.map(([, lines]) => (lines.at(-1)?.time ?? 0) - killed)
    for (const time of waited) expect(time).toBeLessThan(5_000)
    console.log(
      `killed while it made ${interrupted.join(", ")}; started again after ${waited.map((time) => `${time} ms`).join(", ")}`,
    )
    expect(all.flatMap((cell) => Outputs.wrong(places, cell))).toEqual([])
    expect(Outputs.strays(folder, places)).toEqual([])
    await until(() => living().length === 0)
  })

  it.runIf(isFull && process.platform !== "win32")(
    "take nothing from one that lives, though it is stopped",
    async () => {
      const folder = workspace({ "workflow.ts": layers })
      const places = await Outputs.places(folder, 2)
      const { waluigi } = family()
      const begin = (run: number) =>
        waluigi(folder, ["--workers=2", "--claim-timeout=1s", "Top"], { WIDTH: "2", PAUSE: "40", RUN: `${run}` })
      const first = begin(0)
      await until(() => Journal.size(folder) > 0)
      first.child.kill("SIGSTOP")
      const second = begin(1)
      await until(() => second.written().includes("waits"))
      await sleep(4_000)
      const early = Journal.read(folder)
      expect(second.child.exitCode).toBe(null)
      first.child.kill("SIGCONT")
      const exits = await Promise.all([first.exit, second.exit])
      expect(exits.map(({ code }) => code)).toEqual([0, 0])
      const starts = Journal.starts(Journal.read(folder))
      expect([...starts].filter(([, lines]) => lines.length > 1)).toEqual([])
      expect(starts.size).toBeGreaterThan(Journal.starts(early).size)
      expect(cells(2).flatMap((cell) => Outputs.wrong(places, cell))).toEqual([])
      expect(Outputs.strays(folder, places)).toEqual([])
    },
  )

  it(`agree on who makes what though one after another is killed and started again, ${kills} times`, async () => {
    const draw = random(seed)
    const folder = workspace({ "workflow.ts": layers })
    const places = await Outputs.places(folder, width)
    const { waluigi, living } = family()
    let last = -1
    const begin = () => {
      last += 1
      const env = { WIDTH: `${width}`, PAUSE: `${scaled(80, 40)}`, RUN: `${last}` }
      return { run: `${last}`, ...waluigi(folder, ["--workers=2", "Top"], env) }
    }
    const running = Array.from({ length: processes }, begin)
    /** When each run was killed, a moment before. */
    const killed = new Map<string, number>()
    while (killed.size < kills && running.every(({ child }) => child.exitCode === null)) {
      await sleep(draw() * scaled(150, 300))
      const at = Math.floor(draw() * processes)
      const victim = running[at]
      if (victim === undefined) throw new Error("there is no such process")
      killed.set(victim.run, Date.now())
      victim.child.kill("SIGKILL")
      await victim.exit
      running[at] = begin()
    }
    const exits = await Promise.all(running.map(({ exit }) => exit))
    expect(exits.map(({ err }) => err)).toEqual(exits.map(() => ""))
    expect(exits.map(({ code }) => code)).toEqual(exits.map(() => 0))
    const starts = Journal.starts(Journal.read(folder))
    expect([...starts.keys()].sort()).toEqual(keys)
    if (isFull) expect(killed.size).toBeGreaterThan(kills / 2)
    // Never two at once: a task is started again only where the process that had started it was killed before.
    for (const [key, lines] of starts) {
      for (const [index, { time }] of lines.slice(1).entries()) {
        const before = lines[index]
        expect(killed.get(before?.run ?? "") ?? Number.POSITIVE_INFINITY, key).toBeLessThanOrEqual(time)
      }
    }
    expect(all.flatMap((cell) => Outputs.wrong(places, cell))).toEqual([])
    expect(Outputs.strays(folder, places)).toEqual([])
    await until(() => living().length === 0)
    const total = [...starts.values()].reduce((sum, lines) => sum + lines.length, 0)
    console.log(`seed ${seed}: ${killed.size} of ${last + 1} processes killed, ${total} starts of ${all.length} tasks`)
  })
})
