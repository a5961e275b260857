/**
 * What `run`, dynamic functions and readers get, inferred: nobody writes a type argument (rules 1.3, 1.5, 1.9).
 */
import type { Temporal } from "temporal-polyfill"
import * as TE from "#fp/TaskEither"
import * as t from "io-ts"
import {
  type OutputOf,
  type Slots,
  constant,
  dep,
  directory,
  dynamic,
  extend,
  file,
  inherit,
  int,
  json,
  many,
  param,
  run,
  str,
  task,
  text,
} from "waluigi"
import { type Counts, TaskA, TaskB, type TaskBcustom, TaskC, type TaskE, TaskO } from "./tasks.ts"

/** Compiles only when both are the same type. */
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : never
const same = <A, B>(_: Same<A, B>): void => undefined

// --- decided slots

type B = Slots<typeof TaskB>
same<B["datasets"]["year"], number>(true)
same<B["corrections"]["name"], string>(true)
same<NonNullable<B["spare"]>["year"], number>(true)
same<null extends B["spare"] ? true : false, true>(true)
same<B["all"][number]["year"], number>(true)
same<B["what"], "histos" | "array" | "counts">(true)
same<B["shape"], t.TypeOf<typeof Counts>>(true)
same<B["revision"], 3>(true)
same<B["label"], string>(true)
same<B["weight"], number>(true)
same<B["heavy"], number>(true)
same<NonNullable<B["extra"]>["day"], Temporal.PlainDate>(true)
same<B["several"][number]["title"], string | null>(true)
same<B["several"][number]["cuts"], ReadonlyArray<number>>(true)
same<B["named"]["left"]["name"], string>(true)
same<NonNullable<NonNullable<B["previous"]>["previous"]>["what"], B["what"]>(true)
same<Slots<typeof TaskC>["b"]["datasets"]["year"], number>(true)

// --- extensions: `self` is the extension

type Custom = Slots<typeof TaskBcustom>
same<Custom["cut"], number>(true)
same<NonNullable<Custom["again"]>["cut"], number>(true)
same<NonNullable<Custom["previous"]>["cut"], number>(true)
same<"spare" extends keyof Custom ? true : false, false>(true)

// --- outputs

same<OutputOf<typeof TaskA>, { n: number; parts: Array<number> }>(true)
same<OutputOf<typeof TaskE>, string>(true)
same<OutputOf<typeof TaskO>["picture"], string>(true)
same<OutputOf<typeof TaskO>["hist"]["n"], number>(true)
same<OutputOf<typeof TaskC>, undefined>(true)
same<OutputOf<typeof TaskBcustom>, OutputOf<typeof TaskB>>(true)

// --- what run returns

const output = text()
task("Value", { output, run: () => "x" })
task("Promised", { output, run: async () => "x" })
task("Either", { output, run: () => TE.right<Error, string>("x") })
task("File", { output: file("svg"), run: async (_, ctx) => void ctx.output.length })
task("Bytes", { output: file("svg"), run: () => new Uint8Array() })
task("Words", { output: file("svg"), run: () => "<svg/>" })
task("Directory", { output: directory(), run: (_, ctx) => void ctx.output.length })
task("Several", {
  output: { hist: json(t.number), picture: file("svg"), folder: directory() },
  run: async (_, ctx) => ({ hist: ctx.output.picture.length + ctx.output.folder.length }),
})
task("Files", { output: { picture: file("svg") }, run: (_, ctx) => void ctx.output.picture })
task("Nothing", { run: (_, ctx) => ctx.log("x") })
task("External", { output })
task("Placed", { params: { year: param(int) }, output, path: (p) => `${p.year}.txt`, run: () => "" })
task("PlacedTwice", { output: { a: output, b: output }, path: () => ({ a: "a.txt", b: "b.txt" }) })

// @ts-expect-error -- a text is a string
task("Value", { output, run: () => 3 })
// @ts-expect-error -- also promised
task("Promised", { output, run: async () => 3 })
// @ts-expect-error -- also in an Either
task("Either", { output, run: () => TE.right<Error, number>(3) })
// @ts-expect-error -- the histogram is missing
task("Several", { output: { hist: json(t.number), picture: file("svg") }, run: () => undefined })
// @ts-expect-error -- a text has no path to write to
task("Text", { output, run: (_, ctx) => ctx.output.length })
// @ts-expect-error -- one place for each output
task("PlacedTwice", { output: { a: output, b: output }, path: () => "a.txt" })

// --- contexts

