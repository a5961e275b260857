/**
 * Graphs: a plan by numbers, for a scheduler that must not look a name up twice. Never changed: what running tasks ask
 * for on the way makes a new one, which shares the old.
 *
 * A node's number is its position in its plan, those of a plan that came later behind. So a dependency's number is
 * smaller than that of what needs it.
 */
import type { Node, Plan } from "../../plan/plan.ts"
import { nodesOf } from "../../plan/plan.ts"
import type { Definition } from "../../task/definition.ts"
import * as Output from "../../task/output.ts"
import * as Policy from "../../task/policy.ts"

// --- model

/**
 * What there is to do for a node (1.9): `Task` runs where its output is missing, `Always` has no output and runs when
 * asked for, `External` has an output that nobody makes, `Wrapper` has neither.
 */
export type Kind = "Task" | "Always" | "External" | "Wrapper"

export interface Graph {
  readonly size: number
  readonly roots: ReadonlyArray<number>
  /** Each at least twice as large as the next, so there are O(log nodes) of them; mostly one. */
  readonly layers: ReadonlyArray<Layer>
}

/** The nodes of plans that came one after another. */
interface Layer {
  /** The number of its first node. */
  readonly first: number
  readonly nodes: ReadonlyArray<Node>
  /** Gives the number of an identity that is of this layer. O(1). */
  readonly number: (id: string) => number | undefined
  readonly kinds: ReadonlyArray<Kind>
  readonly dependencies: ReadonlyArray<ReadonlyArray<number>>
  /** Of its own nodes; of nodes before it, `more` has those of this layer. */
  readonly dependents: ReadonlyArray<ReadonlyArray<number>>
  readonly more: ReadonlyMap<number, ReadonlyArray<number>>
  /** Of nodes that may run without some of what they depend on. */
  readonly lenient: ReadonlyMap<number, ReadonlyArray<Group>>
}

/** Dependencies of which not all need to be there. */
export interface Group {
  readonly members: ReadonlySet<number>
  readonly least: number
}

// --- constructors

/** Numbers a plan. O(nodes + edges). */
export const of = (plan: Plan): Graph => {
  const nodes = [...plan.nodes.values()]
  const number = numbering(nodes)
  return {
    size: nodes.length,
    roots: distinct(plan.roots.map(({ id }) => number(id) as number)),
    layers: [layer(0, nodes, number, (id) => number(id) as number)],
  }
}

/** Adds the nodes of another plan that are new; the roots stay. O(nodes of that plan), amortised over all additions. */
export const extend = (graph: Graph, plan: Plan): Graph => {
  let nodes = [...plan.nodes.values()].filter(({ id }) => numberOf(graph, id) === undefined)
  if (nodes.length === 0) return graph
  let first = graph.size
  const layers = [...graph.layers]
  for (let last = layers.at(-1); last !== undefined && last.nodes.length < 2 * nodes.length; last = layers.at(-1)) {
    if (layers.length === 1) break
    layers.pop()
    first = last.first
    nodes = [...last.nodes, ...nodes]
  }
  const before: Graph = { ...graph, layers }
  const own = new Map(nodes.map(({ id }, index) => [id, first + index]))
  const find = (id: string): number => (own.get(id) ?? numberOf(before, id)) as number
  const added = layer(first, nodes, (id) => own.get(id), find)
  return { size: first + nodes.length, roots: graph.roots, layers: [...layers, added] }
}

const none: ReadonlyArray<number> = []

const layer = (
  first: number,
  nodes: ReadonlyArray<Node>,
  number: Layer["number"],
  find: (id: string) => number,
): Layer => {
  const numbered = (list: ReadonlyArray<Node>) => distinct(list.map(({ id }) => find(id)))
  const dependencies = nodes.map((node) => (node.dependencies.length === 0 ? none : numbered(node.dependencies)))
  const dependents = nodes.map((): ReadonlyArray<number> | Array<number> => none)
  const more = new Map<number, Array<number>>()
  for (const [index, list] of dependencies.entries())
    for (const dependency of list) {
      const known = dependency < first ? more.get(dependency) : dependents[dependency - first]
      if (known !== undefined && known !== none) (known as Array<number>).push(first + index)
      else if (dependency < first) more.set(dependency, [first + index])
      else dependents[dependency - first] = [first + index]
    }
  return {
    first,
    nodes,
    number,
    kinds: kindsOf(nodes),
    dependencies,
    dependents,
    more,
    lenient: lenientOf(first, nodes, find),
  }
}

/**
 * Gives numbers. Most questions come in the order of the plan, roots and findings all do, so the next is tried first: a
 * map of 100,000 identities and as many looks into it took 80 ms of a run that has nothing to do.
 */
