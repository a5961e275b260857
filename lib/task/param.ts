/**
 * Parameters: slots that hold a value of a type (rules 1.2, 1.3).
 */
import { nearest } from "../path/nearest.ts"
import { accepts } from "./accepts.ts"
import * as Bounds from "./bounds.ts"
import { DefinitionError } from "./definition-error.ts"
import { frozen } from "./frozen.ts"
import type { Described, ValueEdge } from "./graph.ts"
import type * as Definition from "./definition.ts"
import type { Problem } from "./problem.ts"
import { show } from "./show.ts"
import type { Type } from "./type.ts"

// --- model

/** What is said of a parameter. Anything else is auxiliary data, read as `TaskG.learning_rate.meta.sample`. */
export interface Meta<A> extends Misnamed {
  readonly default?: A
  readonly doc?: string
  /** Whether it counts for the identity (8.1); it does unless this is false. */
  readonly significant?: boolean
  /** The value that is left out of the identity: a parameter added with its neutral value changes no output. */
  readonly neutral?: A
  /** The least and the greatest value that it takes, by the order of its type. */
  readonly range?: Range<A>
  readonly [auxiliary: string]: unknown
}

/** Null is no end of a range, and lies in every one. */
type Range<A> = readonly [least: NonNullable<A>, greatest: NonNullable<A>]

/** Names that would be taken for auxiliary data, and never are meant so; what is like a known name is found at run time. */
interface Misnamed {
  readonly min?: Problem<"write range: [least, greatest]">
  readonly max?: Problem<"write range: [least, greatest]">
  readonly defualt?: Problem<"did you mean default?">
  readonly defaults?: Problem<"did you mean default?">
  readonly docs?: Problem<"did you mean doc?">
  readonly description?: Problem<"write doc">
}

/** What `TaskA.year.meta` gives: what was written, and the members that every parameter has. */
export type MetaOf<A, M> = Readonly<M> & Omit<KnownMeta<A>, keyof M>
interface KnownMeta<A> {
  readonly default: A | undefined
  readonly doc: string | undefined
  readonly significant: boolean | undefined
  readonly neutral: A | undefined
  readonly range: Range<A> | undefined
}

export type Param<A, M> = Described<ValueEdge<A, MetaOf<A, M>>, never>

// --- constructors

/**
 * Makes a slot that holds a value of a type. What is said of it can be read from the task: `TaskA.year.meta.doc`.
 * `range: [least, greatest]` is checked wherever a value comes from, by the order of the type.
 *
 * *Gotchas*: a parameter that is added with `default` and `neutral` alike leaves the identity of what was made before.
 * A name that is nearly one of `default`, `doc`, `significant`, `neutral` and `range` is an error, as are `min` and `max`
 * without a `range`.
 *
 * @example
 * ```ts
 * import { float, param, task } from "waluigi"
 *
 * const Fit = task("Fit", {
 *   params: { rate: param(float, { default: 0.1, doc: "learning rate", sample: "loguniform" }) },
 * })
 * console.log(Fit.rate.meta.default, Fit.rate.meta.sample)
 * // 0.1 loguniform
 * ```
 */
export const param = <A, const M extends Meta<NoInfer<A>> = {}>(type: Type<A>, meta?: M): Param<A, M> => {
  if (!isType(type)) throw new DefinitionError(untyped(type), param)
  const said: Meta<A> = meta ?? {}
  const wrong = misnamed(said)
  if (wrong !== undefined) throw new DefinitionError(wrong, param)
  const slot: Omit<Definition.ValueSlot, "name" | "type"> & { readonly type: Type<A> } = {
    _tag: "Value",
    type: said.range === undefined ? type : bounded(type, said.range),
    fallback: boxed(said, "default"),
    significant: said.significant !== false,
    neutral: boxed(said, "neutral"),
    meta: said,
  }
  return slot as never
}

const boxed = (meta: Meta<unknown>, key: "default" | "neutral"): { readonly value: unknown } | undefined =>
  Object.hasOwn(meta, key) ? { value: frozen(meta[key]) } : undefined

const bounded = <A>(type: Type<A>, range: unknown): Type<A> => {
  const [least, greatest]: ReadonlyArray<A> = Array.isArray(range) && range.length === 2 ? range : []
  const fits = [least, greatest].every((end) => end !== undefined && end !== null && accepts(type as never, end))
  if (!fits || type.order.compare(least as A, greatest as A) > 0)
    throw new DefinitionError(`range takes two values of ${type.name}, the least first, not ${show(range)}`, param)
  return Bounds.within(type, frozen(least as A), frozen(greatest as A))
}

// --- internals

/** What `param` reads in its meta; all else is auxiliary. */
const known: ReadonlyArray<string> = ["default", "doc", "significant", "neutral", "range"]

/** A name that is nearly a known one was meant for it; it would be auxiliary data, and do nothing. */
const misnamed = (meta: Readonly<Record<string, unknown>>): string | undefined => {
  const names = Object.keys(meta)
  for (const name of names.filter((name) => !known.includes(name))) {
    if ((name === "min" || name === "max") && meta.range === undefined)
      return `nothing checks ${name} of a parameter: write range: [least, greatest], which is checked`
    const [near] = nearest(name, known)
    const meant = name === "description" ? "doc" : near
    if (meant !== undefined && !names.includes(meant))
      return `${name} is nothing that param knows: did you mean ${meant}? It reads ${known.join(", ")}`
  }
  return undefined
}

const isType = (value: unknown): boolean => (value as { readonly _tag?: unknown } | undefined)?._tag === "Type"

const all =
  'int, float, str, bool, date, choice("a", "b"), list(int), optional(int), json(codec), or type({ codec }) for one of ' +
  "your own"

/** A name that no import brings along is undefined: said here, not where a plan is made. */
const untyped = (given: unknown): string => {
  if (given === undefined)
    return `param is given undefined as its type: waluigi exports no type of that name. The types are ${all}`
  const meant = words[typeof given === "function" ? given.name : typeof given === "string" ? given : ""]
  if (meant !== undefined) return `param is given ${show(given)} as its type: write ${meant}. The types are ${all}`
  if (typeof (given as { readonly decode?: unknown } | null)?.decode === "function")
    return "param is given an io-ts codec as its type: write param(json(codec)), or param(type({ codec }))"
  return `param is given ${show(given)} as its type. The types are ${all}`
}

/** What other languages call them. */
const words: Readonly<Record<string, string>> = {
  String: "param(str)",
  string: "param(str)",
  Number: "param(int) or param(float)",
  number: "param(int) or param(float)",
  Boolean: "param(bool)",
  boolean: "param(bool)",
  Date: "param(date)",
}
