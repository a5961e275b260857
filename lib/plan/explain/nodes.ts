/**
 * Nodes of a view: what came of it at all the points and values under which it was met.
 */
import * as Memo from "../visit/memo.ts"
import type { Node } from "../plan.ts"
import type { View } from "../match/view.ts"

// --- queries

/** Lists the nodes that a view became and that are among the given ones, in the order of their points. O(what it became). */
export const of = (view: View, nodes: ReadonlyMap<string, Node>): ReadonlyArray<Node> => {
  const found = new Set<Node>()
  for (const { outcome } of Memo.leaves(view.memo))
    if (outcome._tag === "Node" && nodes.has(outcome.id)) found.add(outcome)
  return [...found]
}
