/**
 * Sizes as people write them: `"512 MB"`, `"4 GB"`, `"1 GiB"`; a number is bytes.
 *
 *     Size.parse("1.5 GB")   // Right 1500000000
 */
import * as E from "#fp/Either"

// --- model

type Unit = "B" | "kB" | "MB" | "GB" | "TB" | "KiB" | "MiB" | "GiB" | "TiB"

/** Bytes, or a number and its unit, with or without a space between: `"4 GB"`. */
export type Size = number | `${number}${"" | " "}${Unit}`

const units: Readonly<Record<Unit, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
}

/** What fits, in words. */
export const fits = '"512 MB", "4 GB", "1 GiB"'

// --- queries

/** Reads the bytes of a text. Left: what to write instead. */
export const parse = (text: string): E.Either<string, number> => {
  const [, number = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(text) ?? []
  if (number === "") return E.left(`write a number and its unit: ${fits}`)
  if (isUnit(unit)) return E.right(Math.round(Number(number) * units[unit]))
  const near = meant(unit)
  return E.left(near === undefined ? `write a number and its unit: ${fits}` : `write "${number} ${near}"`)
}

/** Prints bytes in the greatest unit that shows them well: `1.5 GB`. */
export const print = (bytes: number): string => {
  const unit = (["TB", "GB", "MB", "kB"] as const).find((one) => bytes >= units[one]) ?? "B"
  return `${Number((bytes / units[unit]).toFixed(2))} ${unit}`
}

// --- internals

const isUnit = (word: string): word is Unit => Object.hasOwn(units, word)

/** Units in other letters, or without their B: `gb`, `G`, `Gi`. */
const meant = (word: string): Unit | undefined => {
  const lower = word.toLowerCase()
  const all = Object.keys(units).filter(isUnit)
  return all.find((unit) => unit.toLowerCase() === lower || unit.toLowerCase() === `${lower}b`)
}
