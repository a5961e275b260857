/**
 * Dynamic slots with a type: computed from the slots under `params`, and settable from text (rule 1.2).
 *
 * A bare function under `dynamic` is the same without a type.
 */
import type { Type } from "./type.ts"

// --- model

/** A computed value with a type. Written as a record, its `p` is inferred. */
export interface Dynamic<P, A> {
  readonly type: Type<A>
  readonly compute: (p: P) => A
}

/** What `p` is where nobody said it: it has no members, and its name tells what to write. */
export type NotInferred<Words extends string> = { readonly [_ in Words as never]: unknown }

// --- constructors

/**
 * Makes a computed value that text may override, of a function that says what it reads.
 *
 * *Gotchas*: inside a call TypeScript cannot infer `p` from the slots above it; in a plain record it can:
 * `label: { type: str, compute: (p) => … }` is the same. A bare function computes what text cannot set.
 *
 * @example
 * ```ts
 * import { dynamic, int, param, resolve, str, task } from "waluigi"
 *
 * const Data = task("Data", {
 *   params: { year: param(int) },
 *   dynamic: { label: dynamic(str, (p: { readonly year: number }) => `of ${p.year}`) },
 * })
 * const plan = resolve(Data({ year: 2024 }))
 * console.log(plan._tag === "Right" && plan.right.roots[0]?.slots)
 * // { year: 2024, label: 'of 2024' }
 * ```
 */
export const dynamic = <
  A,
  P = NotInferred<"write { type, compute: (p) => … }, or what is read: dynamic(type, (p: { year: number }) => …)">,
>(
  type: Type<A>,
  compute: (p: P) => NoInfer<A>,
): Dynamic<NoInfer<P>, A> => ({
  type,
  compute,
})
