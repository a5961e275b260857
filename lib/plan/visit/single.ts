/**
 * Reductions that are handed a single point, because their axis surfaces above them (5.4): worth a warning, for it is
 * seldom meant.
 */
import * as Axis from "../settle/axis.ts"
import type { Context } from "../settle/context.ts"
import type { Survey } from "../tell/survey.ts"
import type { View } from "../match/view.ts"
import * as Trail from "./trail.ts"
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

/** Warns of each, with the place above it at which the axis surfaces. O(views) for each. */
export const warnings = (context: Context, survey: Survey): ReadonlyArray<Warning> =>
  [...context.singles.values()].map(({ place, axis }) => {
    const apart = place.steps.at(-1)
    const leads = (view: View, slot: string): boolean =>
      view.level.definition.slots.get(slot)?._tag !== "Many" ||
      (view.level.definition.name !== apart?.task && apart !== undefined)
    return {
      _tag: "SinglePoint",
      place,
      axis: Axis.written(axis.ranked.entry).key,
      surfaces: surfacing(survey, axis, leads) ?? axis.place,
    }
  })

/** Finds the first place that reads an axis, by slots that lead on. */
const surfacing = (
  survey: Survey,
  axis: Axis.Axis,
  leads: (view: View, slot: string) => boolean,
): Place | undefined => {
  const seen = new Set<View>()
  const queue: Array<{ readonly view: View; readonly trail: Trail.Trail | undefined }> = []
  const go = (view: View, trail: Trail.Trail | undefined): void => {
    if (seen.has(view)) return
    seen.add(view)
    queue.push({ view, trail })
  }
  for (const view of survey.root) go(view, undefined)
  for (let at = 0; at < queue.length; at += 1) {
    const { view, trail } = queue[at] as { readonly view: View; readonly trail: Trail.Trail | undefined }
    const { name } = view.level.definition
    for (const [position, slot] of view.level.slots.entries()) {
      const decision = view.decisions[position]
      if (decision?._tag === "Along" && decision.axis === axis) return Trail.place(trail, name, slot.name)
      if (!leads(view, slot.name)) continue
      for (const next of survey.through(view, slot.name)) go(next, { up: trail, task: name, slot: slot.name })
    }
  }
  return undefined
}
