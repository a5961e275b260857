/**
 * Days of the ISO calendar, without time or zone: `Temporal.PlainDate` in code, `2024-01-31` in text and JSON.
 */
import * as E from "#fp/Either"
import { fromCompare } from "#fp/Ord"
import * as t from "io-ts"
import { Temporal } from "temporal-polyfill"
import type { Type } from "../type.ts"

// --- constructors

/** Tells a day by its brand, so that one made by another copy of Temporal counts as well. */
const isDay = (value: unknown): value is Temporal.PlainDate =>
  Object.prototype.toString.call(value) === "[object Temporal.PlainDate]" &&
  (value as Temporal.PlainDate).calendarId === "iso8601"

const codec = new t.Type<Temporal.PlainDate, string>(
  "date",
  isDay,
  (value, context) => {
    if (isDay(value)) return t.success(value)
    const day = typeof value === "string" ? parse(value) : undefined
    return day !== undefined && E.isRight(day) ? day : t.failure(value, context)
  },
  (day) => day.toString(),
)

/** The last day that Temporal has is 13 September 275760. Not made here: Temporal is loaded where a day is. */
const isLast = ({ year, month, day }: Temporal.PlainDate): boolean => year === 275760 && month === 9 && day === 13

/**
 * Reads days such as 2024-01-31, as a `Temporal.PlainDate`. Ranges are read (`2024-01-30..2024-02-02`).
 *
 * @example
 * ```ts
 * import { date, param, resolve, task } from "waluigi"
 * import { Temporal } from "temporal-polyfill"
 *
 * const Data = task("Data", { params: { day: param(date) } })
 * const plan = resolve(Data({ day: Temporal.PlainDate.from("2024-01-31") }))
 * console.log(plan._tag === "Right" && String(plan.right.roots[0]?.slots.day))
 * // 2024-01-31
 * ```
 */
export const date: Type<Temporal.PlainDate> = {
  _tag: "Type",
  name: "date",
  base: "date",
  codec,
  parse: (text) => parse(text.trim()),
  print: (day) => day.toString(),
  order: fromCompare((a, b) => sign(a.year - b.year || a.month - b.month || a.day - b.day)),
  comma: "splits",
  distance: (from, to) => from.until(to).days,
  successor: (day) => (isLast(day) ? day : day.add({ days: 1 })),
}

// --- internals

const sign = (difference: number): -1 | 0 | 1 => (difference < 0 ? -1 : difference > 0 ? 1 : 0)

/** Four digits of a year, or six with a sign: the one text that a day has, so that its identity is one. */
const form = /^(\d{4}|[+-]\d{6})-(\d\d)-(\d\d)$/

const parse = (text: string): E.Either<string, Temporal.PlainDate> => {
  const match = form.exec(text)
  if (match === null) {
    const meant = guess(text)
    return E.left(`expected a day such as 2024-01-31${meant === undefined ? "" : `; did you mean ${meant}?`}`)
  }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return E.tryCatch(
    () => Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }),
    () => `expected a day of the calendar${nearby(year, month, day)}`,
  )
}

/** What a day that does not exist may have meant: the last of its month. */
const nearby = (year: number, month: number, day: number): string => {
  if (month < 1 || month > 12) return "; there are 12 months"
  if (day < 1) return "; days count from 1"
  const end = E.tryCatch(
    () => Temporal.PlainDate.from({ year, month, day }),
    () => undefined,
  )
  return E.isRight(end) ? `; the last of that month is ${end.right.toString()}` : ""
}

/** Other ways to write a day, the year first: `2024/1/31`, `20240131`, a time behind it. */
const guess = (text: string): string | undefined => {
  const match = /^(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})(?![\d-])/.exec(text)
  if (match === null || (match[2] === "" && !/^\d{8}(?!\d)/.test(text))) return undefined
  const meant = `${match[1]}-${(match[3] ?? "").padStart(2, "0")}-${(match[4] ?? "").padStart(2, "0")}`
  return E.isRight(parse(meant)) ? meant : undefined
}
