/**
 * Commands: what the scheduler wants done. Plain data, for an interpreter that decides nothing.
 */
import type { Event, Time } from "./event.ts"
import type { Answer } from "./executor.ts"

// --- model

export type Command =
  /** Look for the outputs of these; answer with Checked, or Failed for one that cannot be looked for. */
  | { readonly _tag: "Check"; readonly nodes: ReadonlyArray<string> }
  /**
   * Answer with Busy or Found, or with Started, then with Succeeded, AttemptFailed or Cancelled. `without`: dependencies
   * that are not there, as the task accepts.
   */
  | {
      readonly _tag: "Start"
      readonly node: string
      readonly attempt: number
      readonly without: ReadonlyArray<string>
    }
  /** Tell a running job what came of what it waited for. */
  | { readonly _tag: "Resume"; readonly node: string; readonly answers: ReadonlyArray<Answer> }
  /** Ask a running job to stop; it still answers. */
  | { readonly _tag: "Cancel"; readonly node: string; readonly reason: "interrupted" | "timeout" }
  /** Stop waiting for a running job: what it yet does must leave no trace, what it answers is not heard. */
  | { readonly _tag: "Abandon"; readonly node: string }
  /** Answer with Woken at this time, and at no earlier one that was commanded before. */
  | { readonly _tag: "Wake"; readonly at: Time }
  /** Tell those who listen. */
  | { readonly _tag: "Publish"; readonly event: Event }
