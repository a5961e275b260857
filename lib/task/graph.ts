/**
 * What the compiler knows of a task: its name, and an entry for each task at or below it.
 *
 * Slots hold the *names* of the tasks they lead to, never their types: so neither depth nor recursion costs anything.
 * The entries are a union, for which index access suffices; a map of them is made where a step is taken. (As an
 * intersection of maps, each task compared itself with all below it: 17 s instead of 3 s for 400 tasks.)
 *
 *     typeof TaskB  is  Task<"TaskB", Entry of TaskB | Entry of TaskA>
 */
import type { AnyOutputs } from "./output.ts"

// --- model

/** Carries what is known of a task or workflow. A phantom: no value has it. */
export declare const known: unique symbol
/** Carries what a slot is, under `params`. */
export declare const edge: unique symbol
/** Carries the entries of the tasks at or below a slot. */
export declare const all: unique symbol

/** A task or a workflow, as far as types go; `U` is the entries at or below it. */
export interface Known<N extends string, U extends Entry> {
  readonly [known]: { readonly name: N; readonly all: U }
}
/** Any task or workflow. */
export interface KnownAny {
  readonly [known]: { readonly name: string; readonly all: Entry }
}

/** One task. */
export interface Entry {
  readonly name: string
  /** What stands under `params`. */
  readonly params: Edges
  /** What the functions under `dynamic` return, by slot. */
  readonly dynamic: unknown
  /** Both: what a path may name. */
  readonly slots: Edges
  /** What each action takes, by name; `unknown` for one that takes nothing. */
  readonly actions: unknown
  readonly output: AnyOutputs | undefined
  /** The names it answers to: its own and those of its lineage (2.4). */
  readonly answers: string
  /** The names at or below it. */
  readonly below: string
  /** Slots that `extend` took away (6.5). */
  readonly removed: PropertyKey
}

/** Entries by name. */
export type Graph = Readonly<Record<string, Entry>>

export type Edges = Readonly<Record<string, Edge>>

/** What stands at the end of one step: a value, or the names of the tasks it leads to. */
export interface Edge {
  readonly kind: "value" | "constant" | "dependency" | "optional" | "many" | "dynamic" | "action"
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
export interface Described<E extends Edge, U extends Entry> {
  readonly [edge]: E
  readonly [all]: U
}
export type Params = Readonly<Record<string, Described<Edge, Entry>>>

/** What a function under `dynamic` calls its own task: rebound to the owner, so that `extend` rebinds it too. */
export type Self = "~self"

// --- constructors

/** The entry of a task. */
export interface Own<
  N extends string,
  P extends Edges,
  D,
  O extends AnyOutputs | undefined,
  Answers extends string,
  Below extends string,
  Removed extends PropertyKey,
  A = {},
> {
  readonly name: N
  readonly params: P
  readonly dynamic: D
  readonly slots: P & { readonly [K in keyof D]: DynamicEdge<D[K], N> }
  readonly actions: A
  readonly output: O
  readonly answers: Answers
  readonly below: Below
  readonly removed: Removed
}

/**
 * What follows from what stands under `params` and `dynamic`: the edges, and the entries of the tasks at or below them.
 *
 * Read as members, so that these types have no name of their own: declarations and messages then show them, and not
 * `P`, which holds all that is below once for every way that leads there.
 */
export interface Read<P extends Params, D> {
  readonly edges: { readonly [K in keyof P]: P[K][typeof edge] }
  readonly all: P[keyof P][typeof all] | AllIn<D[keyof D]>
}

/** Entries as a map. */
export type GraphOf<U extends Entry> = { readonly [E in U as E["name"]]: E }

// --- queries

/** The names at or below some tasks of a map; `G[N]["below"]` would give `string` for none. */
export type BelowAt<G extends Graph, N extends string> = { readonly [M in N]: G[M]["below"] }[N]

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
export type NameIn<R> = KnownIn<R>[typeof known]["name"]

/** The entries at or below those. */
export type AllIn<R> = KnownIn<R>[typeof known]["all"]

type Rebound<Names extends string, N extends string> = Self extends Names ? Exclude<Names, Self> | N : Names
