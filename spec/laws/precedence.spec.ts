/**
 * The laws of precedence (3.1, 3.2).
 */
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import * as E from "#fp/Either"
import * as Pattern from "../../lib/path/pattern.ts"
import * as Specificity from "../../lib/path/specificity.ts"
import { resolve } from "../../lib/plan/resolve.ts"
import { build } from "../oracle/build.ts"
import type * as Description from "../oracle/description.ts"
import { descriptions } from "../oracle/generate.ts"
import * as Match from "../oracle/match.ts"
import { narrowings, patterns, places } from "./patterns.ts"
import { law } from "./law.ts"

const sign = (a: Pattern.Pattern, b: Pattern.Pattern): number =>
  Math.sign(Specificity.compare(Specificity.of(a), Specificity.of(b)))

describe("specificity", () => {
  law("counts what the oracle counts, for entries and for pins", 200, patterns, (pattern) => {
    expect(Specificity.of(pattern)).toEqual(Match.specificity(pattern, false))
    expect(Specificity.ofPin(pattern)).toEqual(Match.specificity(pattern, true))
  })

  law("is a total preorder", 300, fc.tuple(patterns, patterns, patterns), ([a, b, c]) => {
    expect(sign(a, a)).toBe(0)
    expect(sign(a, b) + sign(b, a)).toBe(0)
    if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0)
  })

  law("respects inclusion: a narrower pattern never ranks lower", 300, narrowings, ({ wide, narrow }) => {
    expect(sign(wide, narrow)).toBeLessThanOrEqual(0)
  })

  law(
    "is asked about patterns that are narrower indeed: the oracle matches them on random places",
    300,
    fc.tuple(narrowings, places),
    ([{ wide, narrow }, place]) => {
      if (Match.slot(narrow, place) !== "no") expect(Match.slot(wide, place)).not.toBe("no")
    },
  )
})

describe("the order of a table", () => {
  /** Entries of one rank keep their order among themselves; else any order. */
  const shuffled = fc
    .tuple(descriptions(5, 5, { tasks: true }), fc.array(fc.nat({ max: 99 }), { minLength: 8, maxLength: 8 }))
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

  const said = (description: Description.Description): unknown => {
    const { workflow, names } = build(description)
    const found = resolve(workflow, { names, limit: 200 })
    return E.isLeft(found)
      ? found.left.map((error) => error._tag).sort()
      : {
          roots: found.right.roots.map((node) => node.id).sort(),
          nodes: [...found.right.nodes.keys()].sort(),
          axes: found.right.axes.map((axis) => JSON.stringify(axis)).sort(),
        }
  }

  law(
    "of different specificity changes nothing but the order of roots and axes",
    150,
    shuffled,
    ({ description, other }, told) => {
      expect(said(other)).toEqual(said(description))
      if (JSON.stringify(other.tables) !== JSON.stringify(description.tables)) told()
    },
    0.2,
  )
})
