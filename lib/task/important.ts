/**
 * Importance: lifts entries above all that are not so marked (rule 3.2).
 */
import * as Call from "./call.ts"
import type * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type { Table } from "./tables.ts"
import { show } from "./show.ts"

// --- model

/** The same keys with their mark. */
export type Marked<R> = { readonly [K in keyof R as K extends `${string}!` ? K : `${K & string}!`]: R[K] }

// --- constructors

/**
 * Marks every key of a record or of a table with `!`.
 *
 *     TaskC(important({ year: 2024 }), important(set(TaskA.year, 2012)))
 */
export const important = <const R>(table: R): Table<Marked<R extends Table<infer S> ? S : R>> => {
  if (Call.isOverrides(table)) return { ...table, record: marked(table.record) } as never
  if (Call.isRecord(table)) return Call.ofRecord(marked(table), Call.code(important)) as never
  throw new DefinitionError(
    `important is given ${show(table)}: write important({ year: 2024 }) or important(set(TaskA.year, 2024))`,
    important,
  )
}

const marked = (record: Definition.Overrides["record"]): Definition.Overrides["record"] =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key.endsWith("!") ? key : `${key}!`, value]))
