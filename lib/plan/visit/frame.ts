/**
 * Frames: what the resolver is in the middle of, one node or one gathering of nodes, on a stack of its own.
 */
import type * as Axis from "../settle/axis.ts"
import type { Child } from "../settle/child.ts"
import type * as Failure from "./failure.ts"
import * as Memo from "./memo.ts"
import type { Over } from "./over.ts"
import type { Edge, Node } from "../plan.ts"
import type * as Trail from "./trail.ts"
import type { View } from "../match/view.ts"
import * as Watch from "../match/watch.ts"
import type * as Ways from "../call/ways.ts"
import type { Workflow } from "../../task/definition.ts"

// --- model

export type Frame = NodeFrame | GatherFrame

/** What a frame hands to the one below it. */
export type Result = Memo.Leaf | Gathered

export interface NodeFrame {
  readonly _tag: "NodeFrame"
  readonly view: View
  readonly cells: ReadonlyArray<unknown>
  readonly trail: Trail.Trail | undefined
  readonly memo: Memo.Memo
  /** What is learnt of watched patterns, where some are. */
  readonly named: Watch.Named | undefined
  /** Positions of the slots to decide. */
  readonly agenda: ReadonlyArray<number>
  /** Position in the agenda. */
  turn: number
  /** By slot position. */
  readonly values: Array<unknown>
  // A chain of a hundred thousand tasks has as many frames at once: what most never need is made when needed.
  edges: Array<Edge | undefined> | undefined
  asked: Array<number> | undefined
  needs: Array<number> | undefined
  failures: Array<Failure.Failure> | undefined
  /** What is wrong below, where an axis must be fixed before it counts. */
  pending: Array<Failure.Failure> | undefined
  /** Whether a slot has no value because of a failure. */
  blind: boolean
  /** Axes of the awaited slot's pins, and where they were fixed outside of it. */
  locals: ReadonlyArray<number>
  outside: ReadonlyArray<number>
  /** What a dynamic slot returned, while its workflows are being resolved. */
  returned: Returned | undefined
  /** The view of the awaited dependency. */
  toward: View | undefined
  /** Where the slots lead, if somebody takes note. */
  met: Array<Ways.Met> | undefined
}

/** What a dynamic slot returned: several workflows, and the nodes that they have become so far. */
export interface Returned {
  readonly _tag: "Returned"
  /** Those that are still to be resolved, the last first: what has been asked for is not held on to. */
  readonly waiting: Array<Workflow>
  readonly count: number
  /** The names of a record's members, in its order; none for an array. */
  readonly names: ReadonlyArray<string> | undefined
  nodes: Array<Node> | undefined
  /** The way to them. */
  readonly trail: Trail.Trail
}

/**
 * A node, and where the axes split here were fixed for it: the order of an axis, its point, the next axis, …; or the
 * point alone of the one that is split outermost.
 */
export interface Found {
  readonly node: Node
  readonly view: View
  readonly at: number | ReadonlyArray<number>
}

export interface Gathered {
  readonly _tag: "Gathered"
  /** In the order of their points, the first entry slowest. */
  readonly leaves: ReadonlyArray<Found>
  readonly asked: ReadonlyArray<number>
  readonly failures: ReadonlyArray<Failure.Failure>
  /** Axes that surfaced and have no points. */
  readonly empty: ReadonlyArray<Axis.Axis>
  /** Axes that surface at the owner, because `over` leaves them out; with these nothing is gathered yet. */
  readonly needs: ReadonlyArray<number>
  readonly pending: ReadonlyArray<Failure.Failure>
  /** Axes of tasks that decide what stands here. */
  readonly placing: ReadonlyArray<number>
  /** With `over`, the axes that are collected; else all are. */
  readonly collects: ReadonlySet<number> | undefined
  readonly named: Watch.Named | undefined
}

/** Axes split together, and the points at which they stand now. */
export interface Split {
  readonly axes: ReadonlyArray<Axis.Axis>
  readonly at: Array<number>
}

