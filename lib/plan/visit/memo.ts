/**
 * Memos: what came of a view, as a trie of the axes it asked about, in the order in which it asked.
 *
 * Each inner node is a question (where is this axis fixed, or is it free?), each leaf what came of the answers. So a
 * result is found again exactly where it holds, and axes that do not matter below are never asked.
 */
import type { Failure } from "./failure.ts"
import type { Named } from "../match/watch.ts"
import type { Node } from "../plan.ts"

// --- model

/** Axes that must be fixed above before anything can come of this. */
export interface Needs {
  readonly _tag: "Needs"
  readonly axes: ReadonlyArray<number>
  /** What is wrong already; found again when the axes are fixed, and told where they cannot be. */
  readonly failures: ReadonlyArray<Failure>
}

/** A node, or why there is none. */
export type Outcome = Node | Needs | Failure

export interface Leaf {
  readonly _tag: "Leaf"
  readonly outcome: Outcome
  /** Every axis that it asked about, in order. */
  readonly asked: ReadonlyArray<number>
  /** Which axes decide what is watched, where something is (5.4). */
  named?: Named
}

interface Question {
  readonly _tag: "Question"
  readonly axis: number
  /** By the point at which the axis is fixed; first, at 0, what holds where it is free. */
  readonly answers: Array<Trie | undefined>
}

type Trie = Leaf | Question

export interface Memo {
  /** By the value of the next cell, where there are cells. */
  cells: Map<unknown, Memo> | undefined
  trie: Trie | undefined
  /** The points under which this is being worked on, the last first: to meet it again under the same is a cycle. */
  active: Active | undefined
  /** What was asked last: most often the same each time. */
  asked: ReadonlyArray<number>
}

interface Active {
  readonly points: Points
  readonly outer: Active | undefined
}

/** Where each axis is fixed, by its number; -1 or nothing: free. */
export type Points = ReadonlyArray<number>

// --- constructors

export const empty = (): Memo => ({ cells: undefined, trie: undefined, active: undefined, asked: nothing })

const nothing: ReadonlyArray<number> = Object.freeze([])

// --- queries

export const samePoints = (a: Points, b: Points): boolean => {
  if (a === b) return true
  for (let at = Math.max(a.length, b.length) - 1; at >= 0; at -= 1) if ((a[at] ?? -1) !== (b[at] ?? -1)) return false
  return true
}

/** Tells whether it is being worked on under these points. */
export const isActive = (memo: Memo, points: Points): boolean => {
  for (let at = memo.active; at !== undefined; at = at.outer) if (samePoints(at.points, points)) return true
  return false
}

/** Finds what came of these points, if they were tried. O(axes asked). */
export const find = (memo: Memo, points: Points): Leaf | undefined => {
  let at = memo.trie
  while (at !== undefined && at._tag === "Question") at = at.answers[(points[at.axis] ?? -1) + 1]
  return at
}

/** Lists all that came of a view: cells as they were met, of each what came of it in the order of points. O(leaves). */
export const leaves = (memo: Memo): ReadonlyArray<Leaf> => {
  const found: Array<Leaf> = []
  const memos = [memo]
  for (const one of memos) {
    if (one.cells !== undefined) for (const next of one.cells.values()) memos.push(next)
    const stack: Array<Trie | undefined> = [one.trie]
    while (stack.length > 0) {
      const at = stack.pop()
      if (at?._tag === "Leaf") found.push(at)
      else if (at !== undefined)
        for (let answer = at.answers.length - 1; answer >= 0; answer -= 1) stack.push(at.answers[answer])
    }
  }
  return found
}

// --- combinators

export const begin = (memo: Memo, points: Points): void => {
  memo.active = { points, outer: memo.active }
}

export const end = (memo: Memo): void => {
  memo.active = memo.active?.outer
}

/** Gives a list of what was asked that others share: a leaf that lives as long as the plan is being made holds one. */
export const shared = (memo: Memo, asked: ReadonlyArray<number> | undefined): ReadonlyArray<number> => {
  if (asked === undefined) return nothing
  const { asked: last } = memo
  if (asked.length !== last.length || asked.some((axis, at) => axis !== last[at])) memo.asked = asked
  return memo.asked
}

/** Remembers a leaf. The questions come in the same order each time, for the answers decide what is asked next. */
export const remember = (memo: Memo, points: Points, leaf: Leaf): void => {
  const [first, ...others] = leaf.asked
  if (first === undefined) {
    memo.trie = leaf
    return
  }
  memo.trie ??= { _tag: "Question", axis: first, answers: [] }
  let at = memo.trie
  for (const axis of others) {
    if (at._tag === "Leaf") return
    const answer: number = (points[at.axis] ?? -1) + 1
    at = at.answers[answer] ??= { _tag: "Question", axis, answers: [] }
  }
  if (at._tag === "Question") at.answers[(points[at.axis] ?? -1) + 1] = leaf
}
