/**
 * A value or null. In text null is the word `null`.
 *
 * A value whose own text is `null` takes a backslash before it (`\null`), one that begins so another; so every value
 * keeps a text. From JSON (`--title:='"null"'`) no such care is needed.
 */
import * as E from "#fp/Either"
import { fromCompare } from "#fp/Ord"
import * as t from "io-ts"
import type { Type } from "../type.ts"

// --- constructors

/**
 * Makes a type that admits null as well, which comes before every value; in text it is the word `null`.
 *
 * @example
 * ```ts
 * import { optional, param, resolve, str, task } from "waluigi"
 *
 * const Data = task("Data", { params: { it: param(optional(str), { default: null }) } })
 * const plan = resolve(Data)
 * console.log(plan._tag === "Right" && plan.right.roots.map((root) => root.slots.it))
 * // [ null ]
 * ```
 */
export const optional = <A>(type: Type<A>): Type<A | null> => {
  const { successor, distance, choices } = type
  return {
    _tag: "Type",
    name: `optional(${type.name})`,
    base: `${type.base} | null`,
    codec: t.union([t.null, type.codec], `optional(${type.name})`),
    parse: (text) => {
      if (text.trim() === "null") return E.right(null)
      const value = type.parse(escaped.test(text) ? text.slice(1) : text)
      return E.mapLeft((reason: string) => `${reason} (or null)`)(value)
    },
    print: (value) => {
      if (value === null) return "null"
      const text = type.print(value)
      return ambiguous.test(text) ? `\\${text}` : text
    },
    order: fromCompare((a, b) => {
      if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
      return type.order.compare(a, b)
    }),
    comma: type.comma,
    item: type,
    // Nothing follows null: a range that begins there ends there.
    ...(successor === undefined ? {} : { successor: (value: A | null) => (value === null ? null : successor(value)) }),
    ...(distance === undefined
      ? {}
      : { distance: (from: A | null, to: A | null) => (from === null || to === null ? 1 : distance(from, to)) }),
    ...(choices === undefined ? {} : { choices: [...choices, "null"] }),
  }
}

// --- internals

/** What would be read as null, or as an escaped text. */
const ambiguous = /^\\*\s*null\s*$/
const escaped = /^\\+\s*null\s*$/
