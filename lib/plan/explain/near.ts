/**
 * Entries that came near: what was written for a slot of this name, or one spelt alike, and why it is not for this place.
 *
 *     TaskC.b.title has no value    near --TaskA.title=x    no TaskA is on the way here
 */
import * as Nearest from "../../path/nearest.ts"
import * as Pattern from "../../path/pattern.ts"
import type { Ranked } from "../match/live.ts"
import type { Place } from "../problem.ts"
import * as Axis from "../settle/axis.ts"
import type { Context } from "../settle/context.ts"
import type { Survey } from "../tell/survey.ts"
import type { Near } from "./explanation.ts"

// --- model

/** More help nobody. */
const most = 5

// --- queries

/** Lists the entries that might have been meant for a place that has no value, each with what keeps it away. O(entries). */
export const of = (context: Context, survey: Survey, place: Place, slot: string): ReadonlyArray<Near> => {
  const found: Array<Near> = []
  for (const ranked of [...context.states.ranked, ...context.carried.keys()]) {
    if (found.length >= most) break
    const why = keeps(survey, ranked, place, slot)
    if (why !== undefined) found.push({ written: Axis.written(ranked.entry), why })
  }
  return found
}

// --- internals

/** Says what keeps an entry from a place; nothing where it sets something else altogether. */
const keeps = (survey: Survey, { entry, pin }: Ranked, place: Place, slot: string): string | undefined => {
  const { pattern, source } = entry
  const final = Pattern.finalSlot(pattern)
  if (final === undefined) return undefined
  if (final !== slot)
    return survey.slots.has(final) || Nearest.nearest(final, [slot]).length === 0
      ? undefined
      : `the slot here is ${slot}`
  const names = new Set(place.steps.map(({ task }) => task))
  const isOnWay = (task: string): boolean =>
    names.has(task) || survey.beginning(task).some(({ level }) => names.has(level.definition.name))
  const strange = Pattern.tasks(pattern).find((task) => !isOnWay(task))
  if (strange !== undefined) return `no ${strange} is on the way here`
  if (
    pin &&
    source._tag === "Pin" &&
    !place.steps.some((step) => step.task === source.task && step.slot === source.slot)
  )
    return `a pin holds below its own slot, ${source.task}.${source.slot}`
  const slots = pattern.segments.flatMap((segment) => segment.slots)
  const other = slots.find((one) => !place.steps.some((step) => step.slot === one))
  if (other !== undefined) return `the way here does not lead through ${other}`
  return pattern.anchored
    ? "a dot in front means the root, and the steps behind it are not those of the way here"
    : "its steps are not those of the way here"
}
