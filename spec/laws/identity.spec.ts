/**
 * Identity (8.1): equal if and only if what 8.1 names is equal. The oracle writes that down as a text.
 */
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import { slow, written } from "../oracle/compare.ts"
import type * as Description from "../oracle/description.ts"
import { descriptions } from "../oracle/generate.ts"
import { planOf, rootsOf } from "./asked.ts"
import { law } from "./law.ts"

/** What whole nodes are called by both readings; those that have two names in one of them are left out. */
const names = (
  description: Description.Description,
): ReadonlyArray<{ readonly id: string; readonly oracle: string }> => {
  const expected = slow(description)
  const plan = planOf(description)
  if (expected?._ !== "plan" || plan === undefined) return []
  const ids = [...written(plan).nodes]
  const identities = [...expected.nodes]
  return ids.flatMap(([id, text]) => {
    const same = ids.filter(([, other]) => other === text)
    const found = identities.filter(([, other]) => other === text)
    return same.length === 1 && found.length === 1 ? [{ id, oracle: found[0]?.[0] ?? "" }] : []
  })
}

describe("identity", () => {
  // The same tasks under the whole table and under a part of it.
  const two = fc
    .tuple(descriptions(5, 4, { tasks: true }), fc.nat({ max: 5 }))
    .map(([description, kept]) => [description, { ...description, tables: description.tables.slice(0, kept) }] as const)

  law(
    "is equal, within a plan and between two, if and only if the oracle's is",
    80,
    two,
    ([one, other], told) => {
      const all = [...names(one), ...names(other)]
      const ids = new Map<string, string>()
      for (const { id, oracle } of all) {
        expect(ids.get(oracle) ?? id).toBe(id)
        ids.set(oracle, id)
      }
      expect(new Set(ids.values()).size).toBe(ids.size)
      if (ids.size > 1) told()
    },
    0.3,
  )

  law(
    "is the same when the same is built and resolved again",
    60,
    descriptions(5, 4),
    (description, told) => {
      const [one, other] = [planOf(description), planOf(description)]
      expect(one && rootsOf(one)).toEqual(other && rootsOf(other))
      expect(one && [...one.nodes.keys()]).toEqual(other && [...other.nodes.keys()])
      if (one !== undefined) told()
    },
    0.5,
  )
})
