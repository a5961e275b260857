/**
 * `call`: calls actions of a workflow, from TypeScript (section 7).
 *
 * Nothing is made that is not asked for by `"run"`. Like `run` it throws for nothing that a user does.
 */
import { availableParallelism } from "node:os"
import * as E from "#fp/Either"
import type { NonEmptyArray } from "#fp/NonEmptyArray"
import * as Calls from "../../plan/call/calls.ts"
import type { CallError } from "../../plan/call/problem.ts"
import { drawCallErrors } from "../../plan/draw/call.ts"
import { drawErrors } from "../../plan/draw/draw.ts"
import type { Plan } from "../../plan/plan.ts"
import type { ResolveError, Warning } from "../../plan/problem.ts"
import { trace } from "../../plan/resolve.ts"
import { local } from "../../store/local.ts"
import type { Call, Checked } from "../../task/calls.ts"
import type { KnownAny } from "../../task/graph.ts"
import * as Table from "../../task/table.ts"
import * as Calling from "./calling.ts"
import * as Failure from "../failure.ts"
import type { Blocked, Failing } from "../result.ts"
import { named, type RunOptions } from "../run.ts"
import * as Terms from "../terms.ts"
import * as Titles from "../titles.ts"
import * as Inside from "../worker/inside.ts"

// --- model

/** How actions are called. All of it may be left out. */
export interface CallOptions extends Omit<RunOptions, "onEvent"> {
  /** Hears all that happens, in order. */
  readonly onEvent?: ((event: Calling.CallEvent) => void) | undefined
}

/** What became of calls: what each action gave, or why nothing was called. */
export type CallResult = CallsMade | InvalidCalls

export interface CallsMade {
  /** `Failed`: an action failed somewhere, and the calls behind it were not made. */
  readonly _tag: "Complete" | "Failed" | "Interrupted"
  readonly plan: Plan
  readonly warnings: ReadonlyArray<Warning>
  /** The calls that were made, in order. */
  readonly calls: ReadonlyArray<Made>
  /** The keys of those that were not. */
  readonly left: ReadonlyArray<string>
  /** What failed, in words; empty where nothing did. */
  readonly message: string
}

/** The workflow does not resolve, or has no such action: nothing was called. */
export interface InvalidCalls {
  readonly _tag: "Invalid"
  readonly errors: Readonly<NonEmptyArray<ResolveError | CallError>>
  /** All errors in words. */
  readonly message: string
}

export interface Made {
  readonly key: string
  readonly action: string
  /** The nodes on which it succeeded, dependencies first; of `run` none. */
  readonly on: ReadonlyArray<Answer>
  readonly failures: ReadonlyArray<Failing>
  /** It was not called on these, for it failed on a node below. */
  readonly blocked: ReadonlyArray<Omit<Blocked, "by">>
}

export interface Answer extends Omit<Blocked, "by"> {
  /** What the action gave; of `remove` the paths that were removed, of `status` whether the task is complete. */
  readonly value: unknown
}

// --- folds

/**
 * Calls actions on all nodes of a workflow that their keys reach, one call after another.
 *
 * *Gotchas*: keys are checked against what the task declares; one that names a task which the workflow's own table puts
 * in place of another is passed as a `string`.
 *
 * @example
 * ```ts
 * import * as t from "io-ts"
 * import { call, int, json, param, str, task } from "waluigi"
 * const Square = task("Square", {
 *   params: { of: param(int) },
 *   output: json(t.number),
 *   run: (p) => p.of ** 2,
 *   actions: { show: { type: str, run: async (p, ctx, unit) => `${await ctx.load(p)} ${unit}` } },
 * })
 * const result = await call(Square({ of: [2, 3] }), ["run", ["show", "m"], "remove"])
 * if (result._tag === "Complete") console.log(result.calls[1]?.on.map(({ value }) => value)) // [ '4 m', '9 m' ]
 * ```
 */
export const call = async <W extends KnownAny, const C extends ReadonlyArray<Call>>(
  workflow: W,
  calls: C & Checked<W, C>,
  options: CallOptions = {},
): Promise<CallResult> => {
  Inside.refuse()
  const source = Table.code(call)
  const terms = Terms.read("call", options, call)
  const asked = calls.map((one): Calls.Asked => {
    const [key, ...given] = typeof one === "string" ? [one] : one
    return { key, given: given.length === 0 ? undefined : { value: given[0] }, source }
  })
  const names = named(options.names ?? {})
  const traced = trace(workflow, { names })
  if (E.isLeft(traced)) return { _tag: "Invalid", errors: traced.left, message: drawErrors(traced.left) }
  const read = Calls.read(traced.right, asked)
  if (E.isLeft(read)) return { _tag: "Invalid", errors: read.left, message: drawCallErrors(read.left) }
  const { plan } = traced.right
  const titles = Titles.of(plan)
  const made = await Calling.make(plan, read.right, options.store ?? local(options.outputRoot ?? "results"), {
    ...terms,
    workers: options.workers ?? availableParallelism(),
    file: options.file,
    names,
    clock: options.clock,
    signal: options.signal,
    halt: options.halt,
    onEvent: (event) => {
      if (event._tag === "Run" && event.event._tag === "Needed") titles.add(event.event.plan)
      options.onEvent?.(event)
    },
  })
  const all = made.done.map(answers(titles))
  return {
    _tag: made.outcome,
    plan,
    warnings: plan.warnings,
    calls: all,
    left: made.left.map(({ written }) => written.key),
    message: all.flatMap(({ failures }) => failures.map(({ message }) => message)).join("\n"),
  }
}

// --- internals

const answers =
  ({ print, title }: Titles.Titles) =>
  ({ call: { written, action }, values, failures, blocked }: Calling.Done): Made => ({
    key: written.key,
    action,
    on: [...values].map(([id, value]) => ({ ...title(id), value })),
    failures: failures.map(({ node, failure, attempts = 0 }) => ({
      ...title(node),
      failure,
      attempts,
      cause: failure._tag === "Threw" ? failure.cause : failure,
      message: `${action === "run" ? "" : `${action} of `}${print(node)} ${Failure.after(attempts)}: ${Failure.message(failure)}`,
    })),
    blocked: blocked.map(title),
  })
