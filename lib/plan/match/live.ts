/**
 * Live entries: those that have begun to match on the way to a node, and may match on below it.
 *
 * Unanchored entries of the table that have not begun are live everywhere and stand in no state, so that an entry
 * that matches nothing costs nothing per node.
 */
import type { Entry } from "../../table/entry.ts"
import * as Specificity from "../../path/specificity.ts"
import type { Suffix } from "./suffix.ts"

// --- model

export interface Live {
  readonly entry: Ranked
  readonly suffix: Suffix
  /** All tasks so far were named by their own name (3.2). */
  readonly own: boolean
  /** For a pin: which slot carried it, counted from the outermost in play. Table: -1. */
  readonly group: number
  /** For a pin whose value differs from node to node: its place in the cells of the node. Else -1. */
  readonly cell: number
}

/** An entry as the resolver knows it: interned, so that equal pins are one. */
export interface Ranked {
  readonly id: number
  readonly entry: Entry
  readonly specificity: Specificity.Specificity
  readonly pin: boolean
  readonly kind: Kind
}

/**
 * What an entry gives, as far as it can be told without a slot: a task, a value, text where only a task or
 * a value of code would do, or either a task or a value (null, the name of a task).
 * A wrong kind is an error wherever the entry matches (3.4), so one kind never hides another.
 */
export type Kind = "task" | "value" | "text" | "either"

// --- queries

/**
 * Tells how one entry stands to another at a place where both match (3.2): positive when `a` wins.
 * `later` is +1 when `a` is the later of two of one table or one pin.
 */
export const compare = (a: Live, b: Live, later: number): number =>
  compareFixed(a, b) || Number(a.own) - Number(b.own) || later

/** The part of the order that cannot change on the way down. */
const compareFixed = (a: Live, b: Live): number =>
  Number(a.entry.entry.important) - Number(b.entry.entry.important) ||
  Specificity.compare(a.entry.specificity, b.entry.specificity) ||
  Number(b.entry.pin) - Number(a.entry.pin) ||
  a.group - b.group

/** Picks the winner; `lives` stand in the order of 3.2's "later". */
export const best = (lives: ReadonlyArray<Live>): Live | undefined => {
  let winner: Live | undefined
  for (const live of lives) if (winner === undefined || compare(live, winner, 1) >= 0) winner = live
  return winner
}

/** Numbers the order of writing within a table or within one pin. */
export const inOrder = (a: Live, b: Live): number =>
  Number(a.entry.pin) - Number(b.entry.pin) || a.group - b.group || a.entry.entry.order - b.entry.entry.order

/** Tells whether an entry may replace tasks. */
export const mayReplace = (live: Live): boolean => live.entry.kind === "task" || live.entry.kind === "either"

// --- combinators

/**
 * Brings the entries in play at a node into their one normal form: of those with equal remainder only the ones that
 * can still win, groups counted anew from the outermost. Two of equal rank are both kept only where one was named by its
 * own name and the other came later, for what follows decides between them; and a loser is kept where `matters` says
 * that it must be known to have been beaten.
 */
export const normalise = (lives: ReadonlyArray<Live>, matters: (live: Live) => boolean): ReadonlyArray<Live> => {
  if (lives.length < 2) return lives.length === 0 ? none : regroup(lives)
  const furthest = furthestOf(lives)
  const bySuffix = new Map<string, Array<Live>>()
  for (const live of furthest) {
    const key = `${live.suffix.id} ${live.entry.kind}`
    const same = bySuffix.get(key)
    if (same === undefined) bySuffix.set(key, [live])
    else insert(same, live, (one) => matters(one) || (mayReplace(one) && goesOnElsewhere(furthest, one)))
  }
  const kept = new Set([...bySuffix.values()].flat())
  return regroup(furthest.filter((live) => kept.has(live)))
}

/** Brings the entries in play at a node into the same form, and leaves none out that is beaten. */
export const normaliseAll = (lives: ReadonlyArray<Live>): ReadonlyArray<Live> => regroup(furthestOf(lives))

