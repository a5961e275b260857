import fc from "fast-check"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import * as Encoding from "../../lib/store/encoding.ts"
import type { Target } from "../../lib/store/store.ts"
import { ofJson } from "./targets.ts"

const { output } = ofJson(t.unknown)
const nullable: Target = ofJson(t.array(t.union([t.number, t.null])))

/** Zero has one sign in JSON. */
const unsigned = (value: number): number => value + 0

const leaf = fc.oneof(fc.double().map(unsigned), fc.string(), fc.boolean(), fc.constantFrom(null, undefined))
const anything = fc.anything({ withMap: true, withSet: true, withSparseArray: true, values: [leaf] })

describe("encode", () => {
  it("lets through only what reads back equal", () =>
    fc.assert(
      fc.property(anything, (value) => {
        const content = Encoding.encode(output, value)
        if (E.isLeft(content)) return
        expect(Encoding.decode(output, Buffer.from(content.right))).toEqual(E.right(value))
      }),
    ))

  it("lets through whatever JSON can hold", () =>
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(Encoding.encode(output, JSON.parse(text))).toMatchObject({ _tag: "Right" })
      }),
    ))

  it.each<[string, unknown, string]>([
    ["NaN", [1, Number.NaN], "at [1]: JSON has no NaN"],
    ["infinity", { a: [-Infinity] }, "at a[0]: JSON has no -Infinity"],
    ["undefined in a list", [undefined], "at [0]: JSON has no undefined in a list"],
    ["a gap", new Array(1), "at [0]: JSON has no undefined in a list"],
    ["a map", { m: new Map() }, "at m: JSON has no Map: its codec or a toJSON must say how it is written"],
    ["a function", { f: () => 1 }, "at f: JSON has no function"],
  ])("rejects %s, which JSON would write as something else", (_, value, words) => {
    expect(Encoding.encode(output, value)).toStrictEqual(E.left([words]))
  })

  it("rejects it also where the codec would take what JSON makes of it", () => {
    expect(Encoding.encode(nullable.output, [1, Number.NaN])).toStrictEqual(E.left(["at [1]: JSON has no NaN"]))
  })
})

describe("a Set to which some library has given a toJSON", () => {
  it("is refused all the same: it would read back as a text", () => {
    const before = Object.getOwnPropertyDescriptor(Set.prototype, "toJSON")
    Object.defineProperty(Set.prototype, "toJSON", { value: () => "Set()", configurable: true })
    try {
      expect(E.isLeft(Encoding.encode(output, new Set([1])))).toBe(true)
    } finally {
      if (before === undefined) Reflect.deleteProperty(Set.prototype, "toJSON")
      else Object.defineProperty(Set.prototype, "toJSON", before)
    }
  })
})
