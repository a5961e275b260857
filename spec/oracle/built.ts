/**
 * Nodes of the slow resolver: trees, one for each way, with the identity as a text one can read (rules 4.3, 5.5, 8.1).
 */
import type { Context } from "./context.ts"
import type { Notes } from "./notes.ts"
import * as Read from "./read.ts"

// --- model

export interface Built {
  readonly task: string
  /** Constants, value slots and dynamic values. */
  readonly values: ReadonlyMap<string, unknown>
  readonly edges: ReadonlyMap<string, Edge>
  /** Dynamic slots whose value an entry set. */
  readonly set: ReadonlySet<string>
  readonly identity: string
}

export type Edge =
  | null
  | { readonly _: "one"; readonly node: Built }
  /** `leaves` stand in the order of their points, `nodes` as 5.5 says. */
  | { readonly _: "many"; readonly nodes: ReadonlyArray<Built>; readonly leaves: ReadonlyArray<Built> }
  | { readonly _: "array"; readonly nodes: ReadonlyArray<Built> }
  | { readonly _: "record"; readonly nodes: ReadonlyMap<string, Built> }

// --- queries

/** Writes down what 8.1 counts, and nothing else. */
export const identify = (
  context: Context,
  task: string,
  values: ReadonlyMap<string, unknown>,
  edges: ReadonlyMap<string, Edge>,
  set: ReadonlySet<string>,
): string => {
  const counted: Array<readonly [string, string]> = []
  for (const slot of context.slots(task)) {
    const value = `=${JSON.stringify(values.get(slot.name))}`
    if (slot._ === "constant") counted.push([slot.name, value])
    if (slot._ === "value" && slot.significant && value !== `=${JSON.stringify(slot.neutral)}`)
      counted.push([slot.name, value])
    if (slot._ === "dynamic" && set.has(slot.name)) counted.push([slot.name, value])
    const edge = edges.get(slot.name)
    if (edge === undefined || edge === null) continue
    if (edge._ === "one") counted.push([slot.name, `:${edge.node.identity}`])
    if (edge._ === "many")
      counted.push([
        slot.name,
        `:many[${edge.nodes
          .map((node) => node.identity)
          .sort()
          .join()}]`,
      ])
    if (edge._ === "array") counted.push([slot.name, `:[${edge.nodes.map((node) => node.identity).join()}]`])
    if (edge._ === "record")
      counted.push([
        slot.name,
        `:{${[...edge.nodes]
          .map(([key, node]) => `${key}:${node.identity}`)
          .sort()
          .join()}}`,
      ])
  }
  return `${task}(${counted
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, what]) => name + what)
    .join()})`
}

/** The order of a collected array (5.5), but for its last resort, the identity: then 0, though they may differ. */
export const compare =
  (context: Context) =>
  (a: Built, b: Built): number => {
    if (a.task !== b.task) return a.task < b.task ? -1 : 1
    const slots = context.slots(a.task)
    for (const slot of slots) {
      if (slot._ !== "value" || !slot.significant) continue
      const found = Read.compare(slot.type, a.values.get(slot.name), b.values.get(slot.name))
      if (found !== 0) return found
    }
    for (const slot of slots) {
      const found = compareEdges(context)(a.edges.get(slot.name), b.edges.get(slot.name))
      if (found !== 0) return found
    }
    return 0
  }

const compareEdges =
  (context: Context) =>
  (a: Edge | undefined, b: Edge | undefined): number => {
    const [left, right] = [listed(a), listed(b)]
    for (const [index, node] of left.entries()) {
      const other = right[index]
      if (other === undefined) return 1
      const found = compare(context)(node, other)
      if (found !== 0) return found
    }
    return left.length - right.length
  }

