/**
 * Receipts: what a frame takes from the frames that it waited for.
 */
import * as Axis from "../settle/axis.ts"
import * as Failure from "./failure.ts"
import * as Frame from "./frame.ts"
import * as Machine from "./machine.ts"
import * as Order from "./order.ts"
import type { Node } from "../plan.ts"
import type { ResolveError } from "../problem.ts"
import * as Single from "./single.ts"
import * as Trail from "./trail.ts"
import * as Watch from "../match/watch.ts"

// --- combinators

/** Takes what came of the awaited dependency. */
export const result = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number, result: Frame.Result): void => {
  const { locals } = frame
  if (locals.length > 0) {
    for (const [index, axis] of locals.entries()) Machine.fix(machine, axis, frame.outside[index] ?? -1)
    frame.locals = nowhere
    frame.outside = nowhere
  }
  for (const axis of result.asked) if (!locals.includes(axis)) Frame.ask(frame, axis)
  if (frame.named !== undefined && result.named !== undefined && frame.view.watches !== undefined)
    Watch.rise(frame.named, frame.view.watches, frame.view.level.slots[at]?.name ?? "", result.named, locals)
  if (result._tag === "Gathered") {
    gathered(machine, frame, at, result)
    return
  }
  const { outcome } = result
  switch (outcome._tag) {
    case "Node":
      arrived(machine, frame, at, outcome)
      return
    case "Failure":
      Frame.spoil(frame, outcome)
      return
    case "Needs":
      if (outcome.axes.some((axis) => locals.includes(axis))) {
        for (const failure of outcome.failures) Frame.fail(frame, failure)
      } else for (const failure of outcome.failures) (frame.pending ??= []).push(failure)
      for (const axis of outcome.axes) {
        if (!locals.includes(axis)) Frame.need(frame, axis)
        else {
          const known = machine.context.axes.known.get(axis)
          if (known !== undefined) Frame.spoil(frame, Failure.of(surfaces(frame, at, known)))
        }
      }
  }
}

const arrived = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number, node: Node): void => {
  if (machine.ways !== undefined && frame.toward !== undefined) Frame.meet(frame, at, frame.toward, node)
  if (frame.returned !== undefined) (frame.returned.nodes ??= []).push(node)
  else {
    Frame.lead(frame, at, node)
    frame.values[at] = node.slots
  }
}

const gathered = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number, result: Frame.Gathered): void => {
  for (const axis of result.placing) Frame.name(frame, at, axis)
  for (const failure of result.failures) Frame.spoil(frame, failure)
  if (result.needs.length > 0) {
    for (const axis of result.needs) Frame.need(frame, axis)
    for (const failure of result.pending) (frame.pending ??= []).push(failure)
    machine.strayed = true
    return
  }
  if (result.leaves.length === 0) frame.view.ends.add(frame.view.level.slots[at]?.name ?? "")
  const slot = frame.view.level.slots[at]?.name
  const { asked, collects } = result
  const collected = collects === undefined ? asked : asked.filter((axis) => collects.has(axis))
  Single.note(machine.context, `${frame.view.level.definition.name}.${slot}`, collected, machine.points, () =>
    Trail.place(frame.trail, frame.view.level.definition.name, slot),
  )
  if (machine.ways !== undefined) for (const leaf of result.leaves) Frame.meet(frame, at, leaf.view, leaf.node)
  const asFound = result.leaves.map((leaf) => leaf.node)
  const nodes = Order.distinct(asFound)
  if (nodes.some((node, at) => node !== asFound[at])) machine.context.collected.set(nodes, asFound)
  Frame.lead(frame, at, nodes)
  frame.values[at] = Object.freeze(nodes.map((node) => node.slots))
}

const nowhere: ReadonlyArray<number> = Object.freeze([])

// --- internals

/** Says that the axis of a pin would surface above the slot that carries it. */
export const surfaces = (frame: Frame.NodeFrame, at: number, axis: Axis.Axis): ResolveError => ({
  _tag: "PinSurfaces",
  place: Trail.place(frame.trail, frame.view.level.definition.name, frame.view.level.slots[at]?.name),
  written: Axis.written(axis.ranked.entry),
})
