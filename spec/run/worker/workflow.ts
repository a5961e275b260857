/**
 * Tasks for the specs of this folder, in a file that worker processes load.
 */
import * as t from "io-ts"
import { dep, int, json, many, param, task } from "waluigi"

export const Heavy = task("Heavy", {
  params: { n: param(int) },
  resources: { cpu: 1 },
  output: json(t.number),
  run: () => process.pid,
})

export const Sum = task("Sum", {
  params: { all: many(Heavy), one: dep(Heavy, { n: 1 }) },
  resources: { cpu: 1 },
  output: json(t.array(t.number)),
  run: async (p, ctx) => [...(await Promise.all(p.all.map(ctx.load))), await ctx.load(p.one)],
})

export const Fails = task("Fails", {
  params: {},
  resources: { cpu: 1 },
  output: json(t.number),
  run: () => {
    throw new RangeError("there", { cause: "a text" })
  },
})

export const Asks = task("Asks", {
  params: {},
  resources: { cpu: 1 },
  output: json(t.number),
  run: async (_, ctx) => (await ctx.need(Heavy({ n: 7 }))).n,
})
