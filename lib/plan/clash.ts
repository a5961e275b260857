/**
 * Clashes: nodes of different identity that would write the same place (8.2), found before anything runs.
 *
 * A place inside another's directory is the same place: the directory is replaced as a whole, with what lies in it. So are
 * two that differ in letter case, or in how an accent is written: on disks that ignore that, one would silently replace
 * the other, and whether a workflow is right must not hang on the disk. What nobody makes (an external task's output) is
 * written by nobody: two of them may share a place, but no other task may write over one.
 */
import * as E from "#fp/Either"
import type { Definition } from "../task/definition.ts"
import * as Place from "../task/place.ts"
import type { Node } from "./plan.ts"
import { printSlots } from "./print.ts"
import type { ResolveError } from "./problem.ts"

// --- model

type Clash = Extract<ResolveError, { readonly _tag: "SamePlace" }>

interface Claim {
  readonly key: string
  readonly path: string
  readonly node: Node
}

// --- queries

/** Lists every place that several nodes would write, with all at it and inside it, by path. O(outputs · log outputs). */
export const clashes = (nodes: Iterable<Node>): ReadonlyArray<Clash> => {
  const all = [...nodes]
  // Default places hold the identity: without an author's own no two can meet.
  if (!all.some(({ definition }) => definition.place !== undefined)) return []
  const sorted = claims(all).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const found: Array<Clash> = []
  for (let at = 0; at < sorted.length; ) {
    // Keys put an outer place before all that lies in it, and nothing else between.
    const key = sorted[at]?.key ?? ""
    let end = at
    while (sorted[end]?.key === key) end += 1
    if (sorted.slice(at, end).some(writes)) while (sorted[end]?.key.startsWith(`${key}\0`)) end += 1
    const clash = of(sorted.slice(at, end))
    if (clash !== undefined) found.push(clash)
    at = end
  }
  return found
}

// --- internals

const claims = (nodes: ReadonlyArray<Node>): Array<Claim> => {
  const placings = new Map<Definition, Place.Placing>()
  const found: Array<Claim> = []
  for (const node of nodes) {
    const placing = placings.get(node.definition) ?? Place.of(node.definition)
    placings.set(node.definition, placing)
    const place = placing(node.slots, node.id)
    if (E.isLeft(place) || place.right === null) continue
    const paths = typeof place.right === "string" ? [place.right] : Object.values(place.right)
    // No path has a control character, and none sorts before one.
    for (const path of paths) found.push({ key: Place.folded(path).replaceAll("/", "\0"), path, node })
  }
  return found
}

const writes = ({ node }: Claim): boolean => node.definition.run !== undefined

const of = (claims: ReadonlyArray<Claim>): Clash | undefined => {
  const [first] = claims
  if (first === undefined || claims.length === 1 || !claims.some(writes)) return undefined
  const byNode = new Map<Node, string>()
  for (const { node, path } of claims) if (!byNode.has(node)) byNode.set(node, path)
  if (byNode.size === 1) return undefined
  return {
    _tag: "SamePlace",
    path: first.path,
    nodes: [...byNode].map(([node, path]) => ({ task: node.definition.name, slots: printSlots(node), path })),
  }
}
