/**
 * Tasks by name: what a process knows of a workflow file, and whether another one means the same by a name.
 *
 * A task that only a function makes, inside of another task, is known to nobody but the process that called it.
 */
import * as Encode from "../../plan/encode.ts"
import type { Definition, Overrides, Slot, Workflow } from "../../task/definition.ts"
import { tasksIn } from "../../task/definition.ts"
import * as Output from "../../task/output.ts"

// --- model

/** Tasks by their names. */
export type Tasks = ReadonlyMap<string, Definition>

// --- queries

/**
 * Finds every task that workflows lead to without a function being called: below dependencies, in pins and tables, and
 * what they extend. The first of a name counts. O(slots), without recursion.
 */
export const reached = (workflows: Iterable<Workflow>): Tasks => {
  const found = new Map<string, Definition>()
  const seen = new Set<Definition>()
  const waiting: Array<Definition> = []
  const meet = (definition: Definition): void => {
    if (seen.has(definition)) return
    seen.add(definition)
    if (!found.has(definition.name)) found.set(definition.name, definition)
    waiting.push(definition)
  }
  const read = (tables: ReadonlyArray<Overrides>): void => {
    for (const { record } of tables)
      for (const value of Object.values(record))
        for (const inner of tasksIn(value)) {
          meet(inner.definition)
          read(inner.tables)
        }
  }
  for (const { definition, tables } of workflows) {
    meet(definition)
    read(tables)
  }
  for (let definition = waiting.pop(); definition !== undefined; definition = waiting.pop()) {
    definition.lineage.forEach(meet)
    for (const slot of definition.slots.values())
      if (slot._tag === "Dependency" || slot._tag === "Many") {
        meet(slot.task)
        read(slot.pins)
      }
  }
  return found
}

/** Says in a text what a task looks like from outside, functions apart: two of one name and one text are taken for one. */
export const print = ({ slots, output, run }: Definition): string =>
  JSON.stringify([[...slots.values()].map(slotPrint), output === undefined ? null : outputs(output), run !== undefined])

const slotPrint = (slot: Slot): ReadonlyArray<unknown> => {
  switch (slot._tag) {
    case "Value":
      return [slot.name, slot._tag, slot.type.name, slot.significant]
    case "Dynamic":
      return [slot.name, slot._tag, slot.type?.name]
    case "Constant":
      return [slot.name, slot._tag, Encode.canonical(slot.value)]
    case "Dependency":
    case "Many":
      return [slot.name, slot._tag, slot.task.name]
  }
}

const outputs = (output: Output.Outputs): unknown =>
  Output.isSingle(output) ? output.form : Object.entries(output).map(([name, one]) => [name, one.form])
