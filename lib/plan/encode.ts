/**
 * Encodings: slots as canonical JSON (RFC 8785), for identities and for programs.
 */
import canonicalize from "canonicalize"
import type { Slot } from "../task/definition.ts"

// --- queries

/** Encodes the value of a slot for JSON; undefined when it has none (functions, cycles, NaN). */
export const value = (slot: Slot, given: unknown): unknown => {
  const type = slot._tag === "Value" || slot._tag === "Dynamic" ? slot.type : undefined
  if (given === null || type === undefined) return given
  return type.codec.is(given) ? type.codec.encode(given) : given
}

/** Prints JSON in its canonical form; undefined for what is no JSON. */
export const canonical = (json: unknown): string | undefined => {
  // Most values are numbers and short texts, for which RFC 8785 is what JSON.stringify does.
  if (typeof json === "number") return Number.isFinite(json) ? JSON.stringify(json) : undefined
  if (typeof json === "string" && /^[\w .:-]*$/.test(json)) return `"${json}"`
  try {
    return canonicalize(json)
  } catch {
    return undefined
  }
}

/** Tells whether a value has a canonical form: without one it can have no identity. */
export const isNamed = (slot: Slot, given: unknown): boolean => canonical(value(slot, given)) !== undefined

/** What is said of a value that has none. */
export const nameless = "it has no JSON (NaN, undefined, a function or a cycle inside), which its identity is made of"

/** What a slot's value adds to an identity (8.1); undefined when it adds nothing. */
export const significant = (slot: Slot, given: unknown): string | undefined => {
  const text = canonical(value(slot, given))
  if (slot._tag !== "Value") return text
  if (!slot.significant) return undefined
  return slot.neutral !== undefined && text === canonical(value(slot, slot.neutral.value)) ? undefined : text
}
