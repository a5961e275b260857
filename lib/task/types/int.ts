/**
 * Whole numbers, as far as a JavaScript number holds them exactly: up to 9007199254740991 either way.
 */
import * as E from "#fp/Either"
import * as N from "#fp/number"
import * as t from "io-ts"
import type { Type } from "../type.ts"

// --- constructors

const codec = new t.Type<number, number>(
  "int",
  (value): value is number => Number.isSafeInteger(value),
  (value, context) => (Number.isSafeInteger(value) ? t.success(plain(value as number)) : t.failure(value, context)),
  (value) => plain(value),
)

/**
 * Reads whole numbers. Text has digits and a sign, and nothing else; ranges are read (`2016..2018`).
 *
 * @example
 * ```ts
 * import { int, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { it: param(int) } })
 * const plan = resolve(Data({ it: [2016, 2017] }))
 * console.log(plan._tag === "Right" && plan.right.roots.map((root) => root.slots.it))
 * // [ 2016, 2017 ]
 * ```
 */
export const int: Type<number> = {
  _tag: "Type",
  name: "int",
  base: "number",
  codec,
  parse: (text) => {
    const digits = text.trim()
    const value = /^[+-]?\d+$/.test(digits) ? Number(digits) : undefined
    if (value !== undefined && Number.isSafeInteger(value)) return E.right(plain(value))
    if (value !== undefined)
      return E.left(`expected an integer between -${Number.MAX_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}`)
    const meant = guess(digits)
    return E.left(`expected an integer such as 2016${meant === undefined ? "" : `; did you mean ${meant}?`}`)
  },
  print: (value) => String(value),
  order: N.Ord,
  comma: "splits",
  successor: (value) => Math.min(value + 1, Number.MAX_SAFE_INTEGER),
  distance: (from, to) => to - from,
}

// --- internals

/** Zero has no sign here, or it would have two texts. */
const plain = (value: number): number => (value === 0 ? 0 : value)

/** What slips of the finger and other notations stand for: `2_016`, `2'016`, `2O16`, `2.016e3`. */
const guess = (text: string): number | undefined => {
  const digits = text
    .replace(/[_'\s]/g, "")
    .replace(/[oO]/g, "0")
    .replace(/[lI]/g, "1")
  const value = /\d/.test(text) && /^[+-]?\d+(\.\d*)?(e\+?\d+)?$/i.test(digits) ? Number(digits) : undefined
  return value !== undefined && Number.isSafeInteger(value) ? plain(value) : undefined
}
