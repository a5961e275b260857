/**
 * Contexts: what `run` gets besides its slots. The runner makes one for each task that it starts.
 */
import type { Loadable } from "./decided.ts"
import type { AnyOutput, AnyOutputs, Output } from "./output.ts"
import type { Problem } from "./problem.ts"
import type { TaskEither } from "#fp/TaskEither"

// --- model

/** What `run` gets beside the decided slots: its `ctx`. */
export interface Context<O extends AnyOutputs | undefined = undefined> {
  /**
   * Reads the output of a dependency through its codec: `await ctx.load(p.datasets)`. One output gives its value (a
   * decoded value, a text, or the absolute path of a file or directory), a record of outputs a record of those.
   * Elements of a `many`, or of what a dynamic slot returned, are loaded one by one.
   */
  readonly load: <A>(slots: Loadable<A> & Readable<A>) => Promise<A>
  /**
   * For a `file()` or `directory()` the absolute path to write to: a temporary, renamed into place when `run` is done.
   * For a record of outputs, a record of those. A directory exists and is empty.
   */
  readonly output: Staging<O>
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal
  /** Says something about this task: shown under its name, and an event of the run. */
  readonly log: (text: string) => void
}

// --- queries

/** What `run` may return: the value, a promise of it, or a TaskEither. */
export type Returned<O extends AnyOutputs | undefined> = Result<O> | Promise<Result<O>> | TaskEither<unknown, Result<O>>

/** What `run` leaves to the library to write. */
export type Result<O extends AnyOutputs | undefined> = O extends undefined
  ? unknown
  : O extends Output<infer A, infer F>
    ? ResultOf<A, F>
    : Record<never, never> extends Values<O>
      ? void | Values<O>
      : Values<O>

type ResultOf<A, F> = F extends "file" ? void | string | Uint8Array : F extends "directory" ? void : A

/** Of a record of outputs, those that are values: files and directories are written by the task itself. */
type Values<O> = {
  readonly [K in keyof O as O[K] extends Written ? never : K]: O[K] extends Output<infer A> ? A : never
}

type Staging<O extends AnyOutputs | undefined> = O extends undefined
  ? undefined
  : O extends AnyOutput
    ? O extends Written
      ? string
      : undefined
    : { readonly [K in keyof O as O[K] extends Written ? K : never]: string }

/** An output that the task writes itself. */
interface Written {
  readonly form: "file" | "directory"
}

/** Says that there is nothing to read, where there is nothing. */
export type Readable<A> = [A] extends [undefined] ? Problem<"this task has no output to load"> : unknown
