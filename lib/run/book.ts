/**
 * Books: the nodes of a run by identity, those of its plan and those that running tasks ask for on the way.
 *
 * Nodes are only ever added, and one that is known stays as it is: equal identities mean the same work.
 */
import type { Node, Plan } from "../plan/plan.ts"

// --- model

export interface Book {
  /** Finds a node. O(1). */
  readonly find: (id: string) => Node | undefined
  /** Adds the nodes of a plan that are not there yet. O(nodes of that plan). */
  readonly add: (plan: Plan) => void
}

// --- constructors

/** Opens the book of a run. O(1): the plan's own map is read, and what is added lies beside it. */
export const of = (plan: Plan): Book => {
  const more = new Map<string, Node>()
  return {
    find: (id) => plan.nodes.get(id) ?? more.get(id),
    add: (added) => {
      for (const [id, node] of added.nodes) if (!plan.nodes.has(id) && !more.has(id)) more.set(id, node)
    },
  }
}
