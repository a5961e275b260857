/**
 * What the slow resolver notes on its way: problems, and what of the table it met. Kept only where it is about real places.
 */
import type { Entry } from "./entry.ts"
import type * as Match from "./match.ts"

// --- model

export interface Problem {
  readonly tag: string
  /** The way from the root, as one would type it, or empty. */
  readonly place: string
  readonly key: string
  /** Task and slot at which the way ends. */
  readonly last: string
}

export interface Notes {
  readonly errors: Map<string, Problem>
  /** Every entry met, pins included, by where it is written. */
  readonly written: Map<string, Entry>
  /** Points that slots read from one axis, by its name. */
  readonly lengths: Map<string, { readonly entry: Entry; readonly sizes: Set<number> }>
  /** Where entries that are collections decide. */
  readonly decided: Map<string, { readonly axis: string; readonly origin: string; readonly place: Match.Place }>
  /** Every slot met, where some `many` says over which it collects. */
  readonly places: Array<Match.Place>
  /** What `over` names, by task, slot and key, and whether some place has it (5.4). */
  readonly overs: Map<string, boolean>
  /** Entries that matched somewhere. */
  readonly matched: Set<string>
  /** Entries that decide something. */
  readonly deciding: Set<string>
  /** Of entries that were beaten: whose turn the winners had. */
  readonly beaten: Map<string, Set<number>>
  /** Names that some level answers to. */
  readonly names: Set<string>
  /** Entries read as collections where they decide. */
  readonly axes: Set<string>
  /** And those that would be, at points which another axis rules out. */
  readonly tried: Set<string>
  /** Entries that match at such points. */
  readonly perhaps: Set<string>
  /** Entries that may match below something absent or empty (3.5). */
  readonly hidden: Set<string>
  /** A dynamic slot could not be asked. */
  blocked: boolean
  substituted: boolean
  /** A collected array whose order only the digest decides. */
  tied: boolean
}

// --- constructors

export const create = (): Notes => ({
  errors: new Map(),
  written: new Map(),
  lengths: new Map(),
  decided: new Map(),
  places: [],
  overs: new Map(),
  matched: new Set(),
  deciding: new Set(),
  beaten: new Map(),
  names: new Set(),
  axes: new Set(),
  tried: new Set(),
  perhaps: new Set(),
  hidden: new Set(),
  blocked: false,
  substituted: false,
  tied: false,
})

// --- combinators

/** Takes over what was noted about places that turned out real. */
export const merge = (into: Notes, from: Notes): void => {
  for (const [key, error] of from.errors) into.errors.set(key, error)
  for (const [key, entry] of from.written) into.written.set(key, entry)
  for (const { entry, sizes } of from.lengths.values()) for (const size of sizes) read(into, entry, size)
  mergeTable(into, from)
  for (const origin of from.deciding) into.deciding.add(origin)
  for (const [origin, turns] of from.beaten) for (const turn of turns) beat(into, origin, turn)
  into.blocked ||= from.blocked
  into.substituted ||= from.substituted
  into.tied ||= from.tied
}

/** Takes over what was met at any point, also of an axis that is set above. */
export const mergeTried = (into: Notes, from: Notes): void => {
  for (const [key, where] of from.decided) into.decided.set(key, where)
  for (const origin of [...from.axes, ...from.tried]) into.tried.add(origin)
  for (const origin of [...from.matched, ...from.hidden, ...from.perhaps]) into.perhaps.add(origin)
  for (const place of from.places) into.places.push(place)
  for (const [key, met] of from.overs) into.overs.set(key, met || into.overs.get(key) === true)
}

/** Takes over what entries met at places that an empty collection leaves without a point. */
export const mergeTable = (into: Notes, from: Notes): void => {
  for (const key of ["matched", "names", "axes", "hidden"] as const) for (const item of from[key]) into[key].add(item)
}

export const read = (notes: Notes, entry: Entry, size: number): void => {
  const name = entry.zip ?? entry.origin
  const known = notes.lengths.get(name) ?? { entry, sizes: new Set() }
  known.sizes.add(size)
  notes.lengths.set(name, known)
}

export const decide = (
  notes: Notes,
  { axis, origin }: Entry,
  levels: Match.Place["levels"],
  slots: Match.Place["slots"],
): void => void notes.decided.set(`${axis} ${slots.join()}`, { axis, origin, place: { levels, slots } })

export const report = (notes: Notes, problem: Partial<Problem> & Pick<Problem, "tag">): void => {
  const whole = { place: "", key: "", last: "", ...problem }
  notes.errors.set(`${whole.tag} ${whole.place} ${whole.key}`, whole)
}

/** Notes which of the entries that match a place decides it, and that the others do not. */
export const contest = (notes: Notes, matching: ReadonlyArray<Entry>, winner: Entry | undefined): void => {
  if (winner === undefined) return
  notes.deciding.add(winner.origin)
  for (const { origin } of matching) if (origin !== winner.origin) beat(notes, origin, winner.turn)
}

const beat = ({ beaten }: Notes, origin: string, turn: number): void => {
  const turns = beaten.get(origin) ?? new Set()
  turns.add(turn)
  beaten.set(origin, turns)
}
