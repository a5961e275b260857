/**
 * `run`: makes what is missing of a workflow, from TypeScript.
 *
 * It throws for nothing that a user does: a workflow that does not resolve, a task that fails, a full disk are results.
 */
import { availableParallelism } from "node:os"
import * as E from "#fp/Either"
import type { NonEmptyArray } from "#fp/NonEmptyArray"
import { drawErrors } from "../plan/draw/draw.ts"
import type { Plan } from "../plan/plan.ts"
import { resolve } from "../plan/resolve.ts"
import { local } from "../store/local.ts"
import type { Store } from "../store/store.ts"
import type { Workflow } from "../task/definition.ts"
import { asWorkflow } from "../task/definition.ts"
import type { KnownAny } from "../task/graph.ts"
import type { Clock } from "./clock.ts"
import type { Event } from "./event.ts"
import * as Failure from "./failure.ts"
import * as Gate from "../store/gate.ts"
import * as Loading from "./job/loading.ts"
import type { Blocked, Failing, Lacking, Ran, Result, Root } from "./result.ts"
import { runPlan } from "./run-plan.ts"
import type { Summary } from "./summary.ts"
import * as Targets from "./targets.ts"
import * as Terms from "./terms.ts"
import * as Titles from "./titles.ts"
import * as Inside from "./worker/inside.ts"

// --- model

/** How a workflow is run. All of it may be left out. */
export interface RunOptions extends Terms.Written {
  /** How many tasks may run at once. Default: one for each core. */
  readonly workers?: number | undefined
  /** The folder of all outputs. Default: `results`. */
  readonly outputRoot?: string | undefined
  /** Another place for outputs than a folder. */
  readonly store?: Store | undefined
  /** Another time than this machine's, such as the virtual one of `waluigi/testing`. */
  readonly clock?: Clock | undefined
  /** The file that the workflow stands in: worker processes load it. Without it every task runs in this process. */
  readonly file?: string | undefined
  /** Stops the run: nothing starts any more, what runs has the `grace` to heed its `ctx.signal`. */
  readonly signal?: AbortSignal | undefined
  /** Stops the run at once. */
  readonly halt?: AbortSignal | undefined
  /** Hears all that happens, in order. */
  readonly onEvent?: ((event: Event) => void) | undefined
  /** What text in the tables may name, such as the exports of a workflow file; what is no task or workflow is passed over. */
  readonly names?: Readonly<Record<string, unknown>> | undefined
}

// --- folds

/**
 * Runs a task or workflow: what is missing of it, dependencies first.
 *
 * @example
 * ```ts
 * import * as t from "io-ts"
 * import { int, json, param, run, task } from "waluigi"
 * const Square = task("Square", { params: { of: param(int) }, output: json(t.number), run: (p) => p.of ** 2 })
 * const result = await run(Square({ of: [2, 3] }), { workers: 2 })
 * if (result._tag === "Complete") console.log(await Promise.all(result.roots.map((root) => root.load()))) // [4, 9]
 * ```
 */
export const run = async <W extends KnownAny>(workflow: W, options: RunOptions = {}): Promise<Result<W>> => {
  Inside.refuse()
  const terms = Terms.read("run", options, run)
  const names = named(options.names ?? {})
  const resolved = resolve(workflow, { names })
  if (E.isLeft(resolved)) return { _tag: "Invalid", errors: resolved.left, message: drawErrors(resolved.left) }
  const plan = resolved.right
  const store = options.store ?? local(options.outputRoot ?? "results")
  const there = new Set<string>()
  const known = Titles.of(plan)
  const summary = await runPlan(plan, store, {
    ...terms,
    workers: options.workers ?? availableParallelism(),
    file: options.file,
    names,
    clock: options.clock,
    signal: options.signal,
    halt: options.halt,
    onEvent: (event) => {
      for (const node of reached(event)) there.add(node)
      if (event._tag === "Needed") known.add(event.plan)
      options.onEvent?.(event)
    },
  })
  const ran = { ...report(plan, summary, known), roots: roots<W>(plan, store, there) }
  if (summary.outcome !== "Failed") return { _tag: summary.outcome, ...ran }
  const message = ran.failures.map((failing) => `${failing.message}`).join("\n")
  return { _tag: "Failed", ...ran, message }
}

// --- internals

/** Picks the tasks and workflows that text may name. */
export const named = (exports: Readonly<Record<string, unknown>>): ReadonlyMap<string, Workflow> =>
  new Map(
    Object.entries(exports).flatMap(([name, value]) => {
      const workflow = asWorkflow(value)
      return workflow === undefined ? [] : [[name, workflow] as const]
    }),
  )

/** The nodes that an event tells to be there. */
const reached = (event: Event): ReadonlyArray<string> => {
  switch (event._tag) {
    case "Checked":
      return event.findings.flatMap(({ node, missing }) => (missing.length === 0 ? [node] : []))
    case "Passed":
      return event.nodes
    case "Found":
    case "Succeeded":
      return [event.node]
    default:
      return []
  }
}

const report = (plan: Plan, summary: Summary, { title, print }: Titles.Titles): Ran => {
  const blocked = summary.blocked.flatMap(({ by, nodes }) => nodes.map((id): Blocked => ({ ...title(id), by })))
  return {
    plan,
    warnings: plan.warnings,
    counts: {
      complete: summary.complete,
      made: summary.made,
      elsewhere: summary.elsewhere,
      failed: summary.failures.length,
      blocked: blocked.length,
      left: summary.left,
    },
    failures: summary.failures.map(
      ({ node, failure, attempts = 0 }): Failing => ({
        ...title(node),
        failure,
        attempts,
        cause: failure._tag === "Threw" ? failure.cause : failure,
        message: `${print(node)} ${Failure.after(attempts)}: ${Failure.message(failure)}`,
      }),
    ),
    blocked,
    partial: summary.partial.map(({ node, without }): Lacking => ({ ...title(node), without })),
    duration: summary.duration,
  }
}

const roots = <W extends KnownAny>(
  plan: Plan,
  store: Store,
  there: ReadonlySet<string>,
): Readonly<NonEmptyArray<Root<W>>> => {
  const placing = Targets.placing()
  const library = { store, placing, gate: Gate.reading() }
  // What a root's slots, path and output are was erased when the workflow became a definition; its type remembers it.
  return plan.roots.map((node) => ({
    task: node.definition.name,
    slots: node.slots,
    path: Loading.located(E.getOrElse((): ReadonlyArray<Targets.Named> => [])(placing(node)), store),
    there: there.has(node.id),
    load: () => Loading.read(node, node.definition, library),
  })) as ReadonlyArray<unknown> as Readonly<NonEmptyArray<Root<W>>>
}
