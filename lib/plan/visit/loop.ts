/**
 * The loop: resolves views depth first on a stack of its own, so that no graph is too deep.
 *
 * A node frame decides one node; a gather frame fixes axes, one point after another, and gathers what comes of them.
 * The root is gathered like a `many`.
 */
import type * as Child from "../settle/child.ts"
import * as Frame from "./frame.ts"
import * as Gather from "./gather.ts"
import type { Machine } from "./machine.ts"
import * as Visit from "./visit.ts"

// --- combinators

/** Gathers a root: every node that its axes make of it. */
export const gatherRoot = (machine: Machine, child: Child.Child): Frame.Gathered => {
  machine.stack.push(Frame.gather(child, [], undefined, undefined))
  let result: Frame.Result | undefined
  for (;;) {
    const frame = machine.stack[machine.stack.length - 1]
    if (frame === undefined) break
    result = frame._tag === "NodeFrame" ? Visit.step(machine, frame, result) : Gather.step(machine, frame, result)
    if (result !== undefined) machine.stack.pop()
    if (machine.halted !== undefined) break
  }
  if (result?._tag === "Gathered") return result
  return {
    _tag: "Gathered",
    leaves: [],
    asked: [],
    empty: [],
    needs: [],
    pending: [],
    placing: [],
    collects: undefined,
    named: undefined,
    failures: machine.halted === undefined ? [] : [machine.halted],
  }
}
