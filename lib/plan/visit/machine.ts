/**
 * The machine: what the frames share, the stack and the points at which axes are fixed.
 *
 * Results are remembered by view, cells and the axes that mattered, so each is worked out once.
 */
import * as Failure from "./failure.ts"
import * as Frame from "./frame.ts"
import * as Memo from "./memo.ts"
import * as Plain from "./plain.ts"
import type { Context } from "../settle/context.ts"
import * as Trail from "./trail.ts"
import type { View } from "../match/view.ts"
import type * as Ways from "../call/ways.ts"

// --- model

/** What the frames share: the stack, and where each axis is fixed at this moment. */
export interface Machine {
  readonly context: Context
  readonly stack: Array<Frame.Frame>
  /** Where each axis is fixed, by its number; -1 or nothing: free. */
  readonly points: Array<number>
  /** The present points as they stand, made when first asked for. */
  moment: Memo.Points | undefined
  /** Nodes made so far; with the depth of the stack it is held against the limit. */
  made: number
  /** Set when the limit is passed: nothing goes on. */
  halted: Failure.Failure | undefined
  /** Whether a node may have been made on the way that belongs to no root. */
  strayed: boolean
  /** Whether a dynamic slot was not asked because something before it failed. */
  skipped: boolean
  /** Takes note of where nodes stand, if somebody will ask. */
  readonly ways: Ways.Ways | undefined
}

// --- constructors

export const create = (context: Context, ways?: Ways.Ways): Machine => ({
  context,
  stack: [],
  points: [],
  moment: undefined,
  made: 0,
  halted: undefined,
  strayed: false,
  skipped: false,
  ways,
})

// --- queries

/** Tells where an axis is fixed, -1 where it is free. */
export const point = (machine: Machine, axis: number): number => machine.points[axis] ?? -1

// --- combinators

/** Fixes an axis, or frees it (-1). */
export const fix = (machine: Machine, axis: number, at: number): void => {
  machine.points[axis] = at
  machine.moment = undefined
}

/** Asks where an axis is fixed, and takes note that it mattered. */
export const ask = (machine: Machine, frame: Frame.NodeFrame, axis: number): number => {
  Frame.ask(frame, axis)
  const at = point(machine, axis)
  if (at < 0) Frame.need(frame, axis)
  return at
}

/** Gives the present points as a value; one for all that is begun under them. */
const momentOf = (machine: Machine): Memo.Points => (machine.moment ??= [...machine.points])

/** Gives what is known of a view under the present points, or pushes the frame that will find it out. */
export const enter = (
  machine: Machine,
  view: View,
  cells: ReadonlyArray<unknown>,
  trail: Trail.Trail | undefined,
): Memo.Leaf | undefined => {
  const memo = memoOf(machine.context, view, cells)
  const leaf = Memo.find(memo, machine.points)
  if (leaf !== undefined) return leaf
  if (machine.made + machine.stack.length > machine.context.limit || view.id > machine.context.limit) {
    machine.halted = Failure.of({
      _tag: "TooManyTasks",
      limit: machine.context.limit,
      place: Trail.place(trail, view.level.definition.name),
    })
    return undefined
  }
  const plain = Plain.enter(machine, view, cells, memo, trail)
  if (plain !== undefined) return plain
  const moment = momentOf(machine)
  if (Memo.isActive(memo, moment)) return cycle(machine, memo, view, trail)
  machine.context.states.work.frames += 1
  machine.stack.push(Frame.node(view, cells, trail, memo, moment))
  return undefined
}

/** Lists the cells that go along. */
export const picked = (pick: ReadonlyArray<number>, cells: ReadonlyArray<unknown>): ReadonlyArray<unknown> => {
  if (pick.length === 0) return noCells
  const found = new Array<unknown>(pick.length)
  for (let at = 0; at < pick.length; at += 1) found[at] = cells[pick[at] as number]
  return found
}

const noCells: ReadonlyArray<unknown> = Object.freeze([])

/** Finds the memo of a view under these cells: one map for each, for a text of them all costs more. */
const memoOf = ({ contents }: Context, view: View, cells: ReadonlyArray<unknown>): Memo.Memo => {
  let { memo } = view
  for (let at = 0; at < cells.length; at += 1) {
    const key = contents.key(cells[at])
    const byValue = (memo.cells ??= new Map<unknown, Memo.Memo>())
    let next = byValue.get(key)
    if (next === undefined) byValue.set(key, (next = Memo.empty()))
    memo = next
  }
  return memo
}

const cycle = (machine: Machine, memo: Memo.Memo, view: View, trail: Trail.Trail | undefined): Memo.Leaf => {
  let first: Trail.Trail | undefined
  for (let at = machine.stack.length - 1; at >= 0; at -= 1) {
    const frame = machine.stack[at]
    if (frame?._tag !== "NodeFrame" || frame.memo !== memo) continue
    first = frame.trail
    break
  }
  const way = Trail.steps(trail, first)
  const { name } = view.level.definition
  return {
    _tag: "Leaf",
    asked: [],
    outcome: Failure.of({ _tag: "Cycle", place: Trail.place(first, name), cycle: { ...way, task: name } }),
  }
}
