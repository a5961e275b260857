/**
 * Settling: what the code of a user gives when it is called, waited for to the end.
 */
import * as E from "#fp/Either"

// --- queries

/** Tells an answer to the signal from a failure that happened to come after it. */
export const isAbort = (thrown: unknown, reason: unknown): boolean => {
  for (let cause = thrown, depth = 0; depth < 10; depth += 1) {
    if (cause === reason) return true
    if (typeof cause !== "object" || cause === null) return false
    if ((cause as { readonly name?: unknown }).name === "AbortError") return true
    cause = (cause as { readonly cause?: unknown }).cause
  }
  return false
}

// --- folds

/**
 * Calls and waits for what is given: a value, a promise of one, or a TaskEither. Left: what was thrown, or the Left.
 *
 * *Gotchas*: only a function's result is read as an Either; a value that looks like one is a value.
 */
export const settled = async (call: () => unknown): Promise<E.Either<unknown, unknown>> => {
  try {
    const given: unknown = await call()
    if (typeof given !== "function") return E.right(given)
    const result: unknown = await given()
    return isEither(result) ? result : E.right(result)
  } catch (thrown) {
    return E.left(thrown)
  }
}

// --- internals

const isEither = (value: unknown): value is E.Either<unknown, unknown> => {
  const tag = typeof value === "object" && value !== null ? (value as { readonly _tag?: unknown })._tag : undefined
  return (tag === "Left" && "left" in (value as object)) || (tag === "Right" && "right" in (value as object))
}
