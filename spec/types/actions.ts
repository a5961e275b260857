/**
 * Actions as the compiler sees them: what their functions get, and which calls are right (rules 1.2, 2.7, 7).
 */
import * as t from "io-ts"
import { action, call, choice, dep, extend, file, int, json, many, param, str, substitute, task, text } from "waluigi"

/** Compiles only when both are the same type. */
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : never
const same = <A, B>(_: Same<A, B>): void => undefined

// --- what they get

export const Leaf = task("Leaf", {
  params: { year: param(int) },
  output: json(t.number),
  run: (p) => p.year,
  actions: {
    cleanup: (p, ctx) => {
      same<typeof p.year, number>(true)
      same<typeof ctx.path, string>(true)
      return ctx.remove()
    },
    publish: {
      type: choice("stable", "beta"),
      doc: "uploads it",
      run: async (p, ctx, channel) => {
        same<typeof channel, "stable" | "beta">(true)
        const value = await ctx.load(p)
        same<typeof value, number>(true)
      },
    },
    weigh: action(
      int,
      (p: { readonly year: number }, ctx: { readonly path: string }, grams) => p.year * grams + ctx.path.length,
    ),
  },
})

export const Top = task("Top", {
  params: { leaf: dep(Leaf), all: many(Leaf) },
  dynamic: { extra: (p) => Leaf({ year: p.leaf.year }) },
  output: { hist: text(), picture: file("svg") },
  run: () => ({ hist: "" }),
  actions: {
    show: async (p, ctx) => {
      same<typeof ctx.path, { readonly hist: string; readonly picture: string }>(true)
      const [one] = p.all
      const values = [await ctx.load(p.leaf), one === undefined ? 0 : await ctx.load(one), await ctx.load(p.extra)]
      same<typeof values, Array<number>>(true)
      const own = await ctx.load(p)
      same<typeof own.hist, string>(true)
    },
  },
})

export const Bare = task("Bare", {
  params: { year: param(int) },
  actions: {
    look: async (p, ctx) => {
      same<typeof ctx.path, null>(true)
      // @ts-expect-error -- it has no output
      await ctx.load(p)
    },
  },
})

export const Custom = extend(Leaf, "Custom", {
  params: { cut: param(str) },
  actions: {
    cleanup: { type: int, run: (p, _, times) => p.cut.repeat(times) },
    burn: (p) => [p.cut, p.year],
  },
})

// @ts-expect-error -- an action without a type takes nothing
task("X", { actions: { cleanup: (_p, _ctx, _argument) => undefined } })
// @ts-expect-error -- there is no such parameter
task("X", { params: { year: param(int) }, actions: { cleanup: (p) => p.yaer } })
// @ts-expect-error -- an action is a function, or a record of one
task("X", { actions: { cleanup: 3 } })
// @ts-expect-error -- where p is not said, the call cannot know it
task("X", { params: { year: param(int) }, actions: { cleanup: action(str, (p) => p.year) } })

// --- calls

export const right = () => [
  call(Top, ["run", "status", "remove", "cleanup", "Leaf.cleanup", "Top.leaf:cleanup", ".show", ".leaf.cleanup"]),
  call(Top({ year: 3 }), ["Top:Leaf.remove", ["publish", "stable"], ["Leaf.weigh", 3], "Top.extra.cleanup", "cleanup"]),
  call(Custom, [["cleanup", 3], ["Leaf.cleanup", 3], "burn", ["publish", "beta"]]),
  call(Top(substitute(Leaf, Custom)), ["burn" as string, ["Custom.cleanup" as string, 3]]),
  call(Top, []),
]

// @ts-expect-error -- no slot 'cleenup' in or below Top
call(Top, ["cleenup"])
// @ts-expect-error -- Top has no cleanup of its own
call(Top, ["Top.cleanup"])
// @ts-expect-error -- no task 'Lead' in or below Top
call(Top, ["run", "Lead.cleanup"])
// @ts-expect-error -- 'year' is a parameter
call(Top, ["year"])
// @ts-expect-error -- a task calls nothing
call(Top, ["Leaf"])
// @ts-expect-error -- 'publish' needs an argument
call(Top, ["publish"])
// @ts-expect-error -- that is none of its choices
call(Top, [["publish", "stabel"]])
// @ts-expect-error -- 'cleanup' takes nothing
call(Top, [["cleanup", 1]])
// @ts-expect-error -- an argument is one
call(Top, [["publish", "stable", "beta"]])
// @ts-expect-error -- the action was changed
call(Custom, ["cleanup"])
// @ts-expect-error -- a call is a key
call(Top, [3])
