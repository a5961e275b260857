/**
 * Plain nodes: those of a view that leads nowhere, decided on the spot.
 *
 * Most nodes of a large graph are such: no slot leads to another task, and of the others a template knows all but what
 * points and cells decide. A frame, its place on the stack and a turn of the loop would cost as much again.
 */
import * as Complete from "./complete.ts"
import type * as Machine from "./machine.ts"
import * as Memo from "./memo.ts"
import type { Trail } from "./trail.ts"
import type { View } from "../match/view.ts"

// --- combinators

/**
 * Makes the node of a plain view under the present points. Gives nothing where an axis is free or a value does not fit:
 * the long way says so.
 */
export const enter = (
  machine: Machine.Machine,
  view: View,
  cells: ReadonlyArray<unknown>,
  memo: Memo.Memo,
  trail: Trail | undefined,
): Memo.Leaf | undefined => {
  const { template } = view
  if (template?.plain === undefined) return undefined
  const { values, asked } = template.plain
  for (const at of template.agenda) {
    const decision = view.decisions[at]
    if (decision?._tag === "Along") {
      const point = machine.points[decision.axis.id] ?? -1
      if (point < 0) return undefined
      values[at] = decision.values[point]
    } else if (decision?._tag === "Cell") {
      const value = cells[decision.cell]
      if (Complete.problem(view, at, decision.winner, value, trail) !== undefined) return undefined
      values[at] = value
    }
  }
  const outcome = Complete.node(machine, { view, values, edges: undefined, trail })
  const leaf: Memo.Leaf = { _tag: "Leaf", outcome, asked }
  Memo.remember(memo, machine.points, leaf)
  return leaf
}
