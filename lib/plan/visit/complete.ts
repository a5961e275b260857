/**
 * Completion: a node from its decided slots, with its identity (8.1).
 *
 * Nodes of equal identity are one; where their insignificant slots differ, each variant is kept until it is known
 * which place comes first (4.3).
 */
import { accepts } from "../../task/accepts.ts"
import * as E from "#fp/Either"
import * as Reading from "../../table/reading.ts"
import { show } from "../../task/show.ts"
import type * as Definitions from "../../task/definition.ts"
import * as Axis from "../settle/axis.ts"
import * as Digest from "../digest.ts"
import * as Encode from "../encode.ts"
import type * as Frame from "./frame.ts"
import * as Failure from "./failure.ts"
import type { Level } from "../match/level.ts"
import type { Ranked } from "../match/live.ts"
import type * as Machine from "./machine.ts"
import type { Edge, Node } from "../plan.ts"
import * as Plan from "../plan.ts"
import type { ResolveError } from "../problem.ts"
import * as Template from "./template.ts"
import * as Trail from "./trail.ts"
import type { View } from "../match/view.ts"

// --- constructors

/** All that is decided of a node. */
export type Decided = Pick<Frame.NodeFrame, "view" | "values" | "edges" | "trail">

/** Makes a node whose slots are all decided, or finds the one that is equal. */
export const node = (machine: Machine.Machine, frame: Decided): Node | Failure.Failure => {
  const { context } = machine
  const { view } = frame
  const { level } = view
  view.real = true
  view.template ??= Template.of(view)
  const { work } = context.states
  work.digests += 1
  const id = Digest.of(Template.identity(view, view.template, frame, machine.points))
  const first = context.nodes.get(id)
  if (first !== undefined) {
    const same = [first, ...(context.variants.get(id) ?? [])].find((other) => alike(level, other, frame))
    if (same !== undefined) return same
  }
  const made = make(level, id, frame.values, frame.edges)
  if (level.definition.place !== undefined) {
    const placed = context.placing(level.definition)(made.slots, id)
    if (E.isLeft(placed)) {
      const place = Trail.place(frame.trail, level.definition.name)
      return Failure.of({ _tag: "InvalidOutputPath", place, reason: placed.left })
    }
  }
  machine.made += 1
  work.nodes += 1
  if (first === undefined) context.nodes.set(id, made)
  else {
    const others = context.variants.get(id)
    if (others === undefined) context.variants.set(id, [made])
    else others.push(made)
  }
  return made
}

/** Freezes slots and edges into a node. */
export const make = (
  level: Pick<Level, "slots" | "definition" | "layout">,
  id: string,
  values: ReadonlyArray<unknown>,
  edges: ReadonlyArray<Edge | undefined> | undefined,
): Node => {
  const byName = edges === undefined ? undefined : level.layout.edges()
  const made: Mutable<Node> = {
    _tag: "Node",
    id,
    definition: level.definition,
    slots: nothing,
    edges: byName ?? noEdges,
    dependencies: noNodes,
  }
  const slots = level.layout.slots(made)
  for (let at = 0; at < level.slots.length; at += 1) {
    const { name } = level.slots[at] as Definitions.Slot
    slots[name] = values[at]
    const edge = edges?.[at]
    if (byName !== undefined && edge !== undefined) byName[name] = edge
  }
  made.slots = Object.freeze(slots)
  if (edges !== undefined) made.dependencies = distinct(edges)
  return made
}

/** A node knows its record and the record its node: one of them must come first. */
type Mutable<A> = { -readonly [K in keyof A]: A[K] }

// Most nodes of a big graph are leaves: they share what they depend on.
const nothing: Definitions.Slots = Object.freeze({})
const noNodes: ReadonlyArray<Node> = Object.freeze([])
const noEdges: Plan.Edges = Object.freeze(Object.create(null))

const distinct = (edges: ReadonlyArray<Edge | undefined>): ReadonlyArray<Node> => {
  let only: Edge = null
  let count = 0
  for (const edge of edges) {
    if (edge === undefined || edge === null) continue
    only = edge
    count += 1
  }
  if (only === null) return noNodes
  if (count === 1 && Plan.isNode(only)) return [only]
  const all = new Set<Node>()
  for (const edge of edges) if (edge !== undefined) for (const node of Plan.nodesOf(edge)) all.add(node)
  return all.size === 0 ? noNodes : [...all]
}

// --- queries

/** Says why the value of a pin does not fit its slot, if it does not. */
export const problem = (
  view: View,
  at: number,
  winner: Ranked,
  value: unknown,
  trail: Trail.Trail | undefined,
): ResolveError | undefined => {
  const slot = view.level.slots[at]
  const type = slot?._tag === "Value" || slot?._tag === "Dynamic" ? slot.type : undefined
  if (slot === undefined) return undefined
  const fits = type === undefined || accepts(type, value)
  if (fits && Encode.isNamed(slot, value)) return undefined
  const expected = type?.name ?? "a value with JSON"
  return {
    _tag: "InvalidValue",
    place: Trail.place(trail, view.level.definition.name, slot?.name),
    written: { ...Axis.written(winner.entry), given: show(value) },
    expected,
    value: show(value),
    reason: fits || type === undefined ? Encode.nameless : Reading.misfit(type, value),
    suggestions: [],
  }
}

/** Tells whether a node of equal identity has the same insignificant slots and the same dependencies. */
const alike = (level: Level, other: Node, frame: Decided): boolean =>
  other.definition === level.definition &&
  level.slots.every((slot, at) => {
    const edge = frame.edges?.[at]
    if (edge !== undefined) return sameEdge(other.edges[slot.name], edge)
    return sameValue(slot, other.slots[slot.name], frame.values[at])
  })

const sameEdge = (a: Edge | undefined, b: Edge): boolean => {
  if (a === b) return true
  if (a === undefined || a === null || b === null) return false
  const [left, right] = [Plan.nodesOf(a), Plan.nodesOf(b)]
  return left.length === right.length && left.every((item, at) => item === right[at])
}

/** Values are compared as JSON; of those that have none, a dynamic function made the same from the same. */
export const sameValue = (slot: Definitions.Slot, a: unknown, b: unknown): boolean => {
  if (a === b) return true
  return Encode.canonical(Encode.value(slot, a)) === Encode.canonical(Encode.value(slot, b))
}
