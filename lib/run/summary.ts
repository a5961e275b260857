/**
 * Summaries: what came of a run, as data: a fold over its events.
 *
 * A tally takes events one by one and keeps none of them, so that a run of a million nodes ends with what went wrong alone.
 */
import type { Event, Outcome, Time } from "./event.ts"
import type { Failure } from "./failure.ts"

// --- model

export interface Failing {
  readonly node: string
  readonly failure: Failure
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
  /** In the order in which they failed. */
  readonly failures: ReadonlyArray<Failing>
  readonly blocked: ReadonlyArray<Blocking>
  /** Told to stop before they were made. */
  readonly cancelled: ReadonlyArray<string>
  /** How many were asked for and are neither there, failed nor blocked, for the run was interrupted. */
  readonly left: number
  /** Milliseconds. */
  readonly duration: number
}

/** A summary in the making. Lists run from the last to the first, so that adding costs O(1). */
export interface Tally {
  readonly began: Time | undefined
  readonly now: Time
  readonly outcome: Outcome | undefined
  readonly complete: number
  readonly made: number
  readonly left: number
  readonly failures: Chain<Failing>
  readonly blocked: Chain<Blocking>
  readonly cancelled: Chain<string>
}

type Chain<A> = { readonly last: A; readonly before: Chain<A> } | null

// --- constructors

export const empty: Tally = {
  began: undefined,
  now: 0,
  outcome: undefined,
  complete: 0,
  made: 0,
  left: 0,
  failures: null,
  blocked: null,
  cancelled: null,
}

// --- combinators

/** Adds an event. O(1), but for Checked O(findings). */
export const add = (tally: Tally, event: Event): Tally => {
  const now = event.time
  switch (event._tag) {
    case "Begun":
      return { ...tally, now, began: now }
    case "Checked": {
      let there = 0
      for (const { missing } of event.findings) if (missing.length === 0) there += 1
      return { ...tally, now, complete: tally.complete + there }
    }
    case "Succeeded":
      return { ...tally, now, made: tally.made + 1 }
    case "Failed": {
      const failing = { node: event.node, failure: event.failure }
      return { ...tally, now, failures: { last: failing, before: tally.failures } }
    }
    case "Blocked": {
      const blocking = { by: event.by, nodes: event.nodes }
      return { ...tally, now, blocked: { last: blocking, before: tally.blocked } }
    }
    case "Cancelled":
      return { ...tally, now, cancelled: { last: event.node, before: tally.cancelled } }
    case "Finished":
      return { ...tally, now, outcome: event.outcome, left: event.left }
    default:
      return { ...tally, now }
  }
}

// --- folds

/** Gives the summary of what was added so far. */
export const of = (tally: Tally): Summary => ({
  outcome: tally.outcome ?? "Interrupted",
  complete: tally.complete,
  made: tally.made,
  failures: inOrder(tally.failures),
  blocked: inOrder(tally.blocked),
  cancelled: inOrder(tally.cancelled),
  left: tally.left,
  duration: tally.began === undefined ? 0 : tally.now - tally.began,
})

const inOrder = <A>(chain: Chain<A>): ReadonlyArray<A> => {
  const list: Array<A> = []
  for (let link = chain; link !== null; link = link.before) list.push(link.last)
  return list.reverse()
}
