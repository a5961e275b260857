/**
 * Reports of a run while it goes on: one live line where a person watches, a line for each task in a pipe.
 *
 * What a task logs and what fails is said as it happens, and stays; by `--quiet` only the summary of what failed is.
 */
import * as Progress from "../run/progress.ts"
import { visible } from "../plan/draw/drawing.ts"
import type { Event } from "../run/event.ts"
import * as Failure from "../run/failure.ts"
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
export const plain = (view: View.View, io: Io): Report => {
  let stopping = false
  return {
    hear: (event) => {
      lines(view, event, true, stopping).forEach(io.out)
      stopping ||= event._tag === "Interrupted"
    },
    end: silent.end,
  }
}

/** A line that moves, and lines that stay for what a person must not miss. */
export const live = async (view: View.View, io: Io): Promise<Report> => {
  const screen: Live = await io.live()
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
      const again = progress.phase === "Stopping"
      progress = Progress.add(progress, event)
      const staying = lines(view, event, false, again)
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

/** `again`: it is being stopped already. */
const lines = (view: View.View, event: Event, all: boolean, again: boolean): ReadonlyArray<string> => {
  const { paint } = view.drawing
  switch (event._tag) {
    case "Logged":
      return [`${paint.dim("log   ")}  ${view.name(event.node)}: ${visible(event.message)}\n`]
    case "Failed":
      // The summary says it whole.
      return [`${paint.bad("failed")}  ${view.name(event.node)}: ${cause(view, event.failure)}\n`]
    case "Succeeded":
      return all ? [`${paint.good("made  ")}  ${View.located(view, event.node)}\n`] : []
    case "Interrupted":
      return [`${paint.warn("stopping")}: ${again ? "at once" : "what runs has 5 s to end; once more stops at once"}\n`]
    default:
      return []
  }
}

/** The first line, cut where a line is long enough. */
const cause = (view: View.View, failure: Failure.Failure): string =>
  cut(View.said(view, Failure.message(failure).trim().split("\n")[0] ?? ""), 160)

/** `[3/12] TaskA(year: 2016) 4 s, TaskB(…) · 1 failed`, cut to the width of the terminal. */
const line = (view: View.View, progress: Progress.Progress, io: Io): string => {
  const { complete, total, made, failed, blocked, running, phase } = progress
  if (phase === "Checking") return cut(`looking for outputs: ${complete} there`, io.columns)
  const now = Date.now()
  const names = [...running].slice(0, 3).map(([id, since]) => {
    const seconds = Math.floor((now - since) / 1000)
    return seconds < 2 ? view.name(id) : `${view.name(id)} ${seconds} s`
  })
  if (running.size > names.length) names.push(`${running.size - names.length} more`)
  const doing = `${phase === "Stopping" ? "stopping: " : ""}${names.join(", ")}`
  const parts = [`[${made + failed}/${total}]${doing === "" ? "" : ` ${doing}`}`]
  if (failed > 0) parts.push(`${failed} failed`)
  if (blocked > 0) parts.push(`${blocked} blocked`)
  return cut(parts.join(" · "), io.columns)
}

const cut = (text: string, columns: number): string =>
  text.length < columns ? text : `${text.slice(0, Math.max(0, columns - 2))}…`
