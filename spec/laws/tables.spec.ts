/**
 * Tables as a monoid, locality (4.2), and replacing a task by itself. The oracle: the same workflow without the change.
 */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import { planToJson } from "../../lib/plan/json.ts"
import * as Description from "../oracle/description.ts"
import { descriptions, entriesOf as drawn, printable } from "../oracle/generate.ts"
import { ask, entriesOf, planOf, sorted } from "./asked.ts"
import { runs } from "./runs.ts"

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
  it("concatenate: how entries are grouped into tables does not matter", () => {
    fc.assert(
      fc.property(
        descriptions(),
        fc.array(fc.nat({ max: 6 })),
        fc.array(fc.nat({ max: 6 })),
        (description, left, right) => {
          const entries = entriesOf(description)
          expect(said({ ...description, tables: grouped(entries, left) })).toEqual(
            said({ ...description, tables: grouped(entries, right) }),
          )
        },
      ),
      runs(60),
    )
  })

  it("that are empty change nothing", () => {
    fc.assert(
      fc.property(descriptions(), fc.nat({ max: 6 }), (description, at) => {
        const tables = description.tables.toSpliced(at, 0, Description.code())
        expect(said({ ...description, tables })).toEqual(said(description))
      }),
      runs(60),
    )
  })
})

describe("locality", () => {
  /** One point everywhere: which axes are fixed above may change what is below. */
  const single = (given: Description.Given): Description.Given => {
    if (given._ === "each") return Description.plain(given.values[0] ?? 0)
    if (given._ === "plain" && Array.isArray(given.value)) return Description.plain(given.value[0] ?? 0)
    return given._ === "text" ? { ...given, text: given.text.split(",")[0]?.replace(/\.\..*/, "") ?? "" } : given
  }
  const two = descriptions(5, 3)
    .map((description) =>
      printable({
        ...description,
        tables: description.tables.map((table) => ({
          ...table,
          entries: table.entries.map(({ key, given }) => ({ key, given: single(given) })),
        })),
      }),
    )
    .chain((description) => fc.tuple(fc.constant(description), drawn(description)))

  it("an entry below one slot of the root changes nothing below its other slots", () => {
    let tried = 0
    fc.assert(
      fc.property(two, ([description, extra]) => {
        const before = planOf(description)
        const root = before?.roots[0]
        if (before === undefined || root === undefined) return
        for (const slot of root.definition.slots.values()) {
          if (slot._tag !== "Dependency" && slot._tag !== "Many") continue
          const entries = extra.entries.map(({ key, given }) => ({
            key: `.${slot.name}:${key.replace(/^\./, "")}`,
            given: single(given),
          }))
          const after = planOf({ ...description, tables: [...description.tables, { via: "code", entries }] })
          const changed = after?.roots[0]
          if (changed === undefined || changed.definition.name !== root.definition.name) continue
          tried += 1
          for (const [name, edge] of root.edges) {
            const other = root.definition.slots.get(name)
            if (name === slot.name || other?._tag === "Dynamic") continue
            expect(idsOf(changed.edges.get(name))).toEqual(idsOf(edge))
          }
        }
      }),
      runs(100),
    )
    expect(tried).toBeGreaterThan(0)
  })

  const idsOf = (edge: unknown): unknown =>
    Array.isArray(edge)
      ? edge.map(idsOf)
      : edge === null || edge === undefined
        ? null
        : (edge as { readonly id: string }).id
})

describe("replacing a task by itself", () => {
  const substitutes = (given: Description.Given): boolean =>
    given._ === "workflow" ||
    (given._ === "text" && /^[A-Z]/.test(given.text)) ||
    (given._ === "json" && given.value === null)
  const plain = (written: ReadonlyArray<Description.Written>) => written.filter(({ given }) => !substitutes(given))
  /** No other entry substitutes anything. */
  const bare = descriptions().map((description) =>
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

  it("changes nothing but provenance", () => {
    fc.assert(
      fc.property(bare, fc.nat({ max: 9 }), fc.nat({ max: 6 }), (description, choice, at) => {
        const plan = planOf(description)
        if (plan === undefined) return
        const names = sorted([...plan.nodes.values()].map((node) => node.definition.name))
        const name = names[choice % names.length] ?? ""
        const itself = Description.code([name, Description.bare(name)])
        expect(said({ ...description, tables: description.tables.toSpliced(at, 0, itself) })).toEqual(said(description))
      }),
      runs(100),
    )
  })
})
