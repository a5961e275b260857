/**
 * Contexts: what `run` gets besides its slots. The runner makes one for each task that it starts.
 */
import type { Loadable, Slots } from "./decided.ts"
import type { KnownAny } from "./graph.ts"
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
   * Waits until a task or workflow is there, and runs what is missing of it: `await ctx.need(Data({ year: 2024 }))`. Gives
   * the slots of its one root, which `ctx.load` and `ctx.path` take. Rejects where it does not resolve or cannot be made.
   * While it waits the task takes no room: what it needs can always run. Several are needed by `Promise.all`.
   */
  readonly need: <W extends KnownAny>(workflow: W) => Promise<Slots<W>>
  /** Does the same for a workflow of collections, `ctx.needAll(Data({ year: [2023, 2024] }))`: gives the slots of all roots. */
  readonly needAll: <W extends KnownAny>(workflow: W) => Promise<ReadonlyArray<Slots<W>>>
  /**
   * Tells whether a dependency is there: `false` for one that failed below a `settled` slot or among the `accept`ed ones of
   * a `many`, and for an absent optional one.
   */
  readonly there: (slots: Loadable<unknown> | null) => boolean
  /**
   * Says where the output of a dependency lies, for a program that reads it: an absolute path, a record of them for a
   * record of outputs, null for a task without.
   */
  readonly path: <L>(slots: Loadable<unknown, L>) => L
  /** Which attempt this is: 1, and more where an earlier one failed. */
  readonly attempt: number
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
