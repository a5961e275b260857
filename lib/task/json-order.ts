/**
 * A total order of JSON values: null, false, true, numbers, strings, arrays, objects.
 *
 * Values that are written as the same JSON, but for the order of keys, are equal. What JSON has no form for comes first.
 */

// --- queries

/** Compares arrays element by element, the shorter first; objects by their sorted keys, then by what these hold. */
export const compare = (a: unknown, b: unknown): -1 | 0 | 1 => {
  if (a === b) return 0
  const byKind = sign(kind(a) - kind(b))
  if (byKind !== 0) return byKind
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : 1
  if (Array.isArray(a) && Array.isArray(b)) return arrays(a, b)
  return isRecord(a) && isRecord(b) ? records(a, b) : 0
}

// --- internals

const kind = (value: unknown): number => {
  switch (typeof value) {
    case "boolean":
      return value ? 3 : 2
    case "number":
      return Number.isFinite(value) ? 4 : 1
    case "string":
      return 5
    case "object":
      return value === null ? 1 : Array.isArray(value) ? 6 : 7
    default:
      return 0
  }
}

const sign = (difference: number): -1 | 0 | 1 => (difference < 0 ? -1 : difference > 0 ? 1 : 0)

const arrays = (a: ReadonlyArray<unknown>, b: ReadonlyArray<unknown>): -1 | 0 | 1 => {
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at++) {
    const byElement = compare(a[at], b[at])
    if (byElement !== 0) return byElement
  }
  return sign(a.length - b.length)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

const records = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): -1 | 0 | 1 => {
  const [keysOfA, keysOfB] = [written(a), written(b)]
  const byKeys = arrays(keysOfA, keysOfB)
  if (byKeys !== 0) return byKeys
  for (const key of keysOfA) {
    const byMember = compare(a[key], b[key])
    if (byMember !== 0) return byMember
  }
  return 0
}

/** The keys that JSON writes. */
const written = (record: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort()
