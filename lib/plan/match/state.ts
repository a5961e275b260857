/**
 * States: the entries in play at a node, in one normal form, interned.
 *
 * Two ways that lead to the same task in the same state lead to the same nodes.
 */
import type { Entry } from "../../table/entry.ts"
import * as Pattern from "../../path/pattern.ts"
import type { Level } from "./level.ts"
import type * as Live from "./live.ts"
import * as Suffix from "./suffix.ts"
import * as Work from "../work.ts"

// --- model

export interface State {
  readonly id: number
  readonly lives: ReadonlyArray<Live.Live>
  /** Entries of the table that replaced something on the way, or were beaten there (6.3); sorted. */
  readonly dead: ReadonlyArray<number>
  /** Patterns that are followed to learn which axes decide what they name (5.4); by id. */
  readonly watched: ReadonlyArray<Suffix.Suffix>
}

export interface States {
  /** Gives the one state of these entries; the lives in normal form. */
  readonly of: (
    lives: ReadonlyArray<Live.Live>,
    dead: ReadonlyArray<number>,
    watched: ReadonlyArray<Suffix.Suffix>,
  ) => State
  /** The entries of the table, ranked. */
  readonly ranked: ReadonlyArray<Live.Ranked>
  /** The unanchored entries of the table that could begin at a level; indexed, so the others cost nothing. */
  readonly starting: (level: Level) => ReadonlyArray<Live.Ranked>
  /** The unanchored entries whose whole pattern is this task. */
  readonly substituting: (task: string) => ReadonlyArray<Live.Ranked>
  /** An entry of the table as it begins. */
  readonly start: (ranked: Live.Ranked) => Live.Live
  /** Entries in play at the root before its task is settled. */
  readonly anchored: () => ReadonlyArray<Live.Live>
  readonly suffixes: Suffix.Suffixes
  readonly work: Work.Work
  /** Numbers things of one resolution. */
  readonly count: () => number
}

// --- constructors

/** Makes the states of one resolution. */
export const create = (
  entries: ReadonlyArray<Entry>,
  kindOf: (given: unknown, pattern: Pattern.Pattern) => Live.Kind,
): States => {
  const suffixes = Suffix.create()
  const known = new Map<string, State>()
  const ranked = entries.map(
    (entry, id): Live.Ranked => ({
      id,
      entry,
      specificity: entry.specificity,
      pin: false,
      kind: kindOf(entry.given, entry.pattern),
    }),
  )
  const starts = new Map<number, Live.Live>()
  const byTask = new Map<string, Array<Live.Ranked>>()
  const bySlot = new Map<string, Array<Live.Ranked>>()
  const bare = new Map<string, Array<Live.Ranked>>()
  const add = (index: Map<string, Array<Live.Ranked>>, name: string, item: Live.Ranked): void => {
    const list = index.get(name)
    if (list === undefined) index.set(name, [item])
    else list.push(item)
  }
  for (const item of ranked) {
    const { pattern } = item.entry
    const [head] = pattern.segments
    if (pattern.anchored || head === undefined) continue
    if (pattern.segments.length === 1 && Pattern.substituted(pattern) !== undefined) add(bare, head.task ?? "", item)
    else if (head.task !== undefined) add(byTask, head.task, item)
    else add(bySlot, head.slots[0] ?? "", item)
  }
  const starting = new Map<Level, ReadonlyArray<Live.Ranked>>()
  const begin = (item: Live.Ranked): Live.Live => {
    const old = starts.get(item.id)
    if (old !== undefined) return old
    const live: Live.Live = { entry: item, suffix: suffixes.start(item.entry.pattern), own: true, group: -1, cell: -1 }
    starts.set(item.id, live)
    return live
  }
  let counter = 0
  return {
    ranked,
    suffixes,
    work: Work.none(),
    count: () => counter++,
    start: begin,
    anchored: () => ranked.filter((item) => item.entry.pattern.anchored).map(begin),
    substituting: (task) => bare.get(task) ?? [],
    starting: (level) => {
      const old = starting.get(level)
      if (old !== undefined) return old
      const found = [
        ...[...level.answers].flatMap((name) => byTask.get(name) ?? []).filter((item) => mayBegin(level, item)),
        ...level.slots.flatMap((slot) => bySlot.get(slot.name) ?? []),
      ].sort((a, b) => a.id - b.id)
      starting.set(level, found)
      return found
    },
    of: (lives, dead, watched) => {
      const watches = watched.length === 0 ? "" : `|${watched.map(({ id }) => id).join(",")}`
      const key = `${lives.map(print).join(";")}|${dead.join(",")}${watches}`
      const old = known.get(key)
      if (old !== undefined) return old
      const state: State = { id: known.size, lives, dead, watched }
      known.set(key, state)
      return state
    },
  }
}

/** What names a slot of a task which has no such slot begins nowhere at it, and must not cost at each of its views. */
const mayBegin = ({ definition }: Level, { entry }: Live.Ranked): boolean => {
  const slot = entry.pattern.segments[0]?.slots[0]
  return slot === undefined || definition.slots.has(slot)
}

const print = (live: Live.Live): string =>
  `${live.entry.id},${live.suffix.id},${live.own ? 1 : 0},${live.group},${live.cell}`