const numbering = (nodes: ReadonlyArray<Node>): Layer["number"] => {
  let last = -1
  let known: Map<string, number> | undefined
  return (id) => {
    if (nodes[last + 1]?.id === id) return ++last
    if (known === undefined) {
      known = new Map()
      for (const node of nodes) known.set(node.id, known.size)
    }
    const found = known.get(id)
    if (found !== undefined) last = found
    return found
  }
}

/** Leaves out what was there before; a list that rises has nothing twice. */
const distinct = (numbers: ReadonlyArray<number>): ReadonlyArray<number> => {
  for (let at = 1; at < numbers.length; at += 1)
    if ((numbers[at] as number) <= (numbers[at - 1] as number)) return [...new Set(numbers)]
  return numbers
}

/** Neighbours are mostly of one task. */
const kindsOf = (nodes: ReadonlyArray<Node>): ReadonlyArray<Kind> => {
  let last: Definition | undefined
  let its: Kind = "Wrapper"
  return nodes.map(({ definition }) => {
    if (definition !== last) its = kind(definition)
    last = definition
    return its
  })
}

/** What one slot needs strictly no other makes lenient. */
const lenientOf = (
  first: number,
  nodes: ReadonlyArray<Node>,
  find: (id: string) => number,
): ReadonlyMap<number, ReadonlyArray<Group>> => {
  const found = new Map<number, ReadonlyArray<Group>>()
  let last: Definition | undefined
  let is = false
  for (const [index, node] of nodes.entries()) {
    if (node.definition !== last) is = [...node.definition.slots.values()].some(isLenient)
    last = node.definition
    if (is) found.set(first + index, groups(node, find))
  }
  return found
}

const groups = ({ definition, edges }: Node, find: (id: string) => number): ReadonlyArray<Group> => {
  const strict = new Set<number>()
  const lenient: Array<{ readonly members: ReadonlyArray<number>; readonly least: number }> = []
  for (const [name, edge] of Object.entries(edges)) {
    const slot = definition.slots.get(name)
    const members = nodesOf(edge).map(({ id }) => find(id))
    if (slot?._tag === "Dependency" && slot.settled) lenient.push({ members, least: 0 })
    else if (slot?._tag === "Many" && slot.accept !== undefined)
      lenient.push({ members, least: Policy.least(slot.accept, members.length) })
    else for (const member of members) strict.add(member)
  }
  return lenient.map(({ members, least }) => {
    const free = new Set(members.filter((member) => !strict.has(member)))
    return { members: free, least: least - (members.length - free.size) }
  })
}

const isLenient = (slot: Definition["slots"] extends ReadonlyMap<string, infer S> ? S : never): boolean =>
  (slot._tag === "Dependency" && slot.settled) || (slot._tag === "Many" && slot.accept !== undefined)

// --- queries

/** Tells what there is to do for nodes of a task. */
export const kind = (definition: Definition): Kind => {
  const { output } = definition
  const written = output !== undefined && (Output.isSingle(output) || Object.keys(output).length > 0)
  if (definition.run === undefined) return written ? "External" : "Wrapper"
  return written ? "Task" : "Always"
}

/** Gives the number of an identity; undefined for one that is none of the graph's. O(layers). */
export const numberOf = ({ layers }: Graph, id: string): number | undefined => {
  for (const each of layers) {
    const found = each.number(id)
    if (found !== undefined) return found
  }
  return undefined
}

export const nodeOf = (graph: Graph, number: number): Node => {
  const its = holding(graph, number)
  return its.nodes[number - its.first] as Node
}

export const kindOf = (graph: Graph, number: number): Kind => {
  const its = holding(graph, number)
  return its.kinds[number - its.first] as Kind
}

export const dependenciesOf = (graph: Graph, number: number): ReadonlyArray<number> => {
  const its = holding(graph, number)
  return its.dependencies[number - its.first] as ReadonlyArray<number>
}

/** Lists what needs a node, those of later plans too. */
export const dependentsOf = (graph: Graph, number: number): ReadonlyArray<number> => {
  const its = holding(graph, number)
  const own = its.dependents[number - its.first] as ReadonlyArray<number>
  if (graph.layers.length === 1) return own
  return own.concat(...graph.layers.map(({ more }) => more.get(number) ?? none))
}

/** Lists the dependencies of a node of which not all need to be there; undefined where all must. */
export const lenient = (graph: Graph, number: number): ReadonlyArray<Group> | undefined =>
  holding(graph, number).lenient.get(number)

const holding = ({ layers }: Graph, number: number): Layer => {
  let at = layers.length - 1
  while ((layers[at] as Layer).first > number) at -= 1
  return layers[at] as Layer
}
