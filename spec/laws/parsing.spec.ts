/**
 * Print, then parse, gives it back (section 2): patterns. The types' own laws stand with the types.
 */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import * as Pattern from "../../lib/path/pattern.ts"
import { patterns } from "./patterns.ts"
import { runs } from "./runs.ts"

/** The grammar of section 2 as one expression: the oracle of what parses. */
const grammar =
  /^\.?(?:[A-Z]\w*(?:\.[a-z_]\w*)*|[a-z_]\w*(?:\.[a-z_]\w*)*)(?::(?:[A-Z]\w*(?:\.[a-z_]\w*)*|[a-z_]\w*(?:\.[a-z_]\w*)*))*$/

describe("patterns", () => {
  it("are what they are printed as", () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        expect(Pattern.parse(Pattern.print(pattern))).toEqual(E.right(pattern))
      }),
      runs(300),
    )
  })

  it("are exactly the words of the grammar", () => {
    const words = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom("TaskA", "year", ".", ":", "..", "b", "_x", "A1"),
    )
    const keys = fc.array(words, { maxLength: 6 }).map((parts) => parts.join(""))
    fc.assert(
      fc.property(keys, (key) => {
        expect(E.isRight(Pattern.parse(key))).toBe(grammar.test(key))
      }),
      runs(500),
    )
  })

  it("that are none point at a character of the key", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), (key) => {
        const found = Pattern.parse(key)
        if (E.isLeft(found)) {
          expect(found.left.offset).toBeGreaterThanOrEqual(0)
          expect(found.left.offset).toBeLessThanOrEqual(key.length)
          expect(found.left.key).toBe(key)
        }
      }),
      runs(200),
    )
  })
})
