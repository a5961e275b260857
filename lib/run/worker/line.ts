/**
 * Lines: a node as one line of JSON, for another process. Dependencies stand as the places of their lines.
 *
 *     {"id":"5f…","task":"TaskB","slots":{"year":2016},"encoded":{"day":"2024-02-29"},"edges":{"of":1024,"all":[0,512]}}
 *
 * Constants are left out, for the task has them, and dynamic values without JSON: their function gives them again.
 */
import * as Encode from "../../plan/encode.ts"
import type { Edge, Node } from "../../plan/plan.ts"
import * as Plan from "../../plan/plan.ts"
import { sameValue } from "../../plan/visit/complete.ts"
import { accepts } from "../../task/accepts.ts"
import type { DynamicSlot, ValueSlot } from "../../task/definition.ts"
import * as Json from "./json.ts"
import * as Nodes from "./nodes.ts"

// --- model

/** Where the line of a node stands: an offset in bytes, or a position in a list. */
export type Reference = number

/** What a slot leads to: nothing, one, several in order, or several by name. */
export type References = Reference | ReadonlyArray<Reference> | Readonly<Record<string, Reference>> | null

export interface Line {
  readonly id: string
  readonly task: string
  /** Values that are plain data, as they are. */
  readonly slots: Readonly<Record<string, unknown>>
  /** All others, as the type of their slot encodes them. */
  readonly encoded: Readonly<Record<string, unknown>>
  readonly edges: Readonly<Record<string, References>>
}

// --- folds

/** Writes the line of a node, without the end of the line. Undefined: a value of it cannot be told in JSON. O(its slots). */
export const of = (node: Node, reference: (node: Node) => Reference): string | undefined => {
  const slots: Array<string> = []
  const encoded: Array<string> = []
  const edges: Array<string> = []
  for (const slot of node.definition.slots.values()) {
    const edge = node.edges[slot.name]
    if (edge !== undefined) edges.push(`${JSON.stringify(slot.name)}:${JSON.stringify(references(edge, reference))}`)
    else if (slot._tag === "Value" || slot._tag === "Dynamic") {
      const told = value(slot, node)
      if (told._tag === "Untold") return undefined
      if (told._tag === "Plain") slots.push(`${JSON.stringify(slot.name)}:${told.text}`)
      if (told._tag === "Encoded") encoded.push(`${JSON.stringify(slot.name)}:${told.text}`)
    }
  }
  const head = `"id":${JSON.stringify(node.id)},"task":${JSON.stringify(node.definition.name)}`
  return `{${head},"slots":{${slots.join(",")}},"encoded":{${encoded.join(",")}},"edges":{${edges.join(",")}}}`
}

// --- internals

type Told =
  | { readonly _tag: "Plain" | "Encoded"; readonly text: string }
  /** Its function gives it again. */
  | { readonly _tag: "Computed" }
  | { readonly _tag: "Untold" }

const value = (slot: ValueSlot | DynamicSlot, node: Node): Told => {
  const given = node.slots[slot.name]
  const plain = Json.text(given)
  if (plain !== undefined) return { _tag: "Plain", text: plain }
  const typed = slot.type !== undefined && accepts(slot.type, given)
  const encoded = Encode.value(slot, given)
  const canonical = Encode.canonical(encoded)
  const text = typed ? (Json.text(encoded) ?? canonical) : undefined
  if (text !== undefined) return { _tag: "Encoded", text }
  // An entry sets nothing without a canonical form (8.1); what has one may have been set, and not computed.
  const computed =
    slot._tag === "Dynamic" && (canonical === undefined || sameValue(slot, Nodes.computed(slot, node), given))
  return { _tag: computed ? "Computed" : "Untold" }
}

const references = (edge: Edge, reference: (node: Node) => Reference): References => {
  if (edge === null) return null
  if (Plan.isNode(edge)) return reference(edge)
  if (Plan.isList(edge)) return edge.map(reference)
  return Object.fromEntries(Object.entries(edge).map(([name, node]) => [name, reference(node)]))
}
