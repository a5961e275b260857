/**
 * Distribution (5.3) and reduction (5.4). The oracle: the same workflow with one point at a time.
 */
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import * as E from "#fp/Either"
import { slow } from "../oracle/compare.ts"
import * as Description from "../oracle/description.ts"
import { descriptions, printable } from "../oracle/generate.ts"
import { ask, planOf, rootsOf, sorted } from "./asked.ts"
import { law } from "./law.ts"

/** Gives values of its type to an entry that has some: `each` is a collection wherever it decides. */
const collection = ({ key, given }: Description.Written): Description.Written =>
  given._ === "plain" && typeof given.value === "number"
    ? { key, given: { _: "each", values: [given.value, given.value + 1] } }
    : { key, given }

/** Every table is one of code, and numbers are collections. */
const collections = (description: Description.Description): Description.Description =>
  printable({
    ...description,
    tables: description.tables.map((table) => ({ ...table, via: "code", entries: table.entries.map(collection) })),
  })

/** The number of points of an entry that is a collection whatever reads it. */
const size = (given: Description.Given): number | undefined =>
  given._ === "each" ? given.values.length : given._ === "tasks" ? given.items.length : undefined

const pointOf = (given: Description.Given, index: number): Description.Given => {
  if (given._ === "each") return Description.plain(given.values[index])
  if (given._ !== "tasks") return given
  const { task, tables } = given.items[index] as Description.Called
  return Description.bare(task, ...tables)
}

/** The axis of an entry, by its number: where it is, whose points move with it, and how many there are. */
const axisOf = (description: Description.Description, number: number) => {
  let before = 0
  for (const [at, { entries, zip }] of description.tables.entries()) {
    const position = number - before
    before += entries.length
    if (position >= entries.length) continue
    const moved = zip ? entries : entries.slice(position, position + 1)
    const sizes = moved.map(({ given }) => size(given))
    const points = sizes[0]
    return points === undefined || sizes.some((one) => one !== points) ? undefined : { at, position, points }
  }
  return undefined
}

/** The same with one point of an axis; a zip with one point is a table like any other. */
const fixed = (
  description: Description.Description,
  { at, position }: { readonly at: number; readonly position: number },
  point: number,
): Description.Description => {
  const { entries, zip } = description.tables[at] as Description.Table
  const set = entries.map(({ key, given }, index) => ({
    key,
    given: zip || index === position ? pointOf(given, point) : given,
  }))
  return { ...description, tables: description.tables.with(at, { via: "code", entries: set }) }
}

/** Errors that come and go with the points: a pattern, or an `over`, may match at some of them only. */
const onlyUnmatched = (found: ReturnType<typeof ask>): boolean =>
  E.isLeft(found) && found.left.every(({ _tag }) => _tag === "Unmatched" || _tag === "UnmatchedOver")

const distribution = (
  [description, choice]: readonly [Description.Description, number],
  told: () => void,
  wanted: (at: Description.Table) => boolean,
): void => {
  const expected = slow(description)
  const plan = planOf(description)
  if (expected?._ !== "plan" || plan === undefined) return
  const open = expected.everywhere.flatMap((number) => {
    const axis = axisOf(description, number)
    return axis !== undefined && wanted(description.tables[axis.at] as Description.Table) ? [axis] : []
  })
  const axis = open[choice % Math.max(1, open.length)]
  if (axis === undefined) return
  const parts = Array.from({ length: axis.points }, (_, point) => ask(fixed(description, axis, point)))
  if (parts.some(onlyUnmatched)) return
  told()
  expect(parts.map((part) => part._tag)).not.toContain("Left")
  const ids = parts.flatMap((part) => (E.isRight(part) ? rootsOf(part.right) : []))
  expect(sorted(rootsOf(plan))).toEqual(sorted(ids))
}

const choice = fc.nat({ max: 9 })

describe("distribution: an axis that surfaces at every point of the others gives the roots of its points", () => {
  law(
    "of values, also below reductions over some axes",
    150,
    fc.tuple(descriptions(5, 3, { over: true }).map(collections), choice),
    (drawn, told) => distribution(drawn, told, () => true),
    0.1,
  )

  law(
    "of a zip",
    100,
    fc.tuple(descriptions(4, 2, { zip: true }).map(collections), choice),
    (drawn, told) => distribution(drawn, told, ({ zip }) => zip === true),
    0.05,
  )

  law(
    "of tasks",
    200,
    fc.tuple(descriptions(4, 4, { tasks: true }).map(collections), choice),
    (drawn, told) => distribution(drawn, told, ({ entries }) => entries.some(({ given }) => given._ === "tasks")),
    0.01,
  )
})

describe("reduction", () => {
  // At the root pins compete as written, and a leading dot means it: below a `many` neither is the same.
  const unanchored = descriptions(5, 4, { zip: true, tasks: true }).map((description) =>
    printable({
      ...description,
      tables: description.tables.map((table) => ({
        ...table,
        via: "code",
        entries: table.entries
          .filter(({ key }) => !key.startsWith("."))
          .map(({ key, given }) => ({ key, given: withoutTables(given) })),
      })),
    }),
  )
  const withoutTables = (given: Description.Given): Description.Given =>
    given._ === "workflow"
      ? Description.bare(given.task)
      : given._ === "tasks"
        ? Description.tasks(given.items.map(({ task }) => task))
        : given

  law(
    "holds exactly the distinct nodes that would be roots",
    100,
    unanchored,
    (description, told) => {
      const plan = planOf(description)
      if (plan === undefined) return
      const top = Description.task("Reduced", [Description.many("nodes", description.tasks[0]?.name ?? "")])
      const reduced = ask({ ...description, tasks: [top, ...description.tasks] })
      expect(reduced._tag).toBe("Right")
      if (E.isLeft(reduced)) return
      const edge = reduced.right.roots[0]?.edges.nodes
      const ids = Array.isArray(edge) ? edge.map((node: { readonly id: string }) => node.id) : []
      expect(ids.length).toBe(new Set(ids).size)
      expect(sorted(ids)).toEqual(sorted(rootsOf(plan)))
      if (ids.length > 1) told()
    },
    0.1,
  )
})
