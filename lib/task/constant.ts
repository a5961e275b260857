/**
 * Constants: part of the identity and never settable, such as a code version (rule 1.2).
 */
import type { ConstantEdge, Described } from "./graph.ts"
import { frozen } from "./frozen.ts"
import type * as Slots from "./slots.ts"

// --- constructors

/**
 * A value that belongs to the task itself. Raise it when `run` changes, and what was made before is no longer taken.
 *
 *     version: constant(3)
 */
export const constant = <const A>(value: A): Described<ConstantEdge<A>, never> => {
  const slot: Slots.Nameless = { _tag: "Constant", value: frozen(value) }
  return slot as never
}
