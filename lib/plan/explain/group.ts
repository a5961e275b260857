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
    /** Values of places that no node has. */
    loose: ReadonlyArray<Omit<Value, "nodes">>,
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
    add: (key, said, nodes, value, loose) => {
      let group = groups.get(key)
      if (group === undefined) {
        if (groups.size >= most) {
          beyond.add(key)
          return
        }
        groups.set(key, (group = { said: said(), nodes: new Set(), values: new Map(), more: new Set() }))
      }
      const { values, more } = group
      const count = ({ text, json }: Omit<Value, "nodes">, by: 0 | 1): void => {
        const known = values.get(text)
        if (known !== undefined) known.nodes += by
        else if (values.size < mostValues) values.set(text, { json, nodes: by })
        else more.add(text)
      }
      for (const node of nodes) {
        if (group.nodes.has(node.id)) continue
        group.nodes.add(node.id)
        count(value(node), 1)
      }
      for (const one of loose) count(one, 0)
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
