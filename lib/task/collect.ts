/**
 * Collecting: several values at a place, one node for each (rule 5.1).
 */
import type * as Given from "./given.ts"
import * as Givens from "./given.ts"
import type { Given as Fitting } from "./set.ts"
import * as Table from "./table.ts"
import * as Where from "./where.ts"

// --- model

/** Each value itself, or what is wrong with it. */
export type Collected<W, A extends ReadonlyArray<unknown>> = {
  readonly [I in keyof A]: A[I] & Fitting<W, Given.Each<A[I]>>
}

// --- constructors

/**
 * Gives a place several values at once, one node for each: `set` with `each`.
 *
 * *Gotchas*: where a place is a task or a dependency, the values are tasks. Without values it is the empty collection.
 *
 * @example
 * ```ts
 * import { pipe } from "fp-ts/lib/function.js"
 * import { collect, int, param, planToJson, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int) } })
 * const plan = resolve(pipe(Data, collect(Data.year, 2016, 2017)))
 * console.log(plan._tag === "Right" && planToJson(plan.right).axes)
 * // [ { entry: 'Data.year', values: [ 2016, 2017 ] } ]
 * ```
 */
export const collect = <const W extends Where.Where, const A extends ReadonlyArray<unknown>>(
  place: W,
  ...values: Collected<W, A>
): Table.Made<{ readonly [K in Where.KeyOf<W>]: Given.Each<A[number]> }> =>
  Table.ofRecord({ [Where.key(place, "collect", collect)]: Givens.each(values) }, collect)
