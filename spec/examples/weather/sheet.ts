/**
 * The sheet: every number and word that the poster shows, before anything is drawn.
 */
import * as Fit from "./fit.ts"
import type { Climate } from "./climate.ts"
import type { Day, Observations } from "./observations.ts"
import * as Resolution from "./resolution.ts"
import * as Season from "./season.ts"

// --- model

/** A day as a bar: at its season, from its low to its high. */
export interface Bar extends Day {
  readonly season: number
  readonly middle: number
}

export interface Year {
  readonly year: number
  readonly bars: ReadonlyArray<Bar>
  readonly warmest: Day
  readonly coldest: Day
  /** The sum in mm, and the days on which there was any to measure. */
  readonly rain: number
  readonly wetDays: number
}

export interface Sheet {
  readonly years: ReadonlyArray<Year>
  readonly climate: Climate
  /** The fitted curves, sampled for drawing. */
  readonly curves: ReadonlyArray<{ readonly season: number; readonly high: number; readonly low: number }>
  readonly mean: number
  readonly days: number
}

// --- constructors

/** Lays out what the poster shows. Throws where a year has no day, or no corrections of its own. */
export const make = (
  years: ReadonlyArray<Observations>,
  corrections: ReadonlyArray<Resolution.Corrections>,
  climate: Climate,
): Sheet => ({
  years: years.map(({ year, days }) => {
    const own = corrections.find((other) => other.year === year)
    if (own === undefined) throw new Error(`no corrections of ${year}`)
    return ofYear(year, Resolution.restore(own)(days))
  }),
  climate,
  curves: Array.from({ length: 366 }, (_, k) => {
    const season = k / 365
    return { season, high: Fit.value(climate.high.curve)(season), low: Fit.value(climate.low.curve)(season) }
  }),
  mean: (climate.high.curve.mean + climate.low.curve.mean) / 2,
  days: years.reduce((sum, year) => sum + year.days.length, 0),
})

const ofYear = (year: number, days: ReadonlyArray<Day>): Year => {
  const [first, ...others] = days
  if (first === undefined) throw new Error(`no day of ${year}`)
  return {
    year,
    bars: days.map((day) => ({ ...day, season: Season.ofDate(day.date), middle: (day.high + day.low) / 2 })),
    warmest: others.reduce((a, b) => (b.high > a.high ? b : a), first),
    coldest: others.reduce((a, b) => (b.low < a.low ? b : a), first),
    rain: days.reduce((sum, day) => sum + day.rain, 0),
    wetDays: days.filter((day) => day.rain > 0).length,
  }
}

// --- queries

/** Prints a temperature with a true minus sign: `−7.2°`. */
export const degrees = (celsius: number): string =>
  `${celsius
    .toFixed(1)
    .replace(/^-0\.0$/, "0.0")
    .replace("-", "−")}°`

/** Prints a number of some thousands: `1,226`. */
export const thousands = (number: number): string => Math.round(number).toLocaleString("en-US")

/** Prints the day of a date: `16 Aug`. */
export const dayOf = (date: string): string =>
  `${Number(date.slice(8))} ${(Season.months[Number(date.slice(5, 7)) - 1] ?? "").slice(0, 3)}`

/** Names the years as a title does: `2012–2015`, `2013`, `2012, 2014`. */
export const span = (years: ReadonlyArray<number>): string => {
  const first = years[0]
  const last = years.at(-1)
  const closed = years.every((year, index) => index === 0 || year === (years[index - 1] ?? 0) + 1)
  return years.length > 1 && closed ? `${first}–${last}` : years.join(", ")
}

/** Says how the curves were made and how well they hold. */
export const caption = (sheet: Sheet): ReadonlyArray<string> => {
  const { high, low } = sheet.climate
  const count = high.curve.waves.length
  const waves = count === 1 ? "a sine wave a year" : `sine waves of one to ${count} periods a year`
  return [
    `Each bar is a day, from its low to its high, coloured by the middle of the two. Lines: a mean and ${waves}, fitted by least squares to ${span(sheet.climate.years)}.`,
    `A day’s high scatters about its line by ${high.scatter.toFixed(1)} °C, a low by ${low.scatter.toFixed(1)} °C. The line of the highs peaks on ${Season.print(Fit.peak(high.curve))}. Blue: rain and melted snow.`,
    "Data: NOAA National Climatic Data Center, through vega-datasets; readings restored to whole °F and hundredths of an inch. Drawn with Vega-Lite by waluigi.",
  ]
}
