/**
 * Print, then parse, gives it back (section 2): patterns. Values have their own, `values.spec.ts`.
 */
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import * as E from "#fp/Either"
import * as Pattern from "../../lib/path/pattern.ts"
import { patterns } from "./patterns.ts"
import { law } from "./law.ts"

/** The grammar of section 2 as one expression: the oracle of what parses. */
const grammar =
  /^\.?(?:[A-Z]\w*(?:\.[a-z_]\w*)*|[a-z_]\w*(?:\.[a-z_]\w*)*)(?::(?:[A-Z]\w*(?:\.[a-z_]\w*)*|[a-z_]\w*(?:\.[a-z_]\w*)*))*$/

describe("patterns", () => {
  law("are what they are printed as", 300, patterns, (pattern) => {
    expect(Pattern.parse(Pattern.print(pattern))).toEqual(E.right(pattern))
  })

  const words = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom("TaskA", "year", ".", ":", "..", "b", "_x", "A1"))
  const keys = fc.array(words, { maxLength: 6 }).map((parts) => parts.join(""))
  law("are exactly the words of the grammar", 500, keys, (key) => {
    expect(E.isRight(Pattern.parse(key))).toBe(grammar.test(key))
  })

  law("that are none point at a character of the key", 200, fc.string({ maxLength: 8 }), (key) => {
    const found = Pattern.parse(key)
    if (E.isLeft(found)) {
      expect(found.left.offset).toBeGreaterThanOrEqual(0)
      expect(found.left.offset).toBeLessThanOrEqual(key.length)
      expect(found.left.key).toBe(key)
    }
  })
})
