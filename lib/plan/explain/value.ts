/**
 * Values of nodes as an explanation shows them: what a person would type, and their encoded form.
 */
import { show } from "../../task/show.ts"
import type { Slot } from "../../task/definition.ts"
import * as Encode from "../encode.ts"
import type { Edge, Node } from "../plan.ts"
import * as Plan from "../plan.ts"
import type { Value } from "./explanation.ts"

// --- queries

/** Shows what stands in a slot of a node: a value, or the tasks it depends on. */
export const of =
  (slot: Slot) =>
  (node: Node): Omit<Value, "nodes"> => {
    const edge = node.edges[slot.name]
    if (edge !== undefined) return tasks(edge)
    return shown(slot, node.slots[slot.name])
  }

/** Shows a value of a slot. */
export const shown = (slot: Slot, value: unknown): Omit<Value, "nodes"> => {
  const canonical = Encode.canonical(Encode.value(slot, value))
  return { text: printed(slot, value), json: canonical === undefined ? null : (JSON.parse(canonical) as unknown) }
}

/** `TaskA`, `3 × TaskA`, `TaskA, TaskB`; nothing there is null. */
const tasks = (edge: Edge): Omit<Value, "nodes"> => {
  if (edge === null) return { text: "null", json: null }
  const names = Plan.nodesOf(edge).map(({ definition }) => definition.name)
  if (Plan.isNode(edge)) return { text: names[0] ?? "null", json: names[0] ?? null }
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const text = [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(", ")
  return { text: text === "" ? "none" : text, json: names }
}

/** A type of the user's may throw where it should print. */
const printed = (slot: Slot, value: unknown): string => {
  const type = slot._tag === "Value" || slot._tag === "Dynamic" ? slot.type : undefined
  if (type === undefined || value === null) return show(value)
  try {
    const text = type.print(value)
    return text === "" ? '""' : text
  } catch {
    return show(value)
  }
}
