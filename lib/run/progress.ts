/**
 * Progress: where a run stands, as data for a line on a terminal: a fold over its events.
 */
import type { Event, Time } from "./event.ts"

// --- model

export interface Progress {
  /** `Draining`: so many have failed that nothing more starts. */
  readonly phase: "Checking" | "Running" | "Draining" | "Stopping" | "Over"
  /** How many were there before. */
  readonly complete: number
  /** How many must be made or have failed, as far as is known: it grows while the run looks further down. */
  readonly total: number
  /** Of those, how many are made. */
  readonly made: number
  /** And how many another process made in the meantime. */
  readonly elsewhere: number
  readonly failed: number
  readonly blocked: number
  /** What runs, in the order of starts, and since when. */
  readonly running: ReadonlyMap<string, Time>
  /** What another process makes, and which. */
  readonly waiting: ReadonlyMap<string, string>
  /** What failed and is tried again, and when. */
  readonly retrying: ReadonlyMap<string, Time>
}

// --- constructors

export const empty: Progress = {
  phase: "Checking",
  complete: 0,
  total: 0,
  made: 0,
  elsewhere: 0,
  failed: 0,
  blocked: 0,
  running: new Map(),
  waiting: new Map(),
  retrying: new Map(),
}

// --- combinators

/** Adds an event. O(running + waiting + retrying), but for Checked O(findings). */
export const add = (progress: Progress, event: Event): Progress => {
  switch (event._tag) {
    case "Checked":
      return checked(progress, event)
    case "Required":
      return { ...progress, total: progress.total + event.nodes.length }
    case "Started": {
      const left = leave(progress, event.node)
      const running = new Map(left.running).set(event.node, event.time)
      return { ...left, phase: begun(left), running }
    }
    case "Busy": {
      const left = leave(progress, event.node)
      const waiting = new Map(left.waiting).set(event.node, event.by)
      return { ...left, phase: begun(left), waiting }
    }
    case "Found":
      return { ...leave(progress, event.node), elsewhere: progress.elsewhere + 1 }
    case "Succeeded":
      return { ...leave(progress, event.node), made: progress.made + 1 }
    case "Retrying": {
      const left = leave(progress, event.node)
      return { ...left, retrying: new Map(left.retrying).set(event.node, event.at) }
    }
    case "Failed": {
      const total = progress.total + (isCounted(progress, event) ? 0 : 1)
      return { ...leave(progress, event.node), total, failed: progress.failed + 1 }
    }
    case "Cancelled":
    case "AttemptFailed":
      return leave(progress, event.node)
    case "Blocked":
      return { ...progress, blocked: progress.blocked + event.nodes.length }
    case "Draining":
      return { ...progress, phase: "Draining" }
    case "Interrupted":
      return { ...progress, phase: "Stopping" }
    case "Finished":
      return { ...progress, phase: "Over", waiting: new Map(), retrying: new Map() }
    default:
      return progress
  }
}

// --- internals

const begun = ({ phase }: Progress): Progress["phase"] => (phase === "Checking" ? "Running" : phase)

/** What is found of one that another process made is no output that was there before. */
const checked = (progress: Progress, { findings }: Extract<Event, { readonly _tag: "Checked" }>): Progress => {
  let { complete, elsewhere } = progress
  let left = progress
  for (const { node, missing } of findings) {
    if (missing.length > 0) continue
    if (!left.waiting.has(node)) complete += 1
    else {
      elsewhere += 1
      left = leave(left, node)
    }
  }
  return { ...left, complete, elsewhere }
}

/** What fails while it is looked for (an external task) was not among what must be made. */
const isCounted = (progress: Progress, { node, failure, ...told }: Extract<Event, { readonly _tag: "Failed" }>) =>
  progress.waiting.has(node) || ("attempts" in told && told.attempts !== undefined) || failure._tag === "TooLarge"

/** Takes a node out of what runs, waits and is tried again. */
const leave = (progress: Progress, node: string): Progress => {
  const { running, waiting, retrying } = progress
  if (!running.has(node) && !waiting.has(node) && !retrying.has(node)) return progress
  return {
    ...progress,
    running: without(running, node),
    waiting: without(waiting, node),
    retrying: without(retrying, node),
  }
}

const without = <A>(all: ReadonlyMap<string, A>, node: string): ReadonlyMap<string, A> => {
  if (!all.has(node)) return all
  const rest = new Map(all)
  rest.delete(node)
  return rest
}
