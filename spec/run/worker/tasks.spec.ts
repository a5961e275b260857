/**
 * Tasks by name: what a worker finds in a workflow file, and whether it is what the main process means.
 */
import * as t from "io-ts"
import { constant, dep, extend, int, json, many, param, str, substitute, task } from "waluigi"
import { describe, expect, it } from "vitest"
import * as Tasks from "../../../lib/run/worker/tasks.ts"
import type { KnownAny } from "../../../lib/task/graph.ts"
import * as Definitions from "../../../lib/task/definition.ts"

const reached = (...given: ReadonlyArray<KnownAny>): ReadonlyArray<string> =>
  [...Tasks.reached(given.flatMap((one) => Definitions.asWorkflow(one) ?? [])).keys()].sort()

const print = (given: KnownAny): string => {
  const workflow = Definitions.asWorkflow(given)
  if (workflow === undefined) throw new Error("no task")
  return Tasks.print(workflow.definition)
}

const Leaf = task("Leaf", { params: { n: param(int) }, output: json(t.number), run: (p) => p.n })
const Other = extend(Leaf, "Other", { run: () => 1 })
const Pinned = extend(Leaf, "Pinned", { run: () => 2 })
const Mid = task("Mid", { params: { a: dep(Leaf, substitute(Leaf, Pinned)), all: many(Leaf) } })
const Top = task("Top", {
  params: { mid: dep(Mid) },
  dynamic: { hidden: () => task("Hidden", { params: {} })() },
})

describe("the tasks of a workflow file", () => {
  it("are those that its exports lead to without a function being called: dependencies, pins, tables, originals", () => {
    expect(reached(Top)).toEqual(["Leaf", "Mid", "Pinned", "Top"])
    expect(reached(Top(substitute(Leaf, Other)))).toEqual(["Leaf", "Mid", "Other", "Pinned", "Top"])
    expect(reached(Other)).toEqual(["Leaf", "Other"])
  })

  it("are those of a chain of three thousand too", () => {
    let last: KnownAny = Leaf
    for (let n = 0; n < 3000; n += 1) last = task(`T${n}`, { params: { up: dep(last as typeof Leaf) } }) as KnownAny
    expect(reached(last)).toHaveLength(3001)
  })
})

describe("two tasks of one name", () => {
  it("are one where they have the same slots, constants and outputs, and not otherwise", () => {
    const Same = task("Leaf", { params: { n: param(int) }, output: json(t.number), run: () => 7 })
    expect(print(Same)).toBe(print(Leaf))
    const others: ReadonlyArray<KnownAny> = [
      task("Leaf", { params: { n: param(str) }, output: json(t.number), run: () => 7 }),
      task("Leaf", { params: { n: param(int), v: constant(1) }, output: json(t.number), run: () => 7 }),
      task("Leaf", { params: { n: param(int), v: constant(2) }, output: json(t.number), run: () => 7 }),
      task("Leaf", { params: { n: param(int) }, output: { a: json(t.number) }, run: () => ({ a: 7 }) }),
      task("Leaf", { params: { n: param(int) }, output: json(t.number) }),
    ]
    expect(new Set([print(Leaf), ...others.map(print)]).size).toBe(6)
  })
})
