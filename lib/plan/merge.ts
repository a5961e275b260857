/**
 * Merging plans: several workflows run as one graph, what they share once.
 *
 * Two plans that each hold may contradict each other: a name for two tasks (1.6), a place for two nodes (8.2).
 */
import * as E from "#fp/Either"
import type { NonEmptyArray } from "#fp/NonEmptyArray"
import type { Definition } from "../task/definition.ts"
import { clashes } from "./clash.ts"
import type { Axis, Node, Plan } from "./plan.ts"
import type { ResolveError } from "./problem.ts"
import * as First from "./visit/first.ts"

// --- combinators

/**
 * Joins plans in order: roots of the first come first, nodes of equal identity are one, and the first place supplies
 * their insignificant slots (4.3). O(nodes · log nodes).
 */
export const merge = (plans: ReadonlyArray<Plan>): E.Either<NonEmptyArray<ResolveError>, Plan> => {
  const [only] = plans
  if (only !== undefined && plans.length === 1) return E.right(only)
  const axes = new Map<string, Axis>()
  const warnings = new Map<string, Plan["warnings"][number]>()
  for (const plan of plans) {
    for (const axis of plan.axes) axes.set(JSON.stringify(axis), axis)
    for (const warning of plan.warnings) warnings.set(JSON.stringify(warning), warning)
  }
  const { roots, nodes, warnings: differing } = First.chooseAll(plans.flatMap((plan) => plan.roots))
  for (const warning of differing) warnings.set(JSON.stringify(warning), warning)
  const [first, ...rest] = [...sameName(nodes.values()), ...clashes(nodes.values())]
  if (first !== undefined) return E.left([first, ...rest])
  return E.right({
    _tag: "Plan",
    roots,
    nodes,
    axes: [...axes.values()],
    warnings: [...warnings.values()],
  })
}

// --- internals

const sameName = (nodes: Iterable<Node>): ReadonlyArray<ResolveError> => {
  const named = new Map<string, Set<Definition>>()
  for (const { definition } of nodes)
    named.set(definition.name, (named.get(definition.name) ?? new Set()).add(definition))
  return [...named].flatMap(
    ([name, definitions]): ReadonlyArray<ResolveError> =>
      definitions.size < 2
        ? []
        : [{ _tag: "DuplicateTask", name, at: [...definitions].map(({ source }) => source), places: [] }],
  )
}
