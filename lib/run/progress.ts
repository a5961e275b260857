/**
 * Progress: where a run stands, as data for a line on a terminal: a fold over its events.
 */
import type { Event, Time } from "./event.ts"

// --- model

export interface Progress {
  readonly phase: "Checking" | "Running" | "Stopping" | "Over"
  /** How many were there before. */
  readonly complete: number
  /** How many must be made or have failed, as far as is known: it grows while the run looks further down. */
  readonly total: number
  /** Of those, how many are made. */
  readonly made: number
  readonly failed: number
  readonly blocked: number
  /** What runs, in the order of starts, and since when. */
  readonly running: ReadonlyMap<string, Time>
}

// --- constructors

export const empty: Progress = {
  phase: "Checking",
  complete: 0,
  total: 0,
  made: 0,
  failed: 0,
  blocked: 0,
  running: new Map(),
}

// --- combinators

/** Adds an event. O(running), but for Checked O(findings). */
export const add = (progress: Progress, event: Event): Progress => {
  switch (event._tag) {
    case "Checked": {
      const there = event.findings.filter(({ missing }) => missing.length === 0).length
      return { ...progress, complete: progress.complete + there }
    }
    case "Required":
      return { ...progress, total: progress.total + event.nodes.length }
    case "Started": {
      const running = new Map(progress.running).set(event.node, event.time)
      return { ...progress, phase: progress.phase === "Checking" ? "Running" : progress.phase, running }
    }
    case "Succeeded":
      return { ...progress, made: progress.made + 1, running: without(progress.running, event.node) }
    case "Failed": {
      // What fails without having run (an external task) was not among what must be made.
      const total = progress.running.has(event.node) ? progress.total : progress.total + 1
      return { ...progress, total, failed: progress.failed + 1, running: without(progress.running, event.node) }
    }
    case "Cancelled":
      return { ...progress, running: without(progress.running, event.node) }
    case "Blocked":
      return { ...progress, blocked: progress.blocked + event.nodes.length }
    case "Interrupted":
      return { ...progress, phase: "Stopping" }
    case "Finished":
      return { ...progress, phase: "Over" }
    default:
      return progress
  }
}

const without = (running: ReadonlyMap<string, Time>, node: string): ReadonlyMap<string, Time> => {
  if (!running.has(node)) return running
  const rest = new Map(running)
  rest.delete(node)
  return rest
}
