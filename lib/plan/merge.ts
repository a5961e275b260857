/**
 * Merging plans: several workflows run as one graph, what they share once.
 *
 * Two plans that each hold may contradict each other: a name for two tasks (1.6), a place for two nodes (8.2).
 */
import * as E from "#fp/Either"
import type { NonEmptyArray } from "#fp/NonEmptyArray"
import type { Definition } from "../task/definition.ts"
import * as Place from "../task/place.ts"
import type { Axis, Node, Plan } from "./plan.ts"
import type { ResolveError } from "./problem.ts"
import { printSlots } from "./print.ts"

// --- combinators

/** Joins plans in order: roots of the first come first, nodes of equal identity are one. O(nodes). */
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
  const [first, ...rest] = [...sameName(nodes.values()), ...samePlace(nodes.values())]
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

const samePlace = (nodes: Iterable<Node>): ReadonlyArray<ResolveError> => {
  const placings = new Map<Definition, Place.Placing>()
  const writers = new Map<string, Array<Node>>()
  for (const node of nodes) {
    // The default place holds the identity: only an author's own can be shared.
    if (node.definition.place === undefined) continue
    const placing = placings.get(node.definition) ?? Place.of(node.definition)
    placings.set(node.definition, placing)
    const place = placing(node.slots, node.id)
    if (E.isLeft(place) || place.right === null) continue
    const paths = typeof place.right === "string" ? [place.right] : Object.values(place.right)
    for (const path of paths) {
      const known = writers.get(path)
      if (known === undefined) writers.set(path, [node])
      else known.push(node)
    }
  }
  return [...writers].flatMap(
    ([path, sharing]): ReadonlyArray<ResolveError> =>
      sharing.length < 2
        ? []
        : [
            {
              _tag: "SamePlace",
              path,
              nodes: sharing.map((node) => ({ task: node.definition.name, slots: printSlots(node) })),
            },
          ],
  )
}
