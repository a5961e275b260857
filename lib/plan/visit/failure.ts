/**
 * Failures: why a node could not be decided, as a graph of causes that is flattened once at the end.
 *
 * Errors that all points of an axis share are one object, so they are reported once.
 */
import type { ResolveError } from "../problem.ts"

// --- model

export interface Failure {
  readonly _tag: "Failure"
  readonly errors: ReadonlyArray<ResolveError>
  readonly causes: ReadonlyArray<Failure>
}

// --- constructors

export const of = (error: ResolveError): Failure => all([error])

/** Makes one of a list, however long. */
export const all = (errors: ReadonlyArray<ResolveError>): Failure => ({ _tag: "Failure", errors, causes: [] })

/** Joins causes; one alone stays itself. */
export const because = (causes: ReadonlyArray<Failure>): Failure =>
  causes.length === 1 && causes[0] !== undefined ? causes[0] : { _tag: "Failure", errors: [], causes }

// --- folds

/** Lists every error once, in the order in which they were met. No recursion on depth. */
export const errors = (failures: ReadonlyArray<Failure>): ReadonlyArray<ResolveError> => {
  const seen = new Set<Failure>()
  const found = new Set<ResolveError>()
  const stack = [...failures].reverse()
  for (let failure = stack.pop(); failure !== undefined; failure = stack.pop()) {
    if (seen.has(failure)) continue
    seen.add(failure)
    for (const error of failure.errors) found.add(error)
    for (let at = failure.causes.length - 1; at >= 0; at -= 1) stack.push(failure.causes[at] as Failure)
  }
  return [...found]
}
