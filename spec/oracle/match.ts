/**
 * Patterns and places, the slow way: every way to lay a pattern on a place is tried (rules 2.1–2.5, 3.1).
 */

// --- model

export interface Segment {
  readonly task: string | undefined
  readonly slots: ReadonlyArray<string>
}

export interface Pattern {
  readonly anchored: boolean
  readonly segments: ReadonlyArray<Segment>
}

/** A level of a place: a node of a task, the names it answers to (2.4), and the slot taken from it. */
export interface Level {
  readonly own: string
  readonly others: ReadonlyArray<string>
}

/** `levels` from the root; `slots[i]` is taken from `levels[i]`; the last slot, if there are as many, is the one addressed. */
export interface Place {
  readonly levels: ReadonlyArray<Level>
  readonly slots: ReadonlyArray<string>
}

// --- constructors

export const parse = (key: string): Pattern => {
  const anchored = key.startsWith(".")
  const parts = (anchored ? key.slice(1) : key).split(":")
  return {
    anchored,
    segments: parts.map((part) => {
      const words = part.split(".")
      const task = /^[A-Z]/.test(words[0] ?? "") ? words[0] : undefined
      return { task, slots: task === undefined ? words : words.slice(1) }
    }),
  }
}

// --- queries

/** Rule 3.1. With `pin`, as if written from the owner (4.5). */
export const specificity = (pattern: Pattern, pin: boolean): ReadonlyArray<number> => {
  const { segments } = pattern
  const slots = segments.flatMap((segment) => segment.slots).length
  const exact = segments.map((segment) => Math.max(0, segment.slots.length - 1)).reduce((a, b) => a + b, 0)
  const tasks = segments.filter((segment) => segment.task !== undefined).length
  const owners = segments.filter((segment) => segment.task !== undefined && segment.slots.length > 0).length
  const more = pin ? 1 : 0
  return [slots + more, exact + (pattern.anchored ? 1 : 0), tasks + more, owners + more]
}

/** How a pattern fits a place: not at all, by own names throughout, or only through lineage or stand-in (3.2). */
export type Fit = "no" | "own" | "other"

const worse = (a: Fit, b: Fit): Fit =>
  a === "no" || b === "no" ? "no" : a === "other" || b === "other" ? "other" : "own"

const named = (level: Level | undefined, task: string | undefined): Fit => {
  if (level === undefined) return "no"
  if (task === undefined || level.own === task) return "own"
  return level.others.includes(task) ? "other" : "no"
}

const range = (from: number, to: number): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (let index = from; index <= to; index++) found.push(index)
  return found
}

/** The best fit from any of these levels on. */
const among = (from: number, to: number, ofLevel: (level: number) => Fit): Fit => {
  let found: Fit = "no"
  for (let level = from; level <= to && found !== "own"; level++) {
    const one = ofLevel(level)
    if (one !== "no") found = one
  }
  return found
}

/** Tells whether a pattern ends in a slot of this name, or in this task: what does not cannot fit, and this is quick. */
export const endsIn = ({ segments }: Pattern, name: string): boolean => {
  const last = segments.at(-1)
  return (last?.slots.at(-1) ?? last?.task) === name
}

/** Tells how a pattern that ends in a slot fits the place of a slot. */
export const slot = (pattern: Pattern, place: Place): Fit => {
  const last = place.levels.length - 1
  const segment = (index: number, at: number): Fit => {
    const { task, slots } = pattern.segments[index] as Segment
    const answers = named(place.levels[at], task)
    if (answers === "no") return "no"
    if (!slots.every((name, step) => place.slots[at + step] === name)) return "no"
    const after = at + slots.length
    if (index === pattern.segments.length - 1) return slots.length > 0 && after === last + 1 ? answers : "no"
    const next = pattern.segments[index + 1] as Segment
    const from = slots.length === 0 && next.task !== undefined ? after + 1 : after
    return worse(
      answers,
      among(from, last, (level) => segment(index + 1, level)),
    )
  }
  return among(0, pattern.anchored ? 0 : last, (level) => segment(0, level))
}

/**
 * Tells how a pattern that ends in a bare task fits the level that the place's last slot leads to, where `current`
 * stands: exactly that task counts at the end (2.5). A place of no level is the root.
 */
export const task = (pattern: Pattern, place: Place, current: string): Fit => {
  const last = place.levels.length
  const segment = (index: number, at: number): Fit => {
    const { task, slots } = pattern.segments[index] as Segment
    if (index === pattern.segments.length - 1)
      return slots.length === 0 && at === last && task === current ? "own" : "no"
    const answers = named(place.levels[at], task)
    if (answers === "no") return "no"
    if (!slots.every((name, step) => at + step < last && place.slots[at + step] === name)) return "no"
    const after = at + slots.length
    const next = pattern.segments[index + 1] as Segment
    const from = slots.length === 0 && next.task !== undefined ? after + 1 : after
    return worse(
      answers,
      among(from, last, (level) => segment(index + 1, level)),
    )
  }
  return among(0, pattern.anchored ? 0 : last, (level) => segment(0, level))
}

/** The patterns that are left to match at or below the last level of a place: positions in the pattern, as words. */
export const left = (pattern: Pattern, place: Place): ReadonlySet<string> => {
  const found = new Set<string>()
  const last = place.levels.length - 1
  const segment = (index: number, at: number): void => {
    const current = pattern.segments[index]
    if (current === undefined) return
    if (at >= last) found.add(at === last ? `${index}` : `${index}>`)
    if (at > last || named(place.levels[at], current.task) === "no") return
    for (const [step, name] of current.slots.entries()) {
      if (at + step >= last) return void found.add(`${index}.${step}`)
      if (place.slots[at + step] !== name) return
    }
    const after = at + current.slots.length
    const from = current.slots.length === 0 && pattern.segments[index + 1]?.task !== undefined ? after + 1 : after
    for (const level of range(from, Math.max(from, last + 1))) segment(index + 1, level)
  }
  for (const level of pattern.anchored ? [0] : range(0, last + 1)) segment(0, level)
  return found
}
