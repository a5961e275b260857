/**
 * Watches: patterns that decide nothing, followed on the way down to learn which axes decide the slots that they name.
 *
 * A `many` with `over` watches (5.4). What is left of its patterns stands in the states below it, and only there.
 */
import type { Level } from "./level.ts"
import type { Live, Ranked } from "./live.ts"
import type { Suffix } from "./suffix.ts"
import * as View from "./view.ts"

// --- model

/** What the watched suffixes of a state make of a level. */
export interface Watches {
  /** By slot, the suffixes that it ends. */
  readonly matched: ReadonlyMap<string, ReadonlyArray<Suffix>>
  /** By slot, where each suffix goes on. */
  readonly through: ReadonlyMap<string, ReadonlyArray<Step>>
}

export interface Step {
  readonly from: Suffix
  readonly to: Suffix
}

/** Of each watched suffix, by its id: the axes that decide a slot which it names, at or below a node. */
export type Named = Map<number, Set<number>>

// --- constructors

/** Lets a level answer to watched suffixes. O(suffixes × slots), once per view. */
export const of = (level: Level, watched: ReadonlyArray<Suffix>): Watches => {
  const matched = new Map<string, Array<Suffix>>()
  const through = new Map<string, Array<Step>>()
  for (const from of watched) {
    const { taken, below } = View.answer(level, watcher(from))
    for (const { name } of level.slots) {
      for (const live of below) add(through, name, { from, to: live.suffix })
      for (const { next } of taken.get(name) ?? []) {
        if (next === "matched") add(matched, name, from)
        else add(through, name, { from, to: next })
      }
    }
  }
  return { matched, through }
}

/** Gives a suffix as an entry that is in no table. */
export const watcher = (suffix: Suffix): Live => ({ entry: nobody, suffix, own: true, group: -1, cell: -1 })

/** Brings suffixes into the order in which states hold them. */
export const normalise = (watched: ReadonlyArray<Suffix>): ReadonlyArray<Suffix> =>
  watched.length < 2 ? watched : [...new Set(watched)].sort((a, b) => a.id - b.id)

const nobody: Ranked = {
  id: -1,
  entry: {
    key: "",
    pattern: { anchored: false, segments: [] },
    specificity: [0, 0, 0, 0],
    important: false,
    given: null,
    source: { _tag: "Code", at: undefined },
    order: -1,
    zip: undefined,
  },
  specificity: [0, 0, 0, 0],
  pin: false,
  kind: "value",
}

// --- queries

/** Lists what is watched where a slot leads. */
export const below = (watches: Watches | undefined, slot: string): ReadonlyArray<Suffix> =>
  watches === undefined ? none : (watches.through.get(slot) ?? []).map(({ to }) => to)

const none: ReadonlyArray<Suffix> = []

/** Lists the axes that decide a slot which one of these suffixes names. */
export const axes = (named: Named, suffixes: ReadonlyArray<Suffix>): ReadonlyArray<number> =>
  suffixes.flatMap(({ id }) => [...(named.get(id) ?? [])])

// --- combinators

/** Takes note that an axis decides a slot. */
export const note = (named: Named, watches: Watches, slot: string, axis: number): void => {
  for (const { id } of watches.matched.get(slot) ?? []) put(named, id, axis)
}

/** Takes over what was learnt where a slot leads; `except` are the axes that end there. */
export const rise = (
  named: Named,
  watches: Watches,
  slot: string,
  lower: Named,
  except: ReadonlyArray<number>,
): void => {
  for (const { from, to } of watches.through.get(slot) ?? [])
    for (const axis of lower.get(to.id) ?? []) if (!except.includes(axis)) put(named, from.id, axis)
}

/** Takes over all that was learnt at other points. */
export const merge = (named: Named, other: Named): void => {
  for (const [id, axes] of other) for (const axis of axes) put(named, id, axis)
}

const put = (named: Named, id: number, axis: number): void => {
  const known = named.get(id)
  if (known === undefined) named.set(id, new Set([axis]))
  else known.add(axis)
}

const add = <A>(map: Map<string, Array<A>>, key: string, item: A): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}
