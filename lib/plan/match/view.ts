/**
 * Views: what the entries in play make of a task, whatever the values are.
 *
 * A view is a level met in a state. Everything about it that does not depend on points or values is worked out
 * once: which entry decides each slot, and in what state its dependencies are met. The work follows views, not paths.
 */
import * as Live from "./live.ts"
import type { Level } from "./level.ts"
import type { State, States } from "./state.ts"
import type { Suffix } from "./suffix.ts"
import type { Definition } from "../../task/definition.ts"
import type { Child, Placed } from "../settle/child.ts"
import type { Decision } from "../settle/decide.ts"
import type { Mould } from "../settle/pins.ts"
import * as Memo from "../visit/memo.ts"
import type { Watches } from "./watch.ts"
import type { Template } from "../visit/template.ts"

// --- model

/** An entry that goes on through a slot, or is matched by it. */
export interface Taken {
  readonly live: Live.Live
  readonly next: Suffix | "matched"
}

export interface View {
  readonly id: number
  readonly level: Level
  readonly state: State
  /** By slot, the entries that take it, in the order of 3.2's "later". */
  readonly taken: ReadonlyMap<string, ReadonlyArray<Taken>>
  /** Entries that are in play in every dependency, whatever the slot. */
  readonly below: ReadonlyArray<Live.Live>
  /** What the watched patterns of its state make of it; nothing where none is watched. */
  watches: Watches | undefined
  /** By slot position; made when first asked for. */
  readonly decisions: Array<Decision | undefined>
  /** Where static dependencies lead, by slot position; made when first asked for. */
  readonly children: Array<Placed | undefined>
  /** Where workflows of dynamic slots lead, by slot and shape. */
  readonly dynamic: Map<string, Placed>
  /** By slot position, the workflow of a dynamic slot that was placed last: the next is most often of its shape. */
  readonly recent: Array<Recent | undefined>
  /** What came of it: by the values of its cells, then by the points of the axes asked for. */
  readonly memo: Memo.Memo
  /** What its nodes have in common; made with the first of them. */
  template: Template | undefined
  /** Whether a node was made of it, not just tried. */
  real: boolean
  /** Names of the tasks that stood at its places before replacements, its own included. */
  readonly stood: Set<string>
  /** Slots that lead nowhere here: an empty collection, an absent dependency, a dynamic null (3.5). */
  readonly ends: Set<string>
}

/** A workflow that a dynamic slot returned, and where it led. */
interface Recent {
  readonly definition: Definition
  readonly mould: Mould
  readonly child: Child
}

// --- constructors

/** Gives the view of a level in a state. O(entries in play), once per pair. */
export const of = (states: States, level: Level, state: State): View => {
  const old = level.views.get(state.id)
  if (old !== undefined) return old
  const view: View = {
    id: states.count(),
    level,
    state,
    ...answers(states, level, state),
    watches: undefined,
    decisions: level.slots.map(() => undefined),
    children: level.slots.map(() => undefined),
    dynamic: new Map(),
    recent: level.slots.map(() => undefined),
    memo: Memo.empty(),
    template: undefined,
    real: false,
    stood: new Set(),
    ends: new Set(),
  }
  level.views.set(state.id, view)
  states.work.views += 1
  return view
}

/** Which entries take which slots of a level, and which stay in play below. */
export type Answers = Pick<View, "taken" | "below">

/** Lets a level answer to entries that have begun, and to those of the table that begin at it. */
export const answers = (
  states: States,
  level: Level,
  { lives, dead }: { readonly lives: ReadonlyArray<Live.Live>; readonly dead: ReadonlyArray<number> },
): Answers => {
  const taken = new Map<string, Array<Taken>>()
  const below: Array<Live.Live> = []
  const begin = states.starting(level)
  states.work.steps += begin.length + lives.length
  for (const ranked of begin) {
    if (!dead.includes(ranked.id)) meet(level, states.start(ranked), taken, below, false)
  }
  for (const live of lives) meet(level, live, taken, below, true)
  for (const [slot, entries] of taken) taken.set(slot, once(entries))
  return { taken, below }
}

/** Lets a level answer to what is left of one entry: which slots it takes, and what stays in play below. */
export const answer = (level: Level, live: Live.Live): Answers => {
  const taken = new Map<string, Array<Taken>>()
  const below: Array<Live.Live> = []
  meet(level, live, taken, below, true)
  return { taken, below }
}

/** Answers to one entry after another (2.1–2.4). */
const meet = (
  level: Level,
  live: Live.Live,
  taken: Map<string, Array<Taken>>,
  below: Array<Live.Live>,
  stays: boolean,
): void => {
  const { suffix } = live
  if (suffix.kind === "below") {
    below.push({ ...live, suffix: suffix.risen() })
    return
  }
  if (suffix.kind === "seek" && stays) below.push(live)
  if (suffix.task !== undefined && !level.answers.has(suffix.task)) return
  const own = live.own && (suffix.task === undefined || suffix.task === level.definition.name)
  const met: Live.Live = own === live.own ? live : { ...live, own }
  if (suffix.slot === undefined) {
    if (!suffix.substitutes) meet(level, { ...met, suffix: suffix.met() }, taken, below, true)
    return
  }
  if (!level.definition.slots.has(suffix.slot)) return
  const entries = taken.get(suffix.slot)
  const entry: Taken = { live: met, next: suffix.taken() }
  if (entries === undefined) taken.set(suffix.slot, [entry])
  else entries.push(entry)
}

/** An entry that takes a slot in several ways takes it once, by the way with its own names if there is one. */
const once = (entries: ReadonlyArray<Taken>): Array<Taken> => {
  if (entries.length === 1) return [...entries]
  const kept = new Map<string, Taken>()
  for (const taken of entries) {
    const next = taken.next === "matched" ? -1 : taken.next.id
    const key = `${taken.live.entry.id} ${taken.live.group} ${taken.live.cell} ${next}`
    const old = kept.get(key)
    if (old === undefined || (taken.live.own && !old.live.own)) kept.set(key, taken)
  }
  return [...kept.values()].sort((a, b) => Live.inOrder(a.live, b.live))
}

// --- queries

/** Lists the entries that match a slot, in the order of 3.2's "later". */
export const matched = (view: Answers, slot: string): ReadonlyArray<Live.Live> =>
  (view.taken.get(slot) ?? []).flatMap(({ live, next }) => (next === "matched" ? [live] : []))

/** Lists the entries in play where a slot leads, before its own pins. */
export const through = (view: Answers, slot: string): ReadonlyArray<Live.Live> => {
  const passing = (view.taken.get(slot) ?? []).flatMap(({ live, next }) =>
    next === "matched" ? [] : [{ ...live, suffix: next }],
  )
  return passing.length === 0 ? view.below : [...view.below, ...passing]
}
