/**
 * What the compiler knows of a task: its name, and a map from the name of each task at or below it to that task.
 *
 * Slots hold the *names* of the tasks they lead to, never their types: so neither depth nor recursion costs anything.
 * Types only; a value of these symbols never exists.
 *
 *     typeof TaskB  is  Task<"TaskB", { TaskB: Entry } & { TaskA: Entry }>
 */
import type { AnyOutputs } from "./output.ts"

// --- model

/** Carries what is known of a task or workflow. */
export declare const known: unique symbol
/** Carries what a slot is, under `params`. */
export declare const edge: unique symbol
/** Carries what the task of a slot knows: the map that its owner inherits. */
export declare const graph: unique symbol

/** A task or a workflow, as far as types go. Bivariance is not wanted: nothing is assigned by it, only inferred. */
export interface Known<N extends string, G extends Graph> {
  readonly [known]: { readonly name: N; readonly graph: G }
}
/** Any task or workflow. */
export interface KnownAny {
  readonly [known]: { readonly name: string; readonly graph: unknown }
}

export type Graph = Readonly<Record<string, Entry>>

/** One task in the map. */
export interface Entry {
  /** What stands under `params`. */
  readonly params: Edges
  /** What the functions under `dynamic` return, by slot. */
  readonly dynamic: unknown
  /** Both: what a path may name. */
  readonly slots: Edges
  readonly output: AnyOutputs | undefined
  /** The names it answers to: its own and those of its lineage (2.4). */
  readonly answers: string
  /** The names at or below it. */
  readonly below: string
  /** Slots that `extend` took away (6.5). */
  readonly removed: PropertyKey
}

export type Edges = Readonly<Record<string, Edge>>

/** What stands at the end of one step: a value, or the names of the tasks it leads to. */
export interface Edge {
  readonly kind: "value" | "constant" | "dependency" | "optional" | "many" | "dynamic"
  readonly value: unknown
  readonly meta: unknown
  readonly to: string
}
export interface ValueEdge<A, M> {
  readonly kind: "value"
  readonly value: A
  readonly meta: M
  readonly to: never
}
export interface ConstantEdge<A> {
  readonly kind: "constant"
  readonly value: A
  readonly meta: unknown
  readonly to: never
}
export interface DependencyEdge<K extends "dependency" | "optional" | "many", N extends string> {
  readonly kind: K
  readonly value: unknown
  readonly meta: unknown
  readonly to: N
}
/** `R` is what the function returns, `N` the task that owns the slot. */
export interface DynamicEdge<R, N extends string> {
  readonly kind: "dynamic"
  readonly value: R
  readonly meta: unknown
  readonly to: Rebound<NameIn<R>, N>
}

/** What `param`, `dep`, `many` and `constant` make, as far as types go. */
export interface Described<E extends Edge, G> {
  readonly [edge]: E
  readonly [graph]: G
}
export type Params = Readonly<Record<string, Described<Edge, unknown>>>

/** What a function under `dynamic` calls its own task: rebound to the owner, so that `extend` rebinds it too. */
export type Self = "~self"

// --- constructors

/** The map of one task alone. */
export type Own<
  N extends string,
  P extends Edges,
  D,
  O extends AnyOutputs | undefined,
  Answers extends string,
  Below extends string,
  Removed extends PropertyKey,
> = { readonly [K in N]: OwnEntry<N, P, D, O, Answers, Below, Removed> }

export interface OwnEntry<
  N extends string,
  P extends Edges,
  D,
  O extends AnyOutputs | undefined,
  Answers extends string,
  Below extends string,
  Removed extends PropertyKey,
> {
  readonly params: P
  readonly dynamic: D
  readonly slots: P & { readonly [K in keyof D]: DynamicEdge<D[K], N> }
  readonly output: O
  readonly answers: Answers
  readonly below: Below
  readonly removed: Removed
}

/** The edges of what stands under `params`. */
export type EdgesOf<P extends Params> = { readonly [K in keyof P]: P[K][typeof edge] }

/** The maps of all slots in one. A conditional type on functions turns their union into an intersection. */
export type GraphOf<P extends Params, D> = Merged<GraphsOf<P> | DynamicGraphsOf<D>>

type GraphsOf<P extends Params> = { readonly [K in keyof P]: (map: P[K][typeof graph]) => void }[keyof P]
type DynamicGraphsOf<D> = { readonly [K in keyof D]: (map: GraphIn<D[K]>) => void }[keyof D]
type Merged<F> = [F] extends [never] ? {} : [F] extends [(map: infer G extends Graph) => void] ? G : {}

/** The names at or below the tasks that a set of slots leads to. */
export type BelowOf<P extends Params, D> =
  | { readonly [K in keyof P]: BelowIn<P[K][typeof edge]["to"], P[K][typeof graph]> }[keyof P]
  | { readonly [K in keyof D]: BelowReturned<D[K]> }[keyof D]

// --- queries

/** The names at or below some tasks of a map; `G[N]["below"]` would give `string` for none. */
export type BelowAt<G extends Graph, N extends string> = { readonly [M in N]: G[M]["below"] }[N]

export type NameOf<T> = T extends { readonly [known]: { readonly name: infer N extends string } } ? N : never

/** The tasks or workflows in what a dynamic function returned, or in what a place is given. */
export type KnownIn<R> = R extends KnownAny
  ? R
  : R extends string | number | boolean | bigint | symbol | null | undefined
    ? never
    : R extends ReadonlyArray<infer A>
      ? Extract<A, KnownAny>
      : R extends Readonly<Record<string, infer A>>
        ? Extract<A, KnownAny>
        : never

/** The names of those. */
export type NameIn<R> = NameOf<KnownIn<R>>

/** The map of those, as one. */
export type GraphIn<R> = Merged<
  KnownIn<R> extends infer K ? (K extends Known<infer _N, infer G> ? (map: G) => void : never) : never
>

type Rebound<Names extends string, N extends string> = Self extends Names ? Exclude<Names, Self> | N : Names

type BelowIn<To extends string, G> = To extends keyof G
  ? G[To] extends { readonly below: infer B }
    ? B
    : never
  : never
type BelowReturned<R> =
  KnownIn<R> extends infer K ? (K extends Known<infer N, infer G> ? BelowIn<Exclude<N, Self>, G> : never) : never
