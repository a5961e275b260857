/**
 * Lines: a node as one line of JSON, for another process. Dependencies stand as the places of their lines.
 *
 *     {"id":"5f…","task":"TaskB","slots":{"year":2016},"raw":{},"edges":{"datasets":1024,"all":[0,512]}}
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
  /** In the encoded form of the slot's type; plain data where it has none. */
  readonly slots: Readonly<Record<string, unknown>>
  /** Values that the type of their slot does not take, such as the null of a dynamic one. */
  readonly raw: Readonly<Record<string, unknown>>
  readonly edges: Readonly<Record<string, References>>
}

// --- folds

/** Writes the line of a node, without the end of the line. Undefined: a value of it cannot be told in JSON. O(its slots). */
export const of = (node: Node, reference: (node: Node) => Reference): string | undefined => {
  const slots: Array<string> = []
  const raw: Array<string> = []
  const edges: Array<string> = []
  for (const slot of node.definition.slots.values()) {
    const edge = node.edges[slot.name]
    if (edge !== undefined) edges.push(`${JSON.stringify(slot.name)}:${JSON.stringify(references(edge, reference))}`)
    else if (slot._tag === "Value" || slot._tag === "Dynamic") {
      const told = value(slot, node)
      if (told._tag === "Untold") return undefined
      if (told._tag === "Encoded") slots.push(`${JSON.stringify(slot.name)}:${told.text}`)
      if (told._tag === "Raw") raw.push(`${JSON.stringify(slot.name)}:${told.text}`)
    }
  }
  const head = `"id":${JSON.stringify(node.id)},"task":${JSON.stringify(node.definition.name)}`
  return `{${head},"slots":{${slots.join(",")}},"raw":{${raw.join(",")}},"edges":{${edges.join(",")}}}`
}

// --- internals

type Told =
  | { readonly _tag: "Encoded" | "Raw"; readonly text: string }
  /** Its function gives it again. */
  | { readonly _tag: "Computed" }
  | { readonly _tag: "Untold" }

const value = (slot: ValueSlot | DynamicSlot, node: Node): Told => {
  const given = node.slots[slot.name]
  const typed = slot.type !== undefined && accepts(slot.type, given)
  const encoded = typed ? encode(slot, given) : given
  const text = Json.text(encoded)
  if (text !== undefined) return { _tag: typed ? "Encoded" : "Raw", text }
  const canonical = Encode.canonical(encoded)
  // An entry sets nothing without a canonical form (8.1); what has one may have been set, and not computed.
  if (slot._tag === "Dynamic" && (canonical === undefined || sameValue(slot, Nodes.computed(slot, node), given)))
    return { _tag: "Computed" }
  return typed && canonical !== undefined ? { _tag: "Encoded", text: canonical } : { _tag: "Untold" }
}

const encode = (slot: ValueSlot | DynamicSlot, given: unknown): unknown => {
  try {
    return slot.type?.codec.encode(given)
  } catch {
    return undefined
  }
}

const references = (edge: Edge, reference: (node: Node) => Reference): References => {
  if (edge === null) return null
  if (Plan.isNode(edge)) return reference(edge)
  if (Plan.isList(edge)) return edge.map(reference)
  return Object.fromEntries(Object.entries(edge).map(([name, node]) => [name, reference(node)]))
}
