/**
 * Constants: part of the identity and never settable, such as a code version (rule 1.2).
 */
import type { ConstantEdge, Described } from "./graph.ts"
import { frozen } from "./frozen.ts"
import type * as Slots from "./slots.ts"

// --- constructors

/**
 * Makes a value that belongs to the task itself. Raise it when `run` changes, and what was made before is no longer taken.
 *
 * *Gotchas*: no key sets it; `version`, reserved for every other slot, is a name that it may have.
 *
 * @example
 * ```ts
 * import { constant, int, param, resolve, task } from "waluigi"
 *
 * const make = (n: number) => task("Data", { params: { year: param(int), version: constant(n) } })({ year: 2024 })
 * const [first, second] = [make(1), make(2)].map((data) => resolve(data))
 * const id = (plan: typeof first) => plan?._tag === "Right" && plan.right.roots[0]?.id
 * console.log(id(first) === id(second))
 * // false
 * ```
 */
export const constant = <const A>(value: A): Described<ConstantEdge<A>, never> => {
  const slot: Slots.Nameless = { _tag: "Constant", value: frozen(value) }
  return slot as never
}
