/**
 * Durations as people write them: `"500 ms"`, `"10 s"`, `"5 min"`, `"2 h"`; a number is milliseconds.
 *
 *     Duration.parse("1.5 min")   // Right 90000
 */
import * as E from "#fp/Either"

// --- model

type Unit = "ms" | "s" | "min" | "h"

/** Milliseconds, or a number and its unit, with or without a space between: `"10 min"`. */
export type Duration = number | `${number}${"" | " "}${Unit}`

const units: Readonly<Record<Unit, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 }

/** What fits, in words. */
export const fits = '"500 ms", "10 s", "5 min", "2 h"'

/** The words people use instead. */
const meant: Readonly<Record<string, Unit>> = {
  m: "min",
  minute: "min",
  minutes: "min",
  mins: "min",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  hour: "h",
  hours: "h",
  hr: "h",
  hrs: "h",
  msec: "ms",
  milliseconds: "ms",
}

// --- queries

/** Reads the milliseconds of a text. Left: what to write instead. */
export const parse = (text: string): E.Either<string, number> => {
  const [, number = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(text) ?? []
  if (number === "") return E.left(`write a number and its unit: ${fits}`)
  if (isUnit(unit)) return E.right(Number(number) * units[unit])
  const lower = unit.toLowerCase()
  const near = isUnit(lower) ? lower : meant[lower]
  return E.left(near === undefined ? `write a number and its unit: ${fits}` : `write "${number} ${near}"`)
}

/** Prints milliseconds in the greatest unit that shows them well: `1.5 min`. */
export const print = (milliseconds: number): string => {
  const unit: Unit =
    milliseconds >= units.h ? "h" : milliseconds >= units.min ? "min" : milliseconds >= units.s ? "s" : "ms"
  return `${Number((milliseconds / units[unit]).toFixed(2))} ${unit}`
}

// --- internals

const isUnit = (word: string): word is Unit => Object.hasOwn(units, word)
