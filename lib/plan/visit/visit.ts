/**
 * Visits: deciding one node, slot by slot: values and dependencies, then reductions, then dynamic slots.
 *
 * A node that asks for an axis that is free is not decided: whoever gathers fixes the axis and asks again. Reductions
 * wait until all axes that surface beside them are fixed, so that inside each has just that point (5.3).
 */
import * as Axis from "../settle/axis.ts"
import type * as Child from "../settle/child.ts"
import * as Children from "../settle/children.ts"
import * as Complete from "./complete.ts"
import * as Decide from "../settle/decide.ts"
import * as Dynamic from "./dynamic.ts"
import * as Failure from "./failure.ts"
import * as Frame from "./frame.ts"
import * as Machine from "./machine.ts"
import * as Memo from "./memo.ts"
import * as Order from "./order.ts"
import * as Over from "./over.ts"
import type { Node } from "../plan.ts"
import type { ResolveError } from "../problem.ts"
import * as Single from "./single.ts"
import * as Trail from "./trail.ts"
import * as Watch from "../match/watch.ts"

// --- combinators

/** Goes on slot by slot until a frame must be waited for; gives the result when the node is decided. */
export const step = (
  machine: Machine.Machine,
  frame: Frame.NodeFrame,
  result: Frame.Result | undefined,
): Memo.Leaf | undefined => {
  const { agenda } = frame
  let begun = result !== undefined
  if (result !== undefined) receive(machine, frame, agenda[frame.turn] as number, result)
  for (; frame.turn < agenda.length; frame.turn += 1) {
    const at = agenda[frame.turn] as number
    if (!begun) {
      if (mustWait(frame, at)) break
      if (!isPointless(machine, frame, at) && begin(machine, frame, at) === "waiting") return undefined
    }
    if (frame.returned !== undefined && follow(machine, frame, at) === "waiting") return undefined
    begun = false
  }
  return finish(machine, frame)
}

/** Reductions and functions wait until every axis that surfaces beside them is fixed. */
const mustWait = (frame: Frame.NodeFrame, at: number): boolean => {
  const kind = frame.view.level.slots[at]?._tag
  return frame.needs !== undefined && (kind === "Many" || kind === "Dynamic")
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
      name(frame, at, decided.axis.id)
      const point = ask(machine, frame, decided.axis.id)
      if (point < 0) return "done"
      frame.values[at] = decided.values[point]
      return "done"
    }
    case "Cell":
      return fromCell(frame, at, decided)
    case "Broken":
      if (decided.value === undefined) fail(frame, decided.failure)
      else {
        Frame.fail(frame, decided.failure)
        frame.values[at] = decided.value.is
      }
      return "done"
    case "Leads":
      return lead(machine, frame, at)
    case "Computed":
      frame.returned = Dynamic.compute(frame, at)
      return "done"
  }
}

/** Asks where an axis is fixed, and takes note that it mattered. */
const ask = (machine: Machine.Machine, frame: Frame.NodeFrame, axis: number): number => {
  Frame.ask(frame, axis)
  const point = Machine.point(machine, axis)
  if (point < 0) Frame.need(frame, axis)
  return point
}

/** Takes note that an axis decides a slot, where it is watched. */
const name = (frame: Frame.NodeFrame, at: number, axis: number): void => {
  const { level, watches } = frame.view
  if (frame.named !== undefined && watches !== undefined)
    Watch.note(frame.named, watches, level.slots[at]?.name ?? "", axis)
}

const fromCell = (
  frame: Frame.NodeFrame,
  at: number,
  decided: Extract<Decide.Decision, { readonly _tag: "Cell" }>,
): "done" => {
  const value = frame.cells[decided.cell]
  const problem = Complete.problem(frame.view, at, decided.winner, value, frame.trail)
  if (problem !== undefined) fail(frame, Failure.of(problem))
  else frame.values[at] = value
  return "done"
}

/** Goes to the dependency of a slot. */
const lead = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number): "waiting" | "done" => {
  const slot = frame.view.level.slots[at]
  let { child } = (frame.view.children[at] ??= Children.ofSlot(machine.context, frame.view, at, frame.trail))
  const locals = child._tag === "Leads" || child._tag === "Choice" ? child.locals : []
  const trail: Trail.Trail = { up: frame.trail, task: frame.view.level.definition.name, slot: slot?.name ?? "" }
  if (slot?._tag === "Many") {
    enclose(machine, frame, locals)
    const suffixes = Children.over(machine.context, slot)
    const over = slot.over === undefined ? undefined : Over.create(suffixes, locals)
    machine.stack.push(Frame.gather(child, frame.cells, trail, over))
    return "waiting"
  }
  while (child._tag === "Choice") {
    if (child.locals.includes(child.axis.id)) {
      fail(frame, Failure.of(surfaces(frame, at, child.axis)))
      return "done"
    }
    name(frame, at, child.axis.id)
    const point = ask(machine, frame, child.axis.id)
    if (point < 0) return "done"
    child = child.options[point] ?? { _tag: "Absent" }
  }
  return request(machine, frame, at, child, frame.cells, trail)
}

