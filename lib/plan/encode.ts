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
  try {
    return canonicalize(json)
  } catch {
    return undefined
  }
}

/** What a slot's value adds to an identity (8.1); undefined when it adds nothing. */
export const significant = (slot: Slot, given: unknown): string | undefined => {
  const text = canonical(value(slot, given)) ?? JSON.stringify(String(given))
  if (slot._tag !== "Value") return text
  if (!slot.significant) return undefined
  return slot.neutral !== undefined && text === canonical(value(slot, slot.neutral.value)) ? undefined : text
}
