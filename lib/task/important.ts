/**
 * Importance: lifts entries above all that are not so marked (rule 3.2).
 */
import type * as Definition from "./definition.ts"
import * as Table from "./table.ts"
import type { Listed } from "./tables.ts"

// --- model

/** The same keys with their mark. */
export type Marked<R> = { readonly [K in keyof R as K extends `${string}!` ? K : `${K & string}!`]: R[K] }

// --- constructors

/**
 * Marks every key of some records and tables with `!`: above all that are not so marked.
 *
 * *Gotchas*: a pin cannot be marked.
 *
 * @example
 * ```ts
 * import { important, int, param, set, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int), lumi: param(int) } })
 * const table = important({ year: 2024 }, set(Data.lumi, 40))
 * console.log(Data(table).tables.map(({ record }) => record))
 * // [{ 'year!': 2024 }, { 'Data.lumi!': 40 }]
 * ```
 */
export const important = <const T extends ReadonlyArray<unknown>>(
  ...tables: Listed<T>
): Table.Made<Marked<Table.RecordsOf<T[number]>>> =>
  Table.of(Table.read(tables, "important", important).map((table) => ({ ...table, record: marked(table.record) })))

const marked = (record: Definition.Overrides["record"]): Definition.Overrides["record"] =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key.endsWith("!") ? key : `${key}!`, value]))
