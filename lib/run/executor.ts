/**
 * Executors: who does the work of a node. In this process, in a pool of them, in a batch system: a record of functions.
 *
 * An executor is told a job as plain data and reports what becomes of it; whether and when is the scheduler's.
 */
import type { Event } from "./event.ts"

// --- model

/** One go at one node, as JSON: whoever does it has the plan, or resolves the same workflow again. */
export interface Job {
  readonly node: string
}

/** What an executor may say of a job, in this order: Started, any Logged, then one of the rest. Its time is the interpreter's. */
export type Report = Untimed<
  Extract<Event, { readonly _tag: "Started" | "Logged" | "Succeeded" | "Failed" | "Cancelled" }>
>

type Untimed<A> = A extends unknown ? Omit<A, "time"> : never

export interface Executor {
  /** Begins a job. Never throws; every job is reported to its end, unless abandoned. */
  readonly start: (job: Job, report: (report: Report) => void) => void
  /** Asks a job to stop. It still reports its end. */
  readonly cancel: (node: string) => void
  /** Gives a job up: it reports no more, and when this resolves nothing half-written of it is left. */
  readonly abandon: (node: string) => Promise<void>
}
