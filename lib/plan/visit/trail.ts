/**
 * Trails: the way on which the resolver stands, as a linked list, so that a step costs nothing at any depth.
 */
import type { Place, Step } from "../problem.ts"

// --- model

/** The slot through which a node was reached, and the trail of its owner. The root has none. */
export interface Trail {
  readonly up: Trail | undefined
  readonly task: string
  readonly slot: string
}

/** Steps of a place that messages show; of a longer one the middle is left out. */
const shown = 24

// --- folds

/** Gives the place at which a trail ends, in a task that is there, or in a slot of that task. */
export const place = (trail: Trail | undefined, task: string, slot?: string): Place => {
  const last: ReadonlyArray<Step> = slot === undefined ? [] : [{ task, slot }]
  const way = steps(trail, undefined)
  const all = [...way.steps, ...last]
  return { steps: all, elided: way.elided, task: slot === undefined ? task : undefined }
}

/** Gives the steps from one node (its own trail) down to another. */
export const steps = (
  trail: Trail | undefined,
  from: Trail | undefined,
): { readonly steps: ReadonlyArray<Step>; readonly elided: number } => {
  const reversed: Array<Step> = []
  for (let at = trail; at !== undefined && at !== from; at = at.up) reversed.push({ task: at.task, slot: at.slot })
  reversed.reverse()
  if (reversed.length <= shown) return { steps: reversed, elided: 0 }
  const half = shown / 2
  return {
    steps: [...reversed.slice(0, half), ...reversed.slice(-half)],
    elided: reversed.length - shown,
  }
}
