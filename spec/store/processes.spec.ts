/**
 * Processes on the same outputs: each task runs once, whoever comes first and whoever is killed.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { describe, expect, it, onTestFinished } from "vitest"
import * as Claims from "../../lib/store/claims.ts"
import * as Temporary from "../../lib/store/temporary.ts"
import { folder } from "./targets.ts"

// --- model

interface Claimant {
  readonly child: ChildProcess
  /** What it told of its run, once it has ended. */
  readonly over: Promise<{ readonly outcome: string; readonly made: number; readonly elsewhere: number }>
}

interface Place {
  readonly root: string
  readonly notes: string
}

/** Runs a program in a table of processes of its own, as a container does. */
const unshared = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]

const mayUnshare = spawnSync("unshare", [...unshared.slice(1), "true"]).status === 0

// --- constructors

const place = (): Place => {
  const all = folder()
  return { root: join(all, "results"), notes: join(all, "notes") }
}

/** Starts a process, and waits until it is about to begin. */
const start = async (
  { root, notes }: Place,
  tasks: number,
  milliseconds: string,
  { timeout = 60_000, apart = false } = {},
): Promise<Claimant> => {
  const program = join(import.meta.dirname, "claimant.mjs")
  const words = [program, root, notes, String(tasks), milliseconds, String(timeout)]
  const [command, ...args] = [...(apart ? unshared : []), process.execPath, ...words] as [string, ...Array<string>]
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] })
  onTestFinished(() => void child.kill("SIGKILL"))
  let said = ""
  child.stdout.on("data", (part) => {
    said += String(part)
  })
  const over = once(child, "close").then(() => JSON.parse(said.split("\n")[1] || "{}"))
  await once(child.stdout, "data")
  return { child, over }
}

const go = ({ notes }: Place): void => writeFileSync(`${notes}.go`, "")

// --- queries

/** Which tasks were run, as often as they were. */
const noted = ({ notes }: Place): ReadonlyArray<number> =>
  existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n").map(Number) : []

/** What is left of claims and temporaries. */
const claims = ({ root }: Place): ReadonlyArray<string> =>
  readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.startsWith(Claims.folder) || Temporary.ownerOf(basename(path)) !== undefined,
  )

const upTo = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, n) => n)

// --- tests

describe("processes that run the same tasks", () => {
  it.each([2, 8])("at once, %i of them, run each exactly once, and leave no claim", async (count) => {
    const at = place()
    const all = await Promise.all(upTo(count).map(() => start(at, 50, "5")))
    go(at)
    const told = await Promise.all(all.map(({ over }) => over))
    expect(noted(at).toSorted((a, b) => a - b)).toStrictEqual(upTo(50))
    expect(told.map(({ outcome }) => outcome)).toStrictEqual(upTo(count).map(() => "Complete"))
    expect(told.reduce((sum, { made }) => sum + made, 0)).toBe(50)
    expect(claims(at)).toStrictEqual([])
  })

  it("go on with what one of them had begun when it was killed, within seconds", async () => {
    const at = place()
    go(at)
    const first = await start(at, 1, "600000")
    await expect.poll(() => noted(at), { timeout: 10_000 }).toHaveLength(1)
    const second = await start(at, 1, "0")
    await setTimeout(500)
    expect(noted(at)).toHaveLength(1)
    const killed = performance.now()
    first.child.kill("SIGKILL")
    expect(await second.over).toMatchObject({ outcome: "Complete", made: 1 })
    expect(performance.now() - killed).toBeLessThan(10_000)
    expect(claims(at)).toStrictEqual([])
  })

  it("leave no claim when a task ends its process", async () => {
    const at = place()
    go(at)
    await (await start(at, 1, "exit")).over
    expect([noted(at).length, claims(at)]).toStrictEqual([1, []])
  })

  describe.runIf(mayUnshare)("in containers of their own", () => {
    const timeout = 1_000

    it("wait while another computes and lets nothing else have its turn", async () => {
      const at = place()
      go(at)
      const first = await start(at, 1, "compute", { timeout, apart: true })
      await expect.poll(() => noted(at), { timeout: 10_000 }).toHaveLength(1)
      const second = await start(at, 1, "0", { timeout })
      expect(await second.over).toMatchObject({ outcome: "Complete", made: 0, elsewhere: 1 })
      expect(await first.over).toMatchObject({ outcome: "Complete", made: 1 })
      expect([noted(at).length, claims(at)]).toStrictEqual([1, []])
    })

    it("go on when one that was killed has been silent for long enough", async () => {
      const at = place()
      go(at)
      const first = await start(at, 1, "600000", { timeout, apart: true })
      await expect.poll(() => noted(at), { timeout: 10_000 }).toHaveLength(1)
      // Until it gives signs of life.
      await setTimeout(300)
      first.child.kill("SIGKILL")
      expect(await (await start(at, 1, "0", { timeout })).over).toMatchObject({ outcome: "Complete", made: 1 })
      expect([noted(at).length, claims(at)]).toStrictEqual([2, []])
    })
  })
})
