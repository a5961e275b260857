/**
 * Checking tables: what a task is called with, a tuple of records and tables, each key and value of each.
 *
 * A table is checked by `T & Checked<T>`: the error stands at the key, and its words name the step that is wrong.
 */
import type { Key } from "./check.ts"
import type { Inherited, InheritedOf } from "./inherit.ts"
import type { Overrides } from "./definition.ts"
import type { Fits, ValueProblem, Verdict } from "./fits.ts"
import type { Each } from "./given.ts"
import type { AllIn, Edges, Graph, GraphOf, KnownAny, NameIn } from "./graph.ts"
import type { Problem } from "./problem.ts"
import type { AnyTable, Table } from "./table.ts"

// --- model

/** The tasks that the tables of one call put in place of others, with their maps. */
interface World<G extends Graph, Extra extends string> {
  readonly graph: G
  readonly extra: Extra
}

// --- queries

/** What the tables of a call must be: each itself, or what is wrong with it. */
export type Checked<G extends Graph, N extends string, T extends ReadonlyArray<unknown>> =
  WorldOf<G, Values<T[number]>> extends World<infer H, infer X>
    ? { readonly [I in keyof T]: T[I] & CheckedTable<H, N, X, T[I]> }
    : never

/** The same for one table that is a pin (4.5). */
export type CheckedPins<G extends Graph, N extends string, T> =
  WorldOf<G, Values<T>> extends World<infer H, infer X> ? CheckedTable<H, N, X, T, "pin"> : never

/** What `override`, `important` and `zip` take: records and tables. */
export type Listed<T extends ReadonlyArray<unknown>> = {
  readonly [I in keyof T]: T[I] &
    (T[I] extends Table<infer _R> | AnyTable | Overrides
      ? unknown
      : T[I] extends
            | Functions
            | Inherited
            | KnownAny
            | ReadonlyArray<unknown>
            | string
            | number
            | boolean
            | null
            | undefined
        ? Problem<"here stands a record of keys, or what set, substitute, important, … give">
        : unknown)
}

type Functions = (...args: never) => unknown

/** The same for a table whose records are out of sight: what is wrong with any of their keys, or `unknown`. */
export type CheckedOn<G extends Graph, N extends string, R> =
  WorldOf<G, ValuesIn<R>> extends World<infer H, infer X> ? Verdict<ProblemsIn<H, N, X, R, "table">> : never

type CheckedTable<G extends Graph, N extends string, X extends string, T, Role = "table"> =
  T extends Table<infer R>
    ? Verdict<ProblemsIn<G, N, X, R, Role>>
    : T extends AnyTable | Overrides
      ? unknown
      : T extends InheritedOf<infer P>
        ? CheckedInherited<G[N]["slots"], P>
        : T extends KnownAny | ReadonlyArray<unknown> | string | number | boolean | null | undefined
          ? Problem<"a table is a record of keys, or what set, substitute, important, … give">
          : CheckedRecord<G, N, X, T, Role>

type CheckedRecord<G extends Graph, N extends string, X extends string, R, Role> = {
  readonly [K in keyof R]: CheckedEntry<G, N, X, K, R[K], Role>
}

type CheckedEntry<G extends Graph, N extends string, X extends string, K, V, Role> = K extends string
  ? {} extends { readonly [P in K]: never }
    ? unknown
    : K extends `${infer Bare}!`
      ? Role extends "pin"
        ? Problem<"a pin cannot be marked with !">
        : Fits<G, Key<G, N, X, Bare>, V>
      : Fits<G, Key<G, N, X, K>, V>
  : Problem<"a key is a text">

/** Values of one name must be of one type (1.7). */
type CheckedInherited<S extends Edges, P extends Edges> = Verdict<
  {
    readonly [K in keyof S & keyof P]: P[K]["kind"] | S[K]["kind"] extends "value"
      ? ValueProblem<S[K]["value"], P[K]["value"], K & string>
      : never
  }[keyof S & keyof P]
>

/** What is wrong with any of the keys, in one: where a table is used, its keys are out of sight. */
type ProblemsIn<G extends Graph, N extends string, X extends string, R, Role> = R extends unknown
  ? ProblemsOf<CheckedRecord<G, N, X, R, Role>>
  : never
type ProblemsOf<C> = { readonly [K in keyof C]: unknown extends C[K] ? never : C[K] }[keyof C]

/** What the tables give as values. */
type Values<T> =
  T extends Table<infer R> ? ValuesIn<R> : T extends AnyTable | Overrides | Inherited ? never : T[keyof T]
export type ValuesIn<R> = R extends unknown ? R[keyof R] : never

type WorldOf<G extends Graph, V> = [GivenTask<V>] extends [never]
  ? World<G, never>
  : World<G & GraphOf<AllIn<GivenTask<V>>>, NameIn<GivenTask<V>>>

type GivenTask<V> = V extends KnownAny
  ? V
  : V extends Each<infer A>
    ? Extract<A, KnownAny>
    : V extends ReadonlyArray<infer A>
      ? Extract<A, KnownAny>
      : never
