/**
 * Resolution: in which unit the instruments were read, found from the numbers themselves.
 *
 * The file gives tenths of a degree and of a millimetre, but few of those occur: the station reads whole degrees
 * Fahrenheit and hundredths of an inch, and somebody converted and rounded. `restore` takes a number back to the
 * reading that it was made from. No number moves by more than half a step of the unit.
 */
import * as t from "io-ts"
import type { Day, Observations } from "./observations.ts"

// --- model

/** The readings that an instrument can give: `origin + n * step`, in °C or mm. */
export const Grid = t.readonly(
  t.type({
    unit: t.string,
    step: t.number,
    origin: t.number,
    /** How many numbers were compared, and how many are none of the readings, rounded to a tenth. */
    numbers: t.number,
    misfits: t.number,
    /** The farthest that a number lies from its reading. */
    farthest: t.number,
  }),
  "Grid",
)
export type Grid = t.TypeOf<typeof Grid>

export const Corrections = t.readonly(t.type({ year: t.number, temperature: Grid, rain: Grid }), "Corrections")
export type Corrections = t.TypeOf<typeof Corrections>

interface Candidate {
  readonly unit: string
  readonly step: number
  readonly origin: number
}

/** From the coarsest to the tenth in which the file is written. */
const ofTemperature: ReadonlyArray<Candidate> = [
  { unit: "1 °C", step: 1, origin: 0 },
  { unit: "1 °F", step: 5 / 9, origin: -160 / 9 },
  { unit: "0.5 °C", step: 0.5, origin: 0 },
  { unit: "0.1 °C", step: 0.1, origin: 0 },
]
const ofRain: ReadonlyArray<Candidate> = [
  { unit: "1 mm", step: 1, origin: 0 },
  { unit: "0.01 in", step: 0.254, origin: 0 },
  { unit: "0.1 mm", step: 0.1, origin: 0 },
]

/** Half of the tenth to which the file rounds, and the dust of binary fractions. */
const tolerance = 0.05 + 1e-9

/** A grid is believed when at most this part of the numbers is off it. */
const believed = 0.05

// --- constructors

/** Finds for temperature and for rain the coarsest grid on which the numbers lie. */
export const detect = ({ year, days }: Observations): Corrections => ({
  year,
  temperature: coarsest(
    ofTemperature,
    days.flatMap((day) => [day.high, day.low]),
  ),
  rain: coarsest(
    ofRain,
    days.map((day) => day.rain),
  ),
})

const coarsest = (candidates: ReadonlyArray<Candidate>, numbers: ReadonlyArray<number>): Grid => {
  const grids = candidates.map((candidate) => compare(candidate, numbers))
  const found = grids.find((grid) => grid.misfits <= believed * numbers.length) ?? grids.at(-1)
  if (found === undefined) throw new Error("no candidate for a resolution")
  return found
}

const compare = (candidate: Candidate, numbers: ReadonlyArray<number>): Grid => {
  const distances = numbers.map((number) => Math.abs(number - nearest(candidate, number)))
  return {
    ...candidate,
    numbers: numbers.length,
    misfits: distances.filter((distance) => distance > tolerance).length,
    farthest: distances.reduce((a, b) => Math.max(a, b), 0),
  }
}

// --- queries

const nearest = (grid: Candidate, number: number): number =>
  grid.origin + Math.round((number - grid.origin) / grid.step) * grid.step

// --- combinators

/** Takes every number of the days back to the reading that it was made from. */
export const restore =
  (corrections: Corrections) =>
  (days: ReadonlyArray<Day>): ReadonlyArray<Day> =>
    days.map((day) => ({
      date: day.date,
      high: nearest(corrections.temperature, day.high),
      low: nearest(corrections.temperature, day.low),
      rain: nearest(corrections.rain, day.rain),
    }))
