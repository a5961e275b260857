/**
 * Finite numbers. Infinity and NaN are none: JSON has no form for them, and NaN has no order.
 */
import * as E from "#fp/Either"
import * as N from "#fp/number"
import * as t from "io-ts"
import type { Type } from "../type.ts"

// --- constructors

const codec = new t.Type<number, number>(
  "float",
  (value): value is number => Number.isFinite(value),
  (value, context) => (Number.isFinite(value) ? t.success(plain(value as number)) : t.failure(value, context)),
  (value) => plain(value),
)

/**
 * Reads finite numbers, in text as `0.5`, `.5`, `-2` or `1e-3`.
 *
 * *Gotchas*: it has no ranges: what follows 0.1 is no decimal.
 *
 * @example
 * ```ts
 * import { float, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { it: param(float) } })
 * const plan = resolve(Data({ it: [0.5, 1e-3] }))
 * console.log(plan._tag === "Right" && plan.right.roots.map((root) => root.slots.it))
 * // [ 0.5, 0.001 ]
 * ```
 */
export const float: Type<number> = {
  _tag: "Type",
  name: "float",
  base: "number",
  codec,
  parse: (text) => {
    const digits = text.trim()
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits))
      return E.left(`expected a number such as 0.5 or 1e-3${why(digits)}`)
    const value = Number(digits)
    return Number.isFinite(value) ? E.right(plain(value)) : E.left(`expected a number of at most ${Number.MAX_VALUE}`)
  },
  print: (value) => String(value),
  order: N.Ord,
  comma: "splits",
}

// --- internals

/** Zero has no sign here, or it would have two texts but one JSON. */
const plain = (value: number): number => (value === 0 ? 0 : value)

const why = (text: string): string => {
  if (/^[+-]?(inf(inity)?|nan)$/i.test(text)) return "; JSON has no infinity and no NaN"
  const meant = text.replace(/[_'\s]/g, "")
  return meant !== text && /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(meant) ? `; did you mean ${meant}?` : ""
}
