/**
 * The declared graph: every task that can be reached through declared dependencies, without computing any slot.
 *
 * What dynamic slots return is not in it; the resolver alone can know that.
 */
import type { Definition, Slot, Workflow } from "../task/definition.ts"
import type { Exports } from "./exports.ts"

// --- model

/** A task of the graph and the first way to it: slots from the root. */
export interface Reached {
  readonly definition: Definition
  readonly way: ReadonlyArray<string>
}

// --- queries

/** Lists every task at or below the roots, each once, nearest first. O(slots), without recursion. */
export const reached = (roots: Iterable<Definition>): ReadonlyArray<Reached> => {
  const found = new Map<Definition, Reached>()
  for (const root of roots) if (!found.has(root)) found.set(root, { definition: root, way: [] })
  // A Map may grow while it is walked: what is added is visited in turn.
  for (const { definition, way } of found.values())
    for (const slot of definition.slots.values()) {
      const below = dependency(slot)
      if (below !== undefined && !found.has(below)) found.set(below, { definition: below, way: [...way, slot.name] })
    }
  return [...found.values()]
}

/** Lists the tasks of several workflows and everything below them. */
export const ofWorkflows = (workflows: Iterable<Workflow>): ReadonlyArray<Reached> =>
  reached([...workflows].map(({ definition }) => definition))

/** Finds the slots that have a name, anywhere in a graph. */
export const slotsNamed = (name: string, graph: ReadonlyArray<Reached>): ReadonlyArray<Slot> =>
  graph.flatMap(({ definition }) => {
    const slot = definition.slots.get(name)
    return slot === undefined ? [] : [slot]
  })

/** Tells whether a slot is set by a bare flag (rule 1.10). */
export const isFlag = (slot: Slot): boolean =>
  (slot._tag === "Value" || slot._tag === "Dynamic") && slot.type?.base.split(" | ").includes("boolean") === true

/** Lists keys that a person may have meant: slots, tasks, and slots of tasks. */
export const keys = (graph: ReadonlyArray<Reached>): ReadonlyArray<string> => {
  const words = new Set<string>()
  for (const { definition } of graph)
    for (const slot of definition.slots.values()) {
      if (slot._tag === "Constant") continue
      words.add(slot.name)
      words.add(`${definition.name}.${slot.name}`)
    }
  for (const { definition } of graph) words.add(definition.name)
  return [...words]
}

const dependency = (slot: Slot): Definition | undefined =>
  slot._tag === "Dependency" || slot._tag === "Many" ? slot.task : undefined

/** Finds what a name stands for: an export, else a task that an export depends on. */
export const find = (exports: Exports, everything: ReadonlyArray<Reached>, name: string): Workflow | undefined => {
  const exported = exports.named.get(name)
  if (exported !== undefined) return exported
  const reached = everything.find(({ definition }) => definition.name === name)
  return reached === undefined ? undefined : { _tag: "Workflow", definition: reached.definition, tables: [] }
}
