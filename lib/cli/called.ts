/**
 * Making calls, and saying so: a line for each task on which something was done, then one for each call.
 */
import * as E from "#fp/Either"
import type { Called } from "../plan/call/calls.ts"
import { narrowed } from "../plan/call/narrow.ts"
import { count, grouped, shorten, showFile, visible } from "../plan/draw/drawing.ts"
import { shell } from "../plan/draw/written.ts"
import * as Acting from "../run/call/acting.ts"
import * as Calling from "../run/call/calling.ts"
import * as Failure from "../run/failure.ts"
import { status, type Verdict } from "../run/status.ts"
import type { Terms } from "../run/terms.ts"
import * as Targets from "../run/targets.ts"
import type { Store } from "../store/store.ts"
import type { Io } from "./io.ts"
import * as Make from "./make.ts"
import type { Options } from "./options.ts"
import * as Report from "./report.ts"
import * as Summary from "./summary.ts"
import * as View from "./view.ts"

// --- folds

/** Makes the calls. Gives the exit code: 0 all called, 1 something failed, else what the interruption asks for. */
export const make = async (
  view: View.View,
  calls: ReadonlyArray<Called>,
  store: Store,
  making: Make.Making,
): Promise<number> => {
  const { options, io } = making
  const all = Make.terms(making)
  const stops = Make.listen(io)
  const running = new Set<string>()
  const stay = io.onLeave(() => [...running].map(view.name))
  const report = options.quiet ? Report.silent : Report.plain(view, io, all)
  try {
    const made = await Calling.make(view.plan, calls, store, {
      ...all,
      signal: stops.signal,
      halt: stops.halt,
      onEvent: (event) => {
        if (event._tag === "Done") return tell(view, event.done, options, io)
        if (event._tag === "Calling") running.add(event.node)
        else if ("node" in event && event._tag !== "Logged") running.delete(event.node)
        if (event._tag === "Run") {
          Make.follow(view, running, event.event)
          report.hear(event.event)
        } else if (!options.quiet || event._tag === "Found") lines(view, event, all).forEach(io.out)
      },
    })
    if (made.left.length > 0) io.err(`${view.drawing.paint.warn("not called")}: ${made.left.map(written).join(" ")}\n`)
    if (stops.signal.aborted && made.outcome === "Interrupted") return stops.code()
    return made.outcome === "Complete" ? 0 : 1
  } finally {
    stops.end()
    stay()
  }
}

/** Says what would be called, in order. What is complete is said as it is. */
export const dryRun = async (
  view: View.View,
  calls: ReadonlyArray<Called>,
  store: Store,
  making: Make.Making,
): Promise<number> => {
  const { io } = making
  const acting = Acting.of(store, Targets.placing())
  let code = 0
  for (const [index, call] of calls.entries()) {
    if (call.action === "status") {
      const { verdicts } = await status(view.plan, store)
      for (const id of call.nodes) io.out(found(view, id, verdicts.get(id) ?? "NotNeeded"))
    } else if (call.action === "run") {
      if (index > 0) io.out("would run  what is missing then; now that is:\n")
      code = Math.max(code, await Make.dryRun({ ...view, plan: narrowed(view.plan, call.nodes) }, store, making))
    } else if (call.action === "remove") {
      for (const id of call.nodes) {
        const node = view.plan.nodes.get(id)
        const would = node === undefined ? undefined : await acting.remove(node, true)
        if (would !== undefined && E.isLeft(would)) {
          io.err(Summary.drawFailures(naming(view, call), [{ node: id, failure: would.left }], []))
          code = 1
        } else if (would !== undefined) removed(view, id, would.right, "would remove ").forEach(io.out)
      }
    } else for (const id of call.nodes) io.out(`would call  ${naming(view, call).name(id)}\n`)
  }
  return code
}

// --- internals

/** The call as it was typed. */
const written = ({ written: { source, key } }: Called): string =>
  source._tag === "Argument" ? shell(source.text) : `--${key}`

