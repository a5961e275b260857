/**
 * Tables as a monoid, and replacing a task by itself. The oracle: the same workflow without the change.
 */
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import * as E from "#fp/Either"
import { planToJson } from "../../lib/plan/json.ts"
import * as Description from "../oracle/description.ts"
import { descriptions, printable } from "../oracle/generate.ts"
import { ask, entriesOf, planOf, sorted } from "./asked.ts"
import { law } from "./law.ts"

/** What a plan says: its JSON but for warnings, which tell one way to a place, or what is wrong. */
const said = (description: Description.Description): unknown => {
  const found = ask(description)
  return E.isRight(found) ? { ...planToJson(found.right), warnings: [] } : found.left.map((error) => error._tag).sort()
}

/** Entries one after another in tables that begin at the cuts, and wherever a key would come twice. */
const grouped = (
  entries: ReadonlyArray<Description.Written>,
  cuts: ReadonlyArray<number>,
): ReadonlyArray<Description.Table> => {
  const tables: Array<Array<Description.Written>> = [[]]
  for (const [index, entry] of entries.entries()) {
    const last = tables.at(-1) ?? []
    if (cuts.includes(index) || last.some((other) => other.key === entry.key)) tables.push([entry])
    else last.push(entry)
  }
  return tables.map((entries) => ({ via: "code", entries }))
}

describe("tables", () => {
  const cuts = fc.array(fc.nat({ max: 6 }))

  law(
    "concatenate: how entries are grouped into tables does not matter",
    60,
    fc.tuple(descriptions(5, 4), cuts, cuts),
    ([description, left, right]) => {
      const entries = entriesOf(description)
      expect(said({ ...description, tables: grouped(entries, left) })).toEqual(
        said({ ...description, tables: grouped(entries, right) }),
      )
    },
  )

  law("that are empty change nothing", 60, fc.tuple(descriptions(5, 4), fc.nat({ max: 6 })), ([description, at]) => {
    const tables = description.tables.toSpliced(at, 0, Description.code())
    expect(said({ ...description, tables })).toEqual(said(description))
  })
})

describe("replacing a task by itself", () => {
  const substitutes = (given: Description.Given): boolean =>
    given._ === "workflow" ||
    given._ === "tasks" ||
    (given._ === "text" && /^[A-Z]/.test(given.text)) ||
    (given._ === "json" && given.value === null)
  const plain = (written: ReadonlyArray<Description.Written>) => written.filter(({ given }) => !substitutes(given))
  /** No other entry substitutes anything. */
  const bare = descriptions(5, 4, { over: true }).map((description) =>
    printable({
      tasks: description.tasks.map((task) => ({
        ...task,
        slots: task.slots.map((slot) =>
          slot._ === "dep" || slot._ === "many" ? { ...slot, pins: plain(slot.pins) } : slot,
        ),
      })),
      tables: description.tables.map((table) => ({ ...table, entries: plain(table.entries) })),
    }),
  )

  law(
    "changes nothing but provenance",
    100,
    fc.tuple(bare, fc.nat({ max: 9 }), fc.nat({ max: 6 })),
    ([description, choice, at], told) => {
      const plan = planOf(description)
      if (plan === undefined) return
      const names = sorted([...plan.nodes.values()].map((node) => node.definition.name))
      const name = names[choice % names.length] ?? ""
      const itself = Description.code([name, Description.bare(name)])
      expect(said({ ...description, tables: description.tables.toSpliced(at, 0, itself) })).toEqual(said(description))
      told()
    },
    0.5,
  )
})
