/**
 * Workers started from the sources, by `run` with a file; what the built program does with them is in `spec/e2e`.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { run } from "waluigi"
import { memory } from "../../../lib/store/memory.ts"
import { describe, expect, it, onTestFinished } from "vitest"
import { Fails, Heavy, Sum } from "./workflow.ts"

const file = fileURLToPath(new URL("./workflow.ts", import.meta.url))

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "waluigi-pool-"))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

describe("a run with a file", () => {
  it("runs heavy tasks in worker processes, which are gone when it ends", async () => {
    const result = await run(Sum({ n: [1, 2] }), { file, outputRoot: folder(), workers: 2 })
    if (result._tag !== "Complete") throw new Error(JSON.stringify(result._tag))
    const pids = await result.roots[0].load()
    expect(pids).toHaveLength(3)
    expect(pids).not.toContain(process.pid)
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH")
  })

  it("gives the error of a task with its message, its place in the file and its cause", async () => {
    const result = await run(Fails(), { file, outputRoot: folder(), workers: 1 })
    if (result._tag !== "Failed") throw new Error(result._tag)
    const [{ cause }] = result.failures as unknown as readonly [{ readonly cause: Error }]
    expect(cause).toBeInstanceOf(Error)
    expect([cause.name, cause.message, cause.cause]).toEqual(["RangeError", "there", "a text"])
    expect(cause.stack).toMatch(/at Object\.run \(.*worker\/workflow\.ts:26:11\)/)
  })

  it("takes the URL of a file, and says so where none lies there", async () => {
    const url = new URL("./nowhere.ts", import.meta.url)
    const result = await run(Heavy({ n: 1 }), { file: url.href, outputRoot: folder() })
    if (result._tag !== "Failed") throw new Error(result._tag)
    expect(result.message).toContain(`a worker process cannot load ${fileURLToPath(url)}: there is no such file`)
  })

  it("runs all tasks in this process where the store is no folder that another could open", async () => {
    const store = memory()
    onTestFinished(() => store.dispose())
    const result = await run(Heavy({ n: 1 }), { file, store })
    if (result._tag !== "Complete") throw new Error(result._tag)
    expect(await result.roots[0].load()).toBe(process.pid)
  })
})
