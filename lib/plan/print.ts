/**
 * Nodes in a line: the task and its own values, as one would recognise it.
 *
 *     Histograms(year: 2016, what: temperature)
 */
import { shorten, visible } from "./drawing.ts"
import type { Node } from "./plan.ts"

// --- folds

/** Prints a node with the values of its own slots. */
export const printNode = (node: Node): string => {
  const slots = printSlots(node)
  return slots === "" ? node.definition.name : `${node.definition.name}(${shorten(slots, 120)})`
}

/** Prints the value slots of a node, in declared order. */
export const printSlots = ({ definition, slots }: Node): string => {
  const shown: Array<string> = []
  for (const slot of definition.slots.values())
    if (slot._tag === "Value") shown.push(`${slot.name}: ${printed(() => slot.type.print(slots[slot.name]))}`)
  return shown.join(", ")
}

/** A user's own type may throw where it should print. */
const printed = (print: () => string): string => {
  try {
    const text = print()
    return text === "" ? '""' : visible(shorten(text, 60))
  } catch {
    return "?"
  }
}
