/**
 * The order of nodes in a collected array: by the nodes alone, never by what a user typed first (5.5).
 */
import type { Slot } from "../../task/definition.ts"
import type { Node } from "../plan.ts"
import * as Plan from "../plan.ts"

// --- queries

/**
 * Compares by task name, significant values in declared order, dependencies likewise, identity.
 * The first dependencies that differ decide, so this goes down one way only, however deep.
 */
export const compare = (first: Node, second: Node): number => {
  let [a, b] = [first, second]
  for (;;) {
    if (a === b || a.id === b.id) return 0
    const own = byName(a.definition.name, b.definition.name) || values(a, b)
    if (own !== 0) return own
    const next = differing(a, b)
    if (typeof next === "number") return next
    ;[a, b] = next
  }
}

/** Sorts, and keeps one of each identity: the first given. O(n log n) comparisons, O(n) where they are in order. */
export const distinct = (nodes: ReadonlyArray<Node>): ReadonlyArray<Node> => {
  if (nodes.length < 2) return nodes
  // Equal ones come to stand side by side, in the order given: sorting is stable.
  const sorted = [...nodes].sort(compare)
  return sorted.filter((node, at) => node.id !== sorted[at - 1]?.id)
}

const values = (a: Node, b: Node): number => {
  for (const slot of a.definition.slots.values()) {
    if (slot._tag !== "Value" || !slot.significant || b.definition.slots.get(slot.name)?._tag !== "Value") continue
    const difference = order(slot, a.slots[slot.name], b.slots[slot.name])
    if (difference !== 0) return difference
  }
  return 0
}

const order = (slot: Extract<Slot, { readonly _tag: "Value" }>, a: unknown, b: unknown): number => {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  try {
    return slot.type.order.compare(a, b)
  } catch {
    // An order of the user's that does not know these values: the identity decides.
    return 0
  }
}

/** The first two dependencies that differ, or how the nodes stand when none do. */
const differing = (a: Node, b: Node): readonly [Node, Node] | number => {
  for (const name of a.definition.slots.keys()) {
    const [left, right] = [Plan.nodesOf(a.edges[name] ?? null), Plan.nodesOf(b.edges[name] ?? null)]
    for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
      const [x, y] = [left[at] as Node, right[at] as Node]
      if (x.id !== y.id) return [x, y]
    }
    if (left.length !== right.length) return left.length - right.length
  }
  return byName(a.id, b.id)
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
