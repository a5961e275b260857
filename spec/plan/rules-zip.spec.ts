/**
 * Rule 5.2: several entries as one axis.
 */
import { describe, expect, it } from "vitest"
import { dep, each, extend, int, many, param, str, task, zip } from "../../lib/index.ts"
import { plan, problems, roots } from "./asking.ts"

const Data = task("Data", {
  params: {
    year: param(int, { default: 2012 }),
    lumi: param(int, { default: 1 }),
    tag: param(str, { default: "a" }),
  },
})
const Top = task("Top", { params: { data: dep(Data) } })
const All = task("All", { params: { all: many(Data) } })

describe("5.2 zipped entries", () => {
  it("are one axis", () => {
    expect(roots(Top(zip({ year: [2016, 2017], "Data.lumi": [40, 50] })))).toEqual([
      'Top(data: Data(lumi: 40, tag: "a", year: 2016))',
      'Top(data: Data(lumi: 50, tag: "a", year: 2017))',
    ])
  })

  it("stand at the place of the first among other entries: it is the slowest", () => {
    const order = (workflow: unknown) =>
      roots(workflow).map((root) => [...root.matchAll(/\w+: "?(\w+)"?[,)]/g)].map(([, value]) => value).join(" "))
    const zipped = zip({ year: [1, 2], lumi: [10, 20] })
    expect(order(Top(zipped, { tag: ["b", "a"] }))).toEqual(["10 b 1", "10 a 1", "20 b 2", "20 a 2"])
    expect(order(Top({ tag: ["b", "a"] }, zipped))).toEqual(["10 b 1", "20 b 2", "10 a 1", "20 a 2"])
  })

  it("are one axis for each zip: two zips give their product", () => {
    const Wide = task("Wide", {
      params: { a: param(int), b: param(int), c: param(int), d: param(int) },
    })
    expect(roots(Wide(zip({ a: [1, 2], b: [1, 2] }), zip({ c: [1, 2, 3], d: [1, 2, 3] })))).toHaveLength(6)
  })

  it("of unequal lengths, or with a single value, are an error", () => {
    const years: ReadonlyArray<number> = [2016, 2017]
    const lumis: ReadonlyArray<number> = [40, 50, 60]
    expect(problems(Top(zip({ year: years, lumi: lumis })))).toEqual([expect.stringContaining("ZipLengths")])
    expect(problems(Top(zip({ year: years, lumi: each(40) })))).toEqual([expect.stringContaining("ZipLengths")])
    const single: unknown = 40
    expect(problems(Top(zip({ year: years, lumi: single as ReadonlyArray<number> })))).toEqual([
      expect.stringContaining("ZipLengths"),
    ])
  })

  it("with a member that stands nowhere are an error", () => {
    const key: string = "yaer"
    expect(problems(Top(zip({ [key]: [1, 2], lumi: [3, 4] })))).toEqual(["Unmatched by yaer"])
  })

  it("are collected together, also by a many over the slot of one of them", () => {
    const zipped = zip({ year: [2, 1], lumi: [10, 20] })
    expect(roots(All(zipped))).toEqual([
      'All(all: [Data(lumi: 20, tag: "a", year: 1), Data(lumi: 10, tag: "a", year: 2)])',
    ])
    const Over = task("Over", { params: { all: many(Data, { over: ["lumi"] }) } })
    expect(roots(Over(zipped, { tag: ["b", "c"] }))).toHaveLength(2)
  })

  it("move together also where one of them decides elsewhere", () => {
    const Other = extend(Data, "Other", {})
    const Two = task("Two", { params: { data: dep(Data), other: dep(Other) } })
    expect(roots(Two(zip({ "Data.year": [1, 2], "Other.lumi": [10, 20] })))).toHaveLength(2)
  })

  it("may be pins, and then end at the slot that carries them", () => {
    const Pinned = task("Pinned", { params: { all: many(Data, { pins: zip({ year: [1, 2], lumi: [10, 20] }) }) } })
    expect(roots(Pinned)).toEqual([
      'Pinned(all: [Data(lumi: 10, tag: "a", year: 1), Data(lumi: 20, tag: "a", year: 2)])',
    ])
    const Surfacing = task("Surfacing", { params: { data: dep(Data, zip({ year: [1, 2], lumi: [10, 20] })) } })
    expect(problems(Surfacing)).toEqual(["PinSurfaces at Surfacing.data by year"])
  })

  it("may come with the workflow that a dynamic slot returns", () => {
    const Dynamic = task("Dynamic", {
      params: { n: param(int, { default: 5 }) },
      dynamic: { all: (p) => All(zip({ year: [p.n, p.n + 1], lumi: [10, 20] })) },
    })
    expect(roots(Dynamic)).toEqual([
      'Dynamic(all: All(all: [Data(lumi: 10, tag: "a", year: 5), Data(lumi: 20, tag: "a", year: 6)]), n: 5)',
    ])
    const single = (year: unknown) =>
      task("Single", { dynamic: { all: () => All(zip({ year: year as ReadonlyArray<number>, lumi: [10, 20] })) } })
    expect(problems(single(3))).toEqual([expect.stringContaining("ZipLengths")])
  })

  it("that pin the same again below are an axis of their own", () => {
    const zipped = zip({ year: [1, 2], lumi: [10, 20] })
    const Inner = task("Inner", { params: { all: many(Data, { pins: zipped }), year: param(int, { default: 0 }) } })
    const Outer = task("Outer", { params: { inners: many(Inner, { pins: zip({ year: [1, 2], lumi: [10, 20] }) }) } })
    const all = 'all: [Data(lumi: 10, tag: "a", year: 1), Data(lumi: 20, tag: "a", year: 2)]'
    expect(roots(Outer)).toEqual([`Outer(inners: [Inner(${all}, year: 1), Inner(${all}, year: 2)])`])
  })

  it("may be tasks with values (5.6)", () => {
    const Data2 = extend(Data, "Data2", {})
    expect(roots(Top(zip({ Data: [Data, Data2], year: [1, 2] })))).toEqual([
      'Top(data: Data(lumi: 1, tag: "a", year: 1))',
      'Top(data: Data2(lumi: 1, tag: "a", year: 2))',
    ])
    const one: unknown = Data2
    expect(problems(Top(zip({ data: one as ReadonlyArray<typeof Data2>, year: [1, 2] })))).toEqual([
      expect.stringContaining("ZipLengths"),
    ])
    expect(plan(Top(zip({ Data: [Data, Data2], year: [1, 2] }))).axes).toEqual([
      { entry: "Data", values: ["Data", "Data2"] },
      { entry: "year", values: [1, 2] },
    ])
  })

  it("of a dynamic slot are two axes where they are two, whatever it returned elsewhere", () => {
    const Wide = task("Wide", {
      params: { a: param(int, { default: 0 }), b: param(int, { default: 0 }), c: param(int), d: param(int) },
    })
    const Col = task("Col", { params: { all: many(Wide) } })
    const both = [1, 2]
    const sizes = (two: number) => {
      const Day = task("Day", {
        params: { day: param(int) },
        dynamic: {
          col: ({ day }) =>
            day === two
              ? Col(zip({ a: both, b: both }), zip({ c: both, d: both }))
              : Col(zip({ a: both, b: both, c: both, d: both })),
        },
      })
      return plan(Day({ day: [1, 2] })).roots.map((root) => [...root.dependencies][0]?.dependencies.length)
    }
    expect([sizes(1), sizes(2)]).toEqual([
      [4, 2],
      [2, 4],
    ])
  })

  it("may be empty: then nothing is collected", () => {
    expect(roots(All(zip({ year: [], lumi: [] })))).toEqual(["All(all: [])"])
  })
})
