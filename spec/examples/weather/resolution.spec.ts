import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Observations from "./observations.ts"
import { detect, restore } from "./resolution.ts"
import * as Station from "./station.ts"

/** Writes a reading as the file does: converted, and rounded to a tenth. */
const written = (number: number): number => Number(number.toFixed(1))
const celsius = (fahrenheit: number): number => ((fahrenheit - 32) * 5) / 9
const millimetres = (hundredths: number): number => hundredths * 0.254

const readings = fc.array(
  fc.record({ high: fc.integer({ min: -20, max: 110 }), low: fc.integer({ min: -20, max: 110 }), rain: fc.nat(600) }),
  { minLength: 40, maxLength: 100 },
)
const date = "2012-01-01"

describe("a station that reads whole degrees Fahrenheit and hundredths of an inch", () => {
  it("is recognised, and every reading is found again", () => {
    fc.assert(
      fc.property(readings, (days) => {
        const file = days.map((day) => ({
          date,
          high: written(celsius(day.high)),
          low: written(celsius(day.low)),
          rain: written(millimetres(day.rain)),
        }))
        const corrections = detect({ year: 2012, days: file })
        fc.pre(
          new Set(file.flatMap((day) => [day.high, day.low])).size > 20 &&
            new Set(file.map((day) => day.rain)).size > 20,
        )
        expect([corrections.temperature.unit, corrections.rain.unit]).toEqual(["1 °F", "0.01 in"])
        for (const [index, day] of restore(corrections)(file).entries()) {
          expect(day.high).toBeCloseTo(celsius(days[index]?.high ?? Number.NaN), 9)
          expect(day.low).toBeCloseTo(celsius(days[index]?.low ?? Number.NaN), 9)
          expect(day.rain).toBeCloseTo(millimetres(days[index]?.rain ?? Number.NaN), 9)
        }
      }),
    )
  })

  it("is told from one that reads tenths, whose numbers stay as they are", () => {
    const days = Array.from({ length: 100 }, (_, k) => ({ date, high: 10 + k / 10, low: k / 10, rain: (k * 7) / 10 }))
    const corrections = detect({ year: 2012, days })
    expect([corrections.temperature.unit, corrections.rain.unit]).toEqual(["0.1 °C", "0.1 mm"])
    for (const [index, day] of restore(corrections)(days).entries())
      expect(day.high).toBeCloseTo(days[index]?.high ?? Number.NaN, 9)
  })
})

describe("Seattle", () => {
  const years = [2012, 2013, 2014, 2015].map((year) => Observations.ofYear(year)(Station.read()))

  it("read whole degrees Fahrenheit and hundredths of an inch in every year", () => {
    expect(years.map(detect).map(({ temperature, rain }) => [temperature.unit, rain.unit])).toEqual(
      years.map(() => ["1 °F", "0.01 in"]),
    )
  })

  it("has forty numbers that no reading gives: frost after November 2013, a tenth of a degree too warm", () => {
    const all = years.flatMap((year) => {
      const restored = restore(detect(year))(year.days)
      return year.days.flatMap((day, index) =>
        (["high", "low"] as const).map((what) => ({
          date: day.date,
          number: day[what],
          reading: restored[index]?.[what] ?? 0,
        })),
      )
    })
    const misfits = all.filter(({ number, reading }) => written(reading) !== number)
    expect(misfits.length).toBe(40)
    expect(misfits.filter(({ number }) => number >= 0)).toEqual([])
    expect(misfits[0]?.date).toBe("2013-11-21")
    expect(misfits.every(({ number, reading }) => number - reading > 0.05 && number - reading < 0.15)).toBe(true)
    expect(years.map((year) => detect(year).temperature.misfits)).toEqual([0, 10, 20, 10])
  })
})
