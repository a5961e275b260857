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
  /** The axis that it is, unique on any way. Axes stand in the order of these texts. A zip has its first entry's. */
  readonly axis: string
  /** What its zip is called, if it is in one. */
  readonly zip: string | undefined
  /** As typed. */
  readonly key: string
  readonly pattern: Match.Pattern
  readonly specificity: ReadonlyArray<number>
  readonly important: boolean
  readonly given: Description.Given
  /** In the order of sources: a pin is none, and before them (3.6). */
  readonly turn: number
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
  /** How many entries there have been on the way, used and beaten ones too. */
  readonly count: number
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

export const create = (
  { written, origin, axis, zip, via }: Numbered & { readonly origin: string; readonly axis: string },
  pin: number | undefined,
): Entry => {
  const important = written.key.endsWith("!")
  const pattern = Match.parse(important ? written.key.slice(0, -1) : written.key)
  // At the root pins compete as written.
  const specificity = Match.specificity(pattern, (pin ?? 0) > 0)
  const turn = pin !== undefined ? 0 : via === "code" ? 1 : 2
  return { origin, axis, zip, key: written.key, pattern, specificity, important, given: written.given, turn, pin }
}

export const table = (tables: ReadonlyArray<Description.Table>): ReadonlyArray<Entry> =>
  numbered(tables).map((one, index) => {
    const { written, first, zip } = one
    return create({ ...one, origin: `${index}[${written.key}]`, axis: `${rank(first)} table`, zip }, undefined)
  })

/** An entry of tables, and where the first one of its axis stands. */
interface Numbered {
  readonly written: Description.Written
  readonly first: number
  readonly zip: string | undefined
  readonly via: Description.Table["via"]
}

const numbered = (tables: ReadonlyArray<Description.Table>): ReadonlyArray<Numbered> => {
  const all: Array<Numbered> = []
  for (const { entries, zip, via } of tables) {
    const start = all.length
    for (const written of entries)
      all.push({ written, first: zip ? start : all.length, zip: zip ? `zip ${start}` : undefined, via })
  }
  return all
}

const rank = (index: number): string => String(index).padStart(4, "0")

/** Entries for the subtree that starts at a level. */
export const pins = (
  tables: ReadonlyArray<Description.Table>,
  origin: string,
  depth: number,
  count: number,
  notes: Notes,
): ReadonlyArray<Entry> => {
  const made = numbered(tables).map((one) =>
    create(
      {
        ...one,
        origin: `${origin}[${one.written.key}]`,
        axis: `${rank(count + one.first)} ${depth} ${origin}`,
        zip: one.zip === undefined ? undefined : `${origin} ${one.zip}`,
      },
      depth,
    ),
  )
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
    (entry) =>
      (entry.pin ?? 0) < here.levels.length && Match.endsIn(entry.pattern, slot)
        ? Match.slot(entry.pattern, about(place, entry))
        : "no",
    notes,
  )
}

export const matching = (
  entries: ReadonlyArray<Entry>,
  fits: (entry: Entry) => Match.Fit,
  notes: Notes,
): ReadonlyArray<Found> => {
  const found: Array<Found> = []
  for (const [index, entry] of entries.entries()) {
    const fit = fits(entry)
    if (fit === "no") continue
    notes.matched.add(entry.origin)
    found.push({ entry, fit, index })
  }
  return found
}

/** Gives the entry that decides (3.2). */
export const best = (found: ReadonlyArray<Found>): Entry | undefined =>
  found.length < 2 ? found[0]?.entry : [...found].sort(compare).at(-1)?.entry

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
