/**
 * Texts. Every text is the value that it is: nothing is trimmed, no quotes are read here (`words.ts` does that).
 */
import * as E from "#fp/Either"
import * as S from "#fp/string"
import * as t from "io-ts"
import type { Type } from "../type.ts"

// --- constructors

/** Texts, the empty one included. In the shell a comma makes a collection of texts, unless it stands in quotes. */
export const str: Type<string> = {
  _tag: "Type",
  name: "str",
  base: "string",
  codec: t.string,
  parse: E.right,
  print: (value) => value,
  order: S.Ord,
  comma: "splits",
}
