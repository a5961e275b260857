/**
 * Problems in words: what is wrong and where, what would fit, and what to type.
 *
 * Pure and total: every problem has a drawing, and no drawing needs to know how the problem came about.
 */
import * as Brief from "./brief.ts"
import * as Describe from "./describe.ts"
import { type Drawing, forCode, grouped, type Line, type Message, layout, line, listing } from "./drawing.ts"
import * as Missing from "./missing.ts"
import type { Place, ResolveError, Warning, Written } from "../problem.ts"

// --- model

/** Of one kind, so many are shown in full; a person reads the first ones. */
const most = 10

// --- folds

/** Draws one problem, without a trailing newline. */
export const drawError = (error: ResolveError, drawing: Drawing = forCode): string => drawErrors([error], drawing)

/**
 * Draws all problems: parameters without a value as one list, places of one mistake together, at most ten of a kind.
 *
 * @example
 * ```ts
 * import { drawErrors, int, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int) } })
 * const plan = resolve(Data({ year: [] }))
 * console.log(plan._tag === "Left" && drawErrors(plan.left).split("\n")[0])
 * // error: nothing is left to run: year is an empty collection
 * ```
 */
export const drawErrors = (errors: ReadonlyArray<ResolveError>, drawing: Drawing = forCode): string => {
  const kinds = new Map<ResolveError["_tag"], Array<ResolveError>>()
  for (const error of errors) kinds.set(error._tag, [...(kinds.get(error._tag) ?? []), error])
  const drawn: Array<string> = []
  const shown = new Set<string>()
  for (const [tag, ofKind] of kinds) {
    const missing = ofKind.filter((error) => error._tag === "MissingParameter")
    if (missing.length > 0) {
      drawn.push(Missing.draw(drawing, missing))
      continue
    }
    const mistakes = together(ofKind)
    for (const [first, places] of mistakes.slice(0, most)) {
      const message = once(Describe.error(drawing, first), shown)
      drawn.push(
        layout(drawing, "error", places.length < 2 ? message : { ...message, lines: [also(places), ...message.lines] }),
      )
    }
    if (mistakes.length > most) drawn.push(`… and ${grouped(mistakes.length - most)} more ${kindNames[tag]}`)
  }
  return drawn.join("\n\n")
}

/** Draws one warning, without a trailing newline. */
export const drawWarning = (warning: Warning, drawing: Drawing = forCode): string =>
  layout(drawing, warning._tag === "Outdone" ? "note" : "warning", Describe.warning(drawing, warning))

/**
 * Draws warnings, at most ten. `brief`: what a pin keeps, which may well be meant, is one line each.
 *
 * @example
 * ```ts
 * import { drawWarnings, int, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int) } })
 * const plan = resolve(Data({ year: 2024 }, { "Data.year": 2025 }))
 * console.log(plan._tag === "Right" && drawWarnings(plan.right.warnings).split("\n")[0]?.split(", ")[1])
 * // it is beaten wherever it matches
 * ```
 */
export const drawWarnings = (
  warnings: ReadonlyArray<Warning>,
  drawing: Drawing = forCode,
  brief: "brief" | "whole" = "whole",
): string => {
  const drawn = warnings
    .slice(0, most)
    .map((warning) =>
      brief === "brief" && warning._tag === "Outdone"
        ? layout(drawing, "note", Brief.describe(drawing, warning))
        : drawWarning(warning, drawing),
    )
  if (warnings.length > most) drawn.push(`… and ${grouped(warnings.length - most)} more warnings`)
  return drawn.join("\n\n")
}

// --- internals

/** Where to look is said once, however many mistakes lead there. */
const once = (message: Message, shown: Set<string>): Message => {
  const lines = message.lines.filter(({ label, text }) => label !== "see" || !shown.has(text))
  for (const { label, text } of message.lines) if (label === "see") shown.add(text)
  return { ...message, lines }
}

const kindNames: Readonly<Record<ResolveError["_tag"], string>> = {
  MissingParameter: "parameters without a value",
  InvalidValue: "values that do not fit",
  InvalidDefault: "defaults that do not fit",
  WrongKind: "values of the wrong kind",
  ConstantSet: "constants that are set",
  Unmatched: "keys that match nothing",
  InvalidKey: "keys that cannot be read",
  UnknownTask: "unknown tasks",
  DuplicateTask: "names that two tasks share",
  Cycle: "cycles",
  TooManyTasks: "ways that grow without end",
  DynamicThrew: "dynamic slots that threw",
  DynamicResult: "dynamic slots with an unfit result",
  InvalidOutputPath: "unfit output paths",
  AxisLengths: "collections of unequal length",
  ZipLengths: "zips of unequal length",
  UnmatchedOver: "overs that name nothing",
  EmptyRoot: "empty collections",
  PinSurfaces: "pinned collections that surface",
  UnfitReplacement: "unfit replacements",
  SamePlace: "outputs in one place",
}

/** One override that is wrong at many places is one mistake. */
const together = (
  errors: ReadonlyArray<ResolveError>,
): ReadonlyArray<readonly [ResolveError, ReadonlyArray<Place>]> => {
  const mistakes = new Map<unknown, [ResolveError, Array<Place>]>()
  for (const error of errors) {
    const places = "written" in error && "place" in error && error.place !== undefined ? [error.place] : []
    const key = places.length > 0 && "written" in error ? mistake(error._tag, error.written, error) : error
    const known = mistakes.get(key)
    if (known === undefined) mistakes.set(key, [error, places])
    else known[1].push(...places)
  }
  return [...mistakes.values()]
}

const mistake = (tag: string, written: Written, error: ResolveError): string =>
  JSON.stringify([tag, written.key, written.given, written.source, "value" in error ? error.value : ""])

const also = (places: ReadonlyArray<Place>): Line =>
  line("also", listing([...new Set(places.slice(1).map(Describe.showPlace))], "and", 3))
