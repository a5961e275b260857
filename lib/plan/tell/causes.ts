/**
 * Causes before what they bring about: a key that is misspelt leaves what it was meant for without a value.
 *
 *     no parameter of TaskC matches yaer      before      TaskC.year has no value
 */
import * as E from "#fp/Either"
import * as Pattern from "../../path/pattern.ts"
import type { ResolveError } from "../problem.ts"

// --- combinators

/** Puts keys that match nothing before the parameters without a value that one of their suggestions would set. O(errors). */
export const first = (errors: Array<ResolveError>): Array<ResolveError> => {
  const missing = new Set(
    errors.flatMap((error) => (error._tag === "MissingParameter" ? [error.place.steps.at(-1)?.slot] : [])),
  )
  if (missing.size === 0) return errors
  const isCause = (error: ResolveError): boolean =>
    (error._tag === "Unmatched" || error._tag === "InvalidKey") &&
    error.suggestions.some((key) => {
      const pattern = Pattern.parse(key.replace(/!$/, ""))
      return E.isRight(pattern) && missing.has(Pattern.finalSlot(pattern.right))
    })
  const causes = new Set(errors.filter(isCause))
  return causes.size === 0 ? errors : [...causes, ...errors.filter((error) => !causes.has(error))]
}
