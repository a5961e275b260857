/**
 * Messages between the main process and a worker: JSON, one job at a time.
 *
 * A worker says Ready or Unready once; then, for every Run, reports, of which the last is Succeeded, AttemptFailed or
 * Cancelled.
 */
import type { Answer, Job, Report } from "../executor.ts"
import type { Reference } from "./line.ts"
import type { Thrown, Told } from "./thrown.ts"

// --- model

/** What a worker is told. */
export type Order =
  /** Its first: the workflow file to load, the folder of all outputs, and the process that must live. */
  | { readonly _tag: "Begin"; readonly file: string; readonly root: string; readonly parent: number }
  /** Where the node of the job stands in the plan, whose file is the worker's `planFile`. */
  | { readonly _tag: "Run"; readonly job: Job; readonly at: Reference }
  | { readonly _tag: "Resume"; readonly answers: ReadonlyArray<Answer> }
  | { readonly _tag: "Cancel"; readonly reason: "interrupted" | "timeout" }
  /** Its last. */
  | { readonly _tag: "End" }

/** Tasks as `Tasks.print` says them, by name. */
export type Prints = ReadonlyArray<readonly [name: string, print: string]>

/** What a worker says. */
export type Word =
  /** `changed`: when a file that it loaded was last changed. `heap`: how many bytes its heap may have. */
  | { readonly _tag: "Ready"; readonly tasks: Prints; readonly changed: number; readonly heap: number }
  /** The workflow file cannot be loaded there. */
  | { readonly _tag: "Unready"; readonly message: string; readonly cause: Thrown }
  | { readonly _tag: "Report"; readonly report: Plainly }
  /** `ctx.need`: the nodes of a plan, as lines that name each other by position; `tasks`: those that it names. */
  | {
      readonly _tag: "Need"
      readonly ticket: number
      readonly lines: ReadonlyArray<string>
      readonly roots: ReadonlyArray<Reference>
      readonly tasks: Prints
    }
  /** Something was thrown where nobody catches it: the worker is not to be used any more. */
  | { readonly _tag: "Stray"; readonly cause: Thrown }

/** Reports of a job as JSON. */
export type Plainly =
  | Exclude<Report, { readonly _tag: "Needed" | "AttemptFailed" | "Started" | "Busy" | "Found" }>
  | { readonly _tag: "AttemptFailed"; readonly node: string; readonly failure: Told }

/** The number of the open file by which a worker reads the plan. */
export const planFile = 4
