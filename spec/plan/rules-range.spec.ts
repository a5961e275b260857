/**
 * 1.3: the range of a parameter is checked wherever its value comes from.
 */
import * as E from "#fp/Either"
import fc from "fast-check"
import { Temporal } from "temporal-polyfill"
import { describe, expect, it } from "vitest"
import { date, dep, each, extend, float, int, list, many, optional, param, resolve, substitute, task } from "waluigi"
import { drawErrors } from "../../lib/plan/draw/draw.ts"
import { problems, roots, shell } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 2012, range: [2012, 2015] }) } })
const TaskB = task("TaskB", { params: { a: dep(TaskA) } })

const said = (root: unknown, args: ReadonlyArray<string> = []): string => {
  const found = resolve(shell(root, args) as never)
  return E.isLeft(found) ? drawErrors(found.left) : ""
}

describe("1.3 range", () => {
  it("takes both ends and what is between", () => {
    expect(roots(TaskA, ["--year=2012"])).toEqual(["TaskA(year: 2012)"])
    expect(roots(TaskA, ["--year=2015"])).toEqual(["TaskA(year: 2015)"])
  })

  it("is checked, whoever gives the value, as the type itself is: oracle, a comparison with both ends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2005, max: 2020 }), (year) => {
        const expected = year >= 2012 && year <= 2015 ? [] : ["InvalidValue at TaskA.year by year"]
        expect(problems(TaskA, [`--year=${year}`])).toEqual(expected)
        expect(problems(TaskA, [`--year:=${year}`])).toEqual(expected)
        expect(problems(TaskA({ year }))).toEqual(expected)
        expect(problems(TaskA({ year: each(2013, year) }))).toEqual(expected)
      }),
    )
  })

  it("is checked in pins, those of dynamic slots and of replacements included", () => {
    const Pins = task("Pins", { params: { a: dep(TaskA, { year: 2016 }) } })
    expect(problems(Pins)).toEqual(["InvalidValue at Pins.a.year by year"])
    const Grown = task("Grown", {
      params: { start: param(int, { default: 2014 }) },
      dynamic: { a: (p) => [TaskA({ year: p.start + 1 }), TaskA({ year: p.start + 2 })] },
    })
    expect(problems(Grown)).toEqual(["InvalidValue at Grown.a.year by year"])
    expect(problems(Grown({ start: 2013 }))).toEqual([])
    const Other = extend(TaskA, "Other", {})
    expect(problems(TaskB(substitute(TaskA, Other({ year: 2016 }))))).toEqual(["InvalidValue at TaskB.a.year by year"])
  })

  it("is checked of the default and of the neutral value", () => {
    const year = { default: 2011, range: [2012, 2015] } as const
    expect(problems(task("Old", { params: { year: param(int, year) } }))).toEqual(["InvalidDefault at Old.year"])
    const neutral = { default: 2012, neutral: 0, range: [2012, 2015] } as const
    expect(problems(task("New", { params: { year: param(int, neutral) } }))).toEqual(["InvalidDefault at New.year"])
  })

  it("is that of the task at hand: an extension may widen it", () => {
    const Wide = extend(TaskA, "Wide", { params: { year: param(int, { default: 2012, range: [2000, 2030] }) } })
    expect(roots(Wide, ["--year=2020"])).toEqual(["Wide(year: 2020)"])
    expect(problems(Wide, ["--year=2031"])).toEqual(["InvalidValue at Wide.year by year"])
  })

  it("goes by the order of any type; null lies in each", () => {
    const day = (text: string) => Temporal.PlainDate.from(text)
    const All = task("All", {
      params: {
        rate: param(float, { default: 0.1, range: [1e-5, 1] }),
        day: param(date, { default: day("2024-01-31"), range: [day("2024-01-01"), day("2024-12-31")] }),
        limit: param(optional(int), { default: null, range: [0, 9] }),
        sizes: param(list(int), { default: [], range: [[], [9]] }),
      },
    })
    expect(problems(All, ["--rate=1", "--day=2024-12-31", "--limit=9", "--sizes=8,10"])).toEqual([])
    expect(problems(All, ["--limit:=null"])).toEqual([])
    expect(problems(All, ["--rate=2", "--day=2025-01-01", "--limit=10", "--sizes=10"])).toEqual([
      "InvalidValue at All.day by day",
      "InvalidValue at All.limit by limit",
      "InvalidValue at All.rate by rate",
      "InvalidValue at All.sizes by sizes",
    ])
  })

  it("is told with the nearest value that fits, in the form of the source", () => {
    expect(said(TaskB, ["--TaskA.year=3000"])).toMatchInlineSnapshot(`
      "error: TaskB.a.year cannot be 3000
        given  --TaskA.year=3000
        takes  int from 2012 to 2015
        try    --TaskA.year=2015"
    `)
    expect(said(TaskB, ["--year:=2011"])).toContain("try    --year:=2012")
    expect(said(TaskB, ["--year=2012,2016"])).toContain("try    --year=2012,2015")
    expect(said(TaskB, ["--year=2010..2014"])).toContain("try    --year=2012..2014")
    expect(said(TaskB, ["--year=2020..2030"])).toContain("try    --year=2015\n".trimEnd())
    expect(said(TaskB({ year: 2016 }))).toContain("try    { year: 2015 }")
    expect(said(TaskA({ year: [2012, 2016] }))).toContain("try    { year: [2012,2015] }")
    expect(said(TaskB, ["--year=2o16"])).not.toContain("try")
    expect(said(TaskB, ["--year=2o15"])).toContain("try    --year=2015")
  })

  it("leaves the identity as it was", () => {
    const id = (root: unknown): string | undefined => {
      const found = resolve(root as never)
      return E.isRight(found) ? found.right.roots[0]?.id : undefined
    }
    const Free = task("TaskA", { params: { year: param(int, { default: 2012 }) } })
    expect(id(TaskA)).toBe(id(Free))
  })

  it("fits in place of a slot of the same type without one", () => {
    const Free = task("Free", { params: { year: param(int, { default: 0 }) } })
    const All = task("All", { params: { free: many(Free) } })
    expect(problems(All, ["--Free=TaskA", "--year=2013"], [TaskA])).toEqual([])
  })
})
