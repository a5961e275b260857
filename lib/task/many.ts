/**
 * Reductions: slots that hold a task at every point of a collection (rules 1.2, 5.4).
 */
import { DefinitionError } from "./definition-error.ts"
import { given } from "./dep.ts"
import type { DependencyEdge, Described, Entry, GraphOf, Known } from "./graph.ts"
import type * as Slots from "./slots.ts"
import type { CheckedPins } from "./tables.ts"

// --- model

export interface Options<T, C> {
  readonly pins?: T & C
}

// --- constructors

/**
 * All nodes of a task that the collections given to it make, in an order of their own.
 *
 * Gotcha: `over`, which would collect only some of them, is refused for now: it would be read by nothing.
 *
 *     fits: many(SeasonFit)
 */
export const many = <N extends string, U extends Entry, const T = {}>(
  task: Known<N, U>,
  options?: Options<T, CheckedPins<GraphOf<U>, N, T>>,
): Described<DependencyEdge<"many", N>, U> => {
  if (options !== undefined && "over" in options)
    throw new DefinitionError("many(…, { over }) is not there yet: leave it out, or pin what shall vary", many)
  const upstream = given(task, options?.pins, "many", many)
  const slot: Slots.Nameless = {
    _tag: "Many",
    task: upstream.definition,
    pins: upstream.tables,
  }
  return slot as never
}
