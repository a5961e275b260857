import canonicalize from "canonicalize"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import * as Words from "../../../lib/task/words.ts"
import { withValues } from "./samples.ts"

const one = () => withValues(1).map(({ type, values }) => ({ type, value: values[0] }))

/** The oracle of sameness: what is written for a value. */
const encoded = (type: { readonly codec: { readonly encode: (value: unknown) => unknown } }, value: unknown) =>
  JSON.stringify(type.codec.encode(value))

describe("a value of any type", () => {
  it("is given back by its text", () =>
    fc.assert(
      fc.property(one(), ({ type, value }) => {
        const back = type.parse(type.print(value))
        expect(E.map((found) => encoded(type, found))(back)).toStrictEqual(E.right(encoded(type, value)))
      }),
      { numRuns: 500 },
    ))

  it("is given back by its JSON", () =>
    fc.assert(
      fc.property(one(), ({ type, value }) => {
        const back = type.codec.decode(JSON.parse(encoded(type, value)))
        expect(E.map((found) => encoded(type, found))(back)).toStrictEqual(E.right(encoded(type, value)))
      }),
      { numRuns: 500 },
    ))

  it("passes its own codec", () =>
    fc.assert(
      fc.property(one(), ({ type, value }) => {
        expect(type.codec.is(value)).toBe(true)
      }),
      { numRuns: 300 },
    ))

  it("is given back by a shell that has several of them", () =>
    fc.assert(
      fc.property(withValues(3), ({ type, values }) => {
        fc.pre(type.comma === "splits")
        const pieces = Words.splitCommas(Words.print(values.map(type.print)))
        expect(pieces).toStrictEqual(values.map(type.print))
      }),
      { numRuns: 250 },
    ))
})

describe("the order of any type", () => {
  it("is total: any two values compare, either way round alike, and equal ones are written the same", () =>
    fc.assert(
      fc.property(withValues(2), ({ type, values: [a, b] }) => {
        const { order } = type
        expect(order.compare(a, b)).toBe(-order.compare(b, a) + 0)
        expect(order.equals(a, b)).toBe(order.compare(a, b) === 0)
        expect(order.compare(a, a)).toBe(0)
        expect(order.equals(a, b)).toBe(canonicalize(type.codec.encode(a)) === canonicalize(type.codec.encode(b)))
      }),
      { numRuns: 250 },
    ))

  it("is transitive", () =>
    fc.assert(
      fc.property(withValues(3), ({ type: { order }, values }) => {
        const [a, b, c] = [...values].sort(order.compare)
        expect(order.compare(a, b)).toBeLessThanOrEqual(0)
        expect(order.compare(b, c)).toBeLessThanOrEqual(0)
        expect(order.compare(a, c)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 250 },
    ))
})

describe("a successor", () => {
  it("is the next value, or the value itself where there is none", () =>
    fc.assert(
      fc.property(one(), ({ type: { successor, order, codec }, value }) => {
        fc.pre(successor !== undefined)
        const next = successor?.(value)
        expect(codec.is(next)).toBe(true)
        expect(order.compare(next, value)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 },
    ))
})
