import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { add, type Bin, fill } from "./histogram.ts"
import * as Season from "./season.ts"

const day = fc.record({
  date: fc.integer({ min: 0, max: 1460 }).map((k) => new Date(Date.UTC(2012, 0, 1 + k)).toISOString().slice(0, 10)),
  high: fc.integer({ min: -20, max: 40 }),
  low: fc.integer({ min: -20, max: 40 }),
  rain: fc.nat(60),
})
const days = fc.array(day, { maxLength: 200 })

describe("a histogram over the season", () => {
  it("holds in each bin what a look at every day finds there", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 100 }), (some, count) => {
        const slow: Array<Bin> = []
        for (let k = 0; k < count; k++) {
          const here = some.filter((one) => {
            const season = ((Season.ofDate(one.date) + 1) % 1) * count
            return season >= k && season < k + 1
          })
          const values = here.map((one) => one.low)
          if (values.length > 0)
            slow.push({
              season: (k + 0.5) / count,
              days: values.length,
              sum: values.reduce((a, b) => a + b, 0),
              squares: values.reduce((a, b) => a + b * b, 0),
              least: Math.min(...values),
              most: Math.max(...values),
            })
        }
        expect(fill("low", count)(some)).toEqual(slow)
      }),
    )
  })

  it("of all days is the sum of those of some and of the others", () => {
    fc.assert(
      fc.property(days, days, (some, others) => {
        const parts = [some, others].map(fill("rain", 73))
        expect(add(parts)).toEqual(fill("rain", 73)([...some, ...others]))
      }),
    )
  })

  it("has its bins in the order of the calendar, and the last day of a leap year in the first", () => {
    const some = ["2012-12-31", "2012-12-30", "2012-01-01", "2012-04-01"].map((date) => ({
      date,
      high: 1,
      low: 0,
      rain: 0,
    }))
    expect(fill("high", 73)(some).map((bin) => [Season.print(bin.season), bin.days])).toEqual([
      ["3 January", 2],
      ["3 April", 1],
      ["29 December", 1],
    ])
  })
})
