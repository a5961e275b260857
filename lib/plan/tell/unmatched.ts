/**
 * Unmatched entries: what was written and reaches no place (3.5), with the nearest keys that would.
 */
import * as Nearest from "../../path/nearest.ts"
import * as Pattern from "../../path/pattern.ts"
import type { Entry } from "../../table/entry.ts"
import type { InvalidKey } from "../../table/table.ts"
import * as Axis from "../settle/axis.ts"
import type { Context } from "../settle/context.ts"
import type { Ranked } from "../match/live.ts"
import type { ResolveError, Warning } from "../problem.ts"
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

/**
 * Looks for entries and pins that match nothing. `partial`: what failed hides what lies below it, so that only names
 * which stand nowhere are told.
 */
export const check = (context: Context, survey: Survey.Survey, failed: boolean, partial: boolean): Found => {
  // What failed was tried, and is no node: an entry that matched there has matched.
  const matched = failed ? survey.tried : survey.matched
  const errors: Array<ResolveError> = []
  const warnings: Array<Warning> = []
  const beaten: Array<Ranked> = []
  const root = context.root.definition.name
  // What leaves a collection empty has decided that there is nothing.
  const empties = new Set([...context.axes.known.values()].flatMap((axis) => (axis.points === 0 ? [axis.ranked] : [])))
  let parameters: ReadonlyArray<string> | undefined
  const report = (entry: Entry, reason: string | undefined): void => {
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
        note: errors.length < mostSuggested ? Note.of(context, survey, entry.pattern) : undefined,
      })
  }
  for (const ranked of context.states.ranked) {
    if (matched.has(ranked) || empties.has(ranked)) continue
    const excuse = ofTable(context, survey, ranked, partial)
    if (excuse === "made") beaten.push(ranked)
    else if (excuse !== "none") report(ranked.entry, excuse)
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
): string | undefined | "none" | "made" => {
  const { pattern, source } = ranked.entry
  const match = stands(survey, pattern)
    ? Survey.follow(context, survey, survey.root, context.states.start(ranked))
    : "none"
  if (match === "made") return "made"
  if (match === "tried") return partial || survey.views.every((view) => !view.real) ? "none" : Survey.nowhere.tried
  if (match === "ended") return Survey.nowhere.ended
  if (partial && mayBeHidden(context, survey, pattern)) return "none"
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
 * Tells whether what failed may hide the places of a pattern: each of its names stands in a task that was met, declared
 * or exported; or a dynamic slot may make tasks that are none of these, and the key is like none that there is.
 */
const mayBeHidden = (context: Context, survey: Survey.Survey, pattern: Pattern.Pattern): boolean => {
  const declared = [...context.reach.definitions, ...[...context.known.values()].map(({ definition }) => definition)]
  const isTask = (task: string): boolean =>
    survey.tasks.has(task) ||
    declared.some(({ name, lineage }) => name === task || lineage.some((up) => up.name === task))
  const isSlot = (slot: string): boolean =>
    survey.slots.has(slot) || declared.some((definition) => definition.slots.has(slot))
  const names = pattern.segments.flatMap(({ task, slots }) => (task === undefined ? slots : [task, ...slots]))
  if (names.every((name) => isTask(name) || isSlot(name))) return true
  const isOpen = names.every((name) => context.reach.below(context.root.definition, name))
  return isOpen && Suggest.keys(context, survey, pattern).length === 0
}

const substituted = (survey: Survey.Survey): boolean => survey.views.some((view) => view.level.standsFor.length > 0)

/** Tells of a key that is no pattern, with the nearest that is one and matches. */
export const invalidKey = (problem: InvalidKey, survey: Survey.Survey): ResolveError => {
  const known = [...survey.slots].flatMap(([slot, owners]) => [slot, ...owners.map((owner) => `${owner}.${slot}`)])
  return {
    _tag: "InvalidKey",
    written: Axis.written(problem),
    offset: problem.offset,
    reason: problem.reason,
    suggestions: Nearest.nearest(problem.key.replace(/!$/, ""), [...known, ...survey.tasks]),
  }
}