const furthestOf = (lives: ReadonlyArray<Live>): ReadonlyArray<Live> => {
  const sorted = once(lives).sort((a, b) => inOrder(a, b) || a.suffix.id - b.suffix.id)
  return sorted.filter((live, at) => !supersededNear(sorted, at, live))
}

/**
 * A pin met again on the way is in play twice. The outer one is dropped when the inner has every remainder of it: then
 * wherever it matches it is beaten, and used up with the inner one.
 */
const once = (lives: ReadonlyArray<Live>): Array<Live> => {
  const instances = new Map<string, Map<number, Live>>()
  for (const live of lives) {
    const key = instance(live)
    const known = instances.get(key) ?? new Map<number, Live>()
    instances.set(key, known)
    if (live.own || !known.has(live.suffix.id)) known.set(live.suffix.id, live)
  }
  const byEntry = new Map<number, Array<ReadonlyMap<number, Live>>>()
  const inwards = [...instances.values()].sort((a, b) => groupOf(b) - groupOf(a))
  for (const suffixes of inwards) {
    const [any] = suffixes.values()
    if (any === undefined) continue
    const inner = byEntry.get(any.entry.id)
    if (inner === undefined) byEntry.set(any.entry.id, [suffixes])
    else if (!inner.some((other) => [...suffixes.keys()].every((suffix) => other.has(suffix)))) inner.push(suffixes)
  }
  return [...byEntry.values()].flatMap((kept) => kept.flatMap((suffixes) => [...suffixes.values()]))
}

/** Names an entry as it was met: a pin once for each slot in play that carries it. */
export const instance = (live: Live): string => `${live.entry.id} ${live.group}`

const groupOf = (suffixes: ReadonlyMap<number, Live>): number => {
  const [any] = suffixes.values()
  return any?.group ?? -1
}

/** The same entry is in play with another remainder as well. */
const goesOnElsewhere = (lives: ReadonlyArray<Live>, live: Live): boolean =>
  lives.some((other) => other.entry === live.entry && other.group === live.group && other.suffix !== live.suffix)

/** Adds a later live entry of equal remainder. */
const insert = (kept: Array<Live>, live: Live, matters: (live: Live) => boolean): void => {
  if (kept.some((other) => compareFixed(live, other) < 0) && !matters(live)) return
  for (let at = kept.length - 1; at >= 0; at -= 1) {
    const other = kept[at] as Live
    const fixed = compareFixed(live, other)
    if ((fixed > 0 || (fixed === 0 && (live.own || !other.own))) && !matters(other)) kept.splice(at, 1)
  }
  kept.push(live)
}

/** Looks for it among the neighbours of the same entry: sorting has brought them together. */
const supersededNear = (sorted: ReadonlyArray<Live>, at: number, live: Live): boolean => {
  for (const direction of [-1, 1]) {
    for (let near = at + direction; sorted[near]?.entry === live.entry; near += direction) {
      if (supersedes(sorted[near] as Live, live)) return true
    }
  }
  return false
}

/** A `seek` further along matches wherever an earlier one of the same entry would. */
const supersedes = (further: Live, live: Live): boolean =>
  further !== live &&
  further.entry === live.entry &&
  further.group === live.group &&
  further.cell === live.cell &&
  further.suffix.kind === "seek" &&
  live.suffix.kind === "seek" &&
  (further.own || !live.own) &&
  live.suffix.text.length > further.suffix.text.length &&
  live.suffix.text.endsWith(further.suffix.text)

const regroup = (lives: ReadonlyArray<Live>): ReadonlyArray<Live> => {
  let last = -1
  let next = -1
  return lives.map((live) => {
    if (live.group < 0) return live
    if (live.group !== last) {
      last = live.group
      next += 1
    }
    return live.group === next ? live : { ...live, group: next }
  })
}

const none: ReadonlyArray<Live> = []
