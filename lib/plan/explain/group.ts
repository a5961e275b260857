/**
 * Groups: places that have their value for the same reason, collected into one explanation each.
 *
 * A node counts once in a group, however many ways lead to it.
 */
import type { Node } from "../plan.ts"
import type { Explained, Explanation, Value } from "./explanation.ts"

// --- model

/** What is said of a place, but for its values. */
export type Said = Omit<Explained, "nodes" | "values" | "moreValues">

export interface Groups {
  /** Adds the nodes of a place under the reason that `key` names; what is said is made for the first of them alone. */
  readonly add: (
    key: string,
    said: () => Said,
    nodes: ReadonlyArray<Node>,
    value: (node: Node) => Omit<Value, "nodes">,
  ) => void
  readonly list: () => Pick<Explanation, "parameters" | "more">
}

interface Group {
  readonly said: Said
  readonly nodes: Set<string>
  readonly values: Map<string, { readonly json: unknown; nodes: number }>
  more: Set<string>
}

/** More distinct values of one parameter are counted, not listed. */
const mostValues = 100

// --- constructors

/** Makes an empty collection that holds so many reasons; further ones are counted. */
export const create = (most: number): Groups => {
  const groups = new Map<string, Group>()
  const beyond = new Set<string>()
  return {
    add: (key, said, nodes, value) => {
      let group = groups.get(key)
      if (group === undefined) {
        if (groups.size >= most) {
          beyond.add(key)
          return
        }
        groups.set(key, (group = { said: said(), nodes: new Set(), values: new Map(), more: new Set() }))
      }
      for (const node of nodes) {
        if (group.nodes.has(node.id)) continue
        group.nodes.add(node.id)
        const { text, json } = value(node)
        const known = group.values.get(text)
        if (known !== undefined) known.nodes += 1
        else if (group.values.size < mostValues) group.values.set(text, { json, nodes: 1 })
        else group.more.add(text)
      }
    },
    list: () => ({
      more: beyond.size,
      parameters: [...groups.values()].map(({ said, nodes, values, more }) => ({
        ...said,
        nodes: nodes.size,
        values: [...values].map(([text, rest]) => ({ text, ...rest })),
        moreValues: more.size,
      })),
    }),
  }
}
