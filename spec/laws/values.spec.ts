/**
 * Print, then parse, gives it back (section 2): values of every type, those that users make included (1.10). The oracle of
 * sameness: the canonical JSON that is written for a value.
 */
import canonicalize from "canonicalize"
import { describe, expect } from "vitest"
import * as E from "#fp/Either"
import * as Reading from "../../lib/table/reading.ts"
import * as Given from "../../lib/task/given.ts"
import * as Words from "../../lib/task/words.ts"
import { withValues } from "../task/types/samples.ts"
import { law } from "./law.ts"

const one = withValues(1).map(({ type, values }) => ({ type, value: values[0] }))

const encoded = (type: { readonly codec: { readonly encode: (value: unknown) => unknown } }, value: unknown) =>
  JSON.stringify(type.codec.encode(value))

describe("a value of any type", () => {
  law("is given back by its text", 500, one, ({ type, value }) => {
    const back = type.parse(type.print(value))
    expect(E.map((found) => encoded(type, found))(back)).toStrictEqual(E.right(encoded(type, value)))
  })

  law("is given back by its JSON", 500, one, ({ type, value }) => {
    const back = type.codec.decode(JSON.parse(encoded(type, value)))
    expect(E.map((found) => encoded(type, found))(back)).toStrictEqual(E.right(encoded(type, value)))
  })

  law("passes its own codec", 300, one, ({ type, value }) => {
    expect(type.codec.is(value)).toBe(true)
  })

  law("is what a slot reads of its text in a shell, and of its JSON behind `:=`", 300, one, ({ type, value }) => {
    const text = type.print(value)
    const shell = Reading.read(type)(Given.text(type.comma === "splits" ? Words.quote(text) : text))
    expect(shell._tag === "Single" ? encoded(type, shell.value) : shell).toBe(encoded(type, value))
    const json = Reading.read(type)(Given.json(type.codec.encode(value)))
    expect(json._tag === "Single" ? encoded(type, json.value) : json).toBe(encoded(type, value))
  })

  law("is what a slot reads in code", 300, one, ({ type, value }) => {
    const code = Reading.read(type)(value)
    expect(code._tag === "Single" ? encoded(type, code.value) : code).toBe(encoded(type, value))
  })

  const three = withValues(3)

  law(
    "is a point among several, in a shell and in `each`",
    250,
    three,
    ({ type, values }, told) => {
      const each = Reading.read(type)(Given.each(values))
      expect(each._tag === "Points" ? each.values.map((value) => encoded(type, value)) : each).toStrictEqual(
        values.map((value) => encoded(type, value)),
      )
      if (type.comma !== "splits") return
      told()
      const texts = values.map(type.print)
      expect(Words.splitCommas(Words.print(texts))).toStrictEqual(texts)
      const shell = Reading.read(type)(Given.text(Words.print(texts)))
      expect(shell._tag === "Points" ? shell.values.map((value) => encoded(type, value)) : shell).toStrictEqual(
        values.map((value) => encoded(type, value)),
      )
    },
    0.1,
  )
})

describe("the order of any type", () => {
  law(
    "is total: any two values compare, either way round alike, and equal ones are written the same",
    250,
    withValues(2),
    ({ type, values: [a, b] }) => {
      const { order } = type
      expect(order.compare(a, b)).toBe(-order.compare(b, a) + 0)
      expect(order.equals(a, b)).toBe(order.compare(a, b) === 0)
      expect(order.compare(a, a)).toBe(0)
      expect(order.equals(a, b)).toBe(canonicalize(type.codec.encode(a)) === canonicalize(type.codec.encode(b)))
    },
  )

  law("is transitive", 250, withValues(3), ({ type: { order }, values }) => {
    const [a, b, c] = [...values].sort(order.compare)
    expect(order.compare(a, b)).toBeLessThanOrEqual(0)
    expect(order.compare(b, c)).toBeLessThanOrEqual(0)
    expect(order.compare(a, c)).toBeLessThanOrEqual(0)
  })
})

describe("a successor", () => {
  law(
    "is the next value, or the value itself where there is none",
    500,
    one,
    ({ type, value }, told) => {
      const { successor, order, codec } = type
      if (successor === undefined) return
      told()
      const next = successor(value)
      expect(codec.is(next)).toBe(true)
      expect(order.compare(next, value)).toBeGreaterThanOrEqual(0)
    },
    0.05,
  )
})
