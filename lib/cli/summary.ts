/**
 * What came of a run, in words: what was asked for and where it lies, what failed and why, what was left.
 */
import {
  count,
  type Drawing,
  grouped,
  layout,
  type Line,
  line,
  listing,
  shorten,
  showFile,
  visible,
} from "../plan/draw/drawing.ts"
import * as Written from "../plan/draw/written.ts"
import type { Failure } from "../run/failure.ts"
import * as Failures from "../run/failure.ts"
import type { Blocking, Failing, Summary } from "../run/summary.ts"
import * as Duration from "../task/duration.ts"
import * as Size from "../task/size.ts"
import * as View from "./view.ts"

// --- model

/** So many failures, and so many of what was asked for, are shown. */
const most = 10

// --- folds

/** Draws every failure with its task, its cause and what it blocked. Empty if nothing failed. */
export const drawFailures = (
  view: View.View,
  failures: ReadonlyArray<Failing>,
  blocked: ReadonlyArray<Blocking>,
): string => {
  const drawn = failures.slice(0, most).map((failing) => {
    const above = blocked.filter(({ by }) => by === failing.node).flatMap(({ nodes }) => nodes)
    return layout(view.drawing, "error", {
      headline: `${view.name(failing.node)} ${Failures.after(failing.attempts)}: ${View.said(view, firstLine(Failures.message(failing.failure)))}`,
      lines: [...details(view, failing), ...blocking(view, above)],
    })
  })
  if (failures.length > most) drawn.push(`… and ${grouped(failures.length - most)} more failures`)
  return drawn.length === 0 ? "" : `\n${drawn.join("\n\n")}\n\n`
}

/** Draws what was made and where, in a few lines; the last says all in numbers. `elapsed` in milliseconds. */
export const draw = (view: View.View, summary: Summary, elapsed: number): string => {
  const { failures, made, elsewhere, complete, partial, blocked, outcome, left } = summary
  const lost = new Set([
    ...failures.map(({ node }) => node),
    ...blocked.flatMap(({ nodes }) => nodes),
    ...summary.cancelled,
  ])
  const roots = left > 0 || outcome === "Interrupted" ? [] : view.plan.roots.filter(({ id }) => !lost.has(id))
  const lines = roots.slice(0, most).map(({ id }) => `  ${View.located(view, id)}\n`)
  if (roots.length > most) lines.push(`  … and ${grouped(roots.length - most)} more\n`)
  const stopped = [
    ...(outcome === "Interrupted" ? [`interrupted, ${count(left, "task")} left`] : []),
    ...(outcome === "Failed" && left > 0 ? [`stopped early, ${count(left, "task")} left`] : []),
  ]
  const bad = [
    ...(failures.length === 0 ? [] : [`${grouped(failures.length)} failed`]),
    ...(blocked.length === 0 ? [] : [`${grouped(blocked.reduce((sum, { nodes }) => sum + nodes.length, 0))} blocked`]),
  ]
  const nothing = made + elsewhere === 0 && bad.length === 0 && stopped.length === 0
  const good = nothing
    ? [`nothing to do, ${complete === 0 ? "no task has an output" : `${complete === 1 ? "it is" : "all is"} there`}`]
    : [
        `${grouped(made)} made`,
        ...(partial.length === 0 ? [] : [`${grouped(partial.length)} in part`]),
        ...(elsewhere === 0 ? [] : [`${grouped(elsewhere)} made elsewhere`]),
        ...(complete === 0 ? [] : [`${grouped(complete)} there already`]),
      ]
  const { paint } = view.drawing
  const numbers = [...stopped.map(paint.warn), ...bad.map(paint.bad), ...(nothing ? good.map(paint.good) : good)].join(
    ", ",
  )
  return `${numbers} (${duration(elapsed)})\n${lines.join("")}`
}