const lines = (view: View.View, event: Calling.CallEvent, terms: Terms): ReadonlyArray<string> => {
  const { paint } = view.drawing
  switch (event._tag) {
    case "Called":
      return [`${paint.good("called")}  ${naming(view, event.call).name(event.node)}${answer(event.value)}\n`]
    case "Removed":
      return removed(view, event.node, event.value, "removed")
    case "Found":
      return [found(view, event.node, event.value)]
    case "Logged":
      return [`${paint.dim("log   ")}  ${view.name(event.node)}: ${visible(event.message)}\n`]
    case "Failed": {
      const said = View.said(view, Failure.message(event.failure))
      return [`${paint.bad("failed")}  ${naming(view, event.call).name(event.node)}: ${said}\n`]
    }
    case "Stopping":
      return [Report.stopping(view, terms)]
    default:
      return []
  }
}

/** A word that an action gave back is meant to be read. */
const answer = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? `: ${visible(shorten(String(value), 400))}` : ""

const removed = (view: View.View, id: string, what: Acting.Removed, word: string): ReadonlyArray<string> => {
  const { paint } = view.drawing
  const line = (said: string, path: string, note = ""): string =>
    `${said} ${view.name(id)}   ${paint.dim(showFile(view.drawing, path) + note)}\n`
  return [
    ...what.removed.map((path) => line(paint.warn(word), path)),
    ...what.kept.map((path) => line(paint.dim("kept".padEnd(word.length)), path, "   no task makes it")),
  ]
}

const found = (view: View.View, id: string, verdict: Verdict): string => {
  const { paint } = view.drawing
  const node = view.plan.nodes.get(id)
  const mark = verdict === "There" ? "there" : node === undefined || view.paths(node).length > 0 ? "missing" : "runs"
  return `${(verdict === "There" ? paint.good : paint.warn)(mark.padEnd(8))}${View.located(view, id)}\n`
}

/** Names a node with what is called on it: `publish of TaskA(year: 2016)`. */
const naming = (view: View.View, { action, arguments: values, written: { given } }: Called): View.View => ({
  ...view,
  name: (id) => {
    const definition = view.plan.nodes.get(id)?.definition
    const takes = definition !== undefined && values.has(definition)
    return `${action}${takes ? `(${visible(shorten(given ?? "", 60))})` : ""} of ${view.name(id)}`
  },
})

/** Says of one call what came of it: what failed to standard error, the rest in numbers. */
const tell = (view: View.View, done: Calling.Done, options: Options, io: Io): void => {
  const { call, summary, failures, blocked, values } = done
  if (summary !== undefined) {
    const part = { ...view, plan: narrowed(view.plan, call.nodes) }
    const drawn = Summary.drawFailures(part, summary.failures, summary.blocked)
    if (drawn !== "") io.err(drawn)
    if (!options.quiet) io.out(Summary.draw(part, summary, io.now()))
    return
  }
  const drawn = Summary.drawFailures(call.action === "status" ? view : naming(view, call), failures, [])
  if (drawn !== "") io.err(drawn)
  if (options.quiet) return
  const { paint } = view.drawing
  const bad = [
    ...(failures.length === 0 ? [] : [`${grouped(failures.length)} failed`]),
    ...(blocked.length === 0 ? [] : [`${grouped(blocked.length)} above not called`]),
    ...(done.left === 0 ? [] : [`interrupted, ${grouped(done.left)} left`]),
  ]
  io.out(`${written(call)}: ${[...numbers(call, [...values.values()]), ...bad.map(paint.bad)].join(", ")}\n`)
}

const numbers = ({ action }: Called, values: ReadonlyArray<unknown>): ReadonlyArray<string> => {
  if (action === "status") {
    const there = values.filter((value) => value === true).length
    return [`${grouped(there)} complete`, `${grouped(values.length - there)} not`]
  }
  if (action !== "remove") return [`called on ${count(values.length, "task")}`]
  const paths = values.flatMap((value) => (Array.isArray(value) ? value : []))
  return [paths.length === 0 ? "nothing was there to remove" : `${count(paths.length, "output")} removed`]
}
