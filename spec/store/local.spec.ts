import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import { local } from "../../lib/store/local.ts"
import type { Staged, Store, StoreError, Target } from "../../lib/store/store.ts"
import { date } from "../../lib/task/types.ts"
import { Temporal } from "temporal-polyfill"
import { counts, directory, file, folder, listing, ofJson, text } from "./targets.ts"

const fresh = (): { readonly root: string; readonly store: Store } => {
  const root = folder()
  return { root, store: local(root) }
}

const right = <A>(either: E.Either<StoreError, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const staged = async (store: Store, target: Target): Promise<Staged> => right(await store.stage(target)())

const problems = (either: E.Either<StoreError, unknown>): unknown =>
  E.isLeft(either) && either.left._tag === "Rejected" ? either.left.problems : either

describe("a value that is written", () => {
  it("is read back, and nothing else lies beside it", async () => {
    const { root, store } = fresh()
    const value = { year: 2016, counts: [1, 2] }
    right(await store.write(counts(), value)())
    expect(right(await store.read(counts())())).toStrictEqual(value)
    expect(listing(root)).toStrictEqual(["a", "a/b", "a/b/output.json"])
    expect(store.locate(counts())).toBe(join(root, "a/b/output.json"))
  })

  it("is JSON that a person can read and that ends its last line; a large one in one line", async () => {
    const { root, store } = fresh()
    right(await store.write(counts(), { year: 2016, counts: [1] })())
    expect(readFileSync(join(root, "a/b/output.json"), "utf8")).toBe(
      '{\n  "year": 2016,\n  "counts": [\n    1\n  ]\n}\n',
    )
    right(await store.write(counts(), { year: 2016, counts: Array.from({ length: 60_000 }, () => 1) })())
    expect(readFileSync(join(root, "a/b/output.json"), "utf8").split("\n")).toHaveLength(2)
  })

  it("passes through its codec both ways", async () => {
    const { root, store } = fresh()
    const day = ofJson(date.codec)
    right(await store.write(day, Temporal.PlainDate.from("2024-01-31"))())
    expect(readFileSync(join(root, "a/b/output.json"), "utf8")).toBe('"2024-01-31"\n')
    expect(String(right(await store.read(day)()))).toBe("2024-01-31")
  })

  it("may be a text, or the bytes of a file", async () => {
    const { root, store } = fresh()
    for (const words of ["", "a\r\nb", "\uFEFFmark", "Zürich 東京 \0"]) {
      right(await store.write(text(), words)())
      expect(right(await store.read(text())())).toBe(words)
    }
    right(await store.write(file(), new Uint8Array([0, 255, 10]))())
    expect(right(await store.read(file())())).toBe(join(root, "a/b/output.svg"))
    expect([...readFileSync(join(root, "a/b/output.svg"))]).toStrictEqual([0, 255, 10])
  })

  it("replaces the one before, whole at every moment", async () => {
    const { root, store } = fresh()
    const words = (n: number) => String(n % 10).repeat(100_000 + n)
    right(await store.write(text(), words(0))())
    const writes = Promise.all(Array.from({ length: 12 }, (_, n) => store.write(text(), words(n))()))
    let done = false
    void writes.finally(() => {
      done = true
    })
    let reads = 0
    while (!done) {
      const found = String(right(await store.read(text())()))
      expect(found).toBe(words(found.length - 100_000))
      reads++
    }
    expect(reads).toBeGreaterThan(0)
    expect((await writes).every(E.isRight)).toBe(true)
    expect(listing(root)).toStrictEqual(["a", "a/b", "a/b/output.txt"])
  })
})

describe("a value that does not fit", () => {
  const cyclic: { self?: unknown } = {}
  cyclic.self = cyclic

  it.each<[string, Target, unknown, ReadonlyArray<string>]>([
    ["its codec", counts(), { year: "x", counts: [1] }, ['at year: expected number, got "x"']],
    ["JSON", counts(), { year: Number.NaN, counts: [1] }, ["at year: JSON has no NaN"]],
    ["JSON at all", ofJson(t.unknown), undefined, ["expected unknown, got undefined"]],
    [
      "its encoder",
      ofJson(date.codec),
      null,
      ["expected date, got null (Cannot read properties of null (reading 'toString'))"],
    ],
    ["a text", text(), 5, ["expected a text, got 5"]],
    ["UTF-8", text(), "\ud800", ["the text has half a surrogate pair, which UTF-8 cannot hold"]],
    [
      "a file",
      file(),
      { svg: 1 },
      ['expected a text or bytes (a Uint8Array) as the content of the file, got {"svg":1}'],
    ],
    [
      "a directory",
      directory(),
      "x",
      ['a directory is filled at the path that the context gives, not returned; got "x"'],
    ],
  ])("%s is rejected and never written", async (_, target, value, expected) => {
    const { root, store } = fresh()
    expect(problems(await store.write(target, value)())).toStrictEqual(expected)
    expect(listing(root)).toStrictEqual([])
  })

  it("is rejected when it holds itself, or a big integer", async () => {
    const { store } = fresh()
    for (const value of [cyclic, 5n]) {
      expect(problems(await store.write(ofJson(t.unknown), value)())).toStrictEqual([
        expect.stringMatching(/^it has no JSON: /),
      ])
    }
  })

  it("is rejected when it is read, with the place inside", async () => {
    const { root, store } = fresh()
    mkdirSync(join(root, "a/b"), { recursive: true })
    const write = (content: string | Uint8Array) => writeFileSync(join(root, "a/b/output.json"), content)
    write('{ "year": 1, "counts": [1, "x"] }')
    expect(problems(await store.read(counts())())).toStrictEqual(['at counts[1]: expected number, got "x"'])
    write('{ "year": 1, ')
    expect(problems(await store.read(counts())())).toStrictEqual([expect.stringMatching(/^it is not JSON: /)])
    write("")
    expect(problems(await store.read(counts())())).toStrictEqual([expect.stringMatching(/^it is not JSON: /)])
    write(new Uint8Array([0x22, 0xff, 0x22]))
    expect(problems(await store.read(counts())())).toStrictEqual(["it is not UTF-8"])
    write('\uFEFF{ "year": 1, "counts": [] }')
    expect(right(await store.read(counts())())).toStrictEqual({ year: 1, counts: [] })
  })
})

describe("what a task writes itself", () => {
  it("has its final name from the first, and appears with the commit", async () => {
    const { root, store } = fresh()
    const one = await staged(store, file())
    expect(basename(one.path)).toBe("output.svg")
    expect(existsSync(one.path)).toBe(false)
    writeFileSync(one.path, "<svg/>")
    writeFileSync(join(dirname(one.path), "left-over.log"), "…")
    expect(right(await store.exists([file()])())).toStrictEqual([false])
    right(await one.commit())
    expect(right(await store.exists([file()])())).toStrictEqual([true])
    expect(listing(root)).toStrictEqual(["a", "a/b", "a/b/output.svg"])
  })

  it("may be a directory, which takes the place of the one before", async () => {
    const { root, store } = fresh()
    for (const name of ["old", "new"]) {
      const one = await staged(store, directory())
      expect(listing(one.path)).toStrictEqual([])
      mkdirSync(join(one.path, "inner"))
      writeFileSync(join(one.path, "inner", name), name)
      right(await one.commit())
    }
    expect(right(await store.read(directory())())).toBe(join(root, "a/b/output"))
    expect(listing(root)).toStrictEqual(["a", "a/b", "a/b/output", "a/b/output/inner", "a/b/output/inner/new"])
  })

  it("takes no place where something of another kind stands, neither from the first nor with the commit", async () => {
    const { root, store } = fresh()
    const early = right(await store.prepare(text("x"), "a file now")())
    const late = await staged(store, directory("y"))
    writeFileSync(join(late.path, "part"), "1")
    mkdirSync(join(root, "x/full"), { recursive: true })
    writeFileSync(join(root, "x/full/thesis"), "years")
    writeFileSync(join(root, "y"), "a note")
    const refused = (found: string, wanted: string, path: string) =>
      E.left({
        _tag: "System",
        path: join(root, path),
        code: "EEXIST",
        message: `a ${found} stands where this ${wanted} should go: move it away`,
      })
    expect(await early.commit()).toStrictEqual(refused("folder", "file", "x"))
    expect(await store.write(text("x"), "a file now")()).toStrictEqual(refused("folder", "file", "x"))
    expect(await store.stage(file("x"))()).toStrictEqual(refused("folder", "file", "x"))
    expect(await late.commit()).toStrictEqual(refused("file", "folder", "y"))
    expect(await store.stage(directory("y"))()).toStrictEqual(refused("file", "folder", "y"))
    symlinkSync("x", join(root, "z"))
    expect(await store.stage(directory("z"))()).toStrictEqual(refused("link", "folder", "z"))
    expect(readFileSync(join(root, "x/full/thesis"), "utf8")).toBe("years")
    expect(readFileSync(join(root, "y"), "utf8")).toBe("a note")
    rmSync(join(root, "z"))
    expect(listing(root)).toStrictEqual(["x", "x/full", "x/full/thesis", "y"])
  })

  it("is all that is removed: a folder in the place of a file stays, and a file in that of a directory", async () => {
    const { root, store } = fresh()
    mkdirSync(join(root, "x/full"), { recursive: true })
    writeFileSync(join(root, "y"), "a note")
    for (const target of [text("x"), directory("y")]) right(await store.remove(target)())
    expect(listing(root)).toStrictEqual(["x", "x/full", "y"])
  })

  it.each([
    ["nothing", file(), () => undefined],
    ["an empty directory", directory(), () => undefined],
    ["no directory any more", directory(), (path: string) => rmSync(path, { recursive: true })],
    ["a directory in place of a file", file(), (path: string) => mkdirSync(path)],
  ])("is an error where it left %s, and leaves no trace", async (_, target, act) => {
    const { root, store } = fresh()
    const one = await staged(store, target)
    act(one.path)
    expect(await one.commit()).toStrictEqual(E.left({ _tag: "NotWritten", path: store.locate(target) }))
    expect(listing(root)).toStrictEqual([])
  })

  it.each([
    ["a file", file(), "elsewhere.svg"],
    ["nothing", file(), "nowhere"],
    ["a directory", directory(), "."],
  ])("is no link to %s: what it leads to is not the task's", async (_, target, to) => {
    const { root, store } = fresh()
    writeFileSync(join(root, "elsewhere.svg"), "<svg/>")
    const one = await staged(store, target)
    rmSync(one.path, { recursive: true, force: true })
    symlinkSync(join(root, to), one.path)
    expect(problems(await one.commit())).toStrictEqual(["it is a link to another place: copy the content, or move it"])
    expect(listing(root)).toStrictEqual(["elsewhere.svg"])
  })

  it("passes the codec, where it has one", async () => {
    const { root, store } = fresh()
    const one = await staged(store, counts())
    writeFileSync(one.path, '{ "year": 1 }')
    expect(problems(await one.commit())).toStrictEqual(["at counts: expected Array<number>, found nothing"])
    expect(listing(root)).toStrictEqual([])
  })

  it("goes without a trace when it is discarded, and the one before stays", async () => {
    const { root, store } = fresh()
    right(await store.write(file(), "before")())
    const one = await staged(store, file())
    writeFileSync(one.path, "half")
    await one.discard()
    await one.discard()
    expect(listing(root)).toStrictEqual(["a", "a/b", "a/b/output.svg"])
    expect(readFileSync(join(root, "a/b/output.svg"), "utf8")).toBe("before")
  })
})

describe("several outputs", () => {
  it("are prepared first, so that none appears when one cannot be written", async () => {
    const { root, store } = fresh()
    const one = right(await store.prepare(counts(), { year: 1, counts: [] })())
    expect(right(await store.exists([counts()])())).toStrictEqual([false])
    expect(E.isLeft(await store.prepare(text(), 5)())).toBe(true)
    await one.discard()
    expect(listing(root)).toStrictEqual([])
  })
})

describe("what is there", () => {
  it("is asked for many at once; a directory in the place of a file is none, nor a file in that of a directory", async () => {
    const { root, store } = fresh()
    right(await store.write(text("t"), "")())
    mkdirSync(join(root, "d/inner"), { recursive: true })
    const asked = [
      text("t"),
      directory("t"),
      directory("d"),
      text("d"),
      text("t/below"),
      text("none"),
      text("no/where"),
    ]
    expect(right(await store.exists(asked)())).toStrictEqual([true, false, true, false, false, false, false])
  })

  it("is no empty directory: a task that is killed or a person may leave one", async () => {
    const { root, store } = fresh()
    mkdirSync(join(root, "d"))
    expect(right(await store.exists([directory("d")])())).toStrictEqual([false])
    expect(await store.read(directory("d"))()).toStrictEqual(E.left({ _tag: "Missing", path: join(root, "d") }))
  })

  it("is Missing where it is not", async () => {
    const { store } = fresh()
    for (const target of [counts(), text(), file(), directory()])
      expect(await store.read(target)()).toStrictEqual(E.left({ _tag: "Missing", path: store.locate(target) }))
  })

  it("is removed with the folders that it leaves empty, as often as one likes", async () => {
    const { root, store } = fresh()
    right(await store.write(counts(), { year: 1, counts: [] })())
    right(await store.write(text("a/other.txt"), "")())
    const one = await staged(store, directory("a/b/output"))
    writeFileSync(join(one.path, "part"), "1")
    right(await one.commit())
    for (const target of [counts(), directory("a/b/output"), directory("a/b/output"), text("none")])
      right(await store.remove(target)())
    expect(listing(root)).toStrictEqual(["a", "a/other.txt"])
  })
})

describe("a place that leads out of the root", () => {
  it.each(["../x", "/etc/x", "a/../../x", ""])("%j is refused, whatever is asked", async (path) => {
    const { root, store } = fresh()
    const answers = [
      store.write(text(path), "x"),
      store.stage(text(path)),
      store.remove(text(path)),
      store.read(text(path)),
    ]
    for (const answer of answers)
      expect(await answer()).toMatchObject({ _tag: "Left", left: { _tag: "System", code: "EINVAL" } })
    expect(listing(root)).toStrictEqual([])
  })
})

describe("a refusal of the system", () => {
  it.runIf(existsSync("/proc/self"))("ends also where folders are refused with ENOENT", async () => {
    const refused = await local("/proc/none").write(text("a/b"), "x")()
    expect(refused).toMatchObject({ _tag: "Left", left: { _tag: "System", code: "ENOENT" } })
  })

  it("keeps its code and says it in words, of the place and not of the temporary", async () => {
    const { root, store } = fresh()
    writeFileSync(join(root, "a"), "a file where a folder should be")
    const answer = await store.write(text("a/b"), "x")()
    expect(answer).toMatchObject({ _tag: "Left", left: { _tag: "System", path: join(root, "a/b") } })
    expect(E.isLeft(answer) && answer.left._tag === "System" ? answer.left.message : "").toMatch(
      /^(not a directory|file already exists)$/,
    )
  })
})
