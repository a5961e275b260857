/**
 * Axes: entries that hold a collection. All places that one decides move together (5.2).
 */
import { type Entry, printGiven } from "../../table/entry.ts"
import type { Ranked } from "../match/live.ts"
import type { Place, ResolveError, Written } from "../problem.ts"

// --- model

export interface Axis {
  readonly id: number
  readonly ranked: Ranked
  /** Axes of pins end at the slot that carries them (4.5). */
  readonly pin: boolean
  readonly points: number
  /** Where it stands among the axes: by the first of its entries; axes of pins after those of the table. */
  readonly order: number
  /** A place that reads it, for messages. */
  readonly place: Place
}

/** An entry that is read as a collection; of a zip each. */
export interface Member {
  readonly ranked: Ranked
  /** Its points as JSON, by the first slot that reads it. */
  readonly encoded: ReadonlyArray<unknown>
}

export interface Axes {
  /** Gives the axis of an entry that a place reads as so many points, or says why they do not fit together. */
  readonly read: (
    ranked: Ranked,
    points: number,
    place: Place,
    encode: () => ReadonlyArray<unknown>,
  ) => Axis | ResolveError
  /** Where the entry's axis stands, known or not yet: axes are fixed and freed by this number. */
  readonly idOf: (ranked: Ranked) => number
  readonly known: ReadonlyMap<number, Axis>
  readonly members: ReadonlyMap<Ranked, Member>
}

// --- constructors

/** Makes the axes of one resolution. */
export const create = (entries: ReadonlyArray<Entry>): Axes => {
  const zips = new Map<string, number>()
  for (const entry of entries) if (entry.zip !== undefined && !zips.has(entry.zip)) zips.set(entry.zip, entry.order)
  const orderOf = ({ pin, id, entry }: Ranked): number =>
    pin ? entries.length + id : ((entry.zip === undefined ? undefined : zips.get(entry.zip)) ?? entry.order)
  const ids = new Map<Ranked | string, number>()
  const known = new Map<number, Axis>()
  const members = new Map<Ranked, Member>()
  const idOf = (ranked: Ranked): number => {
    const key = ranked.entry.zip ?? ranked
    const old = ids.get(key)
    if (old !== undefined) return old
    ids.set(key, ids.size)
    return ids.size - 1
  }
  return {
    known,
    members,
    idOf,
    read: (ranked, points, place, encode) => {
      const id = idOf(ranked)
      if (!members.has(ranked)) members.set(ranked, { ranked, encoded: encode() })
      const old = known.get(id)
      if (old === undefined) {
        const axis: Axis = { id, ranked, pin: ranked.pin, points, order: orderOf(ranked), place }
        known.set(id, axis)
        return axis
      }
      if (old.points === points) return old
      if (old.ranked === ranked)
        return {
          _tag: "AxisLengths",
          written: written(ranked.entry),
          places: [
            { place: old.place, points: old.points },
            { place, points },
          ],
        }
      return {
        _tag: "ZipLengths",
        members: [
          { written: written(old.ranked.entry), points: old.points },
          { written: written(ranked.entry), points },
        ],
      }
    },
  }
}

/** Says of a member of a zip that it holds one value: then it varies with nothing. */
export const single = ({ entry }: Ranked): ResolveError | undefined =>
  entry.zip === undefined ? undefined : { _tag: "ZipLengths", members: [{ written: written(entry), points: 1 }] }

// --- folds

/** Shows an entry as it was written. */
export const written = (entry: Pick<Entry, "key" | "given" | "source">): Written => ({
  key: entry.key,
  given: printGiven(entry.given),
  source: entry.source,
})
