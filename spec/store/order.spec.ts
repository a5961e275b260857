import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import type { FileHandle } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest"
import * as E from "#fp/Either"
import type { Staged, StoreError } from "../../lib/store/store.ts"
import { directory, file, folder, listing, text } from "./targets.ts"

/** What the store asks of the system, in order; and what the system shall refuse. */
const system = vi.hoisted(() => ({
  root: "",
  asked: [] as Array<string>,
  refuse: (_asked: string): boolean => false,
}))

const faked = async (original: () => Promise<typeof import("node:fs/promises")>) => {
  const real = await original()
  /** A temporary is called by what it is: its name is another each time. */
  const called = (path: unknown): string =>
    String(path)
      .slice(system.root.length)
      .replace(/\.waluigi-[^/]*/, "temporary")
      .replace(/^$/, "/")
  const ask = (what: string): void => {
    system.asked.push(what)
    if (system.refuse(what)) throw Object.assign(new Error("EIO: i/o error, fsync"), { code: "EIO" })
  }
  const open: typeof real.open = async (path, ...rest) => {
    const opened: FileHandle = await real.open(path, ...rest)
    const { writeFile, sync } = opened
    opened.writeFile = async (...all) => {
      ask(`write ${called(path)}`)
      return writeFile.apply(opened, all)
    }
    opened.sync = async () => {
      ask(`flush ${called(path)}`)
      return sync.apply(opened)
    }
    return opened
  }
  const rename: typeof real.rename = async (from, to) => {
    ask(`rename ${called(from)} to ${called(to)}`)
    return real.rename(from, to)
  }
  return { ...real, open, rename }
}

// Other files of tests may have loaded the store already.
vi.resetModules()
vi.doMock("node:fs/promises", faked)
const { local } = await import("../../lib/store/local.ts")
afterAll(() => {
  vi.doUnmock("node:fs/promises")
  vi.resetModules()
})

beforeEach(() => {
  system.root = folder()
  system.asked = []
  system.refuse = () => false
})

const right = <A>(either: E.Either<StoreError, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const filled = async (content: string): Promise<Staged> => {
  const one = right(await local(system.root).stage(directory("parts"))())
  mkdirSync(join(one.path, "inner"))
  for (const name of ["a", "inner/b"]) writeFileSync(join(one.path, name), content)
  system.asked = []
  return one
}

const broken = (path: string) =>
  E.left({ _tag: "System", path: join(system.root, path), code: "EIO", message: "i/o error" })

describe("what the power may take at any moment", () => {
  it("a value is written, flushed and only then renamed; the names are flushed last", async () => {
    mkdirSync(join(system.root, "a"))
    right(await local(system.root).write(text("a/x.txt"), "words")())
    expect(system.asked).toStrictEqual([
      "write /a/temporary",
      "flush /a/temporary",
      "rename /a/temporary to /a/x.txt",
      "flush /a",
    ])
  })

  it("the names of folders that are new are flushed too, before anything is in its place", async () => {
    right(await local(system.root).write(text("a/b/x.txt"), "words")())
    expect(system.asked.slice(2)).toStrictEqual([
      "flush /a",
      "flush /",
      "rename /a/b/temporary to /a/b/x.txt",
      "flush /a/b",
    ])
  })

  it("a file that a task wrote itself is flushed before it is renamed", async () => {
    const one = right(await local(system.root).stage(file("x.svg"))())
    writeFileSync(one.path, "<svg/>")
    right(await one.commit())
    expect(system.asked).toStrictEqual(["flush /temporary/x.svg", "rename /temporary/x.svg to /x.svg", "flush /"])
  })

  it("of a directory each file and folder is flushed before it is renamed", async () => {
    right(await (await filled("1")).commit())
    expect(system.asked.slice(0, 4).sort()).toStrictEqual(
      ["", "/a", "/inner", "/inner/b"].map((path) => `flush /temporary/parts${path}`),
    )
    expect(system.asked.slice(4)).toStrictEqual(["rename /temporary/parts to /parts", "flush /"])
  })
})

describe("a disk that refuses in the middle", () => {
  it("leaves nothing in the place where the name cannot be flushed: what failed is not there", async () => {
    system.refuse = (asked) => asked === "flush /"
    expect(await local(system.root).write(text("x.txt"), "words")()).toStrictEqual(broken("x.txt"))
    expect(await (await filled("1")).commit()).toStrictEqual(broken("parts"))
    expect(listing(system.root)).toStrictEqual([])
  })

  it("leaves nothing, and no name to flush, where the content cannot be flushed", async () => {
    system.refuse = (asked) => asked === "flush /temporary"
    expect(await local(system.root).write(text("x.txt"), "words")()).toStrictEqual(broken("x.txt"))
    expect(system.asked).toStrictEqual(["write /temporary", "flush /temporary"])
    expect(listing(system.root)).toStrictEqual([])
  })

  it("gives a directory its place back when the new one cannot take it", async () => {
    right(await (await filled("old")).commit())
    const one = await filled("new")
    let renamed = 0
    // In the way is the old one; it goes aside; the new one cannot come.
    system.refuse = (asked) => asked === "rename /temporary/parts to /parts" && ++renamed === 2
    expect(await one.commit()).toStrictEqual(broken("parts"))
    expect(renamed).toBe(2)
    expect(readFileSync(join(system.root, "parts/inner/b"), "utf8")).toBe("old")
    expect(listing(system.root)).toStrictEqual(["parts", "parts/a", "parts/inner", "parts/inner/b"])
  })
})
