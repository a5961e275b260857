/**
 * Distribution (5.3) and reduction (5.4). The oracle: the same workflow with one point at a time.
 */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import { slow } from "../oracle/compare.ts"
import * as Description from "../oracle/description.ts"
import { descriptions, printable } from "../oracle/generate.ts"
import { ask, entriesOf, planOf, rootsOf, sorted } from "./asked.ts"
import { runs } from "./runs.ts"

const tables = (entries: ReadonlyArray<Description.Written>): ReadonlyArray<Description.Table> =>
  entries.map((entry) => ({ via: "code", entries: [entry] }))

/** Gives values of its type to an entry that has some: `each` is a collection wherever it decides. */
const collections = (description: Description.Description): Description.Description =>
  printable({
    ...description,
    tables: tables(
      entriesOf(description).map(({ key, given }) =>
        given._ === "plain" && typeof given.value === "number"
          ? { key, given: { _: "each", values: [given.value, given.value + 1] } }
          : { key, given },
      ),
    ),
  })

/** Errors that come and go with the points: a pattern may match at some of them only. */
const onlyUnmatched = (found: ReturnType<typeof ask>): boolean =>
  E.isLeft(found) && found.left.every((error) => error._tag === "Unmatched")

describe("distribution", () => {
  it("over an axis that surfaces everywhere gives the roots of its points", () => {
    let tried = 0
    fc.assert(
      fc.property(descriptions(5, 3).map(collections), fc.nat({ max: 9 }), (description, choice) => {
        const expected = slow(description)
        const plan = planOf(description)
        if (expected?._ !== "plan" || plan === undefined) return
        const entries = entriesOf(description)
        const open = expected.everywhere.filter((index) => entries[index]?.given._ === "each")
        const index = open[choice % Math.max(1, open.length)]
        const entry = index === undefined ? undefined : entries[index]
        if (index === undefined || entry?.given._ !== "each") return
        tried += 1
        const parts = entry.given.values.map((value) =>
          ask({
            ...description,
            tables: tables(entries.with(index, { key: entry.key, given: Description.plain(value) })),
          }),
        )
        if (parts.some(onlyUnmatched)) return
        expect(parts.map((part) => part._tag)).not.toContain("Left")
        const ids = parts.flatMap((part) => (E.isRight(part) ? rootsOf(part.right) : []))
        expect(sorted(rootsOf(plan))).toEqual(sorted(ids))
      }),
      runs(100),
    )
    expect(tried).toBeGreaterThan(0)
  })
})

describe("reduction", () => {
  it("holds exactly the distinct nodes that would be roots", () => {
    // At the root pins compete as written, and a leading dot means it: below a `many` neither is the same.
    const unanchored = descriptions(5, 4).map((description) =>
      printable({
        ...description,
        tables: tables(
          entriesOf(description)
            .filter(({ key }) => !key.startsWith("."))
            .map(({ key, given }) => ({ key, given: given._ === "workflow" ? Description.bare(given.task) : given })),
        ),
      }),
    )
    fc.assert(
      fc.property(unanchored, (description) => {
        const plan = planOf(description)
        if (plan === undefined) return
        const top = Description.task("Reduced", [Description.many("nodes", description.tasks[0]?.name ?? "")])
        const reduced = ask({ ...description, tasks: [top, ...description.tasks] })
        expect(reduced._tag).toBe("Right")
        if (E.isLeft(reduced)) return
        const edge = reduced.right.roots[0]?.edges.get("nodes")
        const ids = Array.isArray(edge) ? edge.map((node: { readonly id: string }) => node.id) : []
        expect(ids.length).toBe(new Set(ids).size)
        expect(sorted(ids)).toEqual(sorted(rootsOf(plan)))
      }),
      runs(80),
    )
  })
})
