/**
 * Reports of a run while it goes on: one live line where a person watches, a line for each task in a pipe.
 *
 * What a task logs and what fails is said as it happens, and stays; by `--quiet` only the summary of what failed is.
 */
import { listing, visible } from "../plan/draw/drawing.ts"
import type { Event } from "../run/event.ts"
import * as Failure from "../run/failure.ts"
import * as Progress from "../run/progress.ts"
import * as Terms from "../run/terms.ts"
import * as Duration from "../task/duration.ts"
import type { Io, Live } from "./io.ts"
import * as View from "./view.ts"

// --- model

export interface Report {
  readonly hear: (event: Event) => void
  readonly end: () => void
}

/** Milliseconds between two drawings of the live line: an eye sees no more. */
const pace = 80

// --- constructors

/** Says nothing. */
export const silent: Report = { hear: () => undefined, end: () => undefined }

/** One line for each task that ends. */
export const plain = (view: View.View, io: Io, terms: Terms.Terms): Report => {
  const say = sayer(view, terms, true)
  return { hear: (event) => say(event).forEach(io.out), end: silent.end }
}

/** A line that moves, and lines that stay for what a person must not miss. */
export const live = async (view: View.View, io: Io, terms: Terms.Terms): Promise<Report> => {
  const screen: Live = await io.live()
  const say = sayer(view, terms, false)
  let progress = Progress.empty
  let drawn = Number.NEGATIVE_INFINITY
  const draw = (): void => {
    drawn = io.now()
    screen.show(line(view, progress, io))
  }
  // Time passes though nothing happens.
  const timer = setInterval(draw, 1000)
  timer.unref()
  return {
    hear: (event) => {
      progress = Progress.add(progress, event)
      const staying = say(event)
      if (staying.length > 0) {
        screen.clear()
        staying.forEach(io.out)
      }
      if (progress.phase === "Over") screen.clear()
      else if (staying.length > 0 || io.now() - drawn >= pace) draw()
    },
    end: () => {
      clearInterval(timer)
      screen.clear()
    },
  }
}

// --- folds

/**
 * Says what happens, each thing once: of what another process makes the scheduler hears again and again. `all`: also
 * what goes well.
 */
const sayer = (view: View.View, terms: Terms.Terms, all: boolean): ((event: Event) => ReadonlyArray<string>) => {
  const busy = new Set<string>()
  const lacking = new Set<string>()
  const { paint } = view.drawing
  let again = false
  return (event) => {
    switch (event._tag) {
      case "Logged":
        return [`${paint.dim("log   ")}  ${view.name(event.node)}: ${visible(event.message)}\n`]
      case "Failed":
        // The summary says it whole.
        return [`${paint.bad("failed")}  ${view.name(event.node)}: ${cause(view, event.failure)}\n`]
      case "Retrying":
        return [`${paint.warn("retry ")}  ${retrying(view, event, terms)}\n`]
      case "Partial":
        if (lacking.has(event.node)) return []
        lacking.add(event.node)
        return [`${paint.warn("partly")}  ${partial(view, event.node, event.without)}\n`]
      case "Succeeded":
        return all ? [`${paint.good("made  ")}  ${View.located(view, event.node)}\n`] : []
      case "Busy": {
        if (busy.has(event.node)) return []
        busy.add(event.node)
        if (!all) return []
        return [`${paint.dim("waits ")}  for ${view.name(event.node)}, which ${another(event.by)}\n`]
      }
      case "Found":
        busy.delete(event.node)
        return all ? [`${paint.good("found ")}  ${View.located(view, event.node)}\n`] : []
      case "Checked":
        return event.findings.flatMap(({ node, missing }) => {
          if (missing.length > 0 || !busy.delete(node)) return []
          return all ? [`${paint.good("found ")}  ${View.located(view, node)}\n`] : []
        })
      case "Draining":
        return [
          `${paint.warn("ending")}: ${event.failures} failed: nothing more starts, what runs goes on to its end\n`,
        ]
      case "Interrupted": {
        const line = again ? `${paint.warn("stopping")}: at once\n` : stopping(view, terms)
        again = true
        return [line]
      }
      default:
        return []
    }
  }
}

