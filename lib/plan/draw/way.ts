/**
 * Ways: places drawn as arrows from task to task, for cycles.
 *
 *     Daily.previous → Monthly.days → Daily
 */
import { grouped, visible } from "./drawing.ts"
import type { Place } from "../problem.ts"

// --- model

/** More steps than this are cut in the middle. */
const most = 12

// --- queries

/** Names the task at which a way begins. */
export const start = (way: Place): string => visible(way.steps[0]?.task ?? way.task ?? "a task")

// --- folds

/** Prints a way that leads back to its start. */
export const arrows = (way: Place): string => {
  const steps = way.steps.map(({ task, slot }) => visible(`${task}.${slot}`))
  const half = Math.ceil(Math.min(steps.length, most) / 2)
  const left = way.elided + Math.max(0, steps.length - 2 * half)
  const shown =
    left === 0 ? steps : [...steps.slice(0, half), `… ${grouped(left)} more …`, ...steps.slice(steps.length - half)]
  return [...shown, way.task === undefined ? start(way) : visible(way.task)].join(" → ")
}
