/**
 * Contradictions: what cannot stand in one run with what stands there. A plan that a running task asks for was resolved by
 * itself; beside the run's own it may give one name to two tasks (1.6), or one place to two nodes (8.2).
 *
 * Nothing is looked at before the first such plan: most runs have none.
 */
import * as E from "#fp/Either"
import { clashes } from "../../plan/clash.ts"
import type { Node, Plan } from "../../plan/plan.ts"
import type { ResolveError } from "../../plan/problem.ts"
import type { Definition } from "../../task/definition.ts"
import * as Place from "../../task/place.ts"

// --- model

export interface Known {
  /** Lists what of a plan contradicts what is known. O(its nodes); the first time, of all that are known. */
  readonly contradictions: (plan: Plan) => ReadonlyArray<ResolveError>
  /** Takes in what has come to be known. */
  readonly add: (nodes: Iterable<Node>) => void
}

// --- constructors

/** Knows the nodes of a run, those of its plan first. */
export const of = (plan: Plan, find: (id: string) => Node | undefined): Known => {
  let index: Index | undefined
  const indexed = (): Index => {
    if (index !== undefined) return index
    index = { names: new Map(), taken: new Map(), above: new Map() }
    for (const node of plan.nodes.values()) enter(index, node)
    return index
  }
  return {
    contradictions: (asked) => {
      const known = indexed()
      const found: Array<ResolveError> = []
      const named = new Set<string>()
      const met = new Set<Node>()
      for (const node of asked.nodes.values()) {
        const { name, source } = node.definition
        const other = known.names.get(name)
        if (other !== undefined && !isSame(other, node.definition) && !named.has(name)) {
          named.add(name)
          found.push({ _tag: "DuplicateTask", name, at: [other.source, source], places: [] })
        }
        if (find(node.id) !== undefined) continue
        for (const one of inTheWay(known, node)) met.add(one).add(node)
      }
      return [...found, ...clashes(met)]
    },
    add: (nodes) => {
      if (index !== undefined) for (const node of nodes) enter(index, node)
    },
  }
}

// --- internals

/** Places as `Place.folded` gives them: those that are written, and the folders above them. */
interface Index {
  readonly names: Map<string, Definition>
  readonly taken: Map<string, Node>
  readonly above: Map<string, Node>
}

/** A task that is made inside a function is another one at each call, but the same to who wrote it. */
const isSame = (one: Definition, other: Definition): boolean =>
  one === other ||
  (one.source !== undefined &&
    other.source !== undefined &&
    one.source.file === other.source.file &&
    one.source.line === other.source.line &&
    one.source.column === other.source.column)

const enter = ({ names, taken, above }: Index, node: Node): void => {
  if (!names.has(node.definition.name)) names.set(node.definition.name, node.definition)
  for (const place of placesOf(node)) {
    taken.set(place, node)
    for (const folder of folders(place)) above.set(folder, node)
  }
}

/** The nodes that write where this one does, inside it or around it. */
const inTheWay = ({ taken, above }: Index, node: Node): ReadonlyArray<Node> =>
  placesOf(node).flatMap((place) =>
    [taken.get(place), above.get(place), ...folders(place).map((folder) => taken.get(folder))].flatMap((one) =>
      one === undefined || one.id === node.id ? [] : [one],
    ),
  )

/** The author's own places of a node: the others hold its identity, so that no two can meet. */
const placesOf = (node: Node): ReadonlyArray<string> => {
  if (node.definition.place === undefined) return []
  const place = Place.of(node.definition)(node.slots, node.id)
  if (E.isLeft(place) || place.right === null) return []
  const paths = typeof place.right === "string" ? [place.right] : Object.values(place.right)
  return paths.map(Place.folded)
}

const folders = (place: string): ReadonlyArray<string> => {
  const steps = place.split("/")
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join("/"))
}
