/**
 * Tasks and workflows as an author sees them: what the compiler knows of a task, put on the value that carries it.
 *
 * A task is called with tables, and has its slots as properties, which give references.
 */
import type { Decided, DecidedParams } from "./decided.ts"
import type * as Definition from "./definition.ts"
import type { BelowAt, Edge, Edges, EdgesOf, Graph, GraphOf, Known, OwnEntry, Params, Self } from "./graph.ts"
import type { AnyOutputs } from "./output.ts"
import type { Checked } from "./tables.ts"

// --- model

/** A task applied to tables (1.8). */
export interface Workflow<N extends string, G extends Graph> extends Definition.Workflow, Known<N, G> {}

/** A task: called with tables it gives a workflow; its slots are references (1.4). */
export type Task<N extends string, G extends Graph> = Callable<N, G> & {
  readonly [K in keyof G[N]["slots"]]: Reference<G, `${N}.${K & string}`, G[N]["slots"][K]>
}

export interface Callable<N extends string, G extends Graph> extends Known<N, G> {
  <const T extends ReadonlyArray<unknown>>(...tables: Checked<G, N, T>): Workflow<N, G>
  readonly [Definition.definition]: Definition.Definition
}

/** Carries the key of a reference, what stands there, and the graph in which it leads on. */
declare const place: unique symbol

/** A value that names a place. */
export interface Place<Key extends string, G extends Graph, E extends Edge> {
  readonly [place]: { readonly key: Key; readonly graph: G; readonly edge: E }
}
export interface PlaceAny {
  readonly [place]: { readonly key: string }
}

/** A reference leads on through dependencies; a value has its meta (1.3). */
export type Reference<G extends Graph, Key extends string, E extends Edge> = Place<Key, G, E> &
  (E["kind"] extends "value"
    ? { readonly meta: E["meta"] }
    : E["kind"] extends "dependency" | "optional" | "many"
      ? { readonly [K in keyof G[E["to"]]["slots"]]: Reference<G, `${Key}.${K & string}`, G[E["to"]]["slots"][K]> }
      : unknown)

// --- queries

/** The graph of a task that `task` makes. */
export type { GraphOf }

/** What a dynamic function gets as `p`. */
export type DynamicSlots<P extends Params> = DecidedParams<GraphOf<P, {}>, EdgesOf<P>>

/** What `run` gets as `p`. */
export type RunSlots<N extends string, G extends Graph> = Decided<G, N>

/**
 * The task that a dynamic function gets as `self`. What stands under `dynamic` is not known yet while it is inferred,
 * so keys may go on through such slots unchecked.
 */
export type SelfOf<N extends string, G extends Graph, P extends Edges> = Callable<
  Self,
  G & {
    readonly [K in Self]: OwnEntry<
      Self,
      P,
      {},
      AnyOutputs | undefined,
      N | Self,
      Self | BelowAt<G, P[keyof P]["to"]>,
      never
    >
  }
>
