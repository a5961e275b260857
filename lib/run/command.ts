/**
 * Commands: what the scheduler wants done. Plain data, for an interpreter that decides nothing.
 */
import type { Event, Time } from "./event.ts"

// --- model

export type Command =
  /** Look for the outputs of these; answer with Checked, or Failed for one that cannot be looked for. */
  | { readonly _tag: "Check"; readonly nodes: ReadonlyArray<string> }
  /** Answer with Started, then with Succeeded, Failed or Cancelled. */
  | { readonly _tag: "Start"; readonly node: string }
  /** Ask a running job to stop; it still answers. */
  | { readonly _tag: "Cancel"; readonly node: string }
  /** Stop waiting for a running job: what it yet does must leave no trace, what it answers is not heard. */
  | { readonly _tag: "Abandon"; readonly node: string }
  /** Answer with Woken at this time. */
  | { readonly _tag: "Wake"; readonly at: Time }
  /** Tell those who listen. */
  | { readonly _tag: "Publish"; readonly event: Event }
