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

// --- combinators

/** Joins plans in order: roots of the first come first, nodes of equal identity are one. O(nodes · log nodes). */
export const merge = (plans: ReadonlyArray<Plan>): E.Either<NonEmptyArray<ResolveError>, Plan> => {
  const [only] = plans
  if (only !== undefined && plans.length === 1) return E.right(only)
  const nodes = new Map<string, Node>()
  const roots = new Map<string, Node>()
  const axes = new Map<string, Axis>()
  const warnings = new Map<string, Plan["warnings"][number]>()
  for (const plan of plans) {
    for (const node of plan.nodes.values()) if (!nodes.has(node.id)) nodes.set(node.id, node)
    for (const root of plan.roots) if (!roots.has(root.id)) roots.set(root.id, nodes.get(root.id) ?? root)
    for (const axis of plan.axes) axes.set(JSON.stringify(axis), axis)
    for (const warning of plan.warnings) warnings.set(JSON.stringify(warning), warning)
  }
  const [first, ...rest] = [...sameName(nodes.values()), ...clashes(nodes.values())]
  if (first !== undefined) return E.left([first, ...rest])
  return E.right({
    _tag: "Plan",
    roots: [...roots.values()],
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
