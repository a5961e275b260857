import * as E from "#fp/Either"
import { describe, expect, it } from "vitest"
import { dep, int, many, param, resolve, str, task } from "../../lib/index.ts"
import type { Plan } from "../../lib/plan/plan.ts"
import { names, printNode } from "../../lib/plan/print.ts"

const Year = task("Year", { params: { year: param(int, { default: 2012 }) } })
const Histogram = task("Histogram", { params: { data: dep(Year), what: param(str, { default: "high" }) } })
const Fit = task("Fit", { params: { histogram: dep(Histogram) } })
const Poster = task("Poster", { params: { fits: many(Fit) } })

const planned = (workflow: unknown): Plan => {
  const plan = resolve(workflow as never)
  if (E.isLeft(plan)) throw new Error("it resolves")
  return plan.right
}

const named = (plan: Plan, task: string): ReadonlyArray<string> => {
  const name = names(plan)
  return [...plan.nodes.values()].filter((node) => node.definition.name === task).map(name)
}

describe("the name of a node", () => {
  it("is its task and its own values, where these tell it apart", () => {
    expect(named(planned(Poster), "Histogram")).toStrictEqual(["Histogram(what: high)"])
  })

  it("takes in what differs below, where own values are the same", () => {
    const plan = planned(Poster({ year: [2012, 2013] }))
    expect(named(plan, "Histogram").toSorted()).toStrictEqual([
      "Histogram(what: high, data.year: 2012)",
      "Histogram(what: high, data.year: 2013)",
    ])
    expect(named(plan, "Fit").toSorted()).toStrictEqual([
      "Fit(histogram.data.year: 2012)",
      "Fit(histogram.data.year: 2013)",
    ])
  })

  it("takes in no more than is needed", () => {
    const plan = planned(Poster({ year: [2012, 2013], what: ["high", "low"] }))
    expect(named(plan, "Fit").toSorted()).toStrictEqual([
      "Fit(histogram.what: high, histogram.data.year: 2012)",
      "Fit(histogram.what: high, histogram.data.year: 2013)",
      "Fit(histogram.what: low, histogram.data.year: 2012)",
      "Fit(histogram.what: low, histogram.data.year: 2013)",
    ])
    expect(named(plan, "Poster")).toStrictEqual([printNode(plan.roots[0] as never)])
  })

  it("says what was set below, whatever else is nearer", () => {
    const nameOf = (workflow: unknown): string => printNode(planned(workflow).roots[0] as never)
    expect(nameOf(Fit)).toBe("Fit(histogram.what: high, histogram.data.year: 2012)")
    expect(nameOf(Fit({ year: 1999 }))).toBe("Fit(histogram.data.year: 1999)")
    expect(nameOf(Fit({ year: 1999, what: "low" }))).toBe("Fit(histogram.what: low, histogram.data.year: 1999)")
  })

  it("looks through several tasks of a slot where they agree", () => {
    const Gain = task("Gain", { params: { gain: param(int, { default: 1 }), shot: param(int, { default: 0 }) } })
    const Summary = task("Summary", { params: { peaks: many(Gain, { over: ["shot"] }) } })
    expect(named(planned(Summary({ shot: [3, 4], gain: [1, 2] })), "Summary")).toStrictEqual([
      "Summary(peaks.gain: 1)",
      "Summary(peaks.gain: 2)",
    ])
  })
})
