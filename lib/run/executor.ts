/**
 * Executors: who does the work of a node. In this process, in a pool of them, in a batch system: a record of functions.
 *
 * An executor is told a job as plain data and reports what becomes of it; whether and when is the scheduler's.
 */
import type { Event } from "./event.ts"

// --- model

/** One attempt at one node, as JSON. What the node is, the book of the run says. */
export interface Job {
  readonly node: string
  /** The first is 1. */
  readonly attempt: number
  /** Dependencies that are not there, which the task accepts. */
  readonly without: ReadonlyArray<string>
}

/** What came of the plan that a job waits for (`ctx.need`). `failed`: the node of it that did not come to be there. */
export interface Answer {
  readonly ticket: number
  readonly problem: Unmet | undefined
}

/**
 * Why what a job waits for is not there: a node failed; it waits for the job itself; the run is being stopped; it cannot be
 * part of this run, as an executor says before anybody else hears of it.
 */
export type Unmet =
  | { readonly _tag: "Failed"; readonly node: string }
  | { readonly _tag: "Cycle" }
  | { readonly _tag: "Stopped" }
  | { readonly _tag: "Refused"; readonly reason: string }

/**
 * What an executor may say of a job: Busy or Found and no more; or Started, then any Logged and Needed, then one of the
 * rest. Its time is the interpreter's.
 */
export type Report = Untimed<
  Extract<
    Event,
    {
      readonly _tag: "Started" | "Busy" | "Found" | "Logged" | "Needed" | "Succeeded" | "AttemptFailed" | "Cancelled"
    }
  >
>

type Untimed<A> = A extends unknown ? Omit<A, "time"> : never

export interface Executor {
  /** Begins a job. Never throws; every job is reported to its end, unless abandoned. */
  readonly start: (job: Job, report: (report: Report) => void) => void
  /** Tells a running job what it waited for. */
  readonly resume: (node: string, answers: ReadonlyArray<Answer>) => void
  /** Asks a job to stop. It still reports its end. */
  readonly cancel: (node: string, reason: "interrupted" | "timeout") => void
  /** Gives a job up: it reports no more, and when this resolves nothing half-written of it is left. */
  readonly abandon: (node: string) => Promise<void>
  /** Ends what it holds, once no job is under way. Never rejects. */
  readonly close: () => Promise<void>
}
