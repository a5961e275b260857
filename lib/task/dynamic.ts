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
 *     label: dynamic(str, (p: { what: string }) => p.what.toUpperCase())
 *
 * *Gotchas*: inside a call TypeScript cannot infer `p` from the slots above it; in a plain record it can:
 * `label: { type: str, compute: (p) => … }` is the same.
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
