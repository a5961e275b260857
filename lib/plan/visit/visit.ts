/**
 * Visits: deciding one node, slot by slot: values and dependencies, then reductions, then dynamic slots.
 *
 * A node that asks for an axis that is free is not decided: whoever gathers fixes the axis and asks again. Reductions
 * wait until all axes that surface beside them are fixed, so that inside each has just that point (5.3).
 */
import * as Complete from "./complete.ts"
import * as Decide from "../settle/decide.ts"
import * as Dynamic from "./dynamic.ts"
import * as Failure from "./failure.ts"
import * as Frame from "./frame.ts"
import * as Lead from "./lead.ts"
import * as Machine from "./machine.ts"
import * as Memo from "./memo.ts"
import * as Receive from "./receive.ts"

// --- combinators

/** Goes on slot by slot until a frame must be waited for; gives the result when the node is decided. */
export const step = (
  machine: Machine.Machine,
  frame: Frame.NodeFrame,
  result: Frame.Result | undefined,
): Memo.Leaf | undefined => {
  const { agenda } = frame
  let begun = result !== undefined
  if (result !== undefined) Receive.result(machine, frame, agenda[frame.turn] as number, result)
  for (; frame.turn < agenda.length; frame.turn += 1) {
    const at = agenda[frame.turn] as number
    if (!begun) {
      if (mustWait(machine, frame, at)) continue
      if (!isPointless(machine, frame, at) && begin(machine, frame, at) === "waiting") return undefined
    }
    if (frame.returned !== undefined && Lead.follow(machine, frame, at) === "waiting") return undefined
    begun = false
  }
  return finish(machine, frame)
}

/** Reductions and functions wait until every axis that surfaces beside them is fixed; what an entry set waits for none. */
const mustWait = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number): boolean => {
  if (frame.needs === undefined) return false
  const kind = frame.view.level.slots[at]?._tag
  return kind === "Many" || (kind === "Dynamic" && decision(machine, frame, at)._tag === "Computed")
}

/** A function has nothing to compute from when a slot has failed. */
const isPointless = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number): boolean => {
  if (!frame.blind || decision(machine, frame, at)._tag !== "Computed") return false
  machine.skipped = true
  return true
}

const decision = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number): Decide.Decision =>
  (frame.view.decisions[at] ??= Decide.decide(machine.context, frame.view, at, frame.trail))

/** Decides a slot, or pushes the frame that will. */
const begin = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number): "waiting" | "done" => {
  const decided = decision(machine, frame, at)
  switch (decided._tag) {
    case "Fixed":
      frame.values[at] = decided.value
      return "done"
    case "Along": {
      Frame.name(frame, at, decided.axis.id)
      const point = Machine.ask(machine, frame, decided.axis.id)
      if (point < 0) return "done"
      frame.values[at] = decided.values[point]
      return "done"
    }
    case "Cell":
      return fromCell(frame, at, decided)
    case "Broken":
      if (decided.value === undefined) Frame.spoil(frame, decided.failure)
      else {
        Frame.fail(frame, decided.failure)
        frame.values[at] = decided.value.is
      }
      return "done"
    case "Leads":
      return Lead.toSlot(machine, frame, at)
    case "Computed":
      return compute(machine, frame, at)
  }
}

/** One workflow is gone to like a dependency; several are followed one after another. */
const compute = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number): "waiting" | "done" => {
  const returned = Dynamic.compute(frame, at)
  if (returned?._tag === "Workflow") return Lead.toWorkflow(machine, frame, at, returned)
  frame.returned = returned
  return "done"
}

const fromCell = (
  frame: Frame.NodeFrame,
  at: number,
  decided: Extract<Decide.Decision, { readonly _tag: "Cell" }>,
): "done" => {
  const value = frame.cells[decided.cell]
  const problem = Complete.problem(frame.view, at, decided.winner, value, frame.trail)
  if (problem !== undefined) Frame.spoil(frame, Failure.of(problem))
  else frame.values[at] = value
  return "done"
}

/** Makes the node, or says what it needs or why it fails; remembers it either way. */
const finish = (machine: Machine.Machine, frame: Frame.NodeFrame): Memo.Leaf => {
  Memo.end(frame.memo)
  const { failures, needs, asked } = frame
  const outcome: Memo.Outcome =
    failures !== undefined && needs === undefined
      ? Failure.because(failures)
      : needs !== undefined
        ? { _tag: "Needs", axes: needs, failures: [...(failures ?? []), ...(frame.pending ?? [])] }
        : Complete.node(machine, frame)
  // What was made below it may be asked for again, or not.
  if (outcome._tag !== "Node" && (frame.edges ?? frame.returned?.nodes) !== undefined) machine.strayed = true
  if (frame.met !== undefined && outcome._tag === "Node") machine.ways?.note(frame.view, outcome.id, frame.met)
  const leaf: Memo.Leaf = { _tag: "Leaf", outcome, asked: Memo.shared(frame.memo, asked) }
  if (frame.named !== undefined) leaf.named = frame.named
  Memo.remember(frame.memo, machine.points, leaf)
  return leaf
}
