/**
 * The climate of several years: the fits of their highs and lows averaged, their rain added up.
 */
import * as t from "io-ts"
import * as Fit from "./fit.ts"
import * as Histogram from "./histogram.ts"

// --- model

/** `rain` holds, over the season, the mean rain of a day in mm. */
export const Climate = t.readonly(
  t.type({
    years: t.readonlyArray(t.number),
    high: Fit.Fit,
    low: Fit.Fit,
    rain: t.readonlyArray(t.readonly(t.type({ season: t.number, mean: t.number }))),
  }),
  "Climate",
)
export type Climate = t.TypeOf<typeof Climate>

// --- constructors

/** Reduces the years to one climate. Throws where highs, lows and rain are of different years. */
export const reduce = (
  highs: ReadonlyArray<Fit.OfYear>,
  lows: ReadonlyArray<Fit.OfYear>,
  rains: ReadonlyArray<Histogram.Histogram>,
): Climate => {
  const years = rains.map((rain) => rain.year)
  for (const others of [highs, lows])
    if (others.map((other) => other.year).join() !== years.join())
      throw new Error(`fits of ${others.map((other) => other.year).join(", ")} beside rain of ${years.join(", ")}`)
  return {
    years,
    high: Fit.average(highs.map((high) => high.fit)),
    low: Fit.average(lows.map((low) => low.fit)),
    rain: Histogram.add(rains.map((rain) => rain.bins)).map((bin) => ({
      season: bin.season,
      mean: bin.sum / bin.days,
    })),
  }
}
