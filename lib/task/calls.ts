/**
 * Checking calls: a literal key that ends in an action, and its argument, against the graph of the workflow (2.7, 7).
 *
 * A key that is no literal (`const key: string`) is checked when the calls are made.
 */
import type { AtSlot, Key } from "./check.ts"
import type { Edge, Entry, Graph, GraphOf, Known } from "./graph.ts"
import type { Problem, Takes } from "./problem.ts"

// --- model

/** A call: a pattern that ends in an action, with the argument of one that takes one. */
export type Call = string | readonly [key: string, argument: unknown]

/** An action as the end of a step: `value` is what it takes. */
interface ActionEdge<A> {
  readonly kind: "action"
  readonly value: A
  readonly meta: unknown
  readonly to: never
}

/** What every task has (7.2). */
type BuiltIn = { readonly [K in "run" | "status" | "remove"]: ActionEdge<unknown> }

/** The same tasks, their actions beside their slots. */
type WithActions<G extends Graph> = { readonly [N in keyof G]: Acting<G[N]> }

interface Acting<E extends Entry> extends Entry {
  readonly name: E["name"]
  readonly slots: E["slots"] & { readonly [K in keyof E["actions"]]: ActionEdge<E["actions"][K]> } & BuiltIn
  readonly answers: E["answers"]
  readonly below: E["below"]
}

// --- queries

/** What the calls of a workflow must be: each itself, or what is wrong with it. */
export type Checked<W, C extends ReadonlyArray<unknown>> =
  W extends Known<infer N, infer U>
    ? WithActions<GraphOf<U>> extends infer G extends Graph
      ? { readonly [I in keyof C]: C[I] & CheckedCall<G, N, C[I]> }
      : never
    : C

type CheckedCall<G extends Graph, N extends string, C> = C extends string
  ? string extends C
    ? unknown
    : Fits<Key<G, N, never, C>, []>
  : C extends readonly [infer K extends string, ...infer A]
    ? string extends K
      ? unknown
      : Fits<Key<G, N, never, K>, A>
    : Problem<"a call is a key, or a key with an argument: [key, argument]">

/** `A`: the arguments given, none or one. */
type Fits<End, A extends ReadonlyArray<unknown>> =
  End extends AtSlot<infer S, infer E>
    ? E extends Edge
      ? E["kind"] extends "action"
        ? Argument<S, E["value"], A>
        : Problem<`'${S}' is a parameter, not an action`>
      : never
    : End extends { readonly end: "task" }
      ? Problem<"a key that calls ends in an action: write TaskA.run">
      : End extends { readonly end: "open" }
        ? unknown
        : End

type Argument<S extends string, T, A extends ReadonlyArray<unknown>> = unknown extends T
  ? A extends readonly []
    ? unknown
    : Problem<`'${S}' takes no argument`>
  : A extends readonly [infer V]
    ? [V] extends [T]
      ? unknown
      : Takes<S, T>
    : Takes<S, T>
