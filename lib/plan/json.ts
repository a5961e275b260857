/**
 * Plans as JSON (section 9): the stable interface for other programs. Keys are sorted.
 */
import * as E from "#fp/Either"
import * as Place from "../task/place.ts"
import type { Definition, Slot } from "../task/definition.ts"
import { drawWarning } from "./draw/draw.ts"
import { type Drawing, forCode } from "./draw/drawing.ts"
import * as Encode from "./encode.ts"
import type { Edge, Node, Plan } from "./plan.ts"
import * as Plans from "./plan.ts"

// --- model

export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

export interface NodeJson {
  readonly dependencies: ReadonlyArray<string>
  /** Relative to the output root; a record where the task has several outputs, null where it has none. */
  readonly output: Place.Place
  readonly slots: { readonly [slot: string]: Json }
  readonly task: string
}

export interface PlanJson {
  readonly axes: ReadonlyArray<{ readonly entry: string; readonly values: ReadonlyArray<Json> }>
  readonly nodes: { readonly [id: string]: NodeJson }
  readonly roots: ReadonlyArray<string>
  readonly warnings: ReadonlyArray<string>
}

// --- folds

/**
 * Gives a plan as JSON data, the stable interface for other programs (section 9). O(nodes + edges).
 *
 * @example
 * ```ts
 * import { int, param, planToJson, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int) } })
 * const plan = resolve(Data({ year: [2016, 2017] }))
 * console.log(plan._tag === "Right" && planToJson(plan.right).axes)
 * // [ { entry: 'year', values: [ 2016, 2017 ] } ]
 * ```
 */
export const planToJson = (plan: Plan): PlanJson => {
  const placings = new Map<Definition, Place.Placing>()
  const place = (node: Node): Place.Place => {
    let placing = placings.get(node.definition)
    if (placing === undefined) placings.set(node.definition, (placing = Place.of(node.definition)))
    return E.getOrElse((): Place.Place => null)(placing(node.slots, node.id))
  }
  return {
    axes: plan.axes.map(({ entry, values }) => ({ entry, values: values.map(json) })),
    nodes: Object.fromEntries([...plan.nodes.keys()].sort().flatMap((id) => entry(id, plan.nodes.get(id), place))),
    roots: plan.roots.map(({ id }) => id),
    warnings: plan.warnings.map((warning) => drawWarning(warning, placeless)),
  }
}

/** The same plan is the same text on each machine, wherever its files lie. */
const placeless: Drawing = { ...forCode, folder: null }

const entry = (
  id: string,
  node: Node | undefined,
  place: (node: Node) => Place.Place,
): ReadonlyArray<readonly [string, NodeJson]> =>
  node === undefined
    ? []
    : [
        [
          id,
          {
            dependencies: node.dependencies.map((dependency) => dependency.id),
            output: place(node),
            slots: Object.fromEntries(
              [...node.definition.slots.values()]
                .sort((a, b) => (a.name < b.name ? -1 : 1))
                .map((slot) => [slot.name, slotJson(slot, node)]),
            ),
            task: node.definition.name,
          },
        ],
      ]

const slotJson = (slot: Slot, node: Node): Json => {
  const edge = node.edges[slot.name]
  return edge === undefined ? json(Encode.value(slot, node.slots[slot.name])) : edgeJson(edge)
}

const edgeJson = (edge: Edge): Json => {
  if (edge === null) return null
  if (Plans.isNode(edge)) return { $node: edge.id }
  if (Plans.isList(edge)) return edge.map(({ id }) => ({ $node: id }))
  return Object.fromEntries(
    Object.keys(edge)
      .sort()
      .map((name) => [name, { $node: edge[name]?.id ?? "" }]),
  )
}

/** A value in canonical JSON, read back: keys sorted; null for what has no JSON. */
const json = (value: unknown): Json => {
  const text = Encode.canonical(value)
  return text === undefined ? null : (JSON.parse(text) as Json)
}
