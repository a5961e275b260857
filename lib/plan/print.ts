/**
 * Nodes in a line: the task and its own values, as one would recognise it.
 *
 *     Histograms(year: 2016, what: temperature)
 */
import { shorten, visible } from "./draw/drawing.ts"
import type { Edge, Node } from "./plan.ts"

// --- folds

/** Prints a node with the values of its own slots; without any, with the nearest ones below that tell it apart. */
export const printNode = (node: Node): string => {
  const own = printSlots(node)
  const slots = own === "" ? below(node) : own
  return slots === "" ? node.definition.name : `${node.definition.name}(${shorten(slots, 120)})`
}

/** So many levels are looked into, and so many values shown: it is a name, not a drawing. */
const deepest = 4
const most = 4

const below = (node: Node): string => {
  const found: Array<string> = []
  let level: ReadonlyArray<readonly [prefix: string, node: Node]> = [["", node]]
  for (let depth = 0; depth < deepest && level.length > 0 && found.length <= most; depth++) {
    const next: Array<readonly [string, Node]> = []
    for (const [prefix, { edges }] of level)
      for (const [slot, edge] of edges) {
        if (!isNode(edge) || found.length > most) continue
        const values = valuesOf(edge)
        if (values.length === 0) next.push([`${prefix}${slot}.`, edge])
        for (const [name, value] of values) found.push(`${prefix}${slot}.${name}: ${value}`)
      }
    level = next
  }
  return found.length > most ? `${found.slice(0, most).join(", ")}, …` : found.join(", ")
}

const isNode = (edge: Edge): edge is Node => edge !== null && "_tag" in edge && edge._tag === "Node"

/** Prints the value slots of a node, in declared order. */
export const printSlots = (node: Node): string =>
  valuesOf(node)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ")

const valuesOf = ({ definition, slots }: Node): ReadonlyArray<readonly [name: string, value: string]> =>
  [...definition.slots.values()].flatMap((slot) =>
    slot._tag === "Value" ? [[slot.name, printed(() => slot.type.print(slots[slot.name]))] as const] : [],
  )

/** A user's own type may throw where it should print. */
const printed = (print: () => string): string => {
  try {
    const text = print()
    return text === "" ? '""' : visible(shorten(text, 60))
  } catch {
    return "?"
  }
}
