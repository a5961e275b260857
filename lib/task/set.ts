/**
 * Setting by reference: `set(TaskA.year, 2024)` is the table `{ "TaskA.year": 2024 }` (rule 2.6).
 */
import type { Fits, TaskProblem, Verdict } from "./fits.ts"
import type { GraphOf, Known } from "./graph.ts"
import type { AtSlot } from "./check.ts"
import * as Tables from "./table.ts"
import type { Place } from "./typed.ts"
import * as Where from "./where.ts"

// --- model

/** What may be given there; a slot named by a text is checked where the table is used. */
export type Given<W, V> =
  W extends Place<infer K, infer G, infer E>
    ? Fits<G, AtSlot<K, E>, V>
    : W extends Known<infer N, infer U>
      ? Verdict<TaskProblem<GraphOf<U>, N, V>>
      : W extends readonly [...ReadonlyArray<unknown>, infer Last]
        ? Given<Last, V>
        : unknown

// --- constructors

/**
 * Makes a table that sets what stands at a place; where the place is a task, it substitutes it. A place is a reference, a
 * task, or a list of them, each at or anywhere below the one before; a list may end in the name of a slot.
 *
 * @example
 * ```ts
 * import { dep, int, param, set, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int) } })
 * const Fit = task("Fit", { params: { data: dep(Data), reference: dep(Data) } })
 * const tables = [set(Data.year, 1), set([Fit, Data.year], 2), set(Fit.data.year, 3), set([Data, "year"], 4)]
 * console.log(Fit(...tables).tables.flatMap(({ record }) => Object.keys(record)))
 * // [ 'Data.year', 'Fit:Data.year', 'Fit.data.year', 'Data:year' ]
 * ```
 */
export const set = <const W extends Where.Where, const V>(
  place: W,
  value: V & Given<W, V>,
): Tables.Made<{ readonly [K in Where.KeyOf<W>]: V }> => Tables.ofRecord({ [Where.key(place, "set", set)]: value }, set)
