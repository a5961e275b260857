/**
 * Titles: what the nodes of a run are called, those included that its tasks ask for on the way.
 */
import type { Node, Plan } from "../plan/plan.ts"
import { names } from "../plan/print.ts"

// --- model

/** Which node it is, for who does not know plans. */
export interface Title {
  readonly task: string
  /** The values of its parameters, by name. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** The identity of its node. */
  readonly node: string
}

export interface Titles {
  /** Takes in the nodes of a plan. O(1). */
  readonly add: (plan: Plan) => void
  readonly find: (id: string) => Node | undefined
  /** Names a node, so that no two of its plan are alike. */
  readonly print: (id: string) => string
  readonly title: (id: string) => Title
}

// --- constructors

/** Opens the titles of a run. O(1): names are worked out when they are asked for. */
export const of = (plan: Plan): Titles => {
  const known = [namesOf(plan)]
  const holder = (id: string): Named | undefined => known.find(({ nodes }) => nodes.has(id))
  const find = (id: string): Node | undefined => holder(id)?.nodes.get(id)
  return {
    add: (added) => void known.push(namesOf(added)),
    find,
    print: (id) => {
      const named = holder(id)
      const node = named?.nodes.get(id)
      return named === undefined || node === undefined ? id : named.print(node)
    },
    title: (id) => {
      const node = find(id)
      return node === undefined ? { task: "", parameters: {}, node: id } : titleOf(node)
    },
  }
}

interface Named {
  readonly nodes: Plan["nodes"]
  readonly print: (node: Node) => string
}

const namesOf = (plan: Plan): Named => ({ nodes: plan.nodes, print: names(plan) })

// --- queries

const titleOf = (node: Node): Title => {
  const { name, slots } = node.definition
  const values = [...slots.values()].flatMap((slot) => (slot._tag === "Value" ? [slot.name] : []))
  return { task: name, parameters: Object.fromEntries(values.map((slot) => [slot, node.slots[slot]])), node: node.id }
}
