/**
 * Shows any value in one short line, for a message. It never throws, whatever the value, and looks at little of it.
 *
 *     show({ year: "x", all: [1, 2] })   // {"year":"x","all":[1,2]}
 */

import * as Definition from "./definition.ts"
import * as Reference from "./reference.ts"

// --- model

/** More characters than this help nobody to recognise a value. */
const most = 80

// --- folds

export const show = (value: unknown, length: number = most): string => {
  const line = draw(value, length, 4)
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`
}

/** `room` is how many characters can still be seen, `depth` how many levels. */
const draw = (value: unknown, room: number, depth: number): string => {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > room ? value.slice(0, room) : value)
    case "number":
      return Object.is(value, -0) ? "-0" : String(value)
    case "bigint":
      return `${value}n`
    case "function":
      if (Definition.ofTask(value) !== undefined) return `the task ${Definition.ofTask(value)?.name}`
      return value.name === "" ? "a function" : `the function ${value.name}`
    case "object":
      return value === null ? "null" : guarded(value, room, depth)
    default:
      return String(value)
  }
}

/** A getter or a proxy of the user's may throw. */
const guarded = (value: object, room: number, depth: number): string => {
  try {
    if (Definition.isWorkflow(value)) return `a workflow of ${value.definition.name}`
    const reference = Reference.keyOf(value)
    return reference === undefined ? object(value, room, depth) : `the reference ${reference}`
  } catch {
    return "an object"
  }
}

const object = (value: object, room: number, depth: number): string => {
  if (Array.isArray(value))
    return depth === 0 ? "[…]" : `[${members(value.keys(), (key) => draw(value[key], room, depth - 1), room)}]`
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (tag === "Date" || tag.startsWith("Temporal.")) return String(value)
  if (tag !== "Object") return `${/^[AEIOU]/.test(tag) ? "an" : "a"} ${tag}`
  if (prototype !== null && prototype !== Object.prototype) return `a ${value.constructor.name}`
  if (depth === 0) return "{…}"
  const record = value as Readonly<Record<string, unknown>>
  return `{${members(keys(record), (key) => `${JSON.stringify(key)}:${draw(record[key], room, depth - 1)}`, room)}}`
}

/** One key after another, so that of a million only the first are made. */
function* keys(record: Readonly<Record<string, unknown>>): Generator<string> {
  for (const key in record) if (Object.hasOwn(record, key)) yield key
}

const members = <K>(all: Iterable<K>, one: (key: K) => string, room: number): string => {
  const shown: Array<string> = []
  let left = room
  for (const key of all) {
    if (left <= 0) return [...shown, "…"].join(",")
    const text = one(key)
    shown.push(text)
    left -= text.length + 1
  }
  return shown.join(",")
}