export const Reader = task("Reader", {
  params: { b: dep(TaskB), as: many(TaskA), year: param(int), spare: dep(TaskA, {}, { optional: true }) },
  dynamic: { o: (p) => TaskO(inherit(p)) },
  output: json(t.number),
  run: async (p, ctx) => {
    const counts = await ctx.load(p.b)
    const each = await Promise.all(p.as.map((one) => ctx.load(one)))
    const { hist, log } = await ctx.load(p.o)
    const spare = p.spare === null ? 0 : (await ctx.load(p.spare)).n
    // @ts-expect-error -- an absent dependency cannot be loaded
    await ctx.load(p.spare)
    // @ts-expect-error -- a value cannot be loaded
    await ctx.load(p.year)
    // @ts-expect-error -- decided slots are immutable
    p.year = 3
    // @ts-expect-error -- no such slot
    p.b.datasets.yaer
    ctx.signal.throwIfAborted()
    return counts.n + each.length + hist.n + log.length + spare
  },
})
task("NoLoad", {
  params: { c: dep(TaskC) },
  // @ts-expect-error -- a wrapper has no output to load
  run: async (p, ctx) => ctx.load(p.c),
})

// --- parameters

same<typeof TaskA.year.meta.sample, "loguniform">(true)
same<typeof TaskA.year.meta.default, 2012>(true)
same<typeof TaskE.year.meta.default, number | undefined>(true)
same<typeof TaskC.b.datasets.year.meta.doc, "year of data taking">(true)
// @ts-expect-error -- a default is a value of the type
param(int, { default: "x" })
// @ts-expect-error -- the neutral value too
param(int, { neutral: "x" })
// @ts-expect-error -- the doc is a text
param(int, { doc: 3 })
// @ts-expect-error -- parameters are made by param, dep, many and constant
task("Bare", { params: { year: 3 } })

// --- dynamic slots

task("Dynamics", {
  params: { year: param(int), revision: constant("a") },
  dynamic: {
    typed: dynamic(str, (p: { readonly revision: string }) => p.revision),
    record: { type: str, compute: (p) => `${p.year}${p.revision}` },
    // @ts-expect-error -- there is no such slot to read
    unread: dynamic(str, (p: { readonly yaer: number }) => `${p.yaer}`),
    // @ts-expect-error -- a text is no number
    wrong: { type: int, compute: (p) => `${p.year}` },
    // @ts-expect-error -- no such slot
    misspelt: (p) => p.yaer,
  },
})

// --- extensions

extend(TaskA, "TaskA2", { run: (p) => ({ n: p.year, parts: [] }) })
extend(TaskA, "TaskA3", { output: text(), run: (p) => `${p.year}` })
// @ts-expect-error -- it has no such slot
extend(TaskA, "TaskA4", { remove: ["yaer"] })
// @ts-expect-error -- the output stays what it is
extend(TaskA, "TaskA5", { run: () => "x" })
// @ts-expect-error -- what is removed is gone
extend(TaskB, "TaskB2", { remove: ["what"], run: (p) => ({ n: p.what.length, parts: [] }) })

// --- extensions made on the spot

task("Inline", {
  params: {
    b: dep(extend(TaskB, "TaskB6"), { "TaskB6.datasets.year": 3, "TaskA.year": 4, "TaskB.what": "array" }),
    more: dep(extend(TaskB, "TaskB7", { params: { more: param(int) }, remove: ["spare"] }), { more: 1, what: "array" }),
    all: many(extend(TaskB, "TaskB8"), { pins: { "TaskB8.datasets.year": 3 } }),
  },
  run: async (p, ctx) => (await ctx.load(p.b)).n + p.more.more + p.b.datasets.year,
})({ "TaskB6.datasets.year": 3, "more.more": 2, "TaskB8.what": "array" })
// @ts-expect-error -- no such slot of an extension without changes
task("Inline", { params: { b: dep(extend(TaskB, "TaskB6"), { "TaskB6.datasets.yaer": 3 }) } })
// @ts-expect-error -- what it removed is gone
task("Inline", { params: { b: dep(extend(TaskB, "TaskB6", { remove: ["spare"] }), { spare: null }) } })

// --- workflows

const W = TaskC({ year: 2024 })
export const Over = task("Over", {
  params: { c: dep(W) },
  dynamic: { again: (p) => (p.c.b.datasets.year > 3 ? W : null), tasks: () => [TaskA, TaskA({ year: 3 })] },
  run: (p) => (p.again?.b.datasets.year ?? 0) + (p.tasks[0]?.year ?? 0),
})
export const ran = async (): Promise<number> => {
  const result = await run(TaskA({ year: 2024 }))
  return result._tag === "Complete" ? (await result.roots[0].load()).n + result.roots[0].slots.year : 0
}
