/**
 * Tasks and workflows as an author sees them: what the compiler knows of a task, put on the value that carries it.
 *
 * A task is called with tables, and has its slots as properties, which give references.
 */
import type { DecidedParams } from "./decided.ts"
import type * as Definition from "./definition.ts"
import type { Edge, Edges, Entry, Graph, GraphOf, Known, Own, Params, Read, Self } from "./graph.ts"
import type { AnyOutputs } from "./output.ts"
import type { Checked } from "./tables.ts"

// --- model

/** A task applied to tables (1.8). */
export interface Workflow<N extends string, U extends Entry> extends Definition.Workflow, Known<N, U> {}

/** A task: called with tables it gives a workflow; its slots are references (1.4). */
export type Task<N extends string, U extends Entry> = Callable<N, U> & References<GraphOf<U>, N, N>

export interface Callable<N extends string, U extends Entry> extends Known<N, U> {
  <const T extends ReadonlyArray<unknown>>(...tables: Checked<GraphOf<U>, N, T>): Workflow<N, U>
  readonly [Definition.definition]: Definition.Definition
}

/** The slots of a task at the end of a key. */
type References<G extends Graph, N extends string, Key extends string> = {
  readonly [K in keyof G[N]["slots"]]: Reference<G, `${Key}.${K & string}`, G[N]["slots"][K]>
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
      ? References<G, E["to"], Key>
      : unknown)

// --- queries

/** What a dynamic function gets as `p`. */
export type DynamicSlots<P extends Params> = DecidedParams<GraphOf<Read<P, {}>["all"]>, Read<P, {}>["edges"]>

/**
 * The task that a dynamic function gets as `self`; `U` is the entries below it. What stands under `dynamic` is not
 * known yet while it is inferred, so keys may go on through such slots unchecked.
 */
export interface SelfOf<N extends string, U extends Entry, P extends Edges> extends Known<Self, U> {
  <const T extends ReadonlyArray<unknown>>(
    ...tables: Checked<
      GraphOf<U | Own<Self, P, {}, AnyOutputs | undefined, N | Self, Self | U["name"], never>>,
      Self,
      T
    >
  ): Workflow<Self, U>
}
