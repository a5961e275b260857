import { describe, expect, it } from "vitest"
import { ofYear, parse } from "./observations.ts"
import * as Station from "./station.ts"

const header = "date,precipitation,temp_max,temp_min,wind,weather"
const file = (...rows: ReadonlyArray<string>) => [header, ...rows].join("\n")

describe("parse", () => {
  it("reads a day", () => {
    expect(parse(file("2012-01-02,10.9,10.6,2.8,4.5,rain"))).toEqual([
      { date: "2012-01-02", high: 10.6, low: 2.8, rain: 10.9 },
    ])
  })

  it.each([
    [
      "a number that is none",
      file("2012-01-01,0,5,4,1,sun", "2012-01-02,0,warm,4,1,sun"),
      'line 3: "warm" is no number',
    ],
    ["a number that is missing", file("2012-01-01,0,,4,1,sun"), 'line 2: "" is no number (temp_max)'],
    ["a row that ends early", file("2012-01-01,0,5"), 'line 2: "" is no number (temp_min)'],
    ["a day that does not exist", file("2013-02-29,0,5,4,1,sun"), 'line 2: "2013-02-29" is no date'],
    ["a day that comes twice", file("2012-01-01,0,5,4,1,sun", "2012-01-01,0,5,4,1,sun"), "does not follow"],
    ["a column that is missing", "date,temp_max\n2012-01-01,5", "no column temp_min, only date, temp_max"],
  ])("refuses %s and says where", (_, csv, message) => {
    expect(() => parse(csv)).toThrow(message)
  })
})

describe("the station's file", () => {
  const days = Station.read()

  it("has every day of four years", () => {
    const dates = Array.from({ length: 1461 }, (_, k) => new Date(Date.UTC(2012, 0, 1 + k)).toISOString().slice(0, 10))
    expect(days.map((day) => day.date)).toEqual(dates)
  })

  it("has no night warmer than its day, and no rain below nothing", () => {
    expect(days.filter((day) => day.low > day.high || day.rain < 0)).toEqual([])
  })

  it("is cut into years", () => {
    expect([2012, 2013, 2014, 2015].map((year) => ofYear(year)(days).days.length)).toEqual([366, 365, 365, 365])
  })

  it("says which years it has when asked for another", () => {
    expect(() => ofYear(2011)(days)).toThrow("no observations of 2011: the file has 2012, 2013, 2014, 2015")
  })
})
