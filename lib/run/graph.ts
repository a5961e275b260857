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
  readonly numbers: ReadonlyMap<string, number>
  readonly roots: ReadonlyArray<number>
  readonly kinds: ReadonlyArray<Kind>
  readonly dependencies: ReadonlyArray<ReadonlyArray<number>>
  readonly dependents: ReadonlyArray<ReadonlyArray<number>>
}

// --- constructors

/** Numbers a plan. O(nodes + edges). */
export const of = (plan: Plan): Graph => {
  const nodes = [...plan.nodes.values()]
  const numbers = new Map(nodes.map((node, number) => [node.id, number]))
  const numbered = (list: ReadonlyArray<Node>) => [...new Set(list.map((node) => numbers.get(node.id) as number))]
  const dependencies = nodes.map((node) => (node.dependencies.length === 0 ? none : numbered(node.dependencies)))
  const dependents: Array<Array<number>> = nodes.map(() => [])
  for (const [number, list] of dependencies.entries())
    for (const dependency of list) dependents[dependency]?.push(number)
  return {
    nodes,
    numbers,
    roots: numbered(plan.roots),
    kinds: nodes.map((node) => kind(node.definition)),
    dependencies,
    dependents,
  }
}

const none: ReadonlyArray<number> = []

// --- queries

/** Tells what there is to do for nodes of a task. */
export const kind = (definition: Definition): Kind => {
  const { output } = definition
  const written = output !== undefined && (Output.isSingle(output) || Object.keys(output).length > 0)
  if (definition.run === undefined) return written ? "External" : "Wrapper"
  return written ? "Task" : "Always"
}
