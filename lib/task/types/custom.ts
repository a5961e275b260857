/**
 * Types that users make from an io-ts codec (rule 1.10).
 *
 * `parse(print(a))` is `a` whatever the codec, as long as `codec.decode(codec.encode(a))` is.
 *
 *     const Energy = type({ name: "energy", codec: EnergyFromString, doc … })
 */
import * as E from "#fp/Either"
import { fromCompare, type Ord } from "#fp/Ord"
import type * as t from "io-ts"
import * as CodecError from "../codec-error.ts"
import * as JsonOrder from "../json-order.ts"
import type { Type } from "../type.ts"

// --- model

export interface Recipe<A> {
  /** As messages and help show it; the codec's name when left out. */
  readonly name?: string
  readonly codec: t.Type<A, unknown>
  /** What may replace each other in a substitution (6.5); the codec's name when left out. */
  readonly base?: string
  /** Give both or neither: one must undo the other. May throw instead of giving a Left. */
  readonly parse?: (text: string) => E.Either<string, A>
  readonly print?: (value: A) => string
  readonly order?: Ord<A>
  readonly comma?: "splits" | "belongs"
  readonly successor?: (value: A) => A
  readonly choices?: ReadonlyArray<string>
}

// --- constructors

/**
 * Makes a type of a codec. What is left out follows from the codec: text is read as JSON where the codec accepts that, else
 * as a string; values are ordered by their encoded form, numbers by size and strings by character.
 *
 * *Gotchas*: a comma in the shell splits unless `comma` is `"belongs"`; one inside quotes or brackets never does.
 *
 * @example
 * ```ts
 * import * as t from "io-ts"
 * import { param, resolve, task, type } from "waluigi"
 *
 * const even = type({ codec: t.refinement(t.number, (n) => n % 2 === 0, "Even"), successor: (n) => n + 2 })
 * const Data = task("Data", { params: { it: param(even) } })
 * const plan = resolve(Data({ it: [2, 4] }))
 * console.log(plan._tag === "Right" && plan.right.roots.map((root) => root.slots.it))
 * // [ 2, 4 ]
 * ```
 */
export const type = <A>(recipe: Recipe<A>): Type<A> => {
  const { codec } = recipe
  const name = recipe.name ?? codec.name
  const expected = `expected ${name}`
  const read = recipe.parse ?? parse(codec, expected)
  return {
    _tag: "Type",
    name,
    base: recipe.base ?? codec.name,
    codec,
    parse: (text) =>
      E.flatten(
        E.tryCatch(
          () => read(text),
          (thrown) => `${expected}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
        ),
      ),
    print: recipe.print ?? print(codec),
    order: recipe.order ?? order(codec),
    comma: recipe.comma ?? "splits",
    ...(recipe.successor === undefined ? {} : { successor: recipe.successor }),
    ...(recipe.choices === undefined ? {} : { choices: recipe.choices }),
  }
}

/** Orders by the encoded form. */
export const order = <A>(codec: t.Type<A, unknown>): Ord<A> =>
  fromCompare((a, b) => JsonOrder.compare(codec.encode(a), codec.encode(b)))

// --- internals

const parse =
  <A>(codec: t.Type<A, unknown>, expected: string) =>
  (text: string): E.Either<string, A> => {
    const json = E.tryCatch(
      (): unknown => JSON.parse(text),
      () => undefined,
    )
    const fromJson = E.isRight(json) ? codec.decode(json.right) : undefined
    if (fromJson !== undefined && E.isRight(fromJson)) return fromJson
    const fromText = codec.decode(text)
    if (E.isRight(fromText)) return fromText
    // What looks like JSON was meant as JSON.
    return E.left(`${expected}: ${CodecError.draw(fromJson?.left ?? fromText.left).join("; ")}`)
  }

/** Prints a string as it is where it is read back so, everything else as JSON. */
const print =
  <A>(codec: t.Type<A, unknown>) =>
  (value: A): string => {
    const encoded = codec.encode(value)
    const json = JSON.stringify(encoded) ?? "null"
    if (typeof encoded !== "string") return json
    const back = parse(codec, "")(encoded)
    return E.isRight(back) && codec.encode(back.right) === encoded ? encoded : json
  }
