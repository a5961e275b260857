/**
 * Nodes in a line: the task and its own values, as one would recognise it; where several nodes of a plan have the same,
 * with the values below that tell them apart.
 *
 *     Histograms(what: high, datasets.year: 2016)
 */
import { shorten, visible } from "./draw/drawing.ts"
import type { ValueSlot } from "../task/definition.ts"
import { isNode, type Node, nodesOf, type Plan } from "./plan.ts"

// --- folds

/**
 * Names the nodes of a plan so that no two are alike, as far as values in reach tell them apart.
 * Looks at the nodes of one task when the first of them is named: O(nodes) in all.
 */
export const names = (plan: Plan): ((node: Node) => string) => {
  const byTask = new Map<string, ReadonlyMap<string, string>>()
  return (node) => {
    const { name } = node.definition
    let known = byTask.get(name)
    if (known === undefined)
      byTask.set(name, (known = distinct([...plan.nodes.values()].filter((other) => other.definition.name === name))))
    return known.get(node.id) ?? printNode(node)
  }
}

const distinct = (nodes: ReadonlyArray<Node>): ReadonlyMap<string, string> => {
  const bySlots = new Map<string, Array<Node>>()
  for (const node of nodes) {
    const own = printSlots(node)
    const same = bySlots.get(own)
    if (same === undefined) bySlots.set(own, [node])
    else same.push(node)
  }
  return new Map([...bySlots.values()].flatMap((same) => (same.length === 1 ? [] : apart(same))))
}

/** Adds the first values below that differ, until the nodes do. */
const apart = (nodes: ReadonlyArray<Node>): ReadonlyArray<readonly [id: string, name: string]> => {
  const reached = nodes.map((node) => new Map(reach(node)))
  const paths = [...new Set(reached.flatMap((values) => [...values.keys()]))]
  const telling: Array<string> = []
  let kinds = 1
  for (const path of paths) {
    if (kinds === nodes.length || telling.length === most) break
    const now = new Set(reached.map((values) => [...telling, path].map((one) => values.get(one) ?? "").join("\n"))).size
    if (now > kinds) telling.push(path)
    kinds = Math.max(kinds, now)
  }
  return nodes.map((node, at) => {
    const extra = telling.map((path) => `${path}: ${reached[at]?.get(path) ?? "none"}`)
    const own = printSlots(node)
    const slots = [...(own === "" ? [] : [own]), ...extra].join(", ")
    return [node.id, extra.length === 0 ? printNode(node) : `${node.definition.name}(${shorten(slots, 120)})`]
  })
}

/** The values below a node, the nearest first; below a slot of several tasks, what they share. */
const reach = (node: Node): ReadonlyArray<readonly [path: string, value: string]> => {
  const found: Array<readonly [string, string]> = []
  let level: ReadonlyArray<readonly [prefix: string, nodes: ReadonlyArray<Node>]> = [["", [node]]]
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next = level.flatMap(([prefix, nodes]) =>
      stepsOf(nodes).map(([slot, below]) => [`${prefix}${slot}.`, below] as const),
    )
    for (const [prefix, below] of next)
      for (const [slot, value] of shared(below)) found.push([`${prefix}${slot}`, value])
    level = next.slice(0, widest)
  }
  return found
}

/** What stands in each slot of some nodes, each node once; too many are no part of a name. */
const stepsOf = (nodes: ReadonlyArray<Node>): ReadonlyArray<readonly [slot: string, below: ReadonlyArray<Node>]> => {
  const found = new Map<string, Set<Node>>()
  for (const { edges } of nodes)
    for (const [slot, edge] of Object.entries(edges)) {
      const below = found.get(slot) ?? new Set()
      for (const one of nodesOf(edge)) below.add(one)
      found.set(slot, below)
    }
  return [...found].flatMap(([slot, below]) => (below.size > 0 && below.size <= several ? [[slot, [...below]]] : []))
}

/** The values of some nodes, by slots that each of them has: one where they agree, else those there are. */
const shared = (nodes: ReadonlyArray<Node>): ReadonlyArray<readonly [name: string, value: string]> => {
  const values = new Map<string, Array<string>>()
  for (const node of nodes)
    for (const [name, value] of valuesOf(node)) {
      const known = values.get(name)
      if (known === undefined) values.set(name, [value])
      else known.push(value)
    }
  return [...values].flatMap(([name, all]) =>
    all.length === nodes.length ? [[name, shorten([...new Set(all)].join(","), 60)] as const] : [],
  )
}

/** Prints a node with the values of its own slots; without any, with the nearest ones below that tell it apart. */
export const printNode = (node: Node): string => {
  const own = printSlots(node)
  const slots = own === "" ? below(node) : own
  return slots === "" ? node.definition.name : `${node.definition.name}(${shorten(slots, 120)})`
}

/** So many levels are looked into, and so many values shown: it is a name, not a drawing. */
const deepest = 4
const most = 4
const widest = 16
const several = 500

/** What was set below comes first; where all is as its defaults have it, the nearest values. */
const below = (node: Node): string => {
  const set: Array<string> = []
  const near: Array<string> = []
  const seen = new Set<Node>()
  let level: ReadonlyArray<readonly [prefix: string, node: Node]> = [["", node]]
  for (let depth = 0; depth < deepest && level.length > 0 && set.length <= most; depth++) {
    const next: Array<readonly [string, Node]> = []
    for (const [prefix, above] of level)
      for (const [slot, edge] of Object.entries(above.edges)) {
        if (!isNode(edge) || set.length > most) continue
        const path = `${prefix}${slot}.`
        for (const [name, value] of valuesOf(edge, isSet)) set.push(`${path}${name}: ${value}`)
        if (near.length <= most) for (const [name, value] of valuesOf(edge)) near.push(`${path}${name}: ${value}`)
        if (!seen.has(edge) && next.length < widest) next.push([path, edge])
        seen.add(edge)
      }
    level = next
  }
  const found = set.length > 0 ? set : near
  return found.length > most ? `${found.slice(0, most).join(", ")}, …` : found.join(", ")
}

const isSet = (slot: ValueSlot, value: unknown): boolean =>
  slot.fallback === undefined || !Object.is(slot.fallback.value, value)

/** Prints the value slots of a node, in declared order. */
export const printSlots = (node: Node): string =>
  valuesOf(node)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ")

const valuesOf = (
  { definition, slots }: Node,
  which: (slot: ValueSlot, value: unknown) => boolean = () => true,
): ReadonlyArray<readonly [name: string, value: string]> =>
  [...definition.slots.values()].flatMap((slot) =>
    slot._tag === "Value" && which(slot, slots[slot.name])
      ? [[slot.name, printed(() => slot.type.print(slots[slot.name]))] as const]
      : [],
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
