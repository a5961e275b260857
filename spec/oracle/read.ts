/**
 * Reading a given by a slot's type, the slow way (rules 3.4, 5.1): one value, the points of a collection, or neither.
 */
import type { Given, TypeName } from "./description.ts"

// --- model

/** A point of a collection may be one that the type rejects. */
export type Point = { readonly value: unknown } | "invalid"

export type Reading =
  | { readonly _: "value"; readonly value: unknown }
  | { readonly _: "points"; readonly points: ReadonlyArray<Point> }
  | { readonly _: "invalid" }

// --- queries

export const words = ["p", "q", "r"]

const accepts = (type: TypeName, value: unknown): boolean => {
  if (type === "int") return Number.isSafeInteger(value)
  if (type === "str") return typeof value === "string"
  if (type === "choice") return words.includes(value as string)
  if (type === "bool") return typeof value === "boolean"
  if (type === "maybe") return value === null || Number.isSafeInteger(value)
  if (type === "data") return true
  return Array.isArray(value) && value.every(Number.isSafeInteger)
}

const point = (type: TypeName, value: unknown): Point => (accepts(type, value) ? { value } : "invalid")

const parse = (type: TypeName, text: string): Point => {
  if (type === "data") return json(text)
  if (type === "bool") return /^(true|yes|1|false|no|0)$/.test(text) ? { value: /^[ty1]/.test(text) } : "invalid"
  if (type === "maybe" && text === "null") return { value: null }
  if (type === "int" || type === "maybe") return /^[+-]?\d+$/.test(text) ? { value: Number(text) } : "invalid"
  if (type !== "ints") return point(type, text)
  const inside = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text
  const items =
    inside === ""
      ? []
      : inside.split(",").flatMap((word) => (/^\d+\.\.\d+$/.test(word) ? between(word) : [parse("int", word)]))
  return items.includes("invalid") ? "invalid" : { value: items.map((item) => (item as { value: unknown }).value) }
}

const json = (text: string): Point => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return "invalid"
  }
}

const between = (range: string): ReadonlyArray<Point> => {
  const [from = 0, to = 0] = range.split("..").map(Number)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => ({ value: from + step }))
}

const single = (found: Point): Reading => (found === "invalid" ? { _: "invalid" } : { _: "value", value: found.value })

/** Reads a given that is no workflow. A dynamic slot without a type (undefined) takes any value of code. */
export const read = (given: Given, type: TypeName | undefined): Reading => {
  if (given._ === "workflow" || given._ === "tasks") return { _: "invalid" }
  if (type === undefined) {
    if (given._ === "each") return { _: "points", points: given.values.map((value) => ({ value })) }
    return given._ === "text" ? { _: "invalid" } : { _: "value", value: given.value }
  }
  if (given._ === "each") return { _: "points", points: given.values.map((value) => point(type, value)) }
  if (given._ === "text") {
    if (type === "ints" || type === "data") return single(parse(type, given.text))
    const isRange = (word: string): boolean =>
      (type === "int" || type === "maybe") && /^[+-]?\d+\.\.[+-]?\d+$/.test(word)
    const pieces = given.text.split(",")
    if (pieces.length === 1 && !isRange(given.text)) return single(parse(type, given.text))
    return { _: "points", points: pieces.flatMap((word) => (isRange(word) ? between(word) : [parse(type, word)])) }
  }
  if (!accepts(type, given.value) && Array.isArray(given.value))
    return { _: "points", points: given.value.map((value) => point(type, value)) }
  return single(point(type, given.value))
}

/** The order of a type's values (5.5). */
export const compare = (type: TypeName | undefined, a: unknown, b: unknown): number => {
  if (type === "int") return (a as number) - (b as number)
  if (type === "choice") return words.indexOf(a as string) - words.indexOf(b as string)
  if (type === "str") return (a as string) < (b as string) ? -1 : a === b ? 0 : 1
  if (type === undefined) return 0
  if (type === "bool" || type === "maybe" || type === "data") return compareJson(a, b)
  const [left, right] = [a as ReadonlyArray<number>, b as ReadonlyArray<number>]
  for (const [index, item] of left.entries()) {
    if (index >= right.length) return 1
    const found = item - (right[index] as number)
    if (found !== 0) return found
  }
  return left.length - right.length
}

/** null, false, true, numbers, strings, arrays element by element. */
const compareJson = (a: unknown, b: unknown): number => {
  const kind = (value: unknown): number =>
    value === null
      ? 0
      : typeof value === "boolean"
        ? Number(value) + 1
        : Array.isArray(value)
          ? 5
          : typeof value === "number"
            ? 3
            : 4
  if (kind(a) !== kind(b)) return kind(a) - kind(b)
  if (typeof a === "number" && typeof b === "number") return a - b
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a === b ? 0 : 1
  if (!Array.isArray(a) || !Array.isArray(b)) return 0
  for (const [index, item] of a.entries()) {
    const found = index < b.length ? compareJson(item, b[index]) : 1
    if (found !== 0) return found
  }
  return a.length - b.length
}