/** `0.12 s`, `34 s`, `2 min 5 s`, `3 h 2 min`. */
export const duration = (milliseconds: number): string => {
  const seconds = milliseconds / 1000
  if (seconds < 10) return `${seconds.toFixed(2)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

// --- internals

const firstLine = (text: string): string => visible(shorten(text.trim().split("\n")[0] ?? "", 400))

const blocking = (view: View.View, above: ReadonlyArray<string>): ReadonlyArray<Line> =>
  above.length === 0 ? [] : [line("blocks", listing(above.slice(0, 1000).map(view.name), "and", 3))]

const details = (view: View.View, { node, failure }: Failing): ReadonlyArray<Line> => {
  const { drawing } = view
  const definition = view.find(node)?.definition
  const task = definition?.name ?? "the task"
  const said = (lines: ReadonlyArray<string>): ReadonlyArray<Line> =>
    lines.slice(-5).map((text) => line("said", shorten(visible(text), 200)))
  switch (failure._tag) {
    case "Threw": {
      const more = failure.message.trim().split("\n").slice(1, 6)
      return [
        ...more.map((text) => line("", visible(text))),
        ...drawing.frames(failure.cause).map((frame) => line("at", visible(frame))),
        ...causes(drawing, failure.cause),
        ...filled(failure.cause),
      ]
    }
    // What does not resolve is drawn already.
    case "Unmet":
      return failure.reason
        .split("\n")
        .slice(1, 30)
        .map((text) => line("", visible(text)))
    case "Unreadable":
      return failure.error._tag === "Rejected" ? mend(drawing, failure, failure.error) : []
    case "Store":
      return failure.error._tag === "System" ? room(failure.error.code) : []
    case "External":
      return [line("note", "no task makes this: put it there, or give the task a run")]
    case "TimedOut": {
      const more = Duration.print(2 * failure.after)
      const own = definition?.policy.timeout !== undefined
      return [
        line(
          "try",
          own
            ? `timeout: "${more}" in ${task}`
            : `--timeout=${more.replace(" ", "")}   or timeout: "${more}" in ${task}`,
        ),
      ]
    }
    case "TooLarge": {
      const { resource, takes, has } = failure
      const amount = (value: number): string => (resource === "memory" ? Size.print(value) : String(value))
      const shown = resource === "memory" ? JSON.stringify(amount(has)) : amount(has)
      return [
        line("try", `--resources ${resource}=${amount(takes).replace(" ", "")}   where there is as much`),
        ...(has > 0 ? [line("try", `resources: { ${resource}: ${shown} } in ${task}   if that is enough`)] : []),
      ]
    }
    case "Crashed":
      return [...said(failure.said), ...crash(failure, task)]
    case "Exited":
      return [
        line("given", shorten(failure.command.map((word) => Written.shell(word)).join(" "), 300)),
        ...said(failure.said),
        ...(failure.log === undefined ? [] : [line("see", showFile(drawing, failure.log))]),
      ]
    default:
      return []
  }
}

/** What helps where a process ended that should have gone on. */
const crash = ({ code, signal, memory }: Crashed, task: string): ReadonlyArray<Line> => {
  if (memory !== undefined) return [line("try", `resources: { memory: "${Size.print(2 * memory)}" } in ${task}`)]
  if (code !== null) return [line("note", "a task that ends its process fails: is there a process.exit?")]
  if (signal !== "SIGKILL") return []
  const note = "a system that has no memory left kills so: say what the task takes, that fewer run at once"
  return [line("note", note), line("try", `resources: { memory: "4 GB" } in ${task}`)]
}

type Crashed = Extract<Failure, { readonly _tag: "Crashed" }>

/** A task that writes its output itself is told of a full disk by the system. Other refusals may be of its own files. */
const filled = (cause: unknown): ReadonlyArray<Line> => {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : ""
  return full.has(code) ? room(code) : []
}

/** What helps where a system refuses to write. */
const room = (code: string): ReadonlyArray<Line> => {
  if (full.has(code))
    return [line("note", "make room and run again: what is complete stays; or choose another disk by --output-root")]
  if (!closed.has(code)) return []
  return [line("note", "nothing can be written there: make way for it, or choose another folder by --output-root")]
}

/** How a system says that there is no room, or no more for this user. */
const full: ReadonlySet<string> = new Set(["EDQUOT", "ENOSPC"])

/** How a system says that a folder takes nothing. */
const closed: ReadonlySet<string> = new Set(["EACCES", "EEXIST", "ENOTDIR", "EPERM", "EROFS"])

/** What lies there and cannot be read would stay: it is taken for complete. */
const mend = (drawing: Drawing, { task, as, made }: Unreadable, { path, problems }: Rejected): ReadonlyArray<Line> => {
  if (as !== task && !Failures.isGarbled(problems))
    return [line("note", `${task} stands in for ${as}, and is read as one`)]
  if (!made) return [line("note", "no task makes this: put a right one there")]
  return [line("try", `rm ${Written.shell(showFile(drawing, path))}   then run again: ${task} is made anew`)]
}

type Unreadable = Extract<Failure, { readonly _tag: "Unreadable" }>
type Rejected = Extract<Unreadable["error"], { readonly _tag: "Rejected" }>

/** Follows `cause` of errors, as deep as anyone reads. */
const causes = (drawing: Drawing, thrown: unknown): ReadonlyArray<Line> => {
  const found: Array<Line> = []
  let error = thrown
  try {
    while (error instanceof Error && error.cause !== undefined && found.length < 6) {
      error = error.cause
      found.push(line("cause", firstLine(error instanceof Error ? error.message || error.name : String(error))))
      const [frame] = drawing.frames(error)
      if (frame !== undefined) found.push(line("at", visible(frame)))
    }
  } catch {
    // An error of a user's may throw when it is asked: what it said until then is said.
  }
  return found
}
