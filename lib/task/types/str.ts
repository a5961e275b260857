/**
 * Texts. Every text is the value that it is: nothing is trimmed, no quotes are read here (`words.ts` does that).
 */
import * as E from "#fp/Either"
import * as S from "#fp/string"
import * as t from "io-ts"
import type { Type } from "../type.ts"

// --- constructors

const is = (value: unknown): value is string => typeof value === "string" && !/\p{Cs}/u.test(value)

/** Half a surrogate pair is no text: neither UTF-8 nor canonical JSON has a form for it. */
const codec = new t.Type<string, string>(
  "str",
  is,
  (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
)

/**
 * Reads texts, the empty one included.
 *
 * *Gotchas*: in the shell a comma makes a collection of texts, unless it stands in quotes.
 *
 * @example
 * ```ts
 * import { param, resolve, str, task } from "waluigi"
 *
 * const Data = task("Data", { params: { it: param(str) } })
 * const plan = resolve(Data({ it: ["a", ""] }))
 * console.log(plan._tag === "Right" && plan.right.roots.map((root) => root.slots.it))
 * // [ 'a', '' ]
 * ```
 */
export const str: Type<string> = {
  _tag: "Type",
  name: "str",
  base: "string",
  codec,
  parse: (text) => (is(text) ? E.right(text) : E.left("expected a text without half a surrogate pair")),
  print: (value) => value,
  order: S.Ord,
  comma: "splits",
}
