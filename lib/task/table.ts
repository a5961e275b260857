/**
 * Tables: entries as a value, of which a workflow takes any number, in its call or in a `pipe`; both are the same.
 *
 * What `override`, `set`, `collect`, `zip`, `substitute` and `important` give. Tables concatenate: a monoid.
 *
 *     pipe(TaskC({ year: 2024 }), substitute(TaskB, TaskBcustom))
 *     TaskC({ year: 2024 }, substitute(TaskB, TaskBcustom))
 */
import type * as Monoids from "#fp/Monoid"
import * as Capture from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import { frozen } from "./frozen.ts"
import type { Entry, GraphOf, Known } from "./graph.ts"
import * as Inherit from "./inherit.ts"
import * as Reference from "./reference.ts"
import { show } from "./show.ts"
import type { Source } from "./source.ts"
import type { CheckedOn } from "./tables.ts"
import type { Workflow } from "./typed.ts"

// --- model

/** Where a table carries what was written. Shared by copies of the library that meet in one process. */
export const written: unique symbol = Symbol.for("waluigi/table") as never
/** Carries the keys of a table and what is given for each. */
declare const keys: unique symbol

/** A table, whatever its keys; they are checked when resolving. Written as a method, so that any `Table<R>` is one. */
export interface AnyTable extends Unchecked {
  readonly [written]: ReadonlyArray<Definition.Overrides>
}
type Unchecked = { over<N extends string, U extends Entry>(workflow: Known<N, U>): Workflow<N, U> }["over"]

/** A table of which the compiler knows the keys; several records are a union. */
export interface Table<R> {
  <N extends string, U extends Entry>(workflow: Known<N, U> & CheckedOn<GraphOf<U>, N, R>): Workflow<N, U>
  readonly [written]: ReadonlyArray<Definition.Overrides>
  readonly [keys]: R
}

/**
 * What the constructors of tables give: a `Table<R>`, said in a way that the compiler does not look through while it
 * infers. A generic function that returns a function is left out when a call is first checked, and so the keys that only
 * a replacement makes possible, `TaskC(substitute(TaskB, TaskBcustom), { cut: 3 })`, would be refused.
 */
export type Made<R> = [R] extends [unknown] ? Table<R> : unknown

/** The records of what is written: records, and tables. */
export type RecordsOf<T> = T extends Table<infer R> ? R : T extends AnyTable ? never : T

// --- constructors

/** Makes the table of what was written. Its type is what a constructor says that its keys are. */
export const of = (overrides: ReadonlyArray<Definition.Overrides>): never => {
  const table = (given: unknown): Definition.Workflow => {
    const workflow = Definition.asWorkflow(given)
    if (workflow === undefined)
      throw new DefinitionError(
        `a table is laid over ${show(given)}: write pipe(TaskA({ … }), override({ … })), with a task or a workflow first`,
        table,
      )
    return { ...workflow, tables: [...workflow.tables, ...overrides] }
  }
  Object.defineProperty(table, "name", { value: "table" })
  return Object.defineProperty(table, written, { value: overrides }) as never
}

/**
 * Holds the monoid of tables: `concat` lays the second over the first, `empty` changes nothing.
 *
 * *Gotchas*: the compiler no longer knows the keys of what `concat` gives; they are checked when resolving. `override(a,
 * b)` is the same with its keys known.
 *
 * @example
 * ```ts
 * import { concatAll } from "fp-ts/lib/Monoid.js"
 * import { Table, int, override, param, set, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int), lumi: param(int) } })
 * const both = concatAll(Table.Monoid)([set(Data.year, 2024), override({ lumi: 40 })])
 * console.log(Data(both).tables.map(({ record }) => record))
 * // [{ 'Data.year': 2024 }, { lumi: 40 }]
 * ```
 */
export const Table: { readonly Monoid: Monoids.Monoid<AnyTable> } = {
  Monoid: { empty: of([]), concat: (first, second) => of([...first[written], ...second[written]]) },
}

/** Makes the table of one record, as `callee` was called with it. */
export const ofRecord = (record: Definition.Overrides["record"], callee: Capture.Callee): never =>
  of([overrides(record, code(callee))])

/** Reads records and tables, in order, for the function of that name. */
export const read = (
  tables: ReadonlyArray<unknown>,
  word: string,
  callee: Capture.Callee,
): ReadonlyArray<Definition.Overrides> => {
  let source: Source | undefined
  return tables.flatMap((table) => {
    const found = taken(table)
    if (found !== undefined) return found
    if (isRecord(table) && !Inherit.isInherited(table)) return overrides(owned(table), (source ??= code(callee)))
    throw new DefinitionError(
      Inherit.isInherited(table)
        ? `${word} is given inherit(p), which belongs into a call: TaskO(inherit(p))`
        : `${word} is given ${show(table)}: write ${word}({ year: … }) or ${word}(set(TaskA.year, …))`,
      callee,
    )
  })
}

/** Writes a record as one table of a workflow. */
export const overrides = (record: Definition.Overrides["record"], source: Source): Definition.Overrides => ({
  _tag: "Overrides",
  record,
  zipped: false,
  source,
})

/** Copies a record: it may live on in the user's hands, and a workflow is immutable. */
export const owned = (table: Definition.Overrides["record"]): Definition.Overrides["record"] => {
  const record: Record<string, unknown> = { ...table }
  for (const key in record) {
    const value = record[key]
    if (typeof value === "object" && value !== null) record[key] = frozen(value)
  }
  return record
}

/** Names the line that called `callee` as a source. */
export const code = (callee: Capture.Callee): Source =>
  Capture.isQuiet() ? nowhere : { _tag: "Code", at: Capture.here(callee) }

const nowhere: Source = { _tag: "Code", at: undefined }

// --- queries

/** Gives what a table has written, or nothing for any other value. */
export const taken = (value: unknown): ReadonlyArray<Definition.Overrides> | undefined => {
  if (typeof value === "function") return (value as Partial<AnyTable>)[written]
  return isOverrides(value) ? [value] : undefined
}

const isOverrides = (value: unknown): value is Definition.Overrides =>
  typeof value === "object" && value !== null && (value as { readonly _tag?: unknown })._tag === "Overrides"

/** Tells a record of keys from tasks, workflows, arrays and anything that is an instance of something. */
export const isRecord = (value: unknown): value is Definition.Overrides["record"] => {
  if (typeof value !== "object" || value === null) return false
  if (Definition.isWorkflow(value) || Reference.keyOf(value) !== undefined) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Decided slots are a record too, and have a prototype of their own.
  return prototype === null || (prototype as { readonly constructor: unknown }).constructor === Object
}
