/**
 * Books: the nodes of a run by identity, those of its plan and those that running tasks ask for on the way.
 *
 * Nodes are only ever added, and one that is known stays as it is: equal identities mean the same work.
 */
import type { Node, Plan } from "../plan/plan.ts"
import type { ResolveError } from "../plan/problem.ts"
import * as Contradictions from "./job/contradictions.ts"

// --- model

export interface Book {
  /** Finds a node. O(1). */
  readonly find: (id: string) => Node | undefined
  /** Adds the nodes of a plan that are not there yet. O(nodes of that plan). */
  readonly add: (plan: Plan) => void
  /** Lists what of a plan cannot stand beside what is known: a name of two tasks, a place of two nodes. To ask before adding. */
  readonly contradictions?: (plan: Plan) => ReadonlyArray<ResolveError>
}

// --- constructors

/** Opens the book of a run. O(1): the plan's own map is read, and what is added lies beside it. */
export const of = (plan: Plan): Book => {
  const more = new Map<string, Node>()
  const find: Book["find"] = (id) => plan.nodes.get(id) ?? more.get(id)
  const known = Contradictions.of(plan, find)
  return {
    find,
    add: (added) => {
      const fresh = [...added.nodes.values()].filter(({ id }) => find(id) === undefined)
      for (const node of fresh) more.set(node.id, node)
      known.add(fresh)
    },
    contradictions: known.contradictions,
  }
}
