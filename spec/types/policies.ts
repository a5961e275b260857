/**
 * How a task is run, and what it may ask for on the way: what compiles and what does not.
 */
import * as t from "io-ts"
import { dep, directory, extend, file, int, json, many, param, type Slots, shell, task, text } from "waluigi"
import { TaskA, TaskB, TaskC, TaskE, TaskO } from "./tasks.ts"

/** Compiles only when both are the same type. */
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : never
const same = <A, B>(_: Same<A, B>): void => undefined

// --- policies

task("TaskD", { resources: { cpu: 2, memory: "4 GB", gpu: 1, disk: "50GB" }, retries: 3, timeout: "10 min" })
task("TaskD", { retries: { times: 3, delay: "10 s", factor: 1.5, most: "1h" }, timeout: 500, priority: -5 })
extend(TaskA, "TaskD", { resources: { memory: 1e9 }, retries: 0, timeout: "500 ms", priority: 5 })
dep(TaskA, {}, { settled: true })
dep(TaskA, { year: 3 }, { optional: true, settled: false })
many(TaskA, { accept: 10 })
many(TaskA, { accept: "90%", over: [TaskA.year] })

// @ts-expect-error -- cores are counted
task("TaskD", { resources: { cpu: "2 GB" } })
// @ts-expect-error -- no unit
task("TaskD", { resources: { memory: "4" } })
// @ts-expect-error -- no unit of sizes
task("TaskD", { resources: { memory: "4 min" } })
// @ts-expect-error -- a number or a size
task("TaskD", { resources: { gpu: true } })
// @ts-expect-error -- no unit of times
task("TaskD", { timeout: "10 minutes" })
// @ts-expect-error -- how often
task("TaskD", { retries: { delay: "10 s" } })
// @ts-expect-error -- misspelt
task("TaskD", { retries: { times: 3, delays: "10 s" } })
// @ts-expect-error -- misspelt
task("TaskD", { retry: 3 })
// @ts-expect-error -- a number
task("TaskD", { priority: "high" })
// @ts-expect-error -- misspelt
extend(TaskA, "TaskD", { resource: { cpu: 1 } })
// @ts-expect-error -- true or false
dep(TaskA, {}, { settled: "yes" })
// @ts-expect-error -- a number, or a part of all in percent
many(TaskA, { accept: "most" })

// --- what a task may ask for

task("TaskD", {
  params: { b: dep(TaskB), spare: dep(TaskE, {}, { optional: true }), all: many(TaskO), c: dep(TaskC) },
  dynamic: { o: () => TaskO },
  output: file("txt"),
  run: async (p, ctx) => {
    const b = await ctx.need(TaskB({ year: 2024 }))
    same<typeof b, Slots<typeof TaskB>>(true)
    const loaded = await ctx.load(b.datasets)
    same<typeof loaded.n, number>(true)
    const bare = await ctx.need(TaskE)
    same<typeof bare.name, string>(true)
    const all = await ctx.needAll(TaskE({ year: [1, 2] }))
    same<typeof all, ReadonlyArray<Slots<typeof TaskE>>>(true)
    // @ts-expect-error -- no such slot
    await ctx.need(TaskB({ yaer: 2024 }))
    // @ts-expect-error -- no task or workflow
    await ctx.need(p.b)
    // @ts-expect-error -- no output to load
    await ctx.load(await ctx.need(TaskC))

    const there: boolean = ctx.there(p.b) && ctx.there(p.spare) && p.all.every(ctx.there) && ctx.there(p.c)
    // @ts-expect-error -- a value
    ctx.there(p.b.what)

    const path = ctx.path(p.b)
    same<typeof path, string>(true)
    const paths = ctx.path(p.o)
    same<typeof paths, { readonly hist: string; readonly log: string; readonly picture: string }>(true)
    const none = ctx.path(p.c)
    same<typeof none, null>(true)
    const needed = ctx.path(bare)
    same<typeof needed, string>(true)
    // @ts-expect-error -- the whole collection
    ctx.path(p.all)

    same<typeof ctx.attempt, number>(true)
    return there ? path : undefined
  },
})

// A task that needs itself says what `run` returns.
const Own = task("Own", {
  params: { n: param(int) },
  output: json(t.number),
  run: async (p, ctx): Promise<number> => (p.n === 0 ? 0 : ctx.load(await ctx.need(Own({ n: p.n - 1 })))),
})

// --- programs

task("TaskD", {
  params: { own: dep(Own), n: param(int) },
  output: file("root"),
  run: (p, ctx) => shell(ctx, ["fit", "--n", p.n, ctx.path(p.own), "--out", ctx.output], { ok: [0, 1] }),
})
task("TaskD", { output: directory(), run: (_, ctx) => shell(ctx, ["fit", ctx.output]) })
task("TaskD", { output: text(), run: (_, ctx) => shell(ctx, ["date"], { stdout: "value" }) })
task("TaskD", {
  output: json(t.type({ n: t.number })),
  run: async (_, ctx) => {
    const value = await shell(ctx, ["fit", "--json"], { stdout: "value" })
    same<typeof value, { n: number }>(true)
    return value
  },
})
task("TaskD", {
  output: { plot: file("svg"), note: text() },
  run: async (_, ctx) => ({ note: await shell(ctx, ["plot", ctx.output.plot], { stdout: "value" }) }),
})
// @ts-expect-error -- its text is not wanted, so there is none
task("TaskD", { output: text(), run: (_, ctx) => shell(ctx, ["date"]) })
// @ts-expect-error -- arguments are a list
task("TaskD", { run: (_, ctx) => shell(ctx, "ls -l") })
// @ts-expect-error -- texts and numbers
task("TaskD", { params: { a: dep(TaskA) }, run: (p, ctx) => shell(ctx, ["ls", p.a]) })
// @ts-expect-error -- an output without a path
task("TaskD", { output: text(), run: (_, ctx) => shell(ctx, ["date", ctx.output], { stdout: "value" }) })
