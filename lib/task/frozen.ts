/**
 * Frozen copies: what a user hands over is a value from then on, whatever becomes of the original (1.5, 4.1).
 *
 * Plain arrays and records are copied and frozen, all the way down; what is an instance of something is left as it is.
 */
import * as Given from "./given.ts"

// --- constructors

/** Copies and freezes plain data. Cycles, and data deeper than JSON would ever be, stay as they are below that depth. */
export const frozen = <A>(value: A): A => copy(value, 0) as A

const deepest = 200

const copy = (value: unknown, depth: number): unknown => {
  if (typeof value !== "object" || value === null || depth > deepest) return value
  if (Array.isArray(value)) return Object.freeze(Array.from(value, (item) => copy(item, depth + 1)))
  if (!isPlain(value)) return value
  const record: Record<string, unknown> = {}
  for (const key of Object.keys(value))
    Object.defineProperty(record, key, { value: copy(value[key], depth + 1), enumerable: true })
  return Object.freeze(record)
}

const isPlain = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  // Workflows, tables and wrappers carry symbols or are frozen by those who make them.
  return Given.ofValue(value) === undefined && !("_tag" in value) && Object.getOwnPropertySymbols(value).length === 0
}
