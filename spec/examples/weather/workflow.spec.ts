import { readFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import { call, run, set } from "waluigi"
import { memory } from "../../store/scratch.ts"
import * as Fit from "./fit.ts"
import * as Season from "./season.ts"
import * as Sheet from "./sheet.ts"
import * as Station from "./station.ts"
import { Climate, Histograms, Poster, SeasonFit, SeasonFitHarmonic2 } from "./workflow.ts"

const year = [2012, 2013, 2014, 2015]

/** Gives what was made, and how much of it was new. */
const only = async <A>(result: {
  readonly _tag: string
  readonly counts?: { readonly made: number }
  readonly roots?: ReadonlyArray<{ readonly load: () => Promise<A> }>
}): Promise<{ readonly value: A; readonly made: number }> => {
  const [root, ...others] = result.roots ?? []
  if (result._tag !== "Complete" || root === undefined || others.length > 0 || result.counts === undefined)
    throw new Error(`not one result: ${JSON.stringify(result)}`)
  return { value: await root.load(), made: result.counts.made }
}

describe("the climate of four years", () => {
  it("is that of the days themselves", async () => {
    const { value: climate } = await only(await run(Climate({ year }), { store: memory() }))
    expect(climate.years).toEqual(year)
    const days = Station.read()
    const mean = (what: "high" | "low") => days.reduce((sum, day) => sum + day[what], 0) / days.length
    // A year leaves a part of a bin uncovered, and readings differ from the file by some hundredths of a degree.
    expect(Math.abs(climate.high.curve.mean - mean("high"))).toBeLessThan(0.03)
    expect(Math.abs(climate.low.curve.mean - mean("low"))).toBeLessThan(0.03)
    const warmest = Fit.peak(climate.high.curve)
    const about = (season: number) => Fit.value(climate.high.curve)(season)
    const near = days.filter((day) => Math.abs(Season.ofDate(day.date) - warmest) < 0.03)
    expect(Math.abs(near.reduce((sum, day) => sum + day.high, 0) / near.length - about(warmest))).toBeLessThan(1.5)
  })

  it("is closer to the days with a second wave, and needs only the fits and what is above them anew", async () => {
    const store = memory()
    const plain = await only(await run(Climate({ year }), { store }))
    const better = await only(await run(Climate({ year, SeasonFit: SeasonFitHarmonic2 }), { store }))
    expect(plain.made).toBe(4 + 4 + 3 * 4 + 2 * 4 + 1)
    expect(better.made).toBe(2 * 4 + 1)
    expect(better.value.high.curve.waves.length).toBe(2)
    expect(better.value.high.scatter).toBeLessThan(plain.value.high.scatter)
    expect(better.value.low.scatter).toBeLessThan(plain.value.low.scatter)
  })

  it("takes the corrections of another year where it is told to", async () => {
    const store = memory()
    const other = set([Histograms.corrections, "year"], 2012)
    const { value, made } = await only(await run(SeasonFit({ year: 2014 }, other), { store }))
    expect(made).toBe(2 + 1 + 1 + 1)
    // Both years were read in the same units, so nothing else changes.
    expect(value).toEqual((await only(await run(SeasonFit({ year: 2014 }), { store }))).value)
  })
})

describe("the poster", () => {
  it("names its years, its fit and its source on one page", async () => {
    const store = memory()
    const { value: path } = await only(await run(Poster({ year: [2014, 2015], bins: 73 }), { store }))
    const svg = await readFile(path, "utf8")
    expect(svg).toMatch(/^<svg [^>]*width="842" height="1191" viewBox="0 0 842 1191"/)
    const words = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1])
    expect(words).toEqual(
      expect.arrayContaining(["Seattle", "2014–2015 · 730 days", "2014", "2015", "JANUARY", "DECEMBER"]),
    )
    expect(words.join("\n")).toContain("a sine wave a year, fitted by least squares to 2014–2015")
    expect(words.join("\n")).toContain("NOAA")
    // A bar for each day on the dial, and one on its strip.
    expect((svg.match(/<path [^>]*opacity="0.6/g) ?? []).length).toBe(730)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })
})

describe("the words of the poster", () => {
  it.each([
    [[2013], "2013"],
    [[2012, 2013, 2014, 2015], "2012–2015"],
    [[2012, 2014], "2012, 2014"],
  ])("name the years %j as %s", (years, words) => {
    expect(Sheet.span(years)).toBe(words)
  })

  it("have a true minus sign, and commas between thousands", () => {
    expect([Sheet.degrees(-7.22), Sheet.degrees(34.44), Sheet.degrees(-0.01), Sheet.thousands(1225.9)]).toEqual([
      "−7.2°",
      "34.4°",
      "0.0°",
      "1,226",
    ])
    expect(Sheet.dayOf("2012-08-16")).toBe("16 Aug")
  })
})

describe("actions", () => {
  it("write each fit as a formula that gives the same curve", async () => {
    const store = memory()
    const result = await call(SeasonFitHarmonic2({ year: [2014, 2015] }), ["run", "SeasonFit.formula"], { store })
    if (result._tag !== "Complete") throw new Error(result.message)
    expect(result.calls[1]?.on.map(({ value }) => value)).toStrictEqual([
      expect.stringMatching(/^2014 high: 1\d\.\d( [+-] [\d.]+ (cos|sin) [24]πs){4}$/),
      expect.stringMatching(/^2015 high: /),
    ])
  })
})
