/**
 * Calls: a task applied to tables gives a workflow (rule 1.8).
 *
 * Nothing is parsed here: inside a dynamic function this is the inner loop, two small objects a call.
 */
import * as Capture from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import { frozen } from "./frozen.ts"
import * as Inherit from "./inherit.ts"
import * as Reference from "./reference.ts"
import { show } from "./show.ts"
import type { Source } from "./source.ts"

// --- constructors

/** Makes the callable task that carries a definition. `make` gives the definition, which refers to the task. */
export const callable = (make: (task: Callable) => Definition.Definition): Callable => {
  const task: Callable = (...written) => ({
    _tag: "Workflow",
    definition: own,
    tables: tables(own, written, task),
  })
  const own = make(task)
  Object.defineProperty(task, "name", { value: own.name, configurable: true })
  Object.defineProperty(task, Definition.definition, { value: own })
  return task
}

export type Callable = (...tables: ReadonlyArray<unknown>) => Definition.Workflow

/** Reads what was written in one call, for the task that is called. */
export const tables = (
  target: Definition.Definition,
  written: ReadonlyArray<unknown>,
  callee: Capture.Callee,
): ReadonlyArray<Definition.Overrides> => {
  if (written.length === 0) return []
  let source: Source | undefined
  return written.map((table) => {
    if (isOverrides(table)) return table
    if (Inherit.isInherited(table)) return ofRecord(Inherit.record(target, table, callee), (source ??= code(callee)))
    if (!isRecord(table))
      throw new DefinitionError(
        `${target.name} is called with ${show(table)}: call it with tables, such as ${target.name}({ year: 2024 })` +
          " or set(…), substitute(…), important(…), inherit(p)",
        callee,
      )
    return ofRecord(owned(table), (source ??= code(callee)))
  })
}

/** The record may live on in the user's hands: a workflow is immutable. */
const owned = (table: Definition.Overrides["record"]): Definition.Overrides["record"] => {
  const record: Record<string, unknown> = { ...table }
  for (const key of Object.keys(record)) {
    const value = record[key]
    if (typeof value === "object" && value !== null) record[key] = frozen(value)
  }
  return record
}

/** Makes the table of a record. */
export const ofRecord = (record: Definition.Overrides["record"], source: Source): Definition.Overrides => ({
  _tag: "Overrides",
  record,
  zipped: false,
  source,
})

/** Names the line that called `callee` as a source. */
export const code = (callee: Capture.Callee): Source =>
  Capture.isQuiet() ? nowhere : { _tag: "Code", at: Capture.here(callee) }

// --- queries

export const isOverrides = (value: unknown): value is Definition.Overrides =>
  typeof value === "object" && value !== null && (value as { readonly _tag?: unknown })._tag === "Overrides"

/** Tells a record of keys from tasks, workflows, arrays and anything that is an instance of something. */
export const isRecord = (value: unknown): value is Definition.Overrides["record"] => {
  if (typeof value !== "object" || value === null) return false
  if (Definition.isWorkflow(value) || Reference.keyOf(value) !== undefined) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const nowhere: Source = { _tag: "Code", at: undefined }
