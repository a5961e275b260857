/**
 * Which task stands in a slot (section 6), step by step as the rules say it.
 */
import type { Context } from "./context.ts"
import * as Description from "./description.ts"
import * as Entry from "./entry.ts"
import * as Match from "./match.ts"
import * as Notes from "./notes.ts"
import * as Read from "./read.ts"

// --- model

export interface Question {
  /** The level that has the slot; no level at the root. */
  readonly here: Entry.Here
  /** Undefined at the root. */
  readonly slot: string | undefined
  /** The task declared, or the one that a function gave. */
  readonly declared: string
  readonly pins: ReadonlyArray<Entry.Entry>
  readonly optional: boolean
}

/** The level below, null where nothing stands there, undefined where that is wrong, or the axis that has to be set first. */
export type Answer = Entry.Here | null | undefined | Unset

/** An axis of tasks that decides what stands here. */
export interface Unset {
  readonly unset: Axis
}

export interface Axis {
  readonly entry: Entry.Entry
  readonly size: number
}

/** The point at which each axis is set. */
export type Points = ReadonlyMap<string, number>

// --- queries

export type Called = Description.Called

/** Reads a given as a task, or a collection of them (5.6): text by the task's name, null as nothing. */
export const taskOf = (
  context: Context,
  given: Description.Given,
): Called | ReadonlyArray<Called> | "none" | "wrong" => {
  if (given._ === "workflow") return given
  if (given._ === "tasks") return given.items
  if (given._ === "text") {
    const items = given.text.split(",").map((task) => ({ task, tables: [] }))
    if (items.some(({ task }) => context.lineage(task).length === 0)) return "wrong"
    return items.length === 1 ? (items[0] as Called) : items
  }
  return given._ !== "each" && given.value === null ? "none" : "wrong"
}

export const isSeveral = (what: Called | ReadonlyArray<Called>): what is ReadonlyArray<Called> => Array.isArray(what)

/** A dynamic slot with a type reads text by it; else text names a task. */
export const places = (context: Context, given: Description.Given, type: Description.TypeName | undefined): boolean =>
  given._ === "workflow" ||
  given._ === "tasks" ||
  (given._ === "text" &&
    taskOf(context, given) !== "wrong" &&
    (type === undefined || Read.read(given, type)._ === "invalid"))

/** The way to a slot, or to a level, as one would type it. */
export const way = (context: Context, here: Entry.Here, slot?: string): string =>
  [
    here.levels[0]?.own ?? context.description.tasks[0]?.name ?? "",
    ...here.slots,
    ...(slot === undefined ? [] : [slot]),
  ].join(".")

/** Rule 6.5. */
const fits = (context: Context, original: string, replacement: string): boolean => {
  const offered = context.slots(replacement)
  const removed = Description.removed(context.description, replacement)
  const { description } = context
  if (Description.output(description, original) !== Description.output(description, replacement)) return false
  return context.slots(original).every((slot) => {
    const other = offered.find((candidate) => candidate.name === slot.name)
    if (other === undefined) return removed.includes(slot.name)
    if (slot._ === "value" && other._ === "value") return base(slot.type) === base(other.type)
    return slot._ === other._
  })
}

const base = (type: Description.TypeName): string => (type === "choice" ? "str" : type)

/** Decides what stands in a slot: the declared task, or what replaces it, in turn (6.1, 6.3, 6.4). */
export const decide = (
  context: Context,
  { here, slot, declared, pins, optional }: Question,
  fixed: Points,
  notes: Notes.Notes,
): Answer => {
  const place: Match.Place = { levels: here.levels, slots: slot === undefined ? [] : [...here.slots, slot] }
  const depth = slot === undefined ? 0 : here.levels.length
  let count = here.count + pins.length
  let play = [...here.entries, ...pins]
  /** Used or beaten on the way: they do not apply again, here or below. */
  const out = new Set<Entry.Entry>()
  const original: Array<string> = []
  let current = declared
  let present = !optional
  let first = true
  let fine = true
  const wrong = (entry: Entry.Entry): void => {
    Notes.report(notes, {
      tag: "WrongKind",
      place: way(context, here, slot),
      key: entry.key,
      last: `${here.levels.at(-1)?.own ?? ""}.${slot ?? ""}`,
    })
    fine = false
  }
  for (; ; first = false) {
    const bySlot = first && slot !== undefined ? Entry.atSlot(here, slot, notes) : []
    const byTask = present
      ? Entry.matching(
          play,
          (entry) =>
            Match.endsIn(entry.pattern, current) ? Match.task(entry.pattern, Entry.about(place, entry), current) : "no",
          notes,
        )
      : []
    const found = [...bySlot, ...byTask]
      .map(({ entry, fit }) => ({ entry, fit, index: play.indexOf(entry) }))
      .filter(({ entry }) => !out.has(entry))
    for (const { entry } of found) {
      const kind = taskOf(context, entry.given)
      if (kind === "wrong" || (kind === "none" && !(optional && first))) wrong(entry)
    }
    const winner = Entry.best(found)
    if (winner === undefined) break
    Notes.contest(
      notes,
      found.map(({ entry }) => entry),
      winner,
    )
    for (const { entry } of found) out.add(entry)
    const given = taskOf(context, winner.given)
    if (given === "wrong") return undefined
    if (given === "none") return fine ? null : undefined
    notes.substituted = true
    const replacement = isSeveral(given) ? given[fixed.get(winner.axis) ?? -1] : given
    if (isSeveral(given)) {
      notes.axes.add(winner.origin)
      Notes.read(notes, winner, given.length)
      Notes.decide(notes, winner, [...here.levels], slot === undefined ? [] : [...here.slots, slot])
      if (!fixed.has(winner.axis)) return { unset: { entry: winner, size: given.length } }
    } else if (winner.zip !== undefined) {
      Notes.report(notes, { tag: "ZipLengths" })
      return undefined
    }
    if (replacement === undefined) return undefined
    const added = Entry.pins(replacement.tables, `${winner.origin}>`, depth, count, notes)
    play = [...play, ...added]
    count += added.length
    // Replacing a task by itself ends the chain; waking an absent one replaces nothing.
    if (replacement.task === current && present) break
    if (replacement.task !== current) {
      original.push(current)
      if (!fits(context, current, replacement.task)) {
        Notes.report(notes, { tag: "UnfitReplacement", key: `${current} ${replacement.task}` })
        fine = false
      }
    }
    current = replacement.task
    present = true
  }
  if (!fine) return undefined
  if (!present) return null
  const answers = [current, ...original].flatMap((name) => context.lineage(name))
  return {
    levels: [...here.levels, { own: current, others: answers.filter((name) => name !== current) }],
    slots: slot === undefined ? [] : [...here.slots, slot],
    entries: play.filter((entry) => !out.has(entry)),
    count,
    keys: here.keys,
  }
}
