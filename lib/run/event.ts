/**
 * Events: what happened in a run, in order, each with its time. Terminal, journal and page are folds over them.
 *
 * Nodes are named by identity, so an event needs no plan; all that a run did can be read from its events alone.
 * Fed again to the scheduler, a run's events give its state again, those that the scheduler published included.
 */
import type { Plan } from "../plan/plan.ts"
import type { Failure } from "./failure.ts"

// --- model

/** Milliseconds since 1970. */
export type Time = number

/** How a run ended. `Interrupted`: something asked for was left undone that had not failed. */
export type Outcome = "Complete" | "Failed" | "Interrupted"

/** What was found when looking for the outputs of a node. `missing`: the paths that are not there, as a person would open them. */
export interface Finding {
  readonly node: string
  readonly missing: ReadonlyArray<string>
}

/** What the world tells the scheduler. */
export type Fact =
  | { readonly _tag: "Begun"; readonly time: Time }
  | { readonly _tag: "Checked"; readonly time: Time; readonly findings: ReadonlyArray<Finding> }
  /** The outputs of a node could not be looked for. */
  | { readonly _tag: "Failed"; readonly time: Time; readonly node: string; readonly failure: Failure }
  /** The job of a node is under way. */
  | { readonly _tag: "Started"; readonly time: Time; readonly node: string }
  /** Another process makes it at this moment: it did not start. `by` says which, in words. */
  | { readonly _tag: "Busy"; readonly time: Time; readonly node: string; readonly by: string }
  /** Another process had made it when it was about to start: it did not. */
  | { readonly _tag: "Found"; readonly time: Time; readonly node: string }
  /** Its outputs are in place. */
  | { readonly _tag: "Succeeded"; readonly time: Time; readonly node: string }
  /** Its job failed; whether that is its end is the scheduler's to say. */
  | { readonly _tag: "AttemptFailed"; readonly time: Time; readonly node: string; readonly failure: Failure }
  /** Its job ended because it was told to. */
  | { readonly _tag: "Cancelled"; readonly time: Time; readonly node: string }
  /** A running job waits for the roots of a plan (`ctx.need`). The `ticket` is its own name for what it waits for. */
  | {
      readonly _tag: "Needed"
      readonly time: Time
      readonly node: string
      readonly ticket: number
      readonly plan: Plan
    }
  /** `ctx.log` of a task. */
  | { readonly _tag: "Logged"; readonly time: Time; readonly node: string; readonly message: string }
  /** The first one stops in order, the second at once. */
  | { readonly _tag: "Interrupted"; readonly time: Time }
  /** A time that the scheduler asked to be woken at has come. */
  | { readonly _tag: "Woken"; readonly time: Time }

/** What follows from it, told by the scheduler. Failed and Cancelled may come from either. */
export type Consequence =
  /** These are missing and needed: they will run, unless something below them fails. */
  | { readonly _tag: "Required"; readonly time: Time; readonly nodes: ReadonlyArray<string> }
  /** Wrappers whose dependencies are all there. */
  | { readonly _tag: "Passed"; readonly time: Time; readonly nodes: ReadonlyArray<string> }
  /** An attempt failed, the `attempt`th; the next is made at `at`, or as soon as there is room. */
  | {
      readonly _tag: "Retrying"
      readonly time: Time
      readonly node: string
      readonly failure: Failure
      readonly attempt: number
      readonly at: Time
    }
  /** It has failed for good. `attempts`: how many were made. */
  | {
      readonly _tag: "Failed"
      readonly time: Time
      readonly node: string
      readonly failure: Failure
      readonly attempts?: number
    }
  /** It starts though these of its dependencies are not there, as its task accepts. */
  | { readonly _tag: "Partial"; readonly time: Time; readonly node: string; readonly without: ReadonlyArray<string> }
  /** These will not run, for the node `by` below them failed. */
  | { readonly _tag: "Blocked"; readonly time: Time; readonly by: string; readonly nodes: ReadonlyArray<string> }
  /** So many have failed as the run puts up with: nothing more starts, what runs goes on to its end. */
  | { readonly _tag: "Draining"; readonly time: Time; readonly failures: number }
  /** `left`: how many were asked for and are neither there, failed nor blocked: none where nothing stopped the run. */
  | { readonly _tag: "Finished"; readonly time: Time; readonly outcome: Outcome; readonly left: number }

export type Event = Fact | Consequence
