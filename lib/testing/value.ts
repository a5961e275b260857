/**
 * Values: an arbitrary for any type of a parameter. Every value that it gives passes the type.
 *
 * What a user says comes first (`types` of the options, then `choices` and `range` of the meta); then what the type is;
 * then what its codec is made of.
 */
import { Temporal } from "temporal-polyfill"
import * as E from "#fp/Either"
import { accepts } from "../task/accepts.ts"
import type { ValueSlot } from "../task/definition.ts"
import type { Type } from "../task/type.ts"
import * as Codec from "./codec.ts"
import { type Arbitrary, fc } from "./fast-check.ts"

// --- model

/** An arbitrary for all parameters of one type, made by `arbitrary`. */
export interface Source {
  readonly type: unknown
  readonly values: Arbitrary<unknown>
}

// --- constructors

/**
 * Says how values of a type of your own are drawn, for the option `types`.
 *
 * @example
 * ```ts
 * import fc from "fast-check"
 * import * as t from "io-ts"
 * import { param, task, type } from "waluigi"
 * import { arbitrary, parameters } from "waluigi/testing"
 * const even = type({ name: "even", codec: t.refinement(t.number, (n) => n % 2 === 0) })
 * const Data = task("Data", { params: { size: param(even) } })
 * const evens = arbitrary(even, fc.integer({ min: 1, max: 9 }).map((n) => 2 * n))
 * console.log(fc.sample(parameters(Data, { types: [evens] }), 100).every(({ size }) => size % 2 === 0)) // true
 * ```
 */
export const arbitrary = <A>(type: Type<A>, values: Arbitrary<A>): Source => ({ type, values })

/** Makes the arbitrary of a parameter's values. Throws where nothing is known of its type, and says what to write. */
export const ofSlot = (slot: ValueSlot, sources: ReadonlyArray<Source>): Arbitrary<unknown> => {
  const { meta } = slot
  const takes = (value: unknown): boolean => accepts(slot.type, value)
  const type = slot.type.bounds?.type ?? slot.type
  const said = sources.find((source) => source.type === type)
  if (said !== undefined) return said.values.filter(takes)
  const choices = Array.isArray(meta.choices) ? meta.choices.filter(takes) : []
  if (choices.length > 0) return fc.constantFrom(...choices)
  const range = rangeOf(meta.range)
  if (range !== undefined) {
    const inside = within(type, range, meta.sample)
    if (inside !== undefined) return inside.filter(takes)
  }
  const found = ofType(type, sources)
  if (found !== undefined) return found.filter(takes)
  const known = [slot.fallback, slot.neutral].flatMap((box) =>
    box !== undefined && takes(box.value) ? [box.value] : [],
  )
  if (known.length > 0) return fc.constantFrom(...known)
  throw new Error(
    `nothing is known of the values of ${slot.name}, a parameter of type ${type.name}: give its meta choices, or the ` +
      `option types: [arbitrary(${type.name}, …)]`,
  )
}

/** Makes the arbitrary of a type, as far as it or its codec tells what it is made of. */
export const ofType = (type: Type<unknown>, sources: ReadonlyArray<Source> = []): Arbitrary<unknown> | undefined => {
  const said = sources.find((source) => source.type === type)
  if (said !== undefined) return said.values
  const item = isType(type.item) ? ofType(type.item, sources) : undefined
  if (item !== undefined && type.name.startsWith("optional(")) return fc.option(item, { nil: null, freq: 4 })
  if (item !== undefined) return fc.array(item, { maxLength: 3 })
  if (type.choices !== undefined) {
    const words = type.choices.flatMap((word) => {
      const read = type.parse(word)
      return E.isRight(read) ? [read.right] : []
    })
    if (words.length > 0) return fc.constantFrom(...words)
  }
  if (type.name === "date") return days
  return Codec.values(type.codec)
}

// --- queries

const isType = (value: unknown): value is Type<unknown> =>
  (value as { readonly _tag?: unknown } | undefined)?._tag === "Type"

type Range = readonly [least: unknown, most: unknown]

const rangeOf = (meta: unknown): Range | undefined =>
  Array.isArray(meta) && meta.length === 2 ? [meta[0], meta[1]] : undefined

/** Draws between two bounds, both included: numbers, and days. */
const within = (type: Type<unknown>, [least, most]: Range, sample: unknown): Arbitrary<unknown> | undefined => {
  if (type.name.startsWith("optional(") && isType(type.item)) {
    const inside = within(type.item, [least, most], sample)
    return inside === undefined ? undefined : fc.option(inside, { nil: null, freq: 4 })
  }
  if (typeof least === "number" && typeof most === "number") {
    if (type.codec.name === "int") return fc.integer({ min: Math.ceil(least), max: Math.floor(most) })
    const bounded = (value: number): number => Math.min(most, Math.max(least, value))
    if (sample === "loguniform" && least > 0)
      return fc.double({ min: Math.log(least), max: Math.log(most), noNaN: true }).map((log) => bounded(Math.exp(log)))
    return fc.double({ min: least, max: most, noNaN: true }).map(positive)
  }
  if (!isDay(least) || !isDay(most)) return undefined
  return fc.integer({ min: 0, max: least.until(most).days }).map((days) => least.add({ days }))
}

const isDay = (value: unknown): value is Temporal.PlainDate =>
  Object.prototype.toString.call(value) === "[object Temporal.PlainDate]"

/** Zero has no sign in the language. */
const positive = (value: number): number => (value === 0 ? 0 : value)

const first = Temporal.PlainDate.from("2000-01-01")

/** Days of this century and the last, leap days among them. */
const days = fc.integer({ min: -36_500, max: 36_500 }).map((count) => first.add({ days: count }))
