/**
 * Unmatched entries: what was written and reaches no place (3.5), with the nearest keys that would.
 */
import * as Pattern from "../../path/pattern.ts"
import type { Entry } from "../../table/entry.ts"
import * as Axis from "../settle/axis.ts"
import type { Context } from "../settle/context.ts"
import type { Ranked } from "../match/live.ts"
import type { ResolveError, Warning } from "../problem.ts"
import * as Declared from "./declared.ts"
import * as Note from "./note.ts"
import * as Suggest from "./suggest.ts"
import * as Survey from "./survey.ts"

// --- model

export interface Found {
  readonly errors: ReadonlyArray<ResolveError>
  readonly warnings: ReadonlyArray<Warning>
  /** Entries that do match, though nothing that was met holds them any more. */
  readonly beaten: ReadonlyArray<Ranked>
}

// --- constructors

/** How much of the graph was seen. */
export interface Sight {
  readonly errors: ReadonlyArray<ResolveError>
  /** Something was not met, for what failed or is empty stands before it. */
  readonly partial: boolean
  /** What failed is more than values: what would have stood there is not known either. */
  readonly blind: boolean
}

/** Looks for entries and pins that match nothing: while something fails, those that could not match behind it either. */
export const check = (context: Context, survey: Survey.Survey, sight: Sight): Found => {
  const failed = sight.errors.length > 0
  const { partial } = sight
  // What failed was tried, and is no node: an entry that matched there has matched.
  const matched = failed ? survey.tried : survey.matched
  const errors: Array<ResolveError> = []
  const warnings: Array<Warning> = []
  const beaten: Array<Ranked> = []
  const root = context.root.definition.name
  // What leaves a collection empty has decided that there is nothing.
  const empties = new Set([...context.axes.known.values()].flatMap((axis) => (axis.points === 0 ? [axis.ranked] : [])))
  let parameters: ReadonlyArray<string> | undefined
  let graph: Declared.Declared | undefined
  const declared = !failed || sight.blind ? undefined : () => (graph ??= Declared.of(context, survey, partial))
  const missing = new Set(
    sight.errors.flatMap((error) => (error._tag === "MissingParameter" ? [error.place.steps.at(-1)?.slot] : [])),
  )
  const report = (entry: Entry, reason: string | undefined, note?: string): void => {
    const written = Axis.written(entry)
    if (reason !== undefined) {
      const misspelt = reason === unknown && warnings.length < mostSuggested
      const suggestions = misspelt ? Suggest.keys(context, survey, entry.pattern) : []
      warnings.push({ _tag: "Unmatched", written, root, reason, suggestions })
    } else
      errors.push({
        _tag: "Unmatched",
        written,
        root,
        suggestions: errors.length < mostSuggested ? Suggest.keys(context, survey, entry.pattern) : [],
        known: (parameters ??= settable(survey)),
        note: errors.length < mostSuggested ? (note ?? Note.of(context, survey, entry.pattern, failed)) : undefined,
      })
  }
  for (const ranked of context.states.ranked) {
    if (matched.has(ranked) || empties.has(ranked)) continue
    const excuse = ofTable(context, survey, ranked, partial, declared)
    if (excuse === "made") beaten.push(ranked)
    else if (excuse === "none") continue
    else if (declared !== undefined && excuse !== Survey.nowhere.tried && isMeant(ranked.entry, missing))
      report(ranked.entry, undefined, excuse)
    else report(ranked.entry, excuse)
  }
  // The same pin written at several slots is one: it has matched if one of them has.
  const content = ({ entry }: Ranked): string => `${entry.key} ${context.contents.text(entry.given)}`
  const alike = new Set([...context.carried.keys()].filter((ranked) => matched.has(ranked)).map(content))
  for (const [ranked, views] of context.carried) {
    if (matched.has(ranked) || empties.has(ranked) || alike.has(content(ranked))) continue
    const match = Survey.follow(context, survey, [...views], {
      entry: ranked,
      suffix: context.states.suffixes.start(ranked.entry.pattern),
      own: true,
      group: 0,
      cell: -1,
    })
    if (match === "made" || (partial && match === "none") || views.size === 0) continue
    if (match !== "none") report(ranked.entry, Survey.nowhere[match])
    else
      report(
        ranked.entry,
        foreign(context, survey, ranked.entry.pattern) ??
          (substituted(survey) ? "a substitution took away what it set" : undefined),
      )
  }
  return { errors, warnings, beaten }
}