/** The line of a first Ctrl-C. */
export const stopping = ({ drawing: { paint } }: View.View, { grace = Terms.grace }: Terms.Terms): string =>
  `${paint.warn("stopping")}: what runs has ${Duration.print(grace)} to end; once more stops at once\n`

/** `Fit(year: 2016) failed: no data; attempt 2 of 4 in 4 s`. */
const retrying = (
  view: View.View,
  event: Extract<Event, { readonly _tag: "Retrying" }>,
  terms: Terms.Terms,
): string => {
  const { node, failure, attempt, at, time } = event
  const times = (view.find(node)?.definition.policy.retries ?? terms.retries)?.times
  const which = `attempt ${attempt + 1}${times === undefined ? "" : ` of ${times + 1}`}`
  const when = at > time ? ` in ${Duration.print(at - time)}` : ""
  return `${view.name(node)} failed: ${cause(view, failure)}; ${which}${when}`
}

/** `Sum runs without 2 of 10: Fit(year: 2016) and Fit(year: 2017)`. */
const partial = (view: View.View, node: string, without: ReadonlyArray<string>): string => {
  const all = view.find(node)?.dependencies.length
  const names = listing(without.slice(0, 1000).map(view.name), "and", 3)
  return `${view.name(node)} runs without ${without.length}${all === undefined ? "" : ` of ${all}`}: ${names}`
}

const another = (by: string): string => `another waluigi makes (${visible(by)})`

/** The first line, cut where a line is long enough. */
const cause = (view: View.View, failure: Failure.Failure): string =>
  cut(View.said(view, Failure.message(failure).trim().split("\n")[0] ?? ""), 160)

/** `[3/12] TaskA(year: 2016) 4 s, TaskB(…) · 1 failed`, cut to the width of the terminal. */
const line = (view: View.View, progress: Progress.Progress, io: Io): string => {
  const { complete, total, made, elsewhere, failed, blocked, running, waiting, retrying, phase } = progress
  if (phase === "Checking") return cut(`looking for outputs: ${complete} there`, io.columns)
  const now = Date.now()
  const names = [...running].slice(0, 3).map(([id, since]) => {
    const seconds = Math.floor((now - since) / 1000)
    return seconds < 2 ? view.name(id) : `${view.name(id)} ${seconds} s`
  })
  if (running.size > names.length) names.push(`${running.size - names.length} more`)
  const words = { Stopping: "stopping: ", Draining: "ending: ", Running: "", Over: "" }
  const doing = `${words[phase]}${names.length > 0 ? names.join(", ") : phase === "Running" ? idle(view, progress, now) : ""}`
  const parts = [`[${made + elsewhere + failed}/${total}]${doing === "" ? "" : ` ${doing}`}`]
  if (names.length > 0 && waiting.size > 0) parts.push(`${waiting.size} made by another waluigi`)
  if (names.length > 0 && retrying.size > 0) parts.push(`${retrying.size} to be tried again`)
  if (failed > 0) parts.push(`${failed} failed`)
  if (blocked > 0) parts.push(`${blocked} blocked`)
  return cut(parts.join(" · "), io.columns)
}

/** What a run waits for in which nothing runs: others, or the time of the next attempt. */
const idle = (view: View.View, { waiting, retrying }: Progress.Progress, now: number): string => {
  const [first] = waiting
  if (first !== undefined) {
    const more = waiting.size > 1 ? ` and ${waiting.size - 1} more` : ""
    return `all that is left is made by another waluigi: ${view.name(first[0])} (${visible(first[1])})${more}`
  }
  const at = Math.min(...retrying.values())
  if (at === Number.POSITIVE_INFINITY) return ""
  const [node = ""] = [...retrying].find(([, time]) => time === at) ?? []
  const seconds = Math.max(0, Math.ceil((at - now) / 1000))
  const more = retrying.size > 1 ? `, ${retrying.size - 1} more later` : ""
  return `${view.name(node)} is tried again in ${seconds} s${more}`
}

const cut = (text: string, columns: number): string =>
  text.length < columns ? text : `${text.slice(0, Math.max(0, columns - 2))}…`
