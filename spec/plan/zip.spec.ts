import { describe, expect, it } from "vitest"
import { dep, int, param, task } from "../../lib/index.ts"
import type { Overrides } from "../../lib/task/definition.ts"
import { problems, roots } from "./asking.ts"

const Data = task("Data", { params: { year: param(int, { default: 2012 }), lumi: param(int, { default: 1 }) } })
const Top = task("Top", { params: { data: dep(Data) } })

const zipped = (record: Overrides["record"]): unknown => ({
  ...(Top() as object),
  tables: [{ _tag: "Overrides", record, zipped: true, source: { _tag: "Code", at: undefined } } satisfies Overrides],
})

describe("5.2 zipped entries", () => {
  it("are one axis", () => {
    expect(roots(zipped({ year: [2016, 2017], "Data.lumi": [40, 50] }))).toEqual([
      "Top(data: Data(lumi: 40, year: 2016))",
      "Top(data: Data(lumi: 50, year: 2017))",
    ])
  })

  it("of unequal lengths, or with a single value, are an error", () => {
    expect(problems(zipped({ year: [2016, 2017], lumi: [40, 50, 60] }))).toEqual([
      expect.stringContaining("ZipLengths"),
    ])
    expect(problems(zipped({ year: [2016, 2017], lumi: 40 }))).toEqual([expect.stringContaining("ZipLengths")])
  })
})
