/**
 * Collections: `each(a, b)` is always one, whatever the type of the slot (rule 5.1).
 */
import * as Given from "./given.ts"

// --- constructors

/**
 * Several values at once: one node for each.
 *
 *     TaskC({ year: each(2016, 2017), TaskB: each(TaskB1, TaskB2) })
 */
export const each = <const A extends ReadonlyArray<unknown>>(...values: A): Given.Each<A[number]> => Given.each(values)
