/**
 * Whether a type takes a value, also where its codec throws at what it does not know: then it does not.
 */
import type { Type } from "./type.ts"

// --- queries

export const accepts = (type: Type<unknown>, value: unknown): boolean => {
  try {
    return type.codec.is(value)
  } catch {
    return false
  }
}
