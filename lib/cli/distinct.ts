/**
 * What is wrong with several workflows of a line, each mistake once: two workflows of one task have the same.
 */
import { drawErrors } from "../plan/draw/draw.ts"
import type { ResolveError } from "../plan/problem.ts"

// --- queries

/** Leaves out errors that read like another, in the order of the first. */
export const distinct = (errors: ReadonlyArray<ResolveError>): ReadonlyArray<ResolveError> => {
  const found = new Map<string, ResolveError>()
  for (const error of errors) {
    const text = drawErrors([error])
    if (!found.has(text)) found.set(text, error)
  }
  return [...found.values()]
}