/** Puts the leaves of a `many` in order (5.5), each once. */
export const collect = (context: Context, leaves: ReadonlyArray<Built>, notes: Notes): Edge => {
  const distinct = [...new Map(leaves.map((node) => [node.identity, node])).values()]
  const order = compare(context)
  const nodes = distinct.sort((a, b) => order(a, b) || (a.identity < b.identity ? -1 : 1))
  if (nodes.some((node, index) => index > 0 && order(nodes[index - 1] as Built, node) === 0)) notes.tied = true
  return { _: "many", nodes, leaves }
}

export const listed = (edge: Edge | undefined): ReadonlyArray<Built> => {
  if (edge === undefined || edge === null) return []
  if (edge._ === "one") return [edge.node]
  return edge._ === "record" ? [...edge.nodes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, node]) => node) : edge.nodes
}

/** The record that a dynamic slot reads (1.5). */
export const record = (node: Pick<Built, "values" | "edges">): Readonly<Record<string, unknown>> =>
  Object.fromEntries([
    ...node.values,
    ...[...node.edges].map(([name, edge]): [string, unknown] => {
      if (edge === null) return [name, null]
      if (edge._ === "one") return [name, record(edge.node)]
      if (edge._ === "record")
        return [name, Object.fromEntries([...edge.nodes].map(([key, other]) => [key, record(other)]))]
      return [name, edge.nodes.map(record)]
    }),
  ])

/**
 * Writes every distinct node down whole, insignificant slots included: of equal nodes the first place supplies them
 * (4.3: fewest steps, then slot names, then the earlier point). Gives texts by identity.
 */
export const write = (roots: ReadonlyArray<Built>): ReadonlyMap<string, string> => {
  const places = new Map<
    string,
    { readonly way: ReadonlyArray<string>; readonly points: ReadonlyArray<number>; readonly node: Built }
  >()
  const visit = (node: Built, way: ReadonlyArray<string>, points: ReadonlyArray<number>): void => {
    const known = places.get(node.identity)
    if (known === undefined || earlier({ way, points }, known)) places.set(node.identity, { way, points, node })
    for (const [name, edge] of node.edges) {
      const below = [...way, name]
      if (edge === null) continue
      if (edge._ === "one") visit(edge.node, below, points)
      else if (edge._ === "many")
        for (const [index, leaf] of edge.leaves.entries()) visit(leaf, below, [...points, index])
      else for (const [index, item] of listed(edge).entries()) visit(item, below, [...points, index])
    }
  }
  for (const [index, root] of roots.entries()) visit(root, [], [index])
  const texts = new Map<string, string>()
  const text = (identity: string): string => {
    const known = texts.get(identity)
    if (known !== undefined) return known
    const { node } = places.get(identity) as { readonly node: Built }
    const edges = [...node.edges].map(([name, edge]): [string, string] => {
      if (edge === null) return [name, "null"]
      if (edge._ === "one") return [name, text(edge.node.identity)]
      if (edge._ === "record")
        return [
          name,
          `{${[...edge.nodes]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) => `${key}: ${text(item.identity)}`)
            .join(", ")}}`,
        ]
      return [name, `[${edge.nodes.map((item) => text(item.identity)).join(", ")}]`]
    })
    const slots = [
      ...[...node.values].map(([name, value]): [string, string] => [name, JSON.stringify(value)]),
      ...edges,
    ]
    const written = `${node.task}(${slots
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}: ${value}`)
      .join(", ")})`
    texts.set(identity, written)
    return written
  }
  for (const identity of places.keys()) text(identity)
  return texts
}

interface Where {
  readonly way: ReadonlyArray<string>
  readonly points: ReadonlyArray<number>
}

const earlier = (a: Where, b: Where): boolean => {
  if (a.way.length !== b.way.length) return a.way.length < b.way.length
  for (const [index, name] of a.way.entries()) if (name !== b.way[index]) return name < (b.way[index] as string)
  for (const [index, point] of a.points.entries())
    if (point !== b.points[index]) return point < (b.points[index] as number)
  return false
}
