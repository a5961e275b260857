/**
 * Calls: a task applied to tables gives a workflow (rule 1.8).
 *
 * Nothing is parsed here: inside a dynamic function this is the inner loop, two small objects a call.
 */
import type * as Capture from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import * as Inherit from "./inherit.ts"
import { show } from "./show.ts"
import type { Source } from "./source.ts"
import * as Table from "./table.ts"

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
  const [only] = written
  // Inside a dynamic function there is one record, most often: nothing is made to be joined.
  if (written.length === 1 && Table.taken(only) === undefined && !Inherit.isInherited(only) && Table.isRecord(only))
    return [Table.overrides(Table.owned(only), Table.code(callee))]
  let source: Source | undefined
  return written.flatMap((table) => {
    const found = Table.taken(table)
    if (found !== undefined) return found
    if (Inherit.isInherited(table))
      return Table.overrides(Inherit.record(target, table, callee), (source ??= Table.code(callee)))
    if (!Table.isRecord(table))
      throw new DefinitionError(
        `${target.name} is called with ${show(table)}: call it with tables, such as ${target.name}({ year: 2024 })` +
          " or set(…), substitute(…), important(…), inherit(p)",
        callee,
      )
    return Table.overrides(Table.owned(table), (source ??= Table.code(callee)))
  })
}
