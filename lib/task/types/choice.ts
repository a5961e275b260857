/**
 * One of a few words, as the compiler sees them too: `choice("histos", "counts")` is a `Type<"histos" | "counts">`.
 */
import * as E from "#fp/Either"
import { fromCompare } from "#fp/Ord"
import * as t from "io-ts"
import { nearest } from "../../path/nearest.ts"
import type { Type } from "../type.ts"

// --- constructors

/**
 * Makes a type of the words given, ordered as they are given.
 *
 * @example
 * ```ts
 * import { choice, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { it: param(choice("low", "high")) } })
 * const plan = resolve(Data({ it: ["high", "low"] }))
 * console.log(plan._tag === "Right" && plan.right.roots.map((root) => root.slots.it))
 * // [ 'high', 'low' ]
 * ```
 */
export const choice = <const C extends string>(first: C, ...rest: ReadonlyArray<C>): Type<C> => {
  const ranks = new Map<unknown, number>()
  for (const word of [first, ...rest]) if (!ranks.has(word)) ranks.set(word, ranks.size)
  const words = [...ranks.keys()] as ReadonlyArray<C>
  const name = `choice(${listed(words, ", ")})`
  const is = (value: unknown): value is C => ranks.has(value)
  const rank = (word: C): number => ranks.get(word) ?? -1
  return {
    _tag: "Type",
    name,
    base: "string",
    codec: new t.Type(
      name,
      is,
      (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
      t.identity,
    ),
    parse: (text) => {
      if (is(text)) return E.right(text)
      const trimmed = text.trim()
      if (is(trimmed)) return E.right(trimmed)
      const [meant] = nearest(trimmed, words)
      return E.left(`expected one of ${listed(words, ", ")}${meant === undefined ? "" : `; did you mean ${meant}?`}`)
    },
    print: (value) => value,
    order: fromCompare((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0)),
    comma: "splits",
    choices: words,
  }
}

// --- internals

/** Of very many words the first few: the whole list is in `choices`. */
const listed = (words: ReadonlyArray<string>, separator: string): string =>
  (words.length > 12 ? [...words.slice(0, 10), `${words.length - 10} more`] : words).join(separator)
