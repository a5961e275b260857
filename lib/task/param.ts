/**
 * Parameters: slots that hold a value of a type (rules 1.2, 1.3).
 */
import { DefinitionError } from "./definition-error.ts"
import { frozen } from "./frozen.ts"
import type { Described, ValueEdge } from "./graph.ts"
import type * as Definition from "./definition.ts"
import { show } from "./show.ts"
import type { Type } from "./type.ts"

// --- model

/** What is said of a parameter. Anything else is auxiliary data, read as `TaskG.learning_rate.meta.sample`. */
export interface Meta<A> {
  readonly default?: A
  readonly doc?: string
  /** Whether it counts for the identity (8.1); it does unless this is false. */
  readonly significant?: boolean
  /** The value that is left out of the identity: a parameter added with its neutral value changes no output. */
  readonly neutral?: A
  readonly [auxiliary: string]: unknown
}

/** What `TaskA.year.meta` gives: what was written, and the members that every parameter has. */
export type MetaOf<A, M> = Readonly<M> & Omit<KnownMeta<A>, keyof M>
interface KnownMeta<A> {
  readonly default: A | undefined
  readonly doc: string | undefined
  readonly significant: boolean | undefined
  readonly neutral: A | undefined
}

export type Param<A, M> = Described<ValueEdge<A, MetaOf<A, M>>, never>

// --- constructors

/**
 * Makes a slot that holds a value of a type. What is said of it can be read from the task: `TaskA.year.meta.doc`.
 *
 * *Gotchas*: a parameter that is added with `default` and `neutral` alike leaves the identity of what was made before.
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
  // A name that no import brings along is undefined: said here, not where a plan is made.
  if ((type as { readonly _tag?: unknown } | undefined)?._tag !== "Type")
    throw new DefinitionError(
      `param is given ${show(type)} as its type: write param(int), param(choice("a", "b")), …`,
      param,
    )
  const said: Meta<A> = meta ?? {}
  const slot: Omit<Definition.ValueSlot, "name" | "type"> & { readonly type: Type<A> } = {
    _tag: "Value",
    type,
    fallback: boxed(said, "default"),
    significant: said.significant !== false,
    neutral: boxed(said, "neutral"),
    meta: said,
  }
  return slot as never
}

const boxed = (meta: Meta<unknown>, key: "default" | "neutral"): { readonly value: unknown } | undefined =>
  Object.hasOwn(meta, key) ? { value: frozen(meta[key]) } : undefined
