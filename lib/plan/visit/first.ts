/**
 * First places: which of several equal nodes supplies the insignificant slots (4.3), and the plan's order of nodes.
 *
 * The first place has the fewest steps, then the lesser slot names, then the earlier point.
 */
import { show } from "../../task/show.ts"
import * as Complete from "./complete.ts"
import type { Context } from "../settle/context.ts"
import type { Edge, Node } from "../plan.ts"
import * as Plan from "../plan.ts"
import type { Warning } from "../problem.ts"
import * as Record from "../record.ts"
import type { Definition } from "../../task/definition.ts"

// --- model

export interface Chosen {
  readonly roots: ReadonlyArray<Node>
  readonly nodes: ReadonlyMap<string, Node>
  readonly warnings: ReadonlyArray<Warning>
}

// --- constructors

/** Chooses one node of each identity and puts every node after its dependencies. O(nodes + edges). */
export const choose = (
  context: Pick<Context, "nodes" | "variants" | "collected">,
  roots: ReadonlyArray<Node>,
  strayed: boolean,
): Chosen => {
  if (context.variants.size > 0) return among(context, roots)
  const distinct = [...new Set(roots)]
  // To look for what belongs to no root costs 0.3 µs a node: mostly it is known that there is none.
  return { roots: distinct, nodes: strayed ? reached(context.nodes, distinct) : context.nodes, warnings: [] }
}

/** What was made stands after its dependencies; what was made on the way and belongs to no root is left out. */
const reached = (made: ReadonlyMap<string, Node>, roots: ReadonlyArray<Node>): ReadonlyMap<string, Node> => {
  const found = new Set(roots)
  const all = [...made.values()]
  for (let at = all.length - 1; at >= 0; at -= 1) {
    const node = all[at] as Node
    if (found.has(node)) for (const dependency of node.dependencies) found.add(dependency)
  }
  return found.size === all.length ? made : new Map([...made].filter(([, node]) => found.has(node)))
}

/** Chooses among the nodes of several plans, which may hold variants of each other's. */
export const chooseAll = (roots: ReadonlyArray<Node>): Chosen => among({ collected: new Map() }, roots)

type Collected = Pick<Context, "collected">

/** Without variants there is nothing to choose, and no need to look for the first places. */
const among = (varied: Collected | undefined, roots: ReadonlyArray<Node>): Chosen => {
  const distinct = [...new Set(roots.map((root) => root.id))]
  const met = varied === undefined ? new Map<string, ReadonlyArray<Node>>() : breadthFirst(varied, roots)
  const kept = (node: Node): Node => met.get(node.id)?.[0] ?? node
  const nodes = new Map<string, Node>()
  const layouts = new Map<Definition, Record.Layout>()
  const byId = new Map([...roots].reverse().map((root) => [root.id, root]))
  for (const id of distinct) {
    const root = byId.get(id)
    if (root !== undefined) settle(kept(root), kept, nodes, layouts)
  }
  const warnings = [...met.values()].flatMap((variants) => differences(variants))
  return { roots: distinct.flatMap((id) => nodes.get(id) ?? []), nodes, warnings }
}

/**
 * Lists the variants of each identity, the one of the first place first. What is reached by the same slots stands in one
 * group, in the order of points; groups of as many steps stand in the order of their slot names.
 */
const breadthFirst = (context: Collected, roots: ReadonlyArray<Node>): ReadonlyMap<string, ReadonlyArray<Node>> => {
  const met = new Map<string, Array<Node>>()
  const seen = new Set<Node>()
  let groups: ReadonlyArray<ReadonlyArray<Node>> = [roots]
  while (groups.length > 0) {
    const next: Array<ReadonlyArray<Node>> = []
    for (const group of groups) {
      const fresh = group.filter((node) => !seen.has(node) && seen.add(node))
      for (const node of fresh) {
        const variants = met.get(node.id)
        if (variants === undefined) met.set(node.id, [node])
        else variants.push(node)
      }
      const names = new Set(fresh.flatMap((node) => Object.keys(node.edges)))
      for (const name of [...names].sort()) {
        const reached = fresh.flatMap((node) => inOrder(context, node.edges[name] ?? null))
        if (reached.length > 0) next.push(reached)
      }
    }
    groups = next
  }
  return met
}

/** The nodes of an edge in the order of their points, where it was collected. */
const inOrder = (context: Collected, edge: Edge): ReadonlyArray<Node> =>
  (edge === null ? undefined : context.collected.get(edge)) ?? Plan.nodesOf(edge)

/** Adds a node after all below it, each bound to the chosen ones. */
const settle = (
  root: Node,
  kept: (node: Node) => Node,
  nodes: Map<string, Node>,
  layouts: Map<Definition, Record.Layout>,
): void => {
  const stack: Array<{ readonly node: Node; next: number }> = [{ node: root, next: 0 }]
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const dependency = top.node.dependencies[top.next]
    top.next += 1
    if (dependency !== undefined) {
      if (!nodes.has(dependency.id)) stack.push({ node: kept(dependency), next: 0 })
      continue
    }
    stack.pop()
    if (!nodes.has(top.node.id)) nodes.set(top.node.id, rebound(top.node, nodes, layouts))
  }
}

const rebound = (node: Node, nodes: ReadonlyMap<string, Node>, layouts: Map<Definition, Record.Layout>): Node => {
  if (node.dependencies.every((dependency) => nodes.get(dependency.id) === dependency)) return node
  const slots = [...node.definition.slots.values()]
  const now = (other: Node): Node => nodes.get(other.id) ?? other
  const edges = slots.map((slot) => {
    const edge = node.edges[slot.name]
    return edge === undefined ? undefined : mapped(edge, now)
  })
  const values = slots.map((slot, at) => {
    const edge = edges[at]
    return edge === undefined || edge === null ? node.slots[slot.name] : slotsOf(edge)
  })
  const { definition } = node
  const layout = layouts.get(definition) ?? Record.layout()
  layouts.set(definition, layout)
  return Complete.make({ definition, slots, layout }, node.id, values, edges)
}

const mapped = (edge: Edge, now: (node: Node) => Node): Edge => {
  if (edge === null) return null
  if (Plan.isNode(edge)) return now(edge)
  if (Plan.isList(edge)) return edge.map(now)
  return Object.fromEntries(Object.entries(edge).map(([name, node]) => [name, now(node)]))
}

const slotsOf = (edge: Edge): unknown => {
  if (edge === null) return null
  if (Plan.isNode(edge)) return edge.slots
  if (Plan.isList(edge)) return Object.freeze(edge.map((node) => node.slots))
  return Object.freeze(Object.fromEntries(Object.entries(edge).map(([name, node]) => [name, node.slots])))
}

// --- queries

const differences = (variants: ReadonlyArray<Node>): ReadonlyArray<Warning> => {
  const [kept, ...dropped] = variants
  if (kept === undefined) return []
  return [...kept.definition.slots.values()].flatMap((slot): ReadonlyArray<Warning> => {
    if (slot._tag !== "Value" || slot.significant) return []
    const others = dropped.filter((node) => !Complete.sameValue(slot, node.slots[slot.name], kept.slots[slot.name]))
    const printed = new Set(others.map((node) => show(node.slots[slot.name])))
    return [...printed].map((other) => ({
      _tag: "InsignificantDiffers",
      task: kept.definition.name,
      slot: slot.name,
      kept: show(kept.slots[slot.name]),
      dropped: other,
    }))
  })
}
