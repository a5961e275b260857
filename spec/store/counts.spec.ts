/**
 * What writing an output asks of the system, counted and not timed: a guard that needs no clock.
 */
import type { FileHandle } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest"
import { folder, text } from "./targets.ts"

const asked = vi.hoisted(() => new Map<string, number>())

const counted = async (original: () => Promise<typeof import("node:fs/promises")>) => {
  const real = await original()
  const count = (name: string): void => void asked.set(name, (asked.get(name) ?? 0) + 1)
  const open: typeof real.open = async (...all) => {
    count("open")
    const opened: FileHandle = await real.open(...all)
    for (const name of ["writeFile", "sync", "close"] as const) {
      const own = opened[name] as (...rest: Array<unknown>) => Promise<void>
      Object.assign(opened, {
        [name]: (...rest: Array<unknown>) => {
          count(name)
          return own.apply(opened, rest)
        },
      })
    }
    return opened
  }
  const others = ["mkdir", "rename", "lstat", "stat", "readdir", "rm", "rmdir", "unlink", "readFile"] as const
  const wrapped = others.map((name) => {
    const own = real[name] as (...all: Array<unknown>) => Promise<unknown>
    return [
      name,
      (...all: Array<unknown>) => {
        count(name)
        return own(...all)
      },
    ] as const
  })
  return { ...real, ...Object.fromEntries(wrapped), open }
}

// Other files of tests may have loaded the store already.
vi.resetModules()
vi.doMock("node:fs/promises", counted)
const { local } = await import("../../lib/store/local.ts")
afterAll(() => {
  vi.doUnmock("node:fs/promises")
  vi.resetModules()
})

beforeEach(() => asked.clear())

const calls = (): Readonly<Record<string, number>> => Object.fromEntries([...asked].sort())

describe("writing an output", () => {
  it("in a new folder asks for nothing but what is needed to have it there whole", async () => {
    const store = local(folder())
    await store.write(text("Leaf/first/output.txt"), "a")()
    asked.clear()
    await store.write(text("Leaf/n=1/output.txt"), "a")()
    // The folder, the file, and three flushes: content, the folder's own name, the file's name.
    expect(calls()).toStrictEqual({ close: 3, mkdir: 1, open: 3, rename: 1, sync: 3, writeFile: 1 })
  })

  it("flushes a folder for many at once", async () => {
    const store = local(folder())
    await store.write(text("Leaf/first/output.txt"), "a")()
    asked.clear()
    const all = Array.from({ length: 64 }, (_, n) => store.write(text(join("Leaf", `n=${n}`, "output.txt")), "a")())
    await Promise.all(all)
    const { sync = 0, ...others } = calls()
    expect(others).toMatchObject({ mkdir: 64, rename: 64, writeFile: 64 })
    expect(others).not.toHaveProperty("lstat")
    expect(others).not.toHaveProperty("readdir")
    // Two for each; the folder above once for those who came meanwhile.
    expect(sync).toBeGreaterThan(128)
    expect(sync).toBeLessThan(128 + 32)
  })

  it("over another looks once whether it may, and once for what was forgotten", async () => {
    const store = local(folder())
    await store.write(text("note.txt"), "a")()
    await store.write(text("note.txt"), "b")()
    asked.clear()
    await store.write(text("note.txt"), "c")()
    expect(calls()).toStrictEqual({ close: 2, lstat: 1, mkdir: 1, open: 2, rename: 1, sync: 2, writeFile: 1 })
  })
})
