/**
 * Making what is missing of a plan, and saying so: the run itself, the dry run, and the tree of what is there.
 */
import type { Exports } from "./exports.ts"
import type { Io } from "./io.ts"
import type { Options } from "./options.ts"
import type { Event } from "../run/event.ts"
import { type RunPlanOptions, runPlan } from "../run/run-plan.ts"
import { type Status, status, type Verdict } from "../run/status.ts"
import * as Terms from "../run/terms.ts"
import type { Store } from "../store/store.ts"
import { count } from "../plan/draw/drawing.ts"
import * as Graph from "../run/schedule/graph.ts"
import { transpiler } from "./lint.ts"
import * as Report from "./report.ts"
import * as Summary from "./summary.ts"
import * as Tree from "./tree.ts"
import * as View from "./view.ts"

// --- folds

/** What a run is made with, besides who listens. */
export interface Making {
  readonly options: Options
  readonly exports: Exports
  readonly io: Io
}

/** Says how the runner is to run, from what was typed and set. */
export const terms = ({ options, exports, io }: Making): RunPlanOptions => {
  const { workers, retries, resources, maxFailures, rebuild, timeout, claimTimeout, grace } = options
  const written = { retries, resources, maxFailures, rebuild, timeout, claimTimeout, grace }
  return {
    ...Terms.read("waluigi", written, terms),
    workers: workers ?? io.cores,
    file: exports.file,
    names: exports.named,
    transpiler,
  }
}

/** Runs what is missing. Gives the exit code: 0 all complete, 1 something failed, else what the interruption asks for. */
export const run = async (view: View.View, store: Store, making: Making): Promise<number> => {
  const { options, io } = making
  const all = terms(making)
  const stops = listen(io)
  const running = new Set<string>()
  const stay = io.onLeave(() => [...running].map(view.name))
  const report = options.quiet
    ? Report.silent
    : io.terminal
      ? await Report.live(view, io, all)
      : Report.plain(view, io, all)
  try {
    const summary = await runPlan(view.plan, store, {
      ...all,
      signal: stops.signal,
      halt: stops.halt,
      onEvent: (event) => {
        follow(view, running, event)
        report.hear(event)
      },
    })
    report.end()
    const failures = Summary.drawFailures(view, summary.failures, summary.blocked)
    if (failures !== "") io.err(failures)
    if (!options.quiet) io.out(Summary.draw(view, summary, io.now()))
    if (stops.signal.aborted && summary.outcome === "Interrupted") return stops.code()
    return summary.outcome === "Complete" ? 0 : 1
  } finally {
    stops.end()
    stay()
    report.end()
  }
}

/** Keeps the tasks that run at this moment, and the names of what they ask for. */
export const follow = (view: View.View, running: Set<string>, event: Event): void => {
  switch (event._tag) {
    case "Started":
      return void running.add(event.node)
    case "Succeeded":
    case "AttemptFailed":
    case "Retrying":
    case "Failed":
    case "Cancelled":
      return void running.delete(event.node)
    case "Needed":
      return view.learn(event.plan)
    default:
      return
  }
}

/** Both ways to be stopped from outside, and the exit code that the last asked for. */
export interface Stops {
  readonly signal: AbortSignal
  readonly halt: AbortSignal
  readonly code: () => number
  readonly end: () => void
}

/** Listens to who interrupts: the first time stops in order, the second at once. */
export const listen = (io: Io): Stops => {
  const stop = new AbortController()
  const halt = new AbortController()
  let interrupted = 130
  const end = io.onInterrupt((code) => {
    interrupted = code
    if (stop.signal.aborted) halt.abort()
    else stop.abort()
  })
  return { signal: stop.signal, halt: halt.signal, code: () => interrupted, end }
}

/** Says what would run, in an order in which it could. */
export const dryRun = async (view: View.View, store: Store, making: Making): Promise<number> => {
  const { io } = making
  const all = terms(making)
  const { wouldRun, failures, verdicts } = await status(view.plan, store, Terms.policy(all, all.workers))
  for (const id of wouldRun) io.out(`would run  ${View.located(view, id)}\n`)
  const there = [...verdicts.values()].filter((verdict) => verdict === "There").length
  const drawn = Summary.drawFailures(view, failures, [])
  if (drawn !== "") io.err(drawn)
  io.out(
    wouldRun.length === 0
      ? `nothing to do, ${there} there\n`
      : `${count(wouldRun.length, "task")} would run, ${there} there\n`,
  )
  return failures.length === 0 ? 0 : 1
}

/** Draws the tree of a plan with what is there. */
export const tree = async (view: View.View, store: Store, { options, io }: Making): Promise<number> => {
  const found: Status = await status(view.plan, store, { rebuild: options.rebuild })
  io.out(
    Tree.draw(
      view.plan,
      (node) => ({ mark: mark(found.verdicts.get(node.id), Graph.kind(node.definition)), paths: view.paths(node) }),
      view.drawing,
    ),
  )
  return 0
}

// --- internals

const mark = (verdict: Verdict | undefined, kind: Graph.Kind): Tree.Mark => {
  switch (verdict) {
    case "There":
      return "there"
    case "WouldRun":
      return kind === "Always" ? "runs" : "missing"
    case "Unavailable":
      return "no input"
    case "Blocked":
      return "blocked"
    case "NotNeeded":
      return "spared"
    default:
      return ""
  }
}
