/**
 * Arguments of actions: what an action's type makes of what was given. Never a collection (5.1): no comma cuts it, and no
 * array is several.
 */
import * as E from "#fp/Either"
import { accepts } from "../../task/accepts.ts"
import type { Action } from "../../task/definition.ts"
import { frozen } from "../../task/frozen.ts"
import * as Given from "../../task/given.ts"
import { show } from "../../task/show.ts"
import type { Type } from "../../task/type.ts"
import * as Words from "../../task/words.ts"

// --- model

export type Reading =
  /** The action takes nothing, and got nothing. */
  | { readonly _tag: "None" }
  | { readonly _tag: "Given"; readonly value: unknown }
  /** Without a reason: there is one too many, or one is missing. */
  | { readonly _tag: "Wrong"; readonly reason: string | undefined }

// --- constructors

/** Reads the argument of an action; of a built-in one, which takes nothing, there is no definition. */
export const read = (action: Action | undefined, given: { readonly value: unknown } | undefined): Reading => {
  const type = action?.type
  if ((type === undefined) !== (given === undefined)) return { _tag: "Wrong", reason: undefined }
  if (type === undefined || given === undefined) return { _tag: "None" }
  try {
    const value = byType(type, given.value)
    return E.isRight(value) ? { _tag: "Given", value: frozen(value.right) } : { _tag: "Wrong", reason: value.left }
  } catch (thrown) {
    // A type of the user's, at a value that it did not think of.
    return { _tag: "Wrong", reason: `expected ${type.name}: its codec threw ${show(thrown)}` }
  }
}

// --- internals

const byType = (type: Type<unknown>, given: unknown): E.Either<string, unknown> => {
  const expected = `expected ${type.name}`
  const wrapped = Given.ofValue(given)
  switch (wrapped?.[Given.given]) {
    case undefined:
      return accepts(type, given) ? E.right(given) : E.left(expected)
    case "Each":
      return E.left(`${expected}: an action takes one argument, not several`)
    case "Json":
      return E.mapLeft(() => expected)(type.codec.decode(wrapped.value))
    case "Text":
      return type.parse(type.comma === "belongs" ? wrapped.text : Words.plain(wrapped.text))
  }
}
