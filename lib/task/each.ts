/**
 * Collections: `each(a, b)` is always one, whatever the type of the slot (rule 5.1).
 */
import * as Given from "./given.ts"

// --- constructors

/**
 * Makes a collection of values, whatever the type of the slot: one node for each of them.
 *
 * *Gotchas*: a bare array is a collection only where the type of the slot takes no arrays; `each([1], [2])` always is one.
 *
 * @example
 * ```ts
 * import { each, int, list, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { years: param(list(int)) } })
 * const plan = resolve(Data({ years: each([2016], [2017, 2018]) }))
 * console.log(plan._tag === "Right" && plan.right.roots.length)
 * // 2
 * ```
 */
export const each = <const A extends ReadonlyArray<unknown>>(...values: A): Given.Each<A[number]> => Given.each(values)
