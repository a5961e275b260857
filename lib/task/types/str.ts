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

/** Texts, the empty one included. In the shell a comma makes a collection of texts, unless it stands in quotes. */
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
