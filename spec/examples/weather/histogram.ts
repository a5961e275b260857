/**
 * Histograms over the season: of the days in each bin their number, sum, sum of squares and extremes.
 *
 * Nothing that a least-squares fit needs is lost: sums of bins are sums of days.
 */
import * as t from "io-ts"
import type { Day } from "./observations.ts"
import * as Season from "./season.ts"

// --- model

/** What is filled: the day's high or low in °C, or its rain in mm. */
export const quantities = ["high", "low", "rain"] as const
export type Quantity = (typeof quantities)[number]

export const Bin = t.readonly(
  t.type({
    /** The middle of the bin (season.ts). */
    season: t.number,
    days: t.number,
    sum: t.number,
    squares: t.number,
    least: t.number,
    most: t.number,
  }),
  "Bin",
)
export type Bin = t.TypeOf<typeof Bin>

/** The bins that hold days, in the order of seasons. */
export const Histogram = t.readonly(
  t.type({ year: t.number, what: t.keyof({ high: null, low: null, rain: null }), bins: t.readonlyArray(Bin) }),
  "Histogram",
)
export type Histogram = t.TypeOf<typeof Histogram>

// --- constructors

/** Fills `count` bins of equal width. O(days). */
export const fill =
  (what: Quantity, count: number) =>
  (days: ReadonlyArray<Day>): ReadonlyArray<Bin> => {
    const bins = new Map<number, Bin>()
    for (const day of days) {
      const index = Math.floor(Season.turned(Season.ofDate(day.date)) * count)
      const value = day[what]
      const bin = bins.get(index) ?? {
        season: (index + 0.5) / count,
        days: 0,
        sum: 0,
        squares: 0,
        least: value,
        most: value,
      }
      bins.set(index, {
        season: bin.season,
        days: bin.days + 1,
        sum: bin.sum + value,
        squares: bin.squares + value * value,
        least: Math.min(bin.least, value),
        most: Math.max(bin.most, value),
      })
    }
    return [...bins.values()].sort((a, b) => a.season - b.season)
  }

// --- combinators

/** Adds up histograms of the same binning. */
export const add = (histograms: ReadonlyArray<ReadonlyArray<Bin>>): ReadonlyArray<Bin> => {
  const bins = new Map<number, Bin>()
  for (const bin of histograms.flat()) {
    const other = bins.get(bin.season)
    bins.set(
      bin.season,
      other === undefined
        ? bin
        : {
            season: bin.season,
            days: bin.days + other.days,
            sum: bin.sum + other.sum,
            squares: bin.squares + other.squares,
            least: Math.min(bin.least, other.least),
            most: Math.max(bin.most, other.most),
          },
    )
  }
  return [...bins.values()].sort((a, b) => a.season - b.season)
}
