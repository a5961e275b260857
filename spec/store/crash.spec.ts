import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { describe, expect, it, onTestFinished } from "vitest"
import * as E from "#fp/Either"
import { local } from "../../lib/store/local.ts"
import { sweep } from "../../lib/store/sweep.ts"
import * as Temporary from "../../lib/store/temporary.ts"
import { folder } from "./targets.ts"
import { counts, directory } from "./written.ts"

/** Starts a process that writes without end, and waits until the first output is there. */
const writer = async (root: string, form: "json" | "directory"): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "writer.mjs"), root, form], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  onTestFinished(() => {
    child.kill("SIGKILL")
  })
  if (child.stdout !== null) await once(child.stdout, "data")
  return child
}

const kill = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, "exit")
  child.kill("SIGKILL")
  await gone
}

/** Waits for a moment in which something is half written, ten seconds at most, and looks at what else there is then. */
const temporaries = async (root: string): Promise<ReadonlyArray<string>> => {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const found = readdirSync(join(root, "runs")).filter((name) => Temporary.ownerOf(name) !== undefined)
    if (found.length > 0) return found
    await setTimeout(1)
  }
  throw new Error("nothing was half written in ten seconds")
}

const swept = async (root: string): Promise<ReadonlyArray<string>> => {
  const answer = await sweep(root)()
  return E.isRight(answer) ? answer.right : []
}

describe("a process that is killed while it writes", { timeout: 30_000 }, () => {
  it("leaves a whole value, the last or the one before, and temporaries that tell whose they are", async () => {
    const root = folder()
    const child = await writer(root, "json")
    for (let round = 0; round < 3; round++) {
      await temporaries(root)
      // While it lives, its temporaries are its own.
      expect(await swept(root)).toStrictEqual([])
    }
    const [name = ""] = await temporaries(root)
    expect(Temporary.ownerOf(name)).toStrictEqual({ ...Temporary.self(), pid: child.pid, start: expect.any(String) })
    await kill(child)
    const read = await local(root).read(counts)()
    expect(read).toMatchObject({ _tag: "Right" })
    const { year, counts: found } = (E.isRight(read) ? read.right : {}) as {
      year: number
      counts: ReadonlyArray<number>
    }
    expect(found).toHaveLength(50_000 + year)
    await swept(root)
    expect(readdirSync(join(root, "runs"))).toStrictEqual(["version.json"])
  })

  it("leaves a whole directory or none, and a sweep takes what is neither", async () => {
    const root = folder()
    const child = await writer(root, "directory")
    await setTimeout(20)
    await temporaries(root)
    await kill(child)
    const parts = join(root, directory.path)
    const there = existsSync(parts) ? readdirSync(parts) : []
    expect([0, 20]).toContain(there.length)
    const versions = new Set(there.map((part) => readFileSync(join(parts, part), "utf8")))
    expect(versions.size).toBe(there.length === 0 ? 0 : 1)
    for (const version of versions) expect(version).toHaveLength(20_000)
    await swept(root)
    expect(readdirSync(join(root, "runs")).filter((name) => name !== "parts")).toStrictEqual([])
  })
})
