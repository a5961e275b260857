import * as E from "#fp/Either"
import { describe, expect, it } from "vitest"
import { dep, int, param, task, text } from "../../lib/index.ts"
import { merge } from "../../lib/plan/merge.ts"
import type { Plan } from "../../lib/plan/plan.ts"
import { printNode } from "../../lib/plan/print.ts"
import { resolve } from "../../lib/plan/resolve.ts"

const Data = task("Data", {
  params: { year: param(int, { default: 2012 }) },
  output: text(),
  run: (p) => String(p.year),
})
const Fit = task("Fit", { params: { data: dep(Data) }, output: text(), run: () => "" })
const Plot = task("Plot", { params: { data: dep(Data) }, output: text(), path: () => "plot.txt", run: () => "" })

const planOf = (workflow: unknown): Plan => {
  const plan = resolve(workflow as never)
  if (E.isLeft(plan)) throw new Error("the workflow of a test resolves")
  return plan.right
}
const merged = (...workflows: ReadonlyArray<unknown>) => merge(workflows.map(planOf))
const names = (plan: Plan) => ({ roots: plan.roots.map(printNode), nodes: [...plan.nodes.values()].map(printNode) })

describe("merge", () => {
  it("holds what plans share once, their roots in order", () => {
    const both = merged(Fit, Plot, Fit, Data({ year: 2013 }))
    expect(E.isRight(both) && names(both.right)).toStrictEqual({
      roots: ["Fit(data.year: 2012)", "Plot(data.year: 2012)", "Data(year: 2013)"],
      nodes: ["Data(year: 2012)", "Fit(data.year: 2012)", "Plot(data.year: 2012)", "Data(year: 2013)"],
    })
  })

  it("keeps every node behind what it depends on", () => {
    const both = merged(Fit({ year: [2012, 2013] }), Data({ year: 2013 }), Plot({ year: 2014 }))
    if (E.isLeft(both)) throw new Error("merges")
    const order = [...both.right.nodes.keys()]
    for (const node of both.right.nodes.values())
      for (const below of node.dependencies) expect(order.indexOf(below.id)).toBeLessThan(order.indexOf(node.id))
  })

  it("is the plan itself when there is one", () => {
    const plan = planOf(Fit)
    expect(merge([plan])).toStrictEqual(E.right(plan))
  })

  it("refuses two plans that write one place", () =>
    expect(merged(Plot({ year: 2012 }), Plot({ year: 2013 }))).toMatchObject(
      E.left([{ _tag: "SamePlace", path: "plot.txt", nodes: [{ task: "Plot" }, { task: "Plot" }] }]),
    ))

  it("refuses two plans with different tasks of one name", () => {
    const Other = task("Data", { params: { month: param(int, { default: 1 }) }, output: text(), run: () => "" })
    expect(merged(Data, Other)).toMatchObject(E.left([{ _tag: "DuplicateTask", name: "Data" }]))
  })
})
