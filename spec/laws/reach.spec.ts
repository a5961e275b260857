/**
 * What a plan holds: its roots and all below them, nothing else, each after what it needs. The oracle walks.
 */
import { describe, expect } from "vitest"
import type { Node } from "../../lib/plan/plan.ts"
import { descriptions } from "../oracle/generate.ts"
import { planOf } from "./asked.ts"
import { law } from "./law.ts"

const walked = (roots: ReadonlyArray<Node>): ReadonlySet<Node> => {
  const found = new Set(roots)
  for (const node of found) for (const dependency of node.dependencies) found.add(dependency)
  return found
}

describe("a plan", () => {
  law(
    "holds what its roots reach and nothing else, dependencies first",
    150,
    descriptions(6, 5, { zip: true, over: true, tasks: true }),
    (description, told) => {
      const plan = planOf(description)
      if (plan === undefined) return
      const nodes = [...plan.nodes.values()]
      expect(new Set(nodes)).toEqual(walked(plan.roots))
      const turn = new Map(nodes.map((node, at) => [node, at]))
      for (const node of nodes)
        for (const dependency of node.dependencies)
          expect(turn.get(dependency)).toBeLessThan(turn.get(node) ?? Number.NaN)
      if (nodes.length > 1) told()
    },
    0.3,
  )
})