/** Asks for the node to which a child leads. */
const request = (
  machine: Machine.Machine,
  frame: Frame.NodeFrame,
  at: number,
  child: Child.Child,
  cells: ReadonlyArray<unknown>,
  trail: Trail.Trail,
): "waiting" | "done" => {
  switch (child._tag) {
    case "Choice":
      return "done"
    case "Absent":
      frame.view.ends.add(trail.slot)
      Frame.lead(frame, at, null)
      return "done"
    case "Broken":
      fail(frame, child.failure)
      return "done"
    case "Leads": {
      enclose(machine, frame, child.locals)
      frame.toward = child.view
      const leaf = Machine.enter(machine, child.view, Machine.picked(child.pick, cells), trail)
      if (leaf === undefined) return "waiting"
      receive(machine, frame, at, leaf)
      return "done"
    }
  }
}

/** Resolves the workflows that a dynamic slot returned, one after another. */
const follow = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number): "waiting" | "done" => {
  const { returned } = frame
  if (returned === undefined) return "done"
  const { level } = frame.view
  const trail: Trail.Trail = { up: frame.trail, task: level.definition.name, slot: level.slots[at]?.name ?? "" }
  for (;;) {
    const workflow = returned.waiting.pop()
    if (workflow === undefined) break
    const { child, cells } = Children.ofWorkflow(machine.context, frame.view, at, workflow, frame.trail, frame.cells)
    let option = child
    while (option._tag === "Choice") {
      name(frame, at, option.axis.id)
      const point = ask(machine, frame, option.axis.id)
      if (point < 0) break
      option = option.options[point] ?? { _tag: "Absent" }
    }
    const awaited = option._tag === "Choice" ? "done" : request(machine, frame, at, option, cells, trail)
    if (awaited === "waiting") return "waiting"
  }
  Dynamic.assemble(frame, at, returned)
  frame.returned = undefined
  return "done"
}

/** Frees the axes of a slot's pins: inside it they are new, even where an outer slot pins the same. */
const enclose = (machine: Machine.Machine, frame: Frame.NodeFrame, locals: ReadonlyArray<number>): void => {
  frame.locals = locals
  if (locals.length === 0) return
  frame.outside = locals.map((axis) => Machine.point(machine, axis))
  for (const [index, axis] of locals.entries()) if ((frame.outside[index] ?? -1) >= 0) Machine.fix(machine, axis, -1)
}

const nowhere: ReadonlyArray<number> = Object.freeze([])

/** Takes what came of the awaited dependency. */
const receive = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number, result: Frame.Result): void => {
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
      fail(frame, outcome)
      return
    case "Needs":
      if (outcome.axes.some((axis) => locals.includes(axis))) Frame.fail(frame, ...outcome.failures)
      else for (const failure of outcome.failures) (frame.pending ??= []).push(failure)
      for (const axis of outcome.axes) {
        if (!locals.includes(axis)) Frame.need(frame, axis)
        else {
          const known = machine.context.axes.known.get(axis)
          if (known !== undefined) fail(frame, Failure.of(surfaces(frame, at, known)))
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
  for (const axis of result.placing) name(frame, at, axis)
  for (const failure of result.failures) fail(frame, failure)
  if (result.needs.length > 0) {
    for (const axis of result.needs) Frame.need(frame, axis)
    for (const failure of result.pending) (frame.pending ??= []).push(failure)
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

/** A slot stays undecided; dynamic functions read only the others. */
const fail = (frame: Frame.NodeFrame, failure: Failure.Failure): void => {
  Frame.fail(frame, failure)
  const { slots } = frame.view.level
  if (slots[frame.agenda[frame.turn] ?? -1]?._tag !== "Dynamic") frame.blind = true
}

const surfaces = (frame: Frame.NodeFrame, at: number, axis: Axis.Axis): ResolveError => ({
  _tag: "PinSurfaces",
  place: Trail.place(frame.trail, frame.view.level.definition.name, frame.view.level.slots[at]?.name),
  written: Axis.written(axis.ranked.entry),
})

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
  if (frame.met !== undefined && outcome._tag === "Node") machine.ways?.note(frame.view, outcome.id, frame.met)
  const leaf: Memo.Leaf = { _tag: "Leaf", outcome, asked: Memo.shared(frame.memo, asked) }
  if (frame.named !== undefined) leaf.named = frame.named
  Memo.remember(frame.memo, machine.points, leaf)
  return leaf
}
