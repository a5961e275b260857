import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Season from "./season.ts"

const dates = fc
  .integer({ min: 0, max: 365 * 60 })
  .map((day) => new Date(Date.UTC(1990, 0, 1 + day)).toISOString().slice(0, 10))

describe("the season of a day", () => {
  it("moves by one part in 365.2422 from a day to the next", () => {
    fc.assert(
      fc.property(dates, (date) => {
        const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)
        const step = Season.ofDate(next) - Season.ofDate(date)
        expect((step + 1) % 1).toBeCloseTo(1 / 365.2422, 9)
      }),
    )
  })

  it.each([
    // The instants of the June solstice (UTC) by the almanac, compared with that of 2000, on 21 June at 01:48.
    ["2012-06-20", 23 + 9 / 60],
    ["2013-06-21", 5 + 4 / 60],
    ["2014-06-21", 10 + 51 / 60],
    ["2015-06-21", 16 + 38 / 60],
  ])("is the same at every solstice: %s", (date, hour) => {
    const here = Season.ofDate(date) + (hour - 12) / 24 / 365.2422
    expect(Math.abs(here * 365.2422 - (172 + 1.8 / 24))).toBeLessThan(0.02)
  })

  it("is named by the day that it falls on, in a year that is no leap year", () => {
    expect([0, 0.5, 0.9999].map(Season.print)).toEqual(["1 January", "2 July", "31 December"])
  })

  it("begins each month where a year between two leap years does", () => {
    expect(Season.ofMonth(0)).toBe(0)
    for (let month = 1; month < 12; month++) {
      const first = `2002-${String(month + 1).padStart(2, "0")}-01`
      expect(Math.abs(Season.ofMonth(month) - Season.ofDate(first)) * 365.2422).toBeLessThan(1.1)
    }
  })
})
