import { readdirSync, readFileSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import * as TE from "#fp/TaskEither"
import * as Failure from "../../lib/run/failure.ts"
import { local } from "../../lib/store/local.ts"
import { memory } from "../store/scratch.ts"
import type { Store } from "../../lib/store/store.ts"
import type { Outputs } from "../../lib/task/output.ts"
import { anything, directory, file, json, plan, text } from "./plans.ts"
import type { Ctx } from "./running.ts"
import { failureOf, files, folder, raise, runs, withCtx } from "./running.ts"

describe("what run gives", () => {
  const ways: ReadonlyArray<readonly [string, () => unknown]> = [
    ["a value", () => 7],
    ["a promise", async () => 7],
    ["a TaskEither", () => TE.right(7)],
    ["a promise of a TaskEither", async () => TE.right(7)],
    ["a Task", () => async () => 7],
  ]
  it.each(ways)("may be %s", async (_, run) => {
    const store = memory()
    const { outcome, made } = await runs(plan([{ name: "A", output: json(t.number), run }]), store)
    expect({ outcome, made }).toStrictEqual({ outcome: "Complete", made: 1 })
    expect([...store.contents.values()].map((content) => JSON.parse(content))).toStrictEqual([7])
  })

  it("is a value even where it looks like an Either, unless a TaskEither gave it", async () => {
    const store = memory()
    await runs(plan([{ name: "A", output: anything, run: () => ({ _tag: "Left", left: 1 }) }]), store)
    expect([...store.contents.values()].map((content) => JSON.parse(content))).toStrictEqual([
      { _tag: "Left", left: 1 },
    ])
  })
})

describe("how run fails", () => {
  const boom = new Error("boom")
  const ways: ReadonlyArray<readonly [string, () => unknown, unknown, string]> = [
    ["an error thrown", () => raise(boom), boom, "boom"],
    ["a rejected promise", () => Promise.reject(boom), boom, "boom"],
    ["a Left", () => TE.left({ code: 3 }), { code: 3 }, '{"code":3}'],
    ["a string thrown", () => raise("no"), "no", "no"],
    ["undefined thrown", () => raise(undefined), undefined, "undefined"],
    ["an error without words", () => raise(new TypeError("")), new TypeError(""), "TypeError"],
  ]
  it.each(ways)("%s is a failure with its cause", async (_, run, cause, message) => {
    const store = memory()
    const { outcome, failures } = await runs(plan([{ name: "A", output: anything, run }]), store)
    expect(outcome).toBe("Failed")
    expect(failures[0]?.failure).toStrictEqual({ _tag: "Threw", message, cause })
    expect(store.contents.size).toBe(0)
  })

  it("what cannot even be printed is a failure too", async () => {
    const knot: Record<string, unknown> = {}
    knot.self = knot
    expect(await failureOf({ output: anything, run: () => raise(knot) })).toBe("a value that cannot be printed")
  })

  it("what throws when it is looked at is a failure too", async () => {
    const hostile = new Proxy(new Error("no"), {
      get: () => raise(new Error("get")),
      getPrototypeOf: () => raise(new Error("prototype")),
    })
    expect(await failureOf({ output: anything, run: () => raise(hostile) })).toBe("a value that cannot be printed")
  })

  it("where nothing can be written nothing is computed", async () => {
    const root = join(folder(), "occupied")
    await writeFile(root, "a file")
    let calls = 0
    expect(await failureOf({ output: anything, run: () => ++calls }, local(root))).toMatch(
      /occupied.*\((?:ENOTDIR|EEXIST)\)$/,
    )
    expect(calls).toBe(0)
  })

  it("a store that throws where it never should is a failure, and the run ends", async () => {
    const store: Store = { ...memory(), locate: () => raise(new Error("lost")) }
    expect(await failureOf({ output: text, run: () => "" }, store)).toBe("lost")
  })

  it("what its codec rejects is not written, and what is wrong is named", async () => {
    const codec = t.type({ count: t.number })
    expect(await failureOf({ output: json(codec), run: () => ({ count: "two" }) })).toMatch(/output\.json .*count/)
  })

  const misfits: ReadonlyArray<readonly [string, Outputs, () => unknown, string]> = [
    ["json", anything, () => undefined, "run returned nothing for its output"],
    ["text", text, () => 7, "its output is a text, and run returned a number"],
    [
      "file",
      file,
      () => ({}),
      "its output is a file: return a string or a Uint8Array, or write it to ctx.output; run returned an object",
    ],
    [
      "directory",
      directory,
      () => [],
      "its output is a directory: write into ctx.output and return nothing; run returned an array",
    ],
    ["record", { log: text }, () => ({ lgo: "" }), "its output log is a text, and run returned nothing"],
  ]
  it.each(misfits)("what is no %s is said to be none", async (_, output, run, message) => {
    expect(await failureOf({ output, run })).toBe(message)
  })

  it("a file or directory that is promised and not written is named", async () => {
    expect(await failureOf({ output: file, run: () => undefined })).toMatch(/run left nothing at .*output\.svg/)
  })
})

describe("files, directories and records", () => {
  const bytes = new Uint8Array([1, 2, 255])
  it.each([
    ["written to ctx.output", (_: unknown, ctx: Ctx) => writeFile(ctx.output, bytes)],
    [
      "written there, and its path returned",
      (_: unknown, ctx: Ctx) => writeFile(ctx.output, bytes).then(() => ctx.output),
    ],
    ["returned", () => bytes],
  ])("a file may be %s", async (_, run) => {
    const root = folder()
    const made = plan([{ name: "Plot", output: file, run: withCtx(run) }])
    expect((await runs(made, local(root))).outcome).toBe("Complete")
    expect(files(root)).toStrictEqual(["output.svg"])
    const [path] = readdirSync(join(root, "Plot"))
    expect([...readFileSync(join(root, "Plot", path as string, "output.svg"))]).toStrictEqual([...bytes])
  })

  it("a record of outputs has its values returned and its files written", async () => {
    const root = folder()
    const output = { hist: anything, log: text, plot: file, parts: directory }
    const run = withCtx(async (_, ctx) => {
      const { plot, parts } = ctx.output as { plot: string; parts: string }
      await writeFile(plot, "<svg/>")
      await writeFile(join(parts, "one.txt"), "1")
      return { hist: [1], log: "done" }
    })
    expect((await runs(plan([{ name: "A", output, run }]), local(root))).outcome).toBe("Complete")
    expect(files(root)).toStrictEqual(["hist.json", "log.txt", "one.txt", "plot.svg"])
  })

  it("nothing of a record appears when one of it is wrong, and no temporary stays", async () => {
    const root = folder()
    const output = { plot: file, hist: anything, log: text }
    const run = withCtx(async (_, ctx) => {
      await writeFile((ctx.output as { plot: string }).plot, "<svg/>")
      return { hist: [1], log: 7 }
    })
    expect((await runs(plan([{ name: "A", output, run }]), local(root))).outcome).toBe("Failed")
    expect(files(root)).toStrictEqual([])
  })

  it("what is in place already goes again when a later one cannot come into place", async () => {
    const root = folder()
    const disk = local(root)
    const broken: Store = {
      ...disk,
      prepare: (target, value) => async () => {
        const staged = await disk.prepare(target, value)()
        if (staged._tag === "Left" || !target.path.endsWith("b.txt")) return staged
        const commit = TE.left({ _tag: "System", path: target.path, code: "ENOSPC", message: "no space" } as const)
        return { ...staged, right: { ...staged.right, commit } }
      },
    }
    const { failures } = await runs(
      plan([{ name: "A", output: { a: text, b: text, c: text }, run: () => ({ a: "", b: "", c: "" }) }]),
      broken,
    )
    expect(failures[0] && Failure.message(failures[0].failure)).toMatch(/the disk is full \(ENOSPC\)/)
    expect(files(root)).toStrictEqual([])
  })
})
