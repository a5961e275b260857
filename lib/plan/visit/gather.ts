/**
 * Gathering: the nodes that the free axes make of a task, for a `many` or at the root (5.3, 5.4).
 *
 * Axes are asked for as they are met: those that surface only under some points of another are split only there.
 */
import type * as Axis from "../settle/axis.ts"
import * as Failure from "./failure.ts"
import type * as Frame from "./frame.ts"
import * as Machine from "./machine.ts"
import type * as Memo from "./memo.ts"
import * as Over from "./over.ts"
import * as Watch from "../match/watch.ts"

// --- combinators

/** Goes on with one point after another until a frame must be waited for; gives the result when all are done. */
export const step = (
  machine: Machine.Machine,
  frame: Frame.GatherFrame,
  result: Frame.Result | undefined,
): Frame.Gathered | undefined => {
  let leaf = result?._tag === "Leaf" ? result : undefined
  let last: ReadonlyArray<number> | undefined
  for (;;) {
    leaf ??= attempt(machine, frame)
    if (leaf === undefined) return undefined
    if (leaf.asked !== last) for (const axis of leaf.asked) frame.asked.add(axis)
    last = leaf.asked
    if (leaf.named !== undefined) learn(frame, leaf.named)
    const { outcome } = leaf
    leaf = undefined
    if (outcome._tag === "Needs" && split(machine, frame, outcome)) continue
    if (outcome._tag === "Node" && frame.toward !== undefined)
      frame.leaves.push({ node: outcome, view: frame.toward, at: points(frame) })
    if (outcome._tag === "Failure") frame.failures.add(outcome)
    if (advance(machine, frame)) continue
    if (frame.over === undefined || Over.isDone(frame.over)) return finish(frame)
    again(machine, frame, frame.over)
  }
}

/** Begins again, along those axes alone that are collected. */
const again = (machine: Machine.Machine, frame: Frame.GatherFrame, over: Over.Over): void => {
  machine.strayed = true
  over.learning = false
  frame.leaves.length = 0
  frame.failures.clear()
  frame.empty.clear()
  frame.unordered = false
}

const learn = (frame: Frame.GatherFrame, named: Watch.Named): void => {
  if (frame.over !== undefined) Over.learn(frame.over, named)
  frame.named ??= new Map()
  Watch.merge(frame.named, named)
}

/** Asks for the node at the present points. */
const attempt = (machine: Machine.Machine, frame: Frame.GatherFrame): Memo.Leaf | undefined => {
  let { child } = frame
  while (child._tag === "Choice") {
    const { id } = child.axis
    frame.asked.add(id)
    frame.placing.add(id)
    const at = Machine.point(machine, id)
    if (at < 0) return { _tag: "Leaf", asked: [], outcome: { _tag: "Needs", axes: [id], failures: [] } }
    child = child.options[at] ?? { _tag: "Absent" }
  }
  switch (child._tag) {
    case "Absent":
      return { _tag: "Leaf", asked: [], outcome: Failure.all([]) }
    case "Broken":
      return { _tag: "Leaf", asked: [], outcome: child.failure }
    case "Leads":
      frame.toward = child.view
      return Machine.enter(machine, child.view, Machine.picked(child.pick, frame.cells), frame.trail)
  }
}

/** Fixes the axes that are asked for, and gathered, at their first points; tells whether there are any. */
const split = (machine: Machine.Machine, frame: Frame.GatherFrame, needs: Memo.Needs): boolean => {
  const ids = frame.over === undefined ? needs.axes : Over.among(frame.over, needs.axes)
  if (ids.length === 0) {
    for (const failure of needs.failures) frame.pending.add(failure)
    return false
  }
  const axes = ids.flatMap((id) => machine.context.axes.known.get(id) ?? []).sort((a, b) => a.order - b.order)
  const empty = axes.filter((axis) => axis.points === 0)
  for (const axis of empty) frame.empty.add(axis)
  if (empty.length > 0) return false
  const first = axes[0]?.order ?? 0
  if (frame.splits.some((outer) => outer.axes.some((axis) => axis.order > first))) frame.unordered = true
  if (frame.splits.length === 0) frame.outermost = first
  frame.splits.push({ axes, at: axes.map(() => 0) })
  for (const axis of axes) Machine.fix(machine, axis.id, 0)
  return true
}

/** Goes to the next point; false after the last. */
const advance = (machine: Machine.Machine, frame: Frame.GatherFrame): boolean => {
  for (let last = frame.splits.at(-1); last !== undefined; last = frame.splits.at(-1)) {
    for (let place = last.axes.length - 1; place >= 0; place -= 1) {
      const axis = last.axes[place] as Axis.Axis
      const next = (last.at[place] ?? 0) + 1
      const over = next >= axis.points
      last.at[place] = over ? 0 : next
      Machine.fix(machine, axis.id, last.at[place] ?? 0)
      if (!over) return true
    }
    for (const axis of last.axes) Machine.fix(machine, axis.id, -1)
    frame.splits.pop()
  }
  return false
}

const finish = (frame: Frame.GatherFrame): Frame.Gathered => ({
  _tag: "Gathered",
  leaves: frame.unordered ? frame.leaves.sort(compare(frame.outermost)) : frame.leaves,
  asked: [...frame.asked],
  failures: [...frame.failures],
  empty: [...frame.empty],
  needs: frame.over === undefined ? none : [...frame.over.needs],
  pending: [...frame.pending],
  placing: [...frame.placing],
  collects: frame.over?.collects,
  named: frame.named,
})

const none: ReadonlyArray<number> = []

// --- internals

/** Where the axes split here stand. Most often there is one, and its point says all: a list costs 200 bytes a node. */
const points = (frame: Frame.GatherFrame): Frame.Found["at"] => {
  const [outer] = frame.splits
  if (outer !== undefined && frame.splits.length === 1 && outer.axes.length === 1) return outer.at[0] as number
  const at: Array<number> = []
  for (const { axes, at: points } of frame.splits)
    for (let place = 0; place < axes.length; place += 1)
      at.push((axes[place] as Axis.Axis).order, points[place] as number)
  return at
}

/** The first entry slowest; what lacks an axis stands first (5.2). */
const compare =
  (outermost: number) =>
  (a: Frame.Found, b: Frame.Found): number => {
    const [left, right] = [pairs(outermost, a.at), pairs(outermost, b.at)]
    const orders = [...new Set([...left.keys(), ...right.keys()])].sort((x, y) => x - y)
    for (const order of orders) {
      const difference = (left.get(order) ?? -1) - (right.get(order) ?? -1)
      if (difference !== 0) return difference
    }
    return 0
  }

const pairs = (outermost: number, at: Frame.Found["at"]): ReadonlyMap<number, number> => {
  if (typeof at === "number") return new Map([[outermost, at]])
  const found = new Map<number, number>()
  for (let pair = 0; pair < at.length; pair += 2) found.set(at[pair] as number, at[pair + 1] as number)
  return found
}
