/**
 * Overriding: what a call says of a task, as a value of its own (rule 1.8).
 */
import * as Table from "./table.ts"
import type { Listed } from "./tables.ts"

// --- constructors

/**
 * Makes one table of records and tables, the later over the earlier: for a `pipe`, or to be used more than once.
 *
 * *Gotchas*: keys are checked where the table meets a workflow. `override(a, b)` composes tables; `flow(a, b)` would
 * lose sight of the workflow.
 *
 * @example
 * ```ts
 * import { pipe } from "fp-ts/lib/function.js"
 * import { dep, int, override, param, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int), lumi: param(int, { default: 1 }) } })
 * const Fit = task("Fit", { params: { data: dep(Data) } })
 * const fit = pipe(Fit({ year: 2024 }), override({ "Data.lumi": 40 }))
 * console.log(fit.tables.map(({ record }) => record))
 * // [{ year: 2024 }, { 'Data.lumi': 40 }]
 * ```
 */
export const override = <const T extends ReadonlyArray<unknown>>(
  ...tables: Listed<T>
): Table.Made<Table.RecordsOf<T[number]>> => Table.of(Table.read(tables, "override", override))
