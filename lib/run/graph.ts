/**
 * Graphs: a plan by numbers, for a scheduler that must not look a name up twice. Built once, never changed.
 *
 * A node's number is its position in the plan, so a dependency's number is smaller than that of what needs it.
 */
import type { Node, Plan } from "../plan/plan.ts"
import type { Definition } from "../task/definition.ts"
import * as Output from "../task/output.ts"

// --- model

/**
 * What there is to do for a node (1.9): `Task` runs where its output is missing, `Always` has no output and runs when
 * asked for, `External` has an output that nobody makes, `Wrapper` has neither.
 */
export type Kind = "Task" | "Always" | "External" | "Wrapper"

export interface Graph {
  readonly nodes: ReadonlyArray<Node>
  /** Gives the number of an identity; undefined for one that is none of the plan's. O(1). */
  readonly number: (id: string) => number | undefined
  readonly roots: ReadonlyArray<number>
  readonly kinds: ReadonlyArray<Kind>
  readonly dependencies: ReadonlyArray<ReadonlyArray<number>>
  readonly dependents: ReadonlyArray<ReadonlyArray<number>>
}

// --- constructors

/** Numbers a plan. O(nodes + edges). */
export const of = (plan: Plan): Graph => {
  const nodes = [...plan.nodes.values()]
  const number = numbering(nodes)
  const numbered = (list: ReadonlyArray<Node>) => distinct(list.map(({ id }) => number(id) as number))
  const dependencies = nodes.map((node) => (node.dependencies.length === 0 ? none : numbered(node.dependencies)))
  const dependents = nodes.map((): ReadonlyArray<number> | Array<number> => none)
  for (const [number, list] of dependencies.entries())
    for (const dependency of list) {
      const known = dependents[dependency]
      if (known === none) dependents[dependency] = [number]
      else (known as Array<number>).push(number)
    }
  return {
    nodes,
    number,
    roots: numbered(plan.roots),
    kinds: kindsOf(nodes),
    dependencies,
    dependents,
  }
}

const none: ReadonlyArray<number> = []

/**
 * Gives numbers. Most questions come in the order of the plan, roots and findings all do, so the next is tried first: a
 * map of 100,000 identities and as many looks into it took 80 ms of a run that has nothing to do.
 */
const numbering = (nodes: ReadonlyArray<Node>): Graph["number"] => {
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

// --- queries

/** Tells what there is to do for nodes of a task. */
export const kind = (definition: Definition): Kind => {
  const { output } = definition
  const written = output !== undefined && (Output.isSingle(output) || Object.keys(output).length > 0)
  if (definition.run === undefined) return written ? "External" : "Wrapper"
  return written ? "Task" : "Always"
}
