/**
 * JSON that reads back as the very value: a text for it, or none. `JSON.stringify` would hand over something else for
 * NaN, undefined, a Date or an instance of a class, and forget the sign of zero.
 */

// --- queries

/** Prints plain data; undefined for what JSON cannot give back. Data deeper than a thousand levels is taken for a cycle. */
export const text = (value: unknown): string | undefined => {
  try {
    return print(value, 0)
  } catch {
    return undefined
  }
}

// --- internals

const deepest = 1000

const print = (value: unknown, depth: number): string => {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value)
  if (typeof value === "number" && Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value)
  if (typeof value !== "object" || depth > deepest) throw noJson
  if (Array.isArray(value)) return `[${Array.from(value, (item) => print(item, depth + 1)).join(",")}]`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw noJson
  if (Object.getOwnPropertySymbols(value).length > 0) throw noJson
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${print(item, depth + 1)}`)
  return `{${members.join(",")}}`
}

const noJson = new Error("no JSON")
