/**
 * Deep and wide graphs: no recursion on depth, work by distinct nodes and never by ways (4.3, 4.4).
 */
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import { dep, int, param, task } from "../../lib/index.ts"
import type { Plan } from "../../lib/plan/plan.ts"
import { resolve } from "../../lib/plan/resolve.ts"
import { asWorkflow, type Workflow } from "../../lib/task/definition.ts"

const planOf = (root: unknown): Plan => {
  const found = resolve(asWorkflow(root) as Workflow)
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left).slice(0, 1000))
  return found.right
}

/** A record of code that no type checks: the keys are made here. */
const call = (root: unknown, table: Readonly<Record<string, unknown>>): unknown =>
  (root as (table: unknown) => unknown)(table)

describe("a chain of 100,000 days", () => {
  const Daily = task("Daily", {
    params: { day: param(int, { default: 99_999 }) },
    dynamic: { previous: (p, self) => (p.day > 0 ? self({ ".day": p.day - 1 }) : null) },
  })

  it("resolves, each day once", () => {
    const plan = planOf(Daily)
    expect(plan.nodes.size).toBe(100_000)
    expect(plan.roots.map((node) => node.slots.day)).toEqual([99_999])
  })
})

describe("a diamond of 20 layers, three dependencies each", () => {
  const layers = 20
  const slots = ["a", "b", "c"] as const

  /** `Layer0` at the top, `Layer20` with a value at the bottom: 3 to the 20th ways. */
  const diamond = (): unknown => {
    let below: unknown = task(`Layer${layers}`, { params: { v: param(int, { default: 0 }) } })
    for (let layer = layers - 1; layer >= 0; layer--) {
      const next = below as ReturnType<typeof task>
      below = task(`Layer${layer}`, { params: { a: dep(next), b: dep(next), c: dep(next) } })
    }
    return below
  }

  /** What is chosen at a slot of a layer for the bottom: of all on the way the last in the table decides. */
  const chosen: ReadonlyArray<readonly [layer: number, slot: (typeof slots)[number]]> = [
    [0, "a"],
    [2, "b"],
    [5, "c"],
    [9, "a"],
    [12, "b"],
  ]
  const table = Object.fromEntries(chosen.map(([layer, slot], index) => [`Layer${layer}.${slot}:v`, index + 1]))

  /** The oracle: nodes are what lies below them, found once for each layer and choice so far. */
  const count = (): number => {
    const nodes = new Set<string>()
    const known = new Map<string, number>()
    const numbers = new Map<string, number>()
    const node = (layer: number, best: number): number => {
      const found = known.get(`${layer} ${best}`)
      if (found !== undefined) return found
      const text =
        layer === layers
          ? `${layer}: ${best}`
          : `${layer}: ${slots.map((slot) => node(layer + 1, Math.max(best, 1 + chosen.findIndex(([at, name]) => at === layer && name === slot))))}`
      nodes.add(text)
      const number = numbers.get(text) ?? numbers.size
      numbers.set(text, number)
      known.set(`${layer} ${best}`, number)
      return number
    }
    node(0, 0)
    return nodes.size
  }

  it("has a node for each layer", () => {
    expect(planOf(diamond()).nodes.size).toBe(layers + 1)
  })

  it("has as many nodes as choices high up make, and no more work than that", () => {
    const root = call(diamond(), table)
    const begun = performance.now()
    const plan = planOf(root)
    expect(plan.nodes.size).toBe(count())
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})
