/**
 * kill -9 at random moments: whatever is half-done then, nothing of it is ever taken for done, and nothing is done twice.
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { files, until, workspace } from "../program.ts"
import * as Journal from "./journal.ts"
import { cells } from "./numbers.ts"
import * as Outputs from "./outputs.ts"
import { family, kill } from "./processes.ts"
import { isFull, random, scaled, seed } from "./scale.ts"

const layers = readFileSync(join(import.meta.dirname, "layers.ts"), "utf8")
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const width = scaled(20, 4)
const kills = scaled(200, 20)
/** Milliseconds of one piece: a task takes some five of them. */
const pause = 20
const workers = 4
const args = [`--workers=${workers}`, "Top"]
const limit = scaled(900_000, 55_000)

describe("a run that is killed at random moments", () => {
  it(`goes on where it was, ${kills} times, and a last run completes it`, { timeout: limit }, async () => {
    const end = Date.now() + limit * 0.8
    const draw = random(seed)
    const folder = workspace({ "workflow.ts": layers })
    mkdirSync(join(folder, "tmp"))
    const { waluigi, living } = family()
    const places = await Outputs.places(folder, width)
    const all = cells(width)
    const env = (run: number) => ({ WIDTH: `${width}`, PAUSE: `${pause}`, RUN: `${run}`, TMPDIR: join(folder, "tmp") })
    /** Complete tasks with the very files that they had when they were first seen. */
    const done = new Map<string, string>()
    const runs = new Map<string, number>()
    let killed = 0

    for (let run = 1; run <= kills && Date.now() < end; run++) {
      const running = waluigi(folder, args, env(run))
      // Mostly after the first task has started, so that there is something to break; sometimes while the program starts.
      const early = draw() < 0.1
      const size = Journal.size(folder)
      const began = () => Journal.size(folder) > size
      if (!early) while (!began() && running.child.exitCode === null) await sleep(3)
      // At such a pace that there is work for the last kill too.
      const reach = done.size / all.length < (0.9 * run) / kills ? 3 : 1
      await sleep(early ? draw() * 300 : draw() * reach * pause * 6)
      running.child.kill("SIGKILL")
      const exit = await running.exit
      if (exit.code === null) killed += 1
      // Not an error of a task: what one reads is whole.
      expect(exit.err).toBe("")
      for (const cell of all) {
        const key = Journal.key(cell)
        const before = done.get(key)
        if (before !== undefined) expect(Outputs.version(places, key), key).toEqual(before)
      }
      for (const key of Outputs.complete(places)) {
        if (done.has(key)) continue
        done.set(key, Outputs.version(places, key))
        runs.set(key, run)
        const [name = "", at] = key.split(" ")
        expect(Outputs.wrong(places, { name, at: Number(at) })).toEqual([])
      }
    }
    const left = all.length - done.size

    const last = kills + 1
    const exit = await waluigi(folder, args, env(last)).exit
    expect(exit.err).toBe("")
    expect(exit.code).toBe(0)

    // Every output is whole and right.
    expect(all.flatMap((cell) => Outputs.wrong(places, cell))).toEqual([])
    expect([...Outputs.complete(places)].sort()).toEqual(all.map(Journal.key).sort())

    // In one run a task starts once at most, and never after a run in which it was completed.
    const starts = Journal.starts(Journal.read(folder))
    expect([...starts.keys()].sort()).toEqual(all.map(Journal.key).sort())
    for (const [key, lines] of starts) {
      const numbers = lines.map((line) => Number(line.run))
      expect(numbers, key).toEqual([...new Set(numbers)])
      expect(Math.max(...numbers), key).toBeLessThanOrEqual(runs.get(key) ?? last)
    }

    // Nothing is left: no temporary, no claim, no process.
    expect(Outputs.strays(folder, places)).toEqual([])
    expect(readdirSync(folder).sort()).toEqual(["journal", "node_modules", "results", "tmp", "workflow.ts"])
    expect(files(join(folder, "tmp")).filter((path) => !path.startsWith("jiti/"))).toEqual([])
    await until(() => living().length === 0)

    const total = [...starts.values()].reduce((sum, lines) => sum + lines.length, 0)
    const most = Math.max(...[...starts.values()].map((lines) => lines.length))
    console.log(
      `seed ${seed}: ${killed} kills; ${total} starts of ${all.length} tasks, ${most} at most of one; ` +
        `${left} left for the last run`,
    )
    expect(killed).toBeGreaterThan(kills * (isFull ? 0.9 : 0.6))
  })
})

describe("worker processes and programs that are killed at random moments", () => {
  const blows = scaled(100, 8)

  it(`fail their task alone: by further attempts all is made, ${blows} kills later`, { timeout: limit }, async () => {
    const draw = random(seed)
    const folder = workspace({ "workflow.ts": layers })
    const { waluigi, living } = family()
    const places = await Outputs.places(folder, width)
    const all = cells(width)
    const env = { WIDTH: `${width}`, PAUSE: `${3 * pause}`, RUN: "1" }
    const running = waluigi(folder, ["--retries=100", ...args], env)
    let killed = 0
    while (killed < blows && running.child.exitCode === null) {
      await sleep(draw() * 200)
      const others = living().filter((pid) => pid !== running.child.pid)
      const victim = others[Math.floor(draw() * others.length)]
      if (victim === undefined) continue
      kill(victim)
      killed += 1
    }
    const exit = await running.exit
    expect(exit.err).toBe("")
    expect(exit.code).toBe(0)
    expect(all.flatMap((cell) => Outputs.wrong(places, cell))).toEqual([])
    expect(Outputs.strays(folder, places)).toEqual([])
    await until(() => living().length === 0)
    const again = exit.out.match(/^retry /gm)?.length ?? 0
    console.log(`seed ${seed}: ${killed} kills, ${again} further attempts`)
    expect(again).toBeLessThanOrEqual(killed)
  })
})
