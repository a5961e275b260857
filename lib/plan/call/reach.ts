/**
 * Reach of a call: the nodes at which a pattern that ends in an action matches (2.1–2.5).
 *
 * The pattern is stepped along the stands of the graph, each met once in each state of the pattern, so ways are never
 * counted: O(stands × length of the pattern).
 */
import * as PatternOf from "../../path/pattern.ts"
import type { Pattern } from "../../path/pattern.ts"
import { builtIn } from "../../task/action.ts"
import type { Level } from "../match/level.ts"
import * as Suffix from "../match/suffix.ts"
import type { Stand } from "./ways.ts"

// --- model

/** What becomes of what is left of a pattern at one level. */
interface Answer {
  /** The pattern ends here, in an action of this level. */
  readonly called: boolean
  /** In play in every dependency. */
  readonly below: ReadonlyArray<Suffix.Suffix>
  /** In play where a slot leads, by its name. */
  readonly through: ReadonlyMap<string, ReadonlyArray<Suffix.Suffix>>
}

// --- queries

/** Lists the nodes whose action a pattern calls, by identity, in no order that means anything. */
export const nodes = (roots: ReadonlyArray<Stand>, pattern: Pattern): ReadonlySet<string> => {
  const answers = answering()
  const reached = new Set<string>()
  const met = new Map<Stand, Set<number>>()
  const queue: Array<{ readonly stand: Stand; readonly suffix: Suffix.Suffix }> = []
  const go = (stand: Stand, suffix: Suffix.Suffix): void => {
    let suffixes = met.get(stand)
    if (suffixes === undefined) met.set(stand, (suffixes = new Set()))
    if (suffixes.has(suffix.id)) return
    suffixes.add(suffix.id)
    queue.push({ stand, suffix })
  }
  const start = Suffix.create().start(pattern)
  for (const root of roots) go(root, start)
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    const { called, below, through } = answers(item.stand.view.level, item.suffix)
    if (called) reached.add(item.stand.node)
    for (const { slot, to } of item.stand.steps) {
      for (const rest of below) go(to, rest)
      for (const rest of through.get(slot) ?? []) go(to, rest)
    }
  }
  return reached
}

/** Names the action in which a pattern ends, if it ends in a name of one. */
export const action = (pattern: Pattern): string | undefined => PatternOf.finalSlot(pattern)

/** Tells whether a task has an action, a built-in one included (7.2). */
export const has = ({ definition }: Pick<Level, "definition">, name: string): boolean =>
  builtIn.has(name) || definition.actions.has(name)

// --- internals

/** Answers once for each level and suffix. */
const answering = (): ((level: Level, suffix: Suffix.Suffix) => Answer) => {
  const known = new Map<Level, Map<number, Answer>>()
  return (level, suffix) => {
    let bySuffix = known.get(level)
    if (bySuffix === undefined) known.set(level, (bySuffix = new Map()))
    let found = bySuffix.get(suffix.id)
    if (found === undefined) bySuffix.set(suffix.id, (found = answer(level, suffix)))
    return found
  }
}

const answer = (level: Level, suffix: Suffix.Suffix): Answer => {
  const below: Array<Suffix.Suffix> = []
  const through = new Map<string, Array<Suffix.Suffix>>()
  let called = false
  // A bare task is met and the rest goes on at this very level, so often as tasks stand one behind another.
  for (let at: Suffix.Suffix | undefined = suffix; at !== undefined; ) {
    if (at.kind === "below") {
      below.push(at.risen())
      break
    }
    if (at.kind === "seek") below.push(at)
    if (at.task !== undefined && !level.answers.has(at.task)) break
    if (at.slot === undefined) {
      at = at.substitutes ? undefined : at.met()
      continue
    }
    const rest = at.taken()
    if (rest === "matched") called ||= has(level, at.slot)
    else if (level.definition.slots.has(at.slot)) through.set(at.slot, [...(through.get(at.slot) ?? []), rest])
    break
  }
  return { called, below, through }
}
