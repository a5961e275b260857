/**
 * Entries in play at a level, and which of them decides (3.2, 4.5), by trying each at each place.
 */
import type * as Description from "./description.ts"
import * as Match from "./match.ts"
import type { Notes } from "./notes.ts"

// --- model

export interface Entry {
  /** Where it is written: one for every occurrence of a pin. */
  readonly origin: string
  /** The axis that it is, unique on any way. */
  readonly axis: string
  /** As typed. */
  readonly key: string
  readonly pattern: Match.Pattern
  readonly specificity: ReadonlyArray<number>
  readonly important: boolean
  readonly given: Description.Given
  /** For a pin: the level at which its subtree starts. */
  readonly pin: number | undefined
}

/** A level, and the way to it. */
export interface Here {
  readonly levels: ReadonlyArray<Match.Level>
  /** One fewer than levels. */
  readonly slots: ReadonlyArray<string>
  /** In order: the table, then pins from the outermost. */
  readonly entries: ReadonlyArray<Entry>
  /** Of each level above: what makes a cycle when met again. */
  readonly keys: ReadonlyArray<() => string>
}

/** An entry that fits a place, and its number in the table. */
export interface Found {
  readonly entry: Entry
  readonly fit: Match.Fit
  readonly index: number
}

// --- constructors

export const create = (written: Description.Written, origin: string, axis: string, pin: number | undefined): Entry => {
  const important = written.key.endsWith("!")
  const pattern = Match.parse(important ? written.key.slice(0, -1) : written.key)
  // At the root pins compete as written.
  const specificity = Match.specificity(pattern, (pin ?? 0) > 0)
  return { origin, axis, key: written.key, pattern, specificity, important, given: written.given, pin }
}

export const table = (tables: ReadonlyArray<Description.Table>): ReadonlyArray<Entry> =>
  tables
    .flatMap((one) => one.entries)
    .map((written, index) => create(written, `${index}[${written.key}]`, `table ${index}`, undefined))

/** Entries for the subtree that starts at a level. */
export const pins = (
  written: ReadonlyArray<Description.Written>,
  origin: string,
  depth: number,
  notes: Notes,
): ReadonlyArray<Entry> => {
  const made = written.map((one, index) => create(one, `${origin}[${one.key}]`, `${depth} ${origin} ${index}`, depth))
  for (const pin of made) notes.written.set(pin.origin, pin)
  return made
}

// --- queries

/** The part of a place that an entry is about: a pin's starts at its subtree. */
export const about = (place: Match.Place, entry: Entry): Match.Place => ({
  levels: place.levels.slice(entry.pin ?? 0),
  slots: place.slots.slice(entry.pin ?? 0),
})

/** Finds the entries that fit the place of a slot of a level. */
export const atSlot = (here: Here, slot: string, notes: Notes): ReadonlyArray<Found> => {
  const place = { levels: here.levels, slots: [...here.slots, slot] }
  return matching(
    here.entries,
    (entry) => ((entry.pin ?? 0) < here.levels.length ? Match.slot(entry.pattern, about(place, entry)) : "no"),
    notes,
  )
}

export const matching = (
  entries: ReadonlyArray<Entry>,
  fits: (entry: Entry) => Match.Fit,
  notes: Notes,
): ReadonlyArray<Found> => {
  const found = entries.map((entry, index) => ({ entry, fit: fits(entry), index })).filter(({ fit }) => fit !== "no")
  for (const { entry } of found) notes.matched.add(entry.origin)
  return found
}

/** Gives the entry that decides (3.2). */
export const best = (found: ReadonlyArray<Found>): Entry | undefined => [...found].sort(compare).at(-1)?.entry

const compare = (a: Found, b: Found): number => {
  if (a.entry.important !== b.entry.important) return a.entry.important ? 1 : -1
  for (const [index, number] of a.entry.specificity.entries()) {
    const other = b.entry.specificity[index] as number
    if (number !== other) return number - other
  }
  if ((a.entry.pin === undefined) !== (b.entry.pin === undefined)) return a.entry.pin === undefined ? 1 : -1
  if (a.entry.pin !== b.entry.pin) return (a.entry.pin ?? 0) - (b.entry.pin ?? 0)
  if (a.fit !== b.fit) return a.fit === "own" ? 1 : -1
  return a.index - b.index
}
