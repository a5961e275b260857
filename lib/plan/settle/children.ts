/**
 * The children of a view: what stands at the end of each slot that holds dependencies.
 */
import * as E from "#fp/Either"
import type { DependencySlot, DynamicSlot, ManySlot, Slot, Workflow } from "../../task/definition.ts"
import * as Axis from "./axis.ts"
import * as Child from "./child.ts"
import * as Failure from "../visit/failure.ts"
import * as Live from "../match/live.ts"
import * as Pins from "./pins.ts"
import type { Context } from "./context.ts"
import type { Suffix } from "../match/suffix.ts"
import * as Trail from "../visit/trail.ts"
import * as View from "../match/view.ts"
import * as Watch from "../match/watch.ts"

// --- constructors

/** Places what a static dependency leads to, or the task to which an entry sets a dynamic slot. */
export const ofSlot = (context: Context, view: View.View, at: number, trail: Trail.Trail | undefined): Child.Placed => {
  const slot = view.level.slots[at]
  if (slot?._tag === "Dynamic") return set(context, view, slot, trail)
  if (slot?._tag !== "Dependency" && slot?._tag !== "Many") return alone({ _tag: "Absent" })
  const owned = arrival(view, slot, trail)
  return Child.arrive(context, {
    ...owned,
    ...declared(slot),
    watched: [...owned.watched, ...over(context, slot)],
    atSlot: View.matched(view, slot.name),
  })
}

/** Places a workflow that a dynamic slot returned; workflows of one shape share what does not depend on values. */
export const ofWorkflow = (
  context: Context,
  view: View.View,
  at: number,
  workflow: Workflow,
  trail: Trail.Trail | undefined,
  cells: ReadonlyArray<unknown>,
): { readonly child: Child.Child; readonly cells: ReadonlyArray<unknown> } => {
  const { tables } = workflow
  const recent = view.recent[at]
  if (recent?.definition === workflow.definition) {
    const poured = Pins.pour(recent.mould, cells, tables)
    if (poured !== undefined) return { child: recent.child, cells: poured }
  }
  const slot = view.level.slots[at]
  const key = `${at} ${context.numberOf(workflow.definition)} ${Pins.shape(context, workflow.tables)}`
  let placed = view.dynamic.get(key)
  if (placed === undefined && slot !== undefined) {
    placed = Child.arrive(context, {
      ...arrival(view, slot, trail),
      declared: workflow.definition,
      tables: workflow.tables,
      dynamic: true,
      cells: cells.length,
      atSlot: [],
      optional: false,
      nullable: true,
    })
    view.dynamic.set(key, placed)
  }
  const child: Child.Child = placed?.child ?? { _tag: "Absent" }
  view.recent[at] = { definition: workflow.definition, mould: Pins.mould(tables), child }
  return { child, cells: Pins.cells(cells, tables) }
}

/** An entry sets a dynamic slot to a task: nothing was declared there that it would have to fit. */
const set = (context: Context, view: View.View, slot: DynamicSlot, trail: Trail.Trail | undefined): Child.Placed => {
  const candidates = View.matched(view, slot.name)
  const winner = Live.best(candidates)
  const here = Trail.place(trail, view.level.definition.name, slot.name)
  if (winner === undefined) return alone({ _tag: "Absent" })
  const read = context.tasks(winner, here)
  if (E.isLeft(read)) return alone({ _tag: "Broken", failure: Failure.of(read.left) })
  const considered = new Set<Live.Ranked>()
  const used = new Set(candidates.map(Live.instance))
  const { dead, lives, ...rest } = arrival(view, slot, trail)
  const ids = candidates.filter((live) => !live.entry.pin).map((live) => live.entry.id)
  const place = (workflow: Workflow | null): Child.Child => {
    if (workflow === null) return { _tag: "Absent" }
    const placed = Child.arrive(context, {
      ...rest,
      declared: workflow.definition,
      tables: workflow.tables,
      lives: lives.filter((live) => !used.has(Live.instance(live))),
      dead: [...new Set([...dead, ...ids])].sort((a, b) => a - b),
      dynamic: false,
      cells: 0,
      atSlot: [],
      optional: false,
      nullable: true,
    })
    for (const ranked of placed.considered) considered.add(ranked)
    return placed.child
  }
  const single = read.right._tag === "Single" ? Axis.single(winner.entry) : undefined
  if (single !== undefined) return alone({ _tag: "Broken", failure: Failure.of(single) })
  if (read.right._tag === "Single") return { child: place(read.right.value), considered }
  const { values } = read.right
  const axis = context.axes.read(winner.entry, values.length, here, () =>
    values.map((workflow) => workflow?.definition.name ?? null),
  )
  if ("_tag" in axis) return alone({ _tag: "Broken", failure: Failure.of(axis) })
  return { child: { _tag: "Choice", axis, options: values.map(place), locals: [] }, considered }
}

const alone = (child: Child.Child): Child.Placed => ({ child, considered: new Set() })

/** Gives the patterns that `over` names, as they begin at the task of the slot (5.4). */
export const over = (context: Context, slot: Slot): ReadonlyArray<Suffix> => {
  if (slot._tag !== "Many" || slot.over === undefined) return []
  return slot.over.flatMap((key) => {
    const pattern = context.pattern(key)
    return E.isRight(pattern) ? [context.states.suffixes.start(pattern.right)] : []
  })
}

type Owned = Pick<Child.Arrival, "owner" | "trail" | "lives" | "dead" | "watched">

const arrival = (
  view: View.View,
  slot: DependencySlot | ManySlot | DynamicSlot | { readonly name: string },
  trail: Trail.Trail | undefined,
): Owned => {
  const { name } = view.level.definition
  return {
    owner: { task: name, slot: slot.name },
    trail: { up: trail, task: name, slot: slot.name },
    lives: View.through(view, slot.name),
    dead: view.state.dead,
    watched: Watch.below(view.watches, slot.name),
  }
}

const declared = (
  slot: DependencySlot | ManySlot,
): Pick<Child.Arrival, "declared" | "tables" | "dynamic" | "optional" | "nullable" | "cells"> => ({
  declared: slot.task,
  tables: slot.pins,
  dynamic: false,
  optional: slot._tag === "Dependency" && slot.optional,
  nullable: slot._tag === "Dependency" && slot.optional,
  cells: 0,
})
