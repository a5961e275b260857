/**
 * What was thrown, as JSON: message, stack and causes of an error, so that a person is shown the same places in the
 * file, whichever process ran the task. Its class is not carried over.
 */
import type { Failure } from "../failure.ts"
import * as Json from "./json.ts"

// --- model

export type Thrown =
  | {
      readonly _tag: "Error"
      readonly name: string
      readonly message: string
      readonly stack: string | undefined
      /** As Node's own errors have it: `ENOENT`. */
      readonly code: string | undefined
      /** Boxed, for an error may be caused by undefined. */
      readonly cause: { readonly of: Thrown } | undefined
    }
  | { readonly _tag: "Value"; readonly json: unknown }
  | { readonly _tag: "Text"; readonly text: string }

/** A failure as JSON. */
export type Told =
  | Exclude<Failure, { readonly _tag: "Threw" }>
  | { readonly _tag: "Threw"; readonly message: string; readonly cause: Thrown }

// --- folds

/** Tells a failure as JSON. Never throws. */
export const tell = (failure: Failure): Told =>
  failure._tag === "Threw" ? { ...failure, cause: ofCause(failure.cause) } : failure

/** Makes the failure that was told. */
export const hear = (told: Told): Failure => (told._tag === "Threw" ? { ...told, cause: toCause(told.cause) } : told)

/** Tells what was thrown. Never throws, whatever the getters of an error do. */
export const ofCause = (cause: unknown, depth = 0): Thrown => {
  try {
    if (!(cause instanceof Error)) {
      const text = Json.text(cause)
      return text === undefined ? { _tag: "Text", text: String(cause) } : { _tag: "Value", json: JSON.parse(text) }
    }
    const { code } = cause as NodeJS.ErrnoException
    return {
      _tag: "Error",
      name: String(cause.name),
      message: String(cause.message),
      stack: typeof cause.stack === "string" ? cause.stack : undefined,
      code: typeof code === "string" ? code : undefined,
      cause: "cause" in cause && depth < deepest ? { of: ofCause(cause.cause, depth + 1) } : undefined,
    }
  } catch {
    return { _tag: "Text", text: "a value that cannot be printed" }
  }
}

/** Makes of what was told an error, or the value that was thrown. */
export const toCause = (thrown: Thrown): unknown => {
  if (thrown._tag === "Value") return thrown.json
  if (thrown._tag === "Text") return thrown.text
  const { name, message, stack, code, cause } = thrown
  const error = new Error(message, cause === undefined ? {} : { cause: toCause(cause.of) })
  const hidden = { enumerable: false, writable: true, configurable: true }
  if (error.name !== name) Object.defineProperty(error, "name", { ...hidden, value: name })
  Object.defineProperty(error, "stack", { ...hidden, value: stack ?? `${name}: ${message}` })
  if (code !== undefined) Object.assign(error, { code })
  return error
}

// --- internals

/** Errors may be their own causes. */
const deepest = 8
