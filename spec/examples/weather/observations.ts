/**
 * Observations: what the gauge and the thermometer of a station gave, one record a day.
 *
 * Every number is as the file has it: correcting is `resolution.ts`'s.
 */
import { csvParse } from "d3-dsv"
import * as t from "io-ts"

// --- model

/** `high` and `low` in °C, `rain` (melted snow included) in mm, `date` as YYYY-MM-DD. */
export const Day = t.readonly(t.type({ date: t.string, high: t.number, low: t.number, rain: t.number }), "Day")
export type Day = t.TypeOf<typeof Day>

/** The days of one year, in order. */
export const Observations = t.readonly(t.type({ year: t.number, days: t.readonlyArray(Day) }), "Observations")
export type Observations = t.TypeOf<typeof Observations>

// --- constructors

const columns = { date: "date", high: "temp_max", low: "temp_min", rain: "precipitation" } as const

/** Reads the CSV. Throws with the line of the first row that is no observation, or out of order. */
export const parse = (csv: string): ReadonlyArray<Day> => {
  const rows = csvParse(csv)
  for (const column of Object.values(columns))
    if (!rows.columns.includes(column))
      throw new Error(`the file has no column ${column}, only ${rows.columns.join(", ")}`)
  let before = ""
  return rows.map((row, index) => {
    const number = (column: string): number => {
      const text = row[column] ?? ""
      const value = text.trim() === "" ? Number.NaN : Number(text)
      if (!Number.isFinite(value)) throw new Error(`line ${index + 2}: "${text}" is no number (${column})`)
      return value
    }
    const date = row[columns.date] ?? ""
    if (!isDate(date)) throw new Error(`line ${index + 2}: "${date}" is no date like 2012-01-31`)
    if (date <= before) throw new Error(`line ${index + 2}: ${date} does not follow ${before}`)
    before = date
    return { date, high: number(columns.high), low: number(columns.low), rain: number(columns.rain) }
  })
}

/** Takes the days of one year. Throws where there are none, and says which years there are. */
export const ofYear =
  (year: number) =>
  (days: ReadonlyArray<Day>): Observations => {
    const some = days.filter((day) => yearOf(day.date) === year)
    if (some.length > 0) return { year, days: some }
    const years = [...new Set(days.map((day) => yearOf(day.date)))]
    throw new Error(`no observations of ${year}: the file has ${years.join(", ")}`)
  }

// --- queries

export const yearOf = (date: string): number => Number(date.slice(0, 4))

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().slice(0, 10) === text
