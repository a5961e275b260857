/**
 * Patterns: the keys with which parameters are addressed, in code and in the shell alike.
 *
 * `.` is an exact step, `:` a descendant step, a leading `.` anchors at the root (rules 2.1–2.3).
 *
 *     TaskB.datasets:year   the year at or anywhere below what a TaskB has in its slot datasets
 */
import * as E from "#fp/Either"
import * as Name from "./name.ts"

// --- model

/** One segment: a task, slots taken one after another, or both. */
export interface Segment {
  readonly task: string | undefined
  readonly slots: ReadonlyArray<string>
}

export interface Pattern {
  readonly anchored: boolean
  readonly segments: ReadonlyArray<Segment>
}

/** What is wrong with a key, and at which character. */
export interface PatternError {
  readonly key: string
  /** Offset into `key` in UTF-16 units. */
  readonly offset: number
  readonly reason: string
}

// --- constructors

/** Parses a key by the grammar of section 2. `print` gives it back. */
export const parse = (key: string): E.Either<PatternError, Pattern> => {
  const fail = (offset: number, reason: string): E.Either<PatternError, Pattern> => E.left({ key, offset, reason })
  const anchored = key.startsWith(".")
  const body = anchored ? key.slice(1) : key
  const base = anchored ? 1 : 0
  if (body === "") return fail(base, "a name is missing: write a slot (year) or a task (TaskA)")
  const segments: Array<Segment> = []
  let offset = base
  for (const part of body.split(":")) {
    let task: string | undefined
    const slots: Array<string> = []
    let at = offset
    for (const [index, word] of part.split(".").entries()) {
      if (word === "") return fail(at, "a name is missing here")
      if (Name.isTask(word)) {
        if (index > 0) return fail(at, `a task begins a segment: write ":${word}" for ${word} anywhere below`)
        task = word
      } else if (Name.isSlot(word)) slots.push(word)
      else return fail(at, `"${word}" is no name: tasks are like TaskA, slots like year`)
      at += word.length + 1
    }
    segments.push({ task, slots })
    offset += part.length + 1
  }
  return E.right({ anchored, segments })
}

// --- queries

/** Tells whether the pattern ends in a bare task, and so substitutes it (rule 2.5). */
export const substituted = (pattern: Pattern): string | undefined => {
  const last = pattern.segments[pattern.segments.length - 1]
  return last !== undefined && last.slots.length === 0 ? last.task : undefined
}

/** Names the slot in which the pattern ends, if it ends in one. */
export const finalSlot = (pattern: Pattern): string | undefined => pattern.segments.at(-1)?.slots.at(-1)

/** Lists every task that the pattern names, in order. */
export const tasks = (pattern: Pattern): ReadonlyArray<string> =>
  pattern.segments.flatMap((segment) => (segment.task === undefined ? [] : [segment.task]))

// --- folds

/** Prints a pattern so that `parse` gives it back. */
export const print = (pattern: Pattern): string =>
  (pattern.anchored ? "." : "") +
  pattern.segments
    .map((segment) => (segment.task === undefined ? segment.slots : [segment.task, ...segment.slots]).join("."))
    .join(":")
