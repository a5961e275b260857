/**
 * `waluigi explain`: why each parameter of a task, or of what lies below it, has its value.
 *
 * Words behind `--` are patterns that pick the places; without any, every parameter stands in one line.
 */
import * as E from "#fp/Either"
import { drawErrors } from "../plan/draw/draw.ts"
import { type Drawing, layout, line as labelled, shorten, visible } from "../plan/draw/drawing.ts"
import { drawExplanation, drawOverview } from "../plan/draw/explanation.ts"
import { explain as explainWorkflow } from "../plan/explain/explain.ts"
import type { Explanation } from "../plan/explain/explanation.ts"
import * as WrittenAs from "../plan/draw/written.ts"
import { printPlace, type ResolveError } from "../plan/problem.ts"
import type { Workflow } from "../task/definition.ts"
import { distinct } from "./distinct.ts"
import type { Exports } from "./exports.ts"
import type { Io } from "./io.ts"
import type { Line } from "./line.ts"
import type { Options } from "./options.ts"

// --- model

export interface Question {
  readonly line: Line
  readonly options: Options
  readonly exports: Exports
  readonly drawing: Drawing
  readonly io: Io
  /** Says more of an error, where the line tells more. */
  readonly hint: (error: ResolveError) => ResolveError
}

// --- folds

/**
 * Explains the workflows of a line, one after another; of one that does not resolve, what is decided all the same, and
 * then its errors. Gives the exit code.
 */
export const explain = (question: Question, workflows: ReadonlyArray<Workflow>): number => {
  const { line, options, exports, drawing, io, hint } = question
  // Dashes before a place are a habit, and no part of it.
  const places = line.places.map((place) => place.replace(/^--/, "").replace(/:?=.*$/s, ""))
  const limit = options.taskLimit === undefined ? {} : { limit: options.taskLimit }
  const most = places.length === 0 ? mostWithout : mostAsked
  const results = workflows.map((workflow) =>
    explainWorkflow(workflow, places, { names: exports.named, most, partly: true, ...limit }),
  )
  const all = results.flatMap((result) => (E.isLeft(result) ? result.left : result.right.errors))
  const errors = workflows.length < 2 ? all : distinct(all)
  const found = results.flatMap((result) => (E.isRight(result) ? [result.right] : []))
  // A place that one of the tasks has is no mistake; one that none has may stand where something failed.
  const everywhere = (found[0]?.unmatched ?? []).filter(({ place }) =>
    found.every(({ unmatched }) => unmatched.some((other) => other.place === place)),
  )
  if (everywhere.length > 0 && errors.length === 0) {
    io.err(`${everywhere.map((one) => nowhere(one, found[0]?.root ?? "", drawing)).join("\n\n")}\n`)
    return 2
  }
  if (options.json) {
    const told = found.map(json)
    io.out(`${JSON.stringify(told.length === 1 ? told[0] : told, null, 2)}\n`)
  } else {
    const draw = places.length === 0 ? drawOverview : drawExplanation
    const drawn = found
      .filter(({ parameters }) => parameters.length > 0)
      .map((explanation) => draw(explanation, drawing))
    if (drawn.length > 0) io.out(`${drawn.join("\n\n")}\n${errors.length === 0 ? "" : "\n"}`)
    else if (errors.length === 0) io.out(`${found[0]?.root ?? "it"} has no parameters\n`)
  }
  if (errors.length === 0) return 0
  io.err(`${drawErrors(errors.map(hint), drawing)}\n`)
  return 2
}

/** Gives an explanation for programs: places as one would type them. */
const json = ({ root, parameters, more }: Explanation) => ({
  root,
  parameters: parameters.map(({ place, substitutions, ...rest }) => ({
    place: printPlace(place),
    ...rest,
    substitutions: substitutions.map((one) => ({ ...one, place: printPlace(one.place) })),
  })),
  more,
})

/** So many reasons a person reads; whoever names places is told more of them. */
const mostWithout = 100
const mostAsked = 200

/** Says of a place that nothing here has it. */
const nowhere = (
  { place, reason, suggestions }: Explanation["unmatched"][number],
  root: string,
  drawing: Drawing,
): string =>
  layout(drawing, "error", {
    headline: `no parameter of ${root} matches ${visible(shorten(place))}`,
    lines: [
      ...(reason === undefined ? [] : [labelled("note", visible(reason))]),
      ...suggestions.map((key) => labelled("try", `waluigi explain ${root} … -- ${WrittenAs.shell(key)}`)),
      ...(suggestions.length === 0 ? [labelled("see", `waluigi ${root} --help lists every parameter`)] : []),
    ],
  })