export interface GatherFrame {
  readonly _tag: "GatherFrame"
  readonly child: Child
  readonly cells: ReadonlyArray<unknown>
  readonly trail: Trail.Trail | undefined
  readonly splits: Array<Split>
  readonly leaves: Array<Found>
  readonly asked: Set<number>
  readonly failures: Set<Failure.Failure>
  readonly empty: Set<Axis.Axis>
  readonly over: Over | undefined
  readonly pending: Set<Failure.Failure>
  readonly placing: Set<number>
  named: Watch.Named | undefined
  /** The view of the awaited node. */
  toward: View | undefined
  /** The order of the axis that was split first, which stays fixed until all is gathered. */
  outermost: number
  /** Whether the axes were not split in the order of their entries, so that the leaves must be sorted. */
  unordered: boolean
}

// --- constructors

export const node = (
  view: View,
  cells: ReadonlyArray<unknown>,
  trail: Trail.Trail | undefined,
  memo: Memo.Memo,
  moment: Memo.Points,
): NodeFrame => {
  Memo.begin(memo, moment)
  const { template, level } = view
  const size = level.slots.length
  return {
    _tag: "NodeFrame",
    view,
    cells,
    trail,
    memo,
    named: view.watches === undefined ? undefined : new Map(),
    agenda: template === undefined ? level.agenda : template.agenda,
    turn: 0,
    values: template === undefined ? new Array<unknown>(size).fill(null) : template.values.slice(),
    edges: undefined,
    asked: undefined,
    needs: undefined,
    failures: undefined,
    pending: undefined,
    blind: false,
    locals: nowhere,
    outside: nowhere,
    returned: undefined,
    toward: undefined,
    met: undefined,
  }
}

const nowhere: ReadonlyArray<number> = Object.freeze([])

export const gather = (
  child: Child,
  cells: ReadonlyArray<unknown>,
  trail: Trail.Trail | undefined,
  over: Over | undefined,
): GatherFrame => ({
  _tag: "GatherFrame",
  child,
  cells,
  trail,
  splits: [],
  leaves: [],
  asked: new Set(),
  failures: new Set(),
  empty: new Set(),
  over,
  pending: new Set(),
  placing: new Set(),
  named: undefined,
  toward: undefined,
  outermost: -1,
  unordered: false,
})

// --- combinators

/** Takes note of where a slot leads. */
export const meet = (frame: NodeFrame, at: number, view: View, { id }: Node): void => {
  frame.met ??= []
  frame.met.push({ slot: frame.view.level.slots[at]?.name ?? "", view, node: id })
}

/** Takes note of what a slot depends on. */
export const lead = (frame: NodeFrame, at: number, edge: Edge): void => {
  frame.edges ??= new Array<Edge | undefined>(frame.values.length).fill(undefined)
  frame.edges[at] = edge
}

/** Takes note that something is wrong. */
export const fail = (frame: NodeFrame, failure: Failure.Failure): void => {
  ;(frame.failures ??= []).push(failure)
}

/** Takes note of an axis that mattered. */
export const ask = (frame: NodeFrame, axis: number): void => {
  if (frame.asked === undefined) frame.asked = [axis]
  else if (!frame.asked.includes(axis)) frame.asked.push(axis)
}

/** Takes note of an axis that must be fixed above. */
export const need = (frame: NodeFrame, axis: number): void => {
  if (frame.needs === undefined) frame.needs = [axis]
  else if (!frame.needs.includes(axis)) frame.needs.push(axis)
}

/** A slot stays undecided; dynamic functions read only the others. */
export const spoil = (frame: NodeFrame, failure: Failure.Failure): void => {
  fail(frame, failure)
  const { slots } = frame.view.level
  if (slots[frame.agenda[frame.turn] ?? -1]?._tag !== "Dynamic") frame.blind = true
}

/** Takes note that an axis decides a slot, where it is watched. */
export const name = (frame: NodeFrame, at: number, axis: number): void => {
  const { level, watches } = frame.view
  if (frame.named !== undefined && watches !== undefined)
    Watch.note(frame.named, watches, level.slots[at]?.name ?? "", axis)
}
