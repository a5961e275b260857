/**
 * Random patterns, narrower ones, and places, over few names so that they meet.
 */
import * as fc from "fast-check"
import type { Pattern, Segment } from "../../lib/path/pattern.ts"
import type * as Match from "../oracle/match.ts"

// --- generators

export const slotNames = fc.constantFrom("a", "b", "year", "_x", "daily2")
export const taskNames = fc.constantFrom("A", "B", "TaskA", "Task_B2")

export const segments: fc.Arbitrary<Segment> = fc.oneof(
  fc.record({ task: taskNames, slots: fc.array(slotNames, { maxLength: 3 }) }),
  fc.record({ task: fc.constant(undefined), slots: fc.array(slotNames, { minLength: 1, maxLength: 3 }) }),
)

export const patterns: fc.Arbitrary<Pattern> = fc.record({
  anchored: fc.boolean(),
  segments: fc.array(segments, { minLength: 1, maxLength: 4 }),
})

/** A pattern that ends in a slot. */
const ending = patterns.filter((pattern) => (pattern.segments.at(-1)?.slots.length ?? 0) > 0)

/** Says one thing more: a task, an exact step in place of a descendant one, something above, the root. */
const narrow = (pattern: Pattern, choice: number, at: number, task: string, more: Segment): Pattern => {
  const index = at % pattern.segments.length
  const segment = pattern.segments[index] as Segment
  const next = pattern.segments[index + 1]
  const change = (...replacement: ReadonlyArray<Segment>): Pattern => ({
    ...pattern,
    segments: [
      ...pattern.segments.slice(0, index),
      ...replacement,
      ...pattern.segments.slice(index + (replacement.length === 1 && next !== undefined && choice === 1 ? 2 : 1)),
    ],
  })
  if (choice === 0 && segment.task === undefined) return change({ ...segment, task })
  if (
    choice === 1 &&
    next !== undefined &&
    next.task === undefined &&
    (segment.slots.length > 0 || segment.task !== undefined)
  )
    return change({ task: segment.task, slots: [...segment.slots, ...next.slots] })
  if (choice === 2 && !pattern.anchored) return { ...pattern, segments: [more, ...pattern.segments] }
  if (choice === 3) return { ...pattern, anchored: true }
  return pattern
}

/** A pattern, and one that reaches no more. */
export const narrowings: fc.Arbitrary<{ readonly wide: Pattern; readonly narrow: Pattern }> = fc
  .tuple(
    ending,
    fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 9 }), taskNames, segments), { minLength: 1, maxLength: 4 }),
  )
  .map(([wide, steps]) => ({
    wide,
    narrow: steps.reduce((pattern, [choice, at, task, more]) => narrow(pattern, choice, at, task, more), wide),
  }))

export const places: fc.Arbitrary<Match.Place> = fc
  .array(fc.tuple(taskNames, fc.array(taskNames, { maxLength: 2 }), slotNames), { minLength: 1, maxLength: 6 })
  .map((levels) => ({
    levels: levels.map(([own, others]) => ({ own, others: others.filter((name) => name !== own) })),
    slots: levels.map(([, , slot]) => slot),
  }))
