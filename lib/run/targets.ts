/**
 * Targets: the outputs of a node with their places, as the store wants them.
 */
import * as E from "#fp/Either"
import type { Node } from "../plan/plan.ts"
import type { Target } from "../store/store.ts"
import type { Definition } from "../task/definition.ts"
import * as Output from "../task/output.ts"
import * as Place from "../task/place.ts"
import type { Failure } from "./failure.ts"

// --- model

/** One output of a node. `name` is its key in a record of outputs, absent for a single one. */
export interface Named {
  readonly name: string | undefined
  readonly target: Target
}

/** Gives the outputs of a node, none for a task without. Left: its author's `path` gives no place. */
export type Placing = (node: Node) => E.Either<Failure, ReadonlyArray<Named>>

// --- constructors

/** Prepares the places of nodes: a task's are worked out once. */
export const placing = (): Placing => {
  const known = new Map<Definition, Place.Placing>()
  return (node) => {
    const { definition } = node
    let place = known.get(definition)
    if (place === undefined) {
      place = Place.of(definition)
      known.set(definition, place)
    }
    const found = place(node.slots, node.id)
    if (E.isLeft(found)) return E.left({ _tag: "Unplaced", reason: found.left })
    return E.right(definition.output === undefined ? [] : named(definition.output, found.right))
  }
}

// --- queries

/** Puts outputs and places together. An output without a place is left out. */
export const named = (outputs: Output.Outputs, place: Place.Place): ReadonlyArray<Named> => {
  if (Output.isSingle(outputs))
    return typeof place === "string" ? [{ name: undefined, target: { output: outputs, path: place } }] : []
  if (place === null || typeof place === "string") return []
  return Object.entries(outputs).flatMap(([name, output]) => {
    const path = place[name]
    return path === undefined ? [] : [{ name, target: { output, path } }]
  })
}
