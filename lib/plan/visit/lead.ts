/**
 * Leading on: from a slot to the frames that will find what stands there.
 *
 * Each gives "waiting" where a frame was pushed that must come back first.
 */
import type { Workflow } from "../../task/definition.ts"
import type * as Child from "../settle/child.ts"
import * as Children from "../settle/children.ts"
import * as Dynamic from "./dynamic.ts"
import * as Failure from "./failure.ts"
import * as Frame from "./frame.ts"
import * as Machine from "./machine.ts"
import * as Over from "./over.ts"
import * as Receive from "./receive.ts"
import type * as Trail from "./trail.ts"

// --- combinators

/** Goes to the dependency of a slot. */
export const toSlot = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number): "waiting" | "done" => {
  const slot = frame.view.level.slots[at]
  let { child } = (frame.view.children[at] ??= Children.ofSlot(machine.context, frame.view, at, frame.trail))
  const locals = child._tag === "Leads" || child._tag === "Choice" ? child.locals : []
  const trail: Trail.Trail = { up: frame.trail, task: frame.view.level.definition.name, slot: slot?.name ?? "" }
  if (slot?._tag === "Many") {
    enclose(machine, frame, locals)
    const suffixes = Children.over(machine.context, slot)
    const over = slot.over === undefined ? undefined : Over.create(suffixes, locals)
    machine.context.states.work.frames += 1
    machine.stack.push(Frame.gather(child, frame.cells, trail, over))
    return "waiting"
  }
  while (child._tag === "Choice") {
    if (child.locals.includes(child.axis.id)) {
      Frame.spoil(frame, Failure.of(Receive.surfaces(frame, at, child.axis)))
      return "done"
    }
    Frame.name(frame, at, child.axis.id)
    const point = Machine.ask(machine, frame, child.axis.id)
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
      Frame.spoil(frame, child.failure)
      return "done"
    case "Leads": {
      enclose(machine, frame, child.locals)
      frame.toward = child.view
      const leaf = Machine.enter(machine, child.view, Machine.picked(child.pick, cells), trail)
      if (leaf === undefined) return "waiting"
      Receive.result(machine, frame, at, leaf)
      return "done"
    }
  }
}

/** Resolves the workflows that a dynamic slot returned, one after another. */
export const follow = (machine: Machine.Machine, frame: Frame.NodeFrame, at: number): "waiting" | "done" => {
  const { returned } = frame
  if (returned === undefined) return "done"
  for (;;) {
    const workflow = returned.waiting.pop()
    if (workflow === undefined) break
    if (place(machine, frame, at, workflow, returned.trail) === "waiting") return "waiting"
  }
  Dynamic.assemble(frame, at, returned)
  // Where one of them needs an axis, the others are asked for again once it is fixed.
  if (returned.nodes !== undefined && returned.nodes.length < returned.count) machine.strayed = true
  frame.returned = undefined
  return "done"
}

/** Goes to the one workflow that a dynamic slot returned. */
export const toWorkflow = (
  machine: Machine.Machine,
  frame: Frame.NodeFrame,
  at: number,
  workflow: Workflow,
): "waiting" | "done" => {
  const { level } = frame.view
  const trail: Trail.Trail = { up: frame.trail, task: level.definition.name, slot: level.slots[at]?.name ?? "" }
  return place(machine, frame, at, workflow, trail)
}

const place = (
  machine: Machine.Machine,
  frame: Frame.NodeFrame,
  at: number,
  workflow: Workflow,
  trail: Trail.Trail,
): "waiting" | "done" => {
  const { child, cells } = Children.ofWorkflow(machine.context, frame.view, at, workflow, frame.trail, frame.cells)
  let option = child
  while (option._tag === "Choice") {
    Frame.name(frame, at, option.axis.id)
    const point = Machine.ask(machine, frame, option.axis.id)
    if (point < 0) return "done"
    option = option.options[point] ?? { _tag: "Absent" }
  }
  return request(machine, frame, at, option, cells, trail)
}

/** Frees the axes of a slot's pins: inside it they are new, even where an outer slot pins the same. */
const enclose = (machine: Machine.Machine, frame: Frame.NodeFrame, locals: ReadonlyArray<number>): void => {
  frame.locals = locals
  if (locals.length === 0) return
  frame.outside = locals.map((axis) => Machine.point(machine, axis))
  for (const [index, axis] of locals.entries()) if ((frame.outside[index] ?? -1) >= 0) Machine.fix(machine, axis, -1)
}
