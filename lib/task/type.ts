/**
 * Types of parameters, as values: how one is parsed, printed, ordered, checked and encoded (rule 1.10).
 *
 * `parse(print(a))` is `a`, and `codec.decode(codec.encode(a))` too.
 */
import type * as E from "#fp/Either"
import type { Ord } from "#fp/Ord"
import type * as t from "io-ts"
import type { Bounds } from "./bounds.ts"

// --- model

/** A type of values: how they are parsed, printed, ordered and written. `type` makes one of your own. */
export interface Type<A> {
  readonly _tag: "Type"
  /** As messages and help show it: `int`, `choice(histos, counts)`, `list(int)`. */
  readonly name: string
  /** Types of one base may replace each other in a substitution (rule 6.5): `number`, `string`, `boolean`, … */
  readonly base: string
  /** Checks values from code (`is`), decodes JSON (`decode`), encodes for JSON and identity (`encode`). */
  readonly codec: t.Type<A, unknown>
  /** Reads text of the shell, the environment or a config file. Left: what would fit. */
  readonly parse: (text: string) => E.Either<string, A>
  readonly print: (value: A) => string
  readonly order: Ord<A>
  /** How a comma in the shell is read: between values of a collection, or by the type itself (list, JSON). */
  readonly comma: "splits" | "belongs"
  /** The next value, for types that read ranges (`2016..2018`). */
  readonly successor?: (value: A) => A
  /** How many values lie between two, so that a range too long is refused before it is walked. */
  readonly distance?: (from: A, to: A) => number
  /** The type of what it holds, of a list or an optional value: a `Type`, erased. */
  readonly item?: unknown
  /** Of a parameter with a `range`: the type without it, and its ends. */
  readonly bounds?: Bounds<A>
  /** The words that fit, where they are few: for help and did-you-mean. */
  readonly choices?: ReadonlyArray<string>
}
