/**
 * Failures: why a node could not be made, as data.
 *
 * Whatever a task throws ends here; nothing of it escapes the runner.
 */
import type { StoreError } from "../store/store.ts"
import * as Duration from "../task/duration.ts"
import * as Size from "../task/size.ts"

// --- model

export type Failure =
  /** `run` threw, its promise was rejected, or its TaskEither gave a Left: that is the `cause`. */
  | { readonly _tag: "Threw"; readonly message: string; readonly cause: unknown }
  /** An output could not be looked for, written or put into place. */
  | { readonly _tag: "Store"; readonly error: StoreError }
  /** `ctx.load` could not read the output of a dependency, by the codec of the task `as` that its slot declares. */
  | {
      readonly _tag: "Unreadable"
      readonly task: string
      readonly as: string
      /** Whether the task makes it anew where it is missing: an external one does not. */
      readonly made: boolean
      readonly error: StoreError
    }
  /** `ctx.load` was given what it cannot load. `reason` says why. */
  | { readonly _tag: "NotLoadable"; readonly task: string | undefined; readonly reason: string }
  /** `run` returned what does not make its outputs. `reason` says what was expected. */
  | { readonly _tag: "Returned"; readonly reason: string }
  /** The task gives no place for its output. */
  | { readonly _tag: "Unplaced"; readonly reason: string }
  /** The output of an external task (1.9) is not there. */
  | { readonly _tag: "External"; readonly paths: ReadonlyArray<string> }
  /** An attempt took longer than its task may. `after` in milliseconds. */
  | { readonly _tag: "TimedOut"; readonly after: number }
  /** There is less of a resource than one run of the task takes. */
  | { readonly _tag: "TooLarge"; readonly resource: string; readonly takes: number; readonly has: number }
  /** The worker process of a task ended under it. `said`: its last lines. `memory`: the bytes that it had, if it took more. */
  | {
      readonly _tag: "Crashed"
      readonly code: number | null
      readonly signal: string | null
      readonly said: ReadonlyArray<string>
      readonly memory: number | undefined
    }
  /** A program of another language did not end well. `log`: where all that it said lies; `said`: its last lines. */
  | {
      readonly _tag: "Exited"
      readonly command: ReadonlyArray<string>
      /** Null where it was killed, or could not be started: then `reason` says why. */
      readonly code: number | null
      readonly signal: string | null
      readonly reason: string | undefined
      readonly log: string | undefined
      readonly said: ReadonlyArray<string>
    }
  /** What a task asked for on the way (`ctx.need`) is not there. */
  | { readonly _tag: "Unmet"; readonly reason: string }

/** Carries a failure through the code of a task: what `ctx.load` rejects with. */
export class TaskError extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(message(failure))
    this.name = "TaskError"
    this.failure = failure
  }
}

// --- constructors

/** Makes a failure of whatever was thrown. Never throws. */
export const ofThrown = (cause: unknown): Failure => {
  try {
    if (cause instanceof TaskError) return cause.failure
  } catch {
    // A proxy may refuse even to say what it is.
  }
  return { _tag: "Threw", message: words(cause), cause }
}

const words = (cause: unknown): string => {
  try {
    if (cause instanceof Error) return `${cause.message === "" ? cause.name : cause.message}`
    if (typeof cause === "string") return cause
    return typeof cause === "object" && cause !== null ? (JSON.stringify(cause) ?? String(cause)) : String(cause)
  } catch {
    return "a value that cannot be printed"
  }
}

// --- queries

/** Tells whether another attempt may end otherwise: not where the task itself is wrong. */
export const isPassing = (failure: Failure): boolean => {
  switch (failure._tag) {
    case "Threw":
    case "TimedOut":
    case "Crashed":
    case "Exited":
      return true
    case "Store":
    case "Unreadable":
      return failure.error._tag === "System"
    default:
      return false
  }
}

/** Tells what has come to no codec, for it is no JSON or no text at all, from a value that a codec rejects. */
export const isGarbled = ([first = ""]: ReadonlyArray<string>): boolean =>
  /^it (?:is not (?:JSON|UTF-8)|has no )/.test(first)

// --- folds

/** Says that something failed, and after how many attempts where there were several. */
export const after = (attempts: number | undefined): string =>
  attempts === undefined || attempts < 2 ? "failed" : `failed after ${attempts} attempts`

/** Says in one sentence what went wrong. */
export const message = (failure: Failure): string => {
  switch (failure._tag) {
    case "Threw":
      return failure.message
    case "Store":
      // Nothing is there yet: what does not fit is what was returned.
      return failure.error._tag === "Rejected" && !isGarbled(failure.error.problems)
        ? `what run returned for ${failure.error.path} does not fit its codec: ${failure.error.problems.join("; ")}`
        : storeMessage(failure.error)
    case "Unreadable":
      return `cannot load ${failure.task}${failure.as === failure.task ? "" : ` as a ${failure.as}`}: ${storeMessage(failure.error)}`
    case "NotLoadable":
      return failure.reason
    case "Returned":
      return failure.reason
    case "Unplaced":
      return failure.reason
    case "External":
      return `external, and ${failure.paths.length > 1 ? "outputs are" : "its output is"} missing: ${failure.paths.join(", ")}`
    case "TimedOut":
      return `it took longer than ${Duration.print(failure.after)}`
    case "TooLarge":
      return tooLarge(failure)
    case "Crashed":
      return crashed(failure)
    case "Exited":
      return exited(failure)
    case "Unmet":
      return failure.reason
  }
}

const tooLarge = ({ resource, takes, has }: Extract<Failure, { readonly _tag: "TooLarge" }>): string =>
  resource === "memory"
    ? `it takes ${Size.print(takes)} of memory, and there is ${Size.print(has)}`
    : `it takes ${resource}=${takes}, and there is ${has}`

const crashed = ({ code, signal, memory }: Extract<Failure, { readonly _tag: "Crashed" }>): string =>
  memory !== undefined
    ? `its process took more than its ${Size.print(memory)} of memory`
    : `its process ${signal === null ? `ended with code ${code ?? "unknown"}` : `was ended by ${signal}`}`

const exited = ({ command, code, signal, reason }: Extract<Failure, { readonly _tag: "Exited" }>): string =>
  `${command[0] ?? ""} ${reason ?? (signal === null ? `ended with code ${code}` : `was ended by ${signal}`)}`

const storeMessage = (error: StoreError): string => {
  switch (error._tag) {
    case "Missing":
      return `${error.path} is missing`
    case "NotWritten":
      return `run left nothing at ${error.path}: write there, or return what it shall hold`
    case "Rejected":
      return rejected(error.path, error.problems)
    case "System":
      return `${error.path}: ${spent[error.code] ?? error.message} (${error.code})`
  }
}

/** How a system says that there is no more room. */
const spent: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of the disk is used up",
}

const rejected = (path: string, problems: ReadonlyArray<string>): string =>
  isGarbled(problems)
    ? `${path} ${(problems[0] ?? "").slice("it ".length)}`
    : `${path} does not fit its codec: ${problems.join("; ")}`
