/**
 * Summaries: what came of a run, as data: a fold over its events.
 *
 * A tally takes events one by one and keeps none of them, so that a run of a million nodes ends with what went wrong alone.
 */
import * as Chain from "./chain.ts"
import type { Event, Finding, Outcome, Time } from "./event.ts"
import type { Failure } from "./failure.ts"

// --- model

export interface Failing {
  readonly node: string
  readonly failure: Failure
  /** How many attempts were made, where one was. */
  readonly attempts?: number | undefined
}

/** A node that ran though these of its dependencies were not there, as its task accepts. */
export interface Lacking {
  readonly node: string
  readonly without: ReadonlyArray<string>
}

/** Nodes that did not run because the node `by` failed. */
export interface Blocking {
  readonly by: string
  readonly nodes: ReadonlyArray<string>
}

export interface Summary {
  /** `Interrupted` also while it is not finished. */
  readonly outcome: Outcome
  /** How many were there before. What a complete node hides was not looked for, and counts nowhere. */
  readonly complete: number
  readonly made: number
  /** How many another process made in the meantime. */
  readonly elsewhere: number
  readonly partial: ReadonlyArray<Lacking>
  /** In the order in which they failed. */
  readonly failures: ReadonlyArray<Failing>
  readonly blocked: ReadonlyArray<Blocking>
  /** Told to stop before they were made. */
  readonly cancelled: ReadonlyArray<string>
  /** How many were asked for and are neither there, failed nor blocked, for something stopped the run. */
  readonly left: number
  /** Milliseconds. */
  readonly duration: number
}

/** A summary in the making. Adding to it costs O(1). */
export interface Tally {
  readonly began: Time | undefined
  readonly now: Time
  readonly outcome: Outcome | undefined
  readonly complete: number
  readonly made: number
  readonly elsewhere: number
  readonly left: number
  /** What another process makes at this moment: no more than others run at once. */
  readonly waiting: ReadonlySet<string>
  readonly partial: ReadonlyMap<string, ReadonlyArray<string>>
  readonly failures: Chain.Chain<Failing>
  readonly blocked: Chain.Chain<Blocking>
  /** Those that ran at the end. */
  readonly cancelled: ReadonlySet<string>
}

// --- constructors

export const empty: Tally = {
  began: undefined,
  now: 0,
  outcome: undefined,
  complete: 0,
  made: 0,
  elsewhere: 0,
  left: 0,
  waiting: new Set(),
  partial: new Map(),
  failures: null,
  blocked: null,
  cancelled: new Set(),
}

// --- combinators

/** Adds an event. O(1), but for Checked O(findings), and of few nodes O(waiting + partial + running). */
export const add = (tally: Tally, event: Event): Tally => {
  const now = event.time
  switch (event._tag) {
    case "Begun":
      return { ...tally, now, began: now }
    case "Checked": {
      let there = 0
      const made: Array<Finding> = []
      for (const finding of event.findings) {
        if (finding.missing.length > 0) continue
        if (tally.waiting.has(finding.node)) made.push(finding)
        else there += 1
      }
      const waiting = without(tally.waiting, made)
      return { ...tally, now, waiting, complete: tally.complete + there, elsewhere: tally.elsewhere + made.length }
    }
    case "Busy":
      return { ...left(tally, event.node), now, waiting: new Set(tally.waiting).add(event.node) }
    case "Found":
      return { ...left(tally, event.node), now, elsewhere: tally.elsewhere + 1 }
    case "Started":
      return {
        ...tally,
        now,
        waiting: without(tally.waiting, [event]),
        cancelled: without(tally.cancelled, [event]),
      }
    case "Succeeded":
      return { ...tally, now, made: tally.made + 1 }
    case "Partial":
      return { ...tally, now, partial: new Map(tally.partial).set(event.node, event.without) }
    case "Retrying":
      return { ...tally, now, cancelled: without(tally.cancelled, [event]) }
    case "Failed": {
      const attempts = "attempts" in event ? event.attempts : undefined
      const failing = { node: event.node, failure: event.failure, ...(attempts === undefined ? {} : { attempts }) }
      const cancelled = without(tally.cancelled, [event])
      return { ...tally, now, cancelled, failures: Chain.add(tally.failures, failing) }
    }
    case "Blocked": {
      const blocking = { by: event.by, nodes: event.nodes }
      return { ...tally, now, blocked: Chain.add(tally.blocked, blocking) }
    }
    case "Cancelled":
      return { ...tally, now, cancelled: new Set(tally.cancelled).add(event.node) }
    case "Finished":
      return { ...tally, now, outcome: event.outcome, left: event.left }
    default:
      return { ...tally, now }
  }
}

/** Another process has begun it, or made it: here it did not run. */
const left = (tally: Tally, node: string): Tally => {
  if (!tally.waiting.has(node) && !tally.partial.has(node)) return tally
  const partial = new Map(tally.partial)
  partial.delete(node)
  return { ...tally, partial, waiting: without(tally.waiting, [{ node }]) }
}

const without = (all: ReadonlySet<string>, gone: ReadonlyArray<{ readonly node: string }>): ReadonlySet<string> => {
  if (!gone.some(({ node }) => all.has(node))) return all
  const rest = new Set(all)
  for (const { node } of gone) rest.delete(node)
  return rest
}

// --- folds

/** Gives the summary of what was added so far. */
export const of = (tally: Tally): Summary => ({
  outcome: tally.outcome ?? "Interrupted",
  complete: tally.complete,
  made: tally.made,
  elsewhere: tally.elsewhere,
  partial: [...tally.partial].map(([node, without]) => ({ node, without })),
  failures: Chain.toArray(tally.failures),
  blocked: Chain.toArray(tally.blocked),
  cancelled: [...tally.cancelled],
  left: tally.left,
  duration: tally.began === undefined ? 0 : tally.now - tally.began,
})
