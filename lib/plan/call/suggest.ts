/**
 * Suggestions for calls: keys that somebody may have meant by one that reaches no action.
 *
 * Every key suggested has been followed through the plan and reaches one.
 */
import * as E from "#fp/Either"
import * as Nearest from "../../path/nearest.ts"
import * as PatternOf from "../../path/pattern.ts"
import type { Pattern } from "../../path/pattern.ts"
import { builtIn } from "../../task/action.ts"
import type { Level } from "../match/level.ts"
import type { CallError, Written } from "./problem.ts"
import * as Reach from "./reach.ts"
import type { Stand } from "./ways.ts"

// --- model

const most = 3

// --- constructors

/** Says of a call that reaches nothing what is there. */
export const unmatched = (
  roots: ReadonlyArray<Stand>,
  written: Written,
  pattern: Pattern,
  action: string,
): CallError => {
  const levels = levelsOf(roots)
  const actions = new Set(levels.flatMap(({ definition }) => [...definition.actions.keys()]))
  const suggestions: Array<string> = []
  for (const key of candidates(levels, pattern, action, [...actions, ...builtIn])) {
    if (suggestions.length === most) break
    const parsed = PatternOf.parse(key)
    if (E.isRight(parsed) && !suggestions.includes(key) && Reach.nodes(roots, parsed.right).size > 0)
      suggestions.push(key)
  }
  return {
    _tag: "UnmatchedCall",
    written,
    root: roots[0]?.view.level.definition.name ?? "",
    suggestions,
    known: [...actions, ...builtIn],
    note: note(levels, action),
  }
}

// --- queries

/** The same pattern for one task alone. */
export const narrowed = (pattern: Pattern, task: string): string => {
  const last = pattern.segments.at(-1)
  if (last === undefined || last.slots.length !== 1) return `${task}.${last?.slots.at(-1) ?? ""}`
  return PatternOf.print({ ...pattern, segments: [...pattern.segments.slice(0, -1), { ...last, task }] })
}

const levelsOf = (roots: ReadonlyArray<Stand>): ReadonlyArray<Level> => {
  const levels = new Set<Level>()
  const stands = new Set(roots)
  // A Set may grow while it is walked: what is added is visited in turn.
  for (const { view, steps } of stands) {
    levels.add(view.level)
    for (const { to } of steps) stands.add(to)
  }
  return [...levels]
}

/** Words put right first, then the action below the tasks that the key names, then wherever it is. */
function* candidates(
  levels: ReadonlyArray<Level>,
  pattern: Pattern,
  action: string,
  actions: ReadonlyArray<string>,
): Generator<string> {
  const right = actions.includes(action) ? [action] : Nearest.nearest(action, actions)
  const tasks = PatternOf.tasks(pattern)
  const names = [...new Set(levels.flatMap((level) => [...level.answers]))]
  const nearTasks = (task: string): ReadonlyArray<string> =>
    names.includes(task) ? [task] : Nearest.nearest(task, names)
  for (const name of right) {
    yield PatternOf.print(corrected(pattern, name, names, [...new Set(levels.flatMap(slotsOf))]))
    for (const task of tasks.flatMap(nearTasks).reverse()) {
      yield `${task}.${name}`
      yield `${task}:${name}`
    }
  }
  for (const name of right) {
    for (const { definition } of levels) if (definition.actions.has(name)) yield `${definition.name}.${name}`
    yield name
  }
}

/** Puts every name right that stands nowhere, and ends in an action. */
const corrected = (
  pattern: Pattern,
  action: string,
  tasks: ReadonlyArray<string>,
  slots: ReadonlyArray<string>,
): Pattern => {
  const right = (name: string, known: ReadonlyArray<string>): string =>
    known.includes(name) ? name : (Nearest.nearest(name, known)[0] ?? name)
  return {
    ...pattern,
    segments: pattern.segments.map((segment, at) => ({
      task: segment.task === undefined ? undefined : right(segment.task, tasks),
      slots: segment.slots.map((slot, index) =>
        at === pattern.segments.length - 1 && index === segment.slots.length - 1 ? action : right(slot, slots),
      ),
    })),
  }
}

const slotsOf = ({ definition }: Level): ReadonlyArray<string> => [...definition.slots.keys()]

/** A name that is no action may be that of a parameter, or of an action elsewhere. */
const note = (levels: ReadonlyArray<Level>, action: string): string | undefined => {
  const owner = levels.find(({ definition }) => definition.slots.has(action))
  return owner === undefined ? undefined : `${action} is a parameter of ${owner.definition.name}, not an action`
}
