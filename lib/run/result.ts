/**
 * Results: what `run` gives, typed by the workflow that was run. A closed union: nobody needs to catch anything.
 *
 *     const result = await run(TaskC({ year: 2024 }))
 *     if (result._tag === "Complete") console.log(await result.roots[0].load())
 */
import type { NonEmptyArray } from "#fp/NonEmptyArray"
import type { Plan } from "../plan/plan.ts"
import type { ResolveError, Warning } from "../plan/problem.ts"
import type { EntryOf, OutputOf, Slots } from "../task/decided.ts"
import type { Known, KnownAny } from "../task/graph.ts"
import type { AnyOutputs, Output } from "../task/output.ts"
import type { Failure } from "./failure.ts"
import type { Title } from "./titles.ts"

// --- model

/** What became of a run. It never rejects because a task failed. */
export type Result<W extends KnownAny = KnownAny> = Complete<W> | Failed<W> | Interrupted<W> | Invalid

/** Everything that was asked for is there. A workflow that resolves has at least one root. */
export interface Complete<W extends KnownAny> extends Ran {
  readonly _tag: "Complete"
  readonly roots: Readonly<NonEmptyArray<Root<W>>>
}

/** Something failed; all that does not need it was made. */
export interface Failed<W extends KnownAny> extends Ran {
  readonly _tag: "Failed"
  readonly roots: Readonly<NonEmptyArray<Root<W>>>
  /** All failures in words, with task, parameters and cause. */
  readonly message: string
}

/** It was stopped; what was made until then is there. */
export interface Interrupted<W extends KnownAny> extends Ran {
  readonly _tag: "Interrupted"
  readonly roots: Readonly<NonEmptyArray<Root<W>>>
}

/** The workflow does not resolve: nothing ran. */
export interface Invalid {
  readonly _tag: "Invalid"
  readonly errors: Readonly<NonEmptyArray<ResolveError>>
  /** All errors in words. */
  readonly message: string
}

export interface Ran {
  readonly plan: Plan
  readonly warnings: ReadonlyArray<Warning>
  readonly counts: Counts
  /** In the order in which they failed. */
  readonly failures: ReadonlyArray<Failing>
  readonly blocked: ReadonlyArray<Blocked>
  /** What ran though some of its dependencies were not there, as its task accepts. */
  readonly partial: ReadonlyArray<Lacking>
  /** Milliseconds. */
  readonly duration: number
}

/** Of the nodes that were looked at: a complete one hides what is below it. */
export interface Counts {
  /** There before. */
  readonly complete: number
  readonly made: number
  /** Made by another process in the meantime. */
  readonly elsewhere: number
  readonly failed: number
  readonly blocked: number
  /** Left undone by an interruption, or by `failFast` and `maxFailures`. */
  readonly left: number
}

/** What the workflow itself gave: one for each point of its collections. */
export interface Root<W extends KnownAny> {
  readonly task: string
  /** Every slot decided, as `run` gets them. */
  readonly slots: Slots<W>
  /** Where its output lies: a record for a record of outputs, null for a task without. */
  readonly path: PathOf<W>
  /** Whether it is there now. */
  readonly there: boolean
  /** Reads its output through its codec. Rejects with an Error that says what is wrong, where it is not there. */
  readonly load: () => Promise<OutputOf<W>>
}

export type PathOf<W extends KnownAny> = W extends Known<infer N, infer U> ? Path<EntryOf<U, N>["output"]> : never

type Path<O extends AnyOutputs | undefined> = O extends undefined
  ? null
  : O extends Pick<Output<unknown>, "form">
    ? string
    : { readonly [K in keyof O]: string }

export interface Failing extends Title {
  readonly failure: Failure
  /** How many attempts were made; none of what could not begin. */
  readonly attempts: number
  /** What was thrown, if something was; else the failure. */
  readonly cause: unknown
  readonly message: string
}

export interface Blocked extends Title {
  /** The identity of the node that failed below it. */
  readonly by: string
}

export interface Lacking extends Title {
  /** The identities of the nodes that were not there. */
  readonly without: ReadonlyArray<string>
}
