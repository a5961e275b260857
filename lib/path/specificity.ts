/**
 * Specificity: the four numbers that decide between patterns (rule 3.1).
 *
 * Compared left to right; a strictly narrower pattern never ranks lower.
 */
import type { Pattern } from "./pattern.ts"

// --- model

/** (slots named, exact slot-to-slot steps, tasks named, tasks that own a slot) */
export type Specificity = readonly [slots: number, exact: number, tasks: number, owners: number]

// --- constructors

/** Counts the four numbers of a pattern. */
export const of = (pattern: Pattern): Specificity => {
  let slots = 0
  let exact = pattern.anchored ? 1 : 0
  let tasks = 0
  let owners = 0
  for (const segment of pattern.segments) {
    slots += segment.slots.length
    exact += Math.max(0, segment.slots.length - 1)
    if (segment.task === undefined) continue
    tasks += 1
    if (segment.slots.length > 0) owners += 1
  }
  return [slots, exact, tasks, owners]
}

/**
 * Counts them for a pin, which competes as if written from the slot that carries it (rule 4.5):
 * `year` in a pin of `TaskB.corrections` as `TaskB.corrections:year`, `.day` as `TaskB.corrections.day`.
 */
export const ofPin = (pattern: Pattern): Specificity => {
  const [slots, exact, tasks, owners] = of(pattern)
  return [slots + 1, exact, tasks + 1, owners + 1]
}

// --- queries

/** Compares: negative when `a` is less specific than `b`. */
export const compare = (a: Specificity, b: Specificity): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]
