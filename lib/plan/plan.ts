/**
 * Plans: the graph of nodes that a workflow resolves to. Nothing in it is undecided.
 *
 * Nodes stand after their dependencies; those of equal identity are one (4.3).
 */
import type { Definition, Slots } from "../task/definition.ts"
import type { Warning } from "./problem.ts"

// --- model

/** What a slot depends on: nothing, one node, several, or several by name. Absent for value slots. */
export type Edge = Node | ReadonlyArray<Node> | Readonly<Record<string, Node>> | null

/** What the slots of a node depend on, by name; it has no members but these. */
export type Edges = Readonly<Record<string, Edge>>

/** A task with every slot decided. Equal nodes are one object, wherever they stand. */
export interface Node {
  readonly _tag: "Node"
  /** 32 hex digits: the first half of the SHA-256 of what 8.1 names. */
  readonly id: string
  readonly definition: Definition
  /** Every slot decided: what `run` gets. A dependency is the record of its node, a `many` an array of them. */
  readonly slots: Slots
  /** By slot name, for the slots that hold dependencies (null for an absent one). */
  readonly edges: Edges
  /** Distinct, in the order of slots. */
  readonly dependencies: ReadonlyArray<Node>
}

/** An entry that holds a collection, and its points in encoded form (an axis of tasks: their names). */
export interface Axis {
  readonly entry: string
  readonly values: ReadonlyArray<unknown>
}

/** What a workflow comes to: its nodes, of which the roots are those that were asked for. */
export interface Plan {
  readonly _tag: "Plan"
  /** In the order of their points, the first entry slowest. */
  readonly roots: ReadonlyArray<Node>
  /** By identity; every node after its dependencies. */
  readonly nodes: ReadonlyMap<string, Node>
  readonly axes: ReadonlyArray<Axis>
  readonly warnings: ReadonlyArray<Warning>
}

// --- queries

/** Where a record of slots carries its node; invisible to `Object.keys` and JSON. */
export const node: unique symbol = Symbol.for("waluigi/node") as never

/** Gives the node whose record of slots this is. O(1). */
export const ofSlots = (slots: unknown): Node | undefined =>
  typeof slots === "object" && slots !== null ? (slots as { readonly [node]?: Node })[node] : undefined

/** Tells one node from several. */
export const isNode = (edge: Edge): edge is Node => edge !== null && "_tag" in edge && edge._tag === "Node"

/** Lists the nodes of an edge; those of a record by name. */
export const nodesOf = (edge: Edge): ReadonlyArray<Node> => {
  if (edge === null) return []
  if (isNode(edge)) return [edge]
  if (isList(edge)) return edge
  return Object.keys(edge)
    .sort()
    .flatMap((name) => edge[name] ?? [])
}

/** Tells several in order from several by name. */
export const isList = (edge: Edge): edge is ReadonlyArray<Node> => Array.isArray(edge)
