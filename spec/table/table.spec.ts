import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Table from "../../lib/table/table.ts"
import type { Overrides } from "../../lib/task/definition.ts"

const overrides = (record: Record<string, unknown>): Overrides => ({
  _tag: "Overrides",
  record,
  zipped: false,
  source: { _tag: "Code", at: undefined },
})

const keys = () => fc.constantFrom("year", "TaskA.year", "TaskB:year", ".year", "TaskB.datasets.year!", "what!")
const tables = () =>
  fc.array(fc.dictionary(keys(), fc.integer(), { maxKeys: 3, noNullPrototype: true }).map(overrides), { maxLength: 3 })

describe("a table", () => {
  it("lists its entries in the order of writing", () => {
    const { entries } = Table.entries([overrides({ year: 1, "TaskA.year": 2 }), overrides({ year: 3 })])
    expect(entries.map(({ key, given, order }) => [key, given, order])).toStrictEqual([
      ["year", 1, 0],
      ["TaskA.year", 2, 1],
      ["year", 3, 2],
    ])
  })

  it("takes the mark of importance from the key", () => {
    const [entry] = Table.entries([overrides({ "TaskA.year!": 1 })]).entries
    expect([entry?.important, entry?.specificity]).toStrictEqual([true, [1, 0, 1, 1]])
  })

  it("gives a key that is no pattern back with its source, beside the entries that are", () => {
    const { entries, problems } = Table.entries([overrides({ "TaskA..year": 1, year: 2 })])
    expect(entries.map((entry) => entry.key)).toStrictEqual(["year"])
    expect(problems.map(({ key, offset }) => [key, offset])).toStrictEqual([["TaskA..year", 6]])
  })
})

describe("tables are a monoid", () => {
  const { concat, empty } = Table.Monoid

  it("concatenation is associative, and the empty table changes nothing", () => {
    fc.assert(
      fc.property(tables(), tables(), tables(), (a, b, c) => {
        expect(concat(concat(a, b), c)).toStrictEqual(concat(a, concat(b, c)))
        expect(concat(empty, a)).toStrictEqual(a)
        expect(concat(a, empty)).toStrictEqual(a)
      }),
    )
  })

  it("entries of a concatenation are the entries of both, in order (oracle: plain concatenation)", () => {
    fc.assert(
      fc.property(tables(), tables(), (a, b) => {
        const written = (table: Table.Table) => Table.entries(table).entries.map(({ key, given }) => [key, given])
        expect(written(concat(a, b))).toStrictEqual([...written(a), ...written(b)])
      }),
    )
  })
})
