/**
 * The laws of precedence (3.1, 3.2).
 */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import * as Pattern from "../../lib/path/pattern.ts"
import * as Specificity from "../../lib/path/specificity.ts"
import { resolve } from "../../lib/plan/resolve.ts"
import { build } from "../oracle/build.ts"
import type * as Description from "../oracle/description.ts"
import { descriptions } from "../oracle/generate.ts"
import * as Match from "../oracle/match.ts"
import { narrowings, patterns, places } from "./patterns.ts"
import { runs } from "./runs.ts"

const sign = (a: Pattern.Pattern, b: Pattern.Pattern): number =>
  Math.sign(Specificity.compare(Specificity.of(a), Specificity.of(b)))

describe("specificity", () => {
  it("counts what the oracle counts, for entries and for pins", () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        expect(Specificity.of(pattern)).toEqual(Match.specificity(pattern, false))
        expect(Specificity.ofPin(pattern)).toEqual(Match.specificity(pattern, true))
      }),
      runs(200),
    )
  })

  it("is a total preorder", () => {
    fc.assert(
      fc.property(patterns, patterns, patterns, (a, b, c) => {
        expect(sign(a, a)).toBe(0)
        expect(sign(a, b) + sign(b, a)).toBe(0)
        if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0)
      }),
      runs(300),
    )
  })

  it("respects inclusion: a narrower pattern never ranks lower", () => {
    fc.assert(
      fc.property(narrowings, ({ wide, narrow }) => {
        expect(sign(wide, narrow)).toBeLessThanOrEqual(0)
      }),
      runs(300),
    )
  })

  it("is asked about patterns that are narrower indeed: the oracle matches them on random places", () => {
    fc.assert(
      fc.property(narrowings, places, ({ wide, narrow }, place) => {
        if (Match.slot(narrow, place) !== "no") expect(Match.slot(wide, place)).not.toBe("no")
      }),
      runs(300),
    )
  })
})

describe("the order of a table", () => {
  /** Entries of one rank keep their order among themselves; else any order. */
  const shuffled = fc
    .tuple(descriptions(), fc.array(fc.nat({ max: 99 }), { minLength: 8, maxLength: 8 }))
    .map(([description, keys]) => {
      const rank = (table: Description.Table): string => {
        const key = table.entries[0]?.key ?? ""
        const parsed = Pattern.parse(key.replace(/!$/, ""))
        return `${key.endsWith("!")} ${E.isRight(parsed) ? Specificity.of(parsed.right) : key}`
      }
      const classes = [...new Set(description.tables.map(rank))]
      const moved = description.tables.map((table, index) => ({
        table,
        at: (keys[index % keys.length] ?? 0) + index / 100,
      }))
      const slots = [...moved].sort((a, b) => a.at - b.at).map(({ table }) => rank(table))
      const queues = new Map(classes.map((name) => [name, description.tables.filter((table) => rank(table) === name)]))
      return {
        description,
        other: { ...description, tables: slots.flatMap((name) => queues.get(name)?.splice(0, 1) ?? []) },
      }
    })

  const nodes = (description: Description.Description): ReadonlyArray<string> => {
    const { workflow, names } = build(description)
    const found = resolve(workflow, { names })
    return E.isLeft(found) ? found.left.map((error) => error._tag).sort() : [...found.right.nodes.keys()].sort()
  }

  it("of different specificity changes nothing but the order of roots and axes", () => {
    fc.assert(
      fc.property(shuffled, ({ description, other }) => {
        expect(nodes(other)).toEqual(nodes(description))
      }),
      runs(150),
    )
  })
})
