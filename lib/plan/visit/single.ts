/**
 * Reductions that are handed a single point, because their axis surfaces above them (5.4): worth a warning, for it is
 * seldom meant.
 */
import * as Axis from "../settle/axis.ts"
import type { Context } from "../settle/context.ts"
import type { Place, Warning } from "../problem.ts"

// --- model

/** A `many` that found an axis fixed from outside; the first place where it did. */
export interface Single {
  readonly place: Place
  readonly axis: Axis.Axis
}

// --- combinators

/** Takes note of the axes that a gathering asked about and found fixed. */
export const note = (
  context: Context,
  key: string,
  asked: ReadonlyArray<number>,
  points: ReadonlyArray<number>,
  place: () => Place,
): void => {
  for (const id of asked) {
    if ((points[id] ?? -1) < 0) continue
    const axis = context.axes.known.get(id)
    const known = `${key} ${id}`
    if (axis === undefined || axis.points < 2 || context.singles.has(known)) continue
    context.singles.set(known, { place: place(), axis })
  }
}

// --- folds

export const warnings = (context: Context): ReadonlyArray<Warning> =>
  [...context.singles.values()].map(({ place, axis }) => ({
    _tag: "SinglePoint",
    place,
    axis: Axis.written(axis.ranked.entry).key,
    surfaces: axis.place,
  }))