/** Tells whether somebody typed an entry for what has no value now: then it is no warning that nobody would see. */
const isMeant = ({ pattern, source }: Entry, missing: ReadonlySet<string | undefined>): boolean =>
  source._tag === "Argument" && missing.has(Pattern.finalSlot(pattern))

/** Keys beyond these are counted, not shown, so nothing is sought for them: finding a key walks the graph. */
const mostSuggested = 10

/** Lists what can be set here, where it is so little that a list says it all. */
const settable = (survey: Survey.Survey): ReadonlyArray<string> => {
  const names = new Set<string>()
  for (const { level } of survey.views)
    for (const slot of level.slots) {
      if (slot._tag === "Value") names.add(slot.name)
      if (names.size > mostListed) return []
    }
  return [...names]
}

const mostListed = 6

/** Of a key that some task here might have. */
const unknown = "no parameter here has this key"

/** A name that stands nowhere, where nothing is absent that might have it, needs no looking for. */
const stands = (survey: Survey.Survey, pattern: Pattern.Pattern): boolean =>
  survey.ended ||
  pattern.segments.every(
    ({ task, slots }) =>
      (task === undefined || survey.tasks.has(task)) && slots.every((slot) => survey.slots.has(slot)),
  )

/** Gives the reason for a warning, nothing for an error, "made" where it matches, and "none" where there is nothing to tell. */
const ofTable = (
  context: Context,
  survey: Survey.Survey,
  ranked: Ranked,
  partial: boolean,
  declared: (() => Declared.Declared) | undefined,
): string | undefined | "none" | "made" => {
  const { pattern, source } = ranked.entry
  const match = stands(survey, pattern)
    ? Survey.follow(context, survey, survey.root, context.states.start(ranked))
    : "none"
  if (match === "made") return "made"
  if (match === "tried") return partial || survey.views.every((view) => !view.real) ? "none" : Survey.nowhere.tried
  const isHidden = declared !== undefined ? match === "ended" || partial : partial
  if (match === "ended" && declared === undefined) return Survey.nowhere.ended
  if (isHidden && mayBeHidden(context, survey, pattern, declared)) return "none"
  const [first] = Pattern.tasks(pattern)
  if (source._tag === "Config" || source._tag === "Environment")
    return first !== undefined && !survey.tasks.has(first) ? "none" : unknown
  return foreign(context, survey, pattern)
}

/** Names a task of a pattern that this graph lacks and the workflow file has. */
const foreign = (context: Context, survey: Survey.Survey, pattern: Pattern.Pattern): string | undefined => {
  const task = Pattern.tasks(pattern).find((one) => !survey.tasks.has(one) && context.names.has(one))
  return task === undefined ? undefined : `${task} is no part of this workflow`
}

/**
 * Tells whether what failed may hide the places of a pattern: its names stand in tasks that were met, declared or
 * exported, and fit together as these are declared; or a function may make tasks that are none of these, and the key is
 * like none that there is. Of what is not even `declared`, any names may fit together.
 */
const mayBeHidden = (
  context: Context,
  survey: Survey.Survey,
  pattern: Pattern.Pattern,
  declared: (() => Declared.Declared) | undefined,
): boolean => {
  const definitions = [...context.reach.definitions, ...[...context.known.values()].map(({ definition }) => definition)]
  const isTask = (task: string): boolean =>
    survey.tasks.has(task) ||
    definitions.some(({ name, lineage }) => name === task || lineage.some((up) => up.name === task))
  const isSlot = (slot: string): boolean =>
    survey.slots.has(slot) || definitions.some((definition) => definition.slots.has(slot))
  const names = pattern.segments.flatMap(({ task, slots }) => (task === undefined ? slots : [task, ...slots]))
  if (names.every((name) => isTask(name) || isSlot(name))) return declared?.().fits(pattern) ?? true
  const isOpen = declared?.().open ?? names.every((name) => context.reach.below(context.root.definition, name))
  return isOpen && Suggest.keys(context, survey, pattern).length === 0
}

const substituted = (survey: Survey.Survey): boolean => survey.views.some((view) => view.level.standsFor.length > 0)
