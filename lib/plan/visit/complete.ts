/**
 * Completion: a node from its decided slots, with its identity (8.1).
 *
 * Nodes of equal identity are one; where their insignificant slots differ, each variant is kept until it is known
 * which place comes first (4.3).
 */
import { accepts } from "../../task/accepts.ts"
import * as E from "#fp/Either"
import { show } from "../../task/show.ts"
import * as Definitions from "../../task/definition.ts"
import * as Axis from "../settle/axis.ts"
import type { Decision } from "../settle/decide.ts"
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
import * as Trail from "./trail.ts"
import type { View } from "../match/view.ts"

// --- constructors

/** Makes the node of a frame whose slots are all decided, or finds the one that is equal. */
export const node = (machine: Machine.Machine, frame: Frame.NodeFrame): Node | Failure.Failure => {
  const { context } = machine
  const { view } = frame
  const { level } = view
  view.real = true
  const id = Digest.of(identity(level, frame.texts, frame.edges))
  const known = context.nodes.get(id)
  if (known !== undefined) {
    const same = known.find((other) => alike(level, other, frame))
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
  if (known === undefined) context.nodes.set(id, [made])
  else known.push(made)
  return made
}

/** Freezes slots and edges into a node. */
export const make = (
  level: Pick<Level, "slots" | "definition">,
  id: string,
  values: ReadonlyArray<unknown>,
  edges: ReadonlyArray<Edge | undefined>,
): Node => {
  const slots: Record<string, unknown> = {}
  const dependencies: Array<Node> = []
  const byName = new Map<string, Edge>()
  for (let at = 0; at < level.slots.length; at += 1) {
    const slot = level.slots[at] as Definitions.Slot
    slots[slot.name] = values[at]
    const edge = edges[at]
    if (edge === undefined) continue
    byName.set(slot.name, edge)
    for (const dependency of Plan.nodesOf(edge)) dependencies.push(dependency)
  }
  const made: Node = {
    _tag: "Node",
    id,
    definition: level.definition,
    slots,
    edges: byName,
    dependencies: dependencies.length < 2 ? dependencies : [...new Set(dependencies)],
  }
  hide(slots, Plan.node, made)
  hide(slots, Definitions.definition, level.definition)
  Object.freeze(slots)
  return made
}

/** Whoever prints a record of slots wants to see slots. */
export const hide = (slots: Readonly<Record<string, unknown>>, key: symbol, value: unknown): void => {
  Object.defineProperty(slots, key, { value })
}

/** The text that 8.1 names, as JSON with sorted keys: task, constants, values, dependencies. */
const identity = (
  level: Level,
  texts: ReadonlyArray<string | undefined>,
  edges: ReadonlyArray<Edge | undefined>,
): string => {
  let constants = ""
  let dependencies = ""
  let values = ""
  for (const at of level.sorted) {
    const slot = level.slots[at] as Definitions.Slot
    const text = texts[at]
    if (text !== undefined) {
      const member = `${JSON.stringify(slot.name)}:${text},`
      if (slot._tag === "Constant") constants += member
      else values += member
    }
    const edge = edges[at]
    if (edge !== undefined && edge !== null) dependencies += `${JSON.stringify(slot.name)}:${edgeText(slot, edge)},`
  }
  return `{"constants":{${constants}},"dependencies":{${dependencies}},"task":"${level.definition.name}","values":{${values}}}`
}

const edgeText = (slot: Definitions.Slot, edge: Edge): string => {
  if (Plan.isNode(edge)) return `"${edge.id}"`
  if (edge === null) return "null"
  if (Array.isArray(edge)) {
    const ids = (edge as ReadonlyArray<Node>).map(({ id }) => id)
    return JSON.stringify(slot._tag === "Many" ? ids.sort() : ids)
  }
  const record = edge as Readonly<Record<string, Node>>
  return JSON.stringify(
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key]?.id]),
  )
}

// --- queries

/** What a value adds to the identity. */
export const text = (view: View, at: number, value: unknown): string | undefined =>
  Encode.significant(view.level.slots[at] as Definitions.Slot, value)

/** The same for a point of an axis, worked out once. */
export const textAlong = (
  view: View,
  at: number,
  decision: Extract<Decision, { readonly _tag: "Along" }>,
  point: number,
): string | undefined => {
  if (!(point in decision.texts)) decision.texts[point] = text(view, at, decision.values[point])
  return decision.texts[point]
}

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
    reason: fits ? Encode.nameless : `expected ${expected}`,
    suggestions: [],
  }
}

/** Tells whether a node of equal identity has the same insignificant slots and the same dependencies. */
const alike = (level: Level, other: Node, frame: Frame.NodeFrame): boolean =>
  other.definition === level.definition &&
  level.slots.every((slot, at) => {
    const edge = frame.edges[at]
    if (edge !== undefined) return sameEdge(other.edges.get(slot.name), edge)
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
