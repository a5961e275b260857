/**
 * Decided slots: what `p` is in `run` and in dynamic functions (rule 1.5), and what reading an output gives.
 *
 * A dependency is the record of its own decided slots, to any depth; types of a level are made when it is read.
 */
import type { Edge, Edges, Entry, Graph, GraphOf, Known, KnownAny, Self } from "./graph.ts"
import type { AnyOutputs, Located, Output } from "./output.ts"

// --- model

/** Carries what loading gives. */
declare const loads: unique symbol
/** Carries where it lies. */
declare const lies: unique symbol
/** Carries the edges under `params`, for `inherit`. */
export declare const gives: unique symbol

/** What `ctx.load` takes: the slots of a dependency. `L` is where its output lies. */
export interface Loadable<A, L = unknown> {
  readonly [loads]: A
  readonly [lies]: L
}

/** What `inherit` takes: the slots of a task. */
export interface Inheritable<P extends Edges> {
  readonly [gives]: P
}

// --- queries

/** The decided slots of a task of a map. */
export type Decided<G extends Graph, N extends string> = {
  readonly [K in keyof G[N]["slots"]]: Read<G, N, G[N]["slots"][K]>
} & Loadable<Loaded<G[N]["output"]>, Located<G[N]["output"]>> &
  Inheritable<G[N]["params"]>

/** The decided slots under `params`: what a dynamic function reads. */
export type DecidedParams<G extends Graph, P extends Edges> = {
  readonly [K in keyof P]: Read<G, never, P[K]>
} & Inheritable<P>

type Read<G extends Graph, N extends string, E extends Edge> = E["kind"] extends "value" | "constant"
  ? E["value"]
  : E["kind"] extends "dependency"
    ? Decided<G, E["to"]>
    : E["kind"] extends "optional"
      ? Decided<G, E["to"]> | null
      : E["kind"] extends "many"
        ? ReadonlyArray<Decided<G, E["to"]>>
        : ReadReturned<G, N, E["value"]>

/** What a dynamic slot holds: where its function returns workflows, the decided slots of their tasks. */
type ReadReturned<G extends Graph, N extends string, R> = R extends KnownAny
  ? ReadKnown<G, N, R>
  : R extends ReadonlyArray<infer A>
    ? Extract<A, KnownAny> extends never
      ? R
      : ReadonlyArray<ReadReturned<G, N, A>>
    : R extends Readonly<Record<string, KnownAny>>
      ? { readonly [K in keyof R]: ReadReturned<G, N, R[K]> }
      : R

type ReadKnown<G extends Graph, N extends string, W extends KnownAny> =
  W extends Known<infer M, infer U> ? (M extends Self ? Decided<G, N> : Decided<GraphOf<U>, M>) : never

/** What reading an output, or a record of outputs, gives. */
export type Loaded<O extends AnyOutputs | undefined> = O extends undefined
  ? undefined
  : O extends Output<infer A>
    ? A
    : { readonly [K in keyof O]: O[K] extends Output<infer A> ? A : never }

/** The decided slots of a task or workflow: `Slots<typeof TaskA>`. */
export type Slots<T extends KnownAny> = T extends Known<infer N, infer U> ? Decided<GraphOf<U>, N> : never

/** What reading the output of a task or workflow gives: `OutputOf<typeof TaskA>`. */
export type OutputOf<T extends KnownAny> = T extends Known<infer N, infer U> ? Loaded<EntryOf<U, N>["output"]> : never

/** The entry of one name. */
export type EntryOf<U extends Entry, N extends string> = Extract<U, { readonly name: N }>
