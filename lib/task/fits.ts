/**
 * Checking values: what is given at the end of a key, against the slot or task there (rules 2.7, 5.1, 6.5).
 *
 * Collections are accepted wherever their points are. A check gives what is wrong, or `never`.
 */
import type { AtSlot, AtTask, Open } from "./check.ts"
import type { EntryOf } from "./decided.ts"
import type { Each } from "./given.ts"
import type { Edge, Edges, Entry, Graph, Known, KnownAny, KnownIn } from "./graph.ts"
import type { AnyOutput, AnyOutputs } from "./output.ts"
import type { Problem, Takes, Unfit } from "./problem.ts"

// --- queries

/** Checks what is given at the end of a key: `unknown`, or what is wrong. Fitting one place where it ends is enough. */
export type Fits<G extends Graph, End, V> =
  End extends AtSlot<infer S, infer E>
    ? FitsEdge<G, E, V, S>
    : End extends AtTask<infer N>
      ? Verdict<TaskProblem<G, N, V>>
      : End extends Open
        ? unknown
        : End

/** `unknown` where there is no problem: what a value may always be, and what absorbs the problems of other places. */
export type Verdict<P> = [P] extends [never] ? unknown : P

/** Distributes over the edges. */
type FitsEdge<G extends Graph, E, V, S extends string> = E extends Edge ? Verdict<EdgeProblem<G, E, V, S>> : never

type EdgeProblem<G extends Graph, E extends Edge, V, S extends string> = E["kind"] extends "value"
  ? ValueProblem<E["value"], V, S>
  : E["kind"] extends "constant"
    ? Problem<`'${S}' is a constant, which is never set`>
    : E["kind"] extends "dynamic"
      ? DynamicProblem<E["value"], V, S>
      : TaskProblem<G, E["to"], E["kind"] extends "optional" ? Present<V> : V>

/** What is given for an optional dependency, but the points at which it is absent. */
type Present<V> = V extends null
  ? never
  : V extends Each<infer P>
    ? Each<Exclude<P, null>>
    : V extends ReadonlyArray<infer P>
      ? ReadonlyArray<Exclude<P, null>>
      : V

/** Checks a value against a type; a collection of such values too. */
export type ValueProblem<A, V, S extends string> = [V] extends [A]
  ? never
  : [V] extends [A | Literal<A> | ReadonlyArray<A | Literal<A>> | Each<A | Literal<A>>]
    ? never
    : Takes<S, A>

/** A value as a literal of code has it: read-only all the way down. */
type Literal<A> = A extends string | number | boolean | bigint | null | undefined
  ? A
  : A extends ReadonlyArray<infer B>
    ? ReadonlyArray<Literal<B>>
    : { readonly [K in keyof A]: A[K] extends (...args: never) => unknown ? A[K] : Literal<A[K]> }

/** A dynamic slot takes what its function might have returned, or any task where that returns tasks. */
type DynamicProblem<R, V, S extends string> = [KnownIn<R>] extends [never]
  ? ValueProblem<Widened<R>, V, S>
  : [KnownIn<V> | Extract<V, Each<KnownAny> | null>] extends [never]
    ? Problem<`'${S}' takes a task or a workflow`>
    : never

/** Checks what is given for a task: a task or workflow that offers what its users read (6.5). */
export type TaskProblem<G extends Graph, N extends string, V> = V extends KnownAny
  ? ShapeProblem<G, N, V>
  : V extends Each<infer P>
    ? TaskProblem<G, N, P>
    : V extends ReadonlyArray<infer P>
      ? TaskProblem<G, N, P>
      : Problem<`here stands ${N}: give a task or a workflow`>

/** One thing after another: what is missing, what is of another kind or type, the output. */
type ShapeProblem<G extends Graph, N extends string, V extends KnownAny> =
  V extends Known<infer M, infer U>
    ? M extends N
      ? never
      : EntryOf<U, M> extends infer New extends Entry
        ? Exclude<keyof G[N]["slots"], keyof New["slots"] | New["removed"]> extends infer Missing
          ? [Missing] extends [never]
            ? First<SlotProblems<G[N]["slots"], New["slots"], M, N>, OutputProblem<G[N]["output"], New["output"], M, N>>
            : Unfit<`${M} cannot stand for ${N}: it lacks`, Missing>
          : never
        : never
    : never

type First<A, B> = [A] extends [never] ? B : A

type SlotProblems<Old extends Edges, New extends Edges, M extends string, N extends string> = {
  readonly [K in keyof Old & keyof New & string]: SlotProblem<Old[K], New[K], `'${K}' of ${M}`, `'${K}' of ${N}`>
}[keyof Old & keyof New & string]

type SlotProblem<Old extends Edge, New extends Edge, Here extends string, There extends string> =
  Kind<New> extends Kind<Old>
    ? Kind<Old> extends "value"
      ? [Widened<New["value"]>] extends [Widened<Old["value"]>]
        ? never
        : Unfit<`${Here} cannot stand for ${There}: that is`, Widened<Old["value"]>>
      : never
    : Problem<`${Here} cannot stand for ${There}: one is a ${Kind<New>}, the other a ${Kind<Old>}`>

/** As its readers see it: a computed value is a value, a computed task a dependency. */
type Kind<E extends Edge> = E["kind"] extends "constant"
  ? "value"
  : E["kind"] extends "dynamic"
    ? [KnownIn<E["value"]>] extends [never]
      ? "value"
      : "computed dependency"
    : E["kind"] extends "optional"
      ? "dependency"
      : E["kind"]

/** Base types: what a literal is a literal of. */
type Widened<A> = A extends string ? string : A extends number ? number : A extends boolean ? boolean : A

type OutputProblem<
  Old extends AnyOutputs | undefined,
  New extends AnyOutputs | undefined,
  M extends string,
  N extends string,
> = [Form<New>] extends [Form<Old>] ? never : Unfit<`${M} cannot stand for ${N}: the output of that is`, Form<Old>>

type Form<O> = O extends AnyOutput ? O["form"] : O extends undefined ? "none" : { readonly [K in keyof O]: Form<O[K]> }
