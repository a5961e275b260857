/**
 * Overs: which of the axes that surface at its task a `many` with `over` collects (5.4).
 *
 * An axis is collected if it decides a named slot at some point. That can be known only once all points were tried, so
 * such a `many` gathers twice: first along every axis, to learn, then along those that it collects. What was tried is
 * remembered, so the second time finds every node made. Where all axes are collected, the first time is enough.
 */
import type { Suffix } from "../match/suffix.ts"
import * as Watch from "../match/watch.ts"

// --- model

export interface Over {
  /** The named patterns, as they begin at the task. */
  readonly suffixes: ReadonlyArray<Suffix>
  /** Axes that are collected: those of the slot's own pins from the start, others as they are met. */
  readonly collects: Set<number>
  /** Axes that were split to learn. */
  readonly tried: Set<number>
  /** Axes that are not collected, and so surface at the owner. */
  readonly needs: Set<number>
  learning: boolean
}

// --- constructors

export const create = (suffixes: ReadonlyArray<Suffix>, locals: ReadonlyArray<number>): Over => ({
  suffixes,
  collects: new Set(locals),
  tried: new Set(),
  needs: new Set(),
  learning: true,
})

// --- combinators

/** Takes over which axes decide a named slot. */
export const learn = (over: Over, named: Watch.Named | undefined): void => {
  if (named !== undefined) for (const axis of Watch.axes(named, over.suffixes)) over.collects.add(axis)
}

/** Gives those of some axes along which to gather now. */
export const among = (over: Over, axes: ReadonlyArray<number>): ReadonlyArray<number> => {
  if (over.learning) {
    for (const axis of axes) over.tried.add(axis)
    return axes
  }
  for (const axis of axes) if (!over.collects.has(axis)) over.needs.add(axis)
  return axes.filter((axis) => over.collects.has(axis))
}

/** Tells whether all that was tried is collected, so that what was learnt is what was asked for. */
export const isDone = (over: Over): boolean =>
  !over.learning || [...over.tried].every((axis) => over.collects.has(axis))
