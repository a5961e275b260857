/**
 * Encodings: slots as canonical JSON (RFC 8785), for identities and for programs.
 */
import canonicalize from "canonicalize"
import { accepts } from "../task/accepts.ts"
import type { Slot } from "../task/definition.ts"

// --- queries

/** Encodes the value of a slot for JSON; undefined when it has none or its codec throws. */
export const value = (slot: Slot, given: unknown): unknown => {
  const type = slot._tag === "Value" || slot._tag === "Dynamic" ? slot.type : undefined
  if (given === null || type === undefined || !accepts(type, given)) return given
  try {
    return type.codec.encode(given)
  } catch {
    return undefined
  }
}

/** Prints JSON in its canonical form; undefined for what is no JSON. */
export const canonical = (json: unknown): string | undefined => {
  // Most values are numbers and short texts, for which RFC 8785 is what String and JSON.stringify do.
  if (typeof json === "number") return Number.isFinite(json) ? String(json) : undefined
  if (typeof json === "string" && /^[\w .:-]*$/.test(json)) return `"${json}"`
  try {
    return isJson(json, 0) ? canonicalize(json) : undefined
  } catch {
    return undefined
  }
}

/** Data deeper than this is taken for a cycle. */
const deepest = 1000

/** `canonicalize` leaves out or empties what has no JSON, so that two values would have one text. */
const isJson = (json: unknown, depth: number): boolean => {
  if (json === null || typeof json === "boolean" || typeof json === "string") return true
  if (typeof json === "number") return Number.isFinite(json)
  if (typeof json !== "object" || depth > deepest) return false
  // Some libraries give them a toJSON for all: it still is a form that cannot be read back.
  if (json instanceof Map || json instanceof Set) return false
  if ("toJSON" in json && typeof json.toJSON === "function") return isJson(json.toJSON(), depth + 1)
  if (Array.isArray(json)) return Array.from(json).every((item) => isJson(item, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(json)
  // Decided slots are plain too, and have a prototype of their own.
  if (prototype !== null && (prototype as { readonly constructor: unknown }).constructor !== Object) return false
  return Object.values(json).every((item) => item === undefined || isJson(item, depth + 1))
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
