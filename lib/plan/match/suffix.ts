/**
 * Suffixes: what is left of a pattern on the way down, as the states of an automaton.
 *
 * Equal remainders are one object, whichever patterns they come from: that is what lets entries be pruned to the
 * best of those that match the same places from here on.
 *
 *     TaskB.datasets:year   --take datasets-->   :year   --take year-->   matched
 */
import type { Pattern, Segment } from "../../path/pattern.ts"
import * as PatternOf from "../../path/pattern.ts"

// --- model

/**
 * `seek`: may begin at this level or anywhere below; `exact`: must go on at this very level;
 * `below`: becomes `seek` one step down (a bare task met, and another task to come).
 */
export type Kind = "seek" | "exact" | "below"

export interface Suffix {
  readonly id: number
  readonly kind: Kind
  readonly text: string
  /** The task to be met at this level before anything is taken, if any. */
  readonly task: string | undefined
  /** The slot to take from this level; none when the segment is a bare task. */
  readonly slot: string | undefined
  /** A bare task that ends the pattern: it substitutes (2.5). */
  readonly substitutes: boolean
  /** After taking `slot`: the rest, or "matched" when nothing is left. */
  readonly taken: () => Suffix | "matched"
  /** After meeting a bare `task` that is not the last. */
  readonly met: () => Suffix
  /** What a `below` is one step down. */
  readonly risen: () => Suffix
}

export interface Suffixes {
  /** The suffix with which a pattern starts at the root, or a pin at the task of its slot. */
  readonly start: (pattern: Pattern) => Suffix
}

// --- constructors

/** Makes the interning table of one resolution. */
export const create = (): Suffixes => {
  const known = new Map<string, Suffix>()
  const intern = (kind: Kind, segments: ReadonlyArray<Segment>): Suffix => {
    const text = marks[kind] + PatternOf.print({ anchored: false, segments })
    const old = known.get(text)
    if (old !== undefined) return old
    const made = make(kind, segments, text)
    known.set(text, made)
    return made
  }
  const make = (kind: Kind, segments: ReadonlyArray<Segment>, text: string): Suffix => {
    const [head, ...rest] = segments
    const [slot, ...slots] = head?.slots ?? []
    const lazily = <A>(compute: () => A): (() => A) => {
      let value: A | undefined
      return () => (value ??= compute())
    }
    return {
      id: known.size,
      kind,
      text,
      task: head?.task,
      slot,
      substitutes: slot === undefined && rest.length === 0,
      taken: lazily(() => {
        if (slots.length > 0) return intern("exact", [{ task: undefined, slots }, ...rest])
        return rest.length > 0 ? intern("seek", rest) : "matched"
      }),
      met: lazily(() => intern(rest[0]?.task === undefined ? "seek" : "below", rest)),
      risen: lazily(() => intern("seek", segments)),
    }
  }
  return { start: (pattern) => intern(pattern.anchored ? "exact" : "seek", pattern.segments) }
}

const marks: Readonly<Record<Kind, string>> = { seek: ":", exact: ".", below: "/" }
