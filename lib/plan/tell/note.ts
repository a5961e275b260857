/**
 * Notes: what a key that matches nothing would have matched but for one thing, in words (3.5).
 *
 *     TaskB.year   TaskB has no slot year of its own; TaskB:year reaches that of TaskA below it
 */
import * as Pattern from "../../path/pattern.ts"
import type { Context } from "../settle/context.ts"
import * as Suggest from "./suggest.ts"
import * as Surveys from "./survey.ts"
import type { Survey } from "./survey.ts"

// --- queries

/**
 * Says what keeps a key from matching, the plainest thing first; nothing where a name stands nowhere. O(views). `failed`:
 * that something leads nowhere here says nothing.
 */
export const of = (context: Context, survey: Survey, pattern: Pattern.Pattern, failed = false): string | undefined =>
  (failed ? undefined : ended(context, survey, pattern)) ??
  anchored(context, survey, pattern) ??
  capitals(survey, pattern) ??
  replaced(survey, pattern) ??
  turned(context, survey, pattern) ??
  owner(context, survey, pattern) ??
  order(context, survey, pattern)

// --- internals

/** It leads to what is not there: an entry would be no error. */
const ended = (context: Context, survey: Survey, pattern: Pattern.Pattern): string | undefined => {
  const match = Suggest.follow(context, survey, Pattern.print(pattern))
  return match === "ended" || match === "tried" ? Surveys.nowhere[match] : undefined
}

/** A dot in front means the root, and the root is another task. */
const anchored = (context: Context, survey: Survey, pattern: Pattern.Pattern): string | undefined => {
  if (!pattern.anchored) return undefined
  const free = { ...pattern, anchored: false }
  const key = Pattern.print(free)
  if (!Suggest.matches(context, survey, key)) return undefined
  return `a dot in front means the root, which is ${rootOf(survey)}; ${key} matches below it`
}

/** `taska.year`, `Year`: the same letters stand here in another case, as the other kind of name. */
const capitals = (survey: Survey, pattern: Pattern.Pattern): string | undefined => {
  const words = pattern.segments.flatMap(({ task, slots }) => (task === undefined ? slots : [task, ...slots]))
  for (const word of words) {
    if (survey.tasks.has(word) || survey.slots.has(word)) continue
    const same = [...survey.tasks, ...survey.slots.keys()].find((name) => name.toLowerCase() === word.toLowerCase())
    if (same !== undefined)
      return `${same} is a ${survey.tasks.has(same) ? "task" : "slot"}: tasks begin with a capital, slots do not`
  }
  return undefined
}

/** A task that stood here gave way to another, which lacks what the key names. */
const replaced = (survey: Survey, pattern: Pattern.Pattern): string | undefined => {
  for (const { task, slots } of pattern.segments) {
    const [slot] = slots
    if (task === undefined || slot === undefined) continue
    const [view] = survey
      .beginning(task)
      .filter(({ level, stood }) => level.definition.name !== task && stood.has(task))
    if (view === undefined || view.level.definition.slots.has(slot)) continue
    const before = view.level.standsFor.find(({ name }) => name === task)
    if (before?.slots.has(slot) === true)
      return `${view.level.definition.name} stands in for ${task} here, and has no slot ${slot}`
  }
  return undefined
}

/** The slot stands in another task than the key says. */
const owner = (context: Context, survey: Survey, pattern: Pattern.Pattern): string | undefined => {
  for (const { task, slots } of pattern.segments) {
    if (task !== undefined && !survey.tasks.has(task)) return undefined
    if (slots.some((slot) => !survey.slots.has(slot))) return undefined
    const [slot] = slots
    if (task === undefined || slot === undefined) continue
    const owners = survey.slots.get(slot) ?? []
    if (survey.beginning(task).some(({ level }) => level.answers.has(task) && level.definition.slots.has(slot)))
      continue
    const below = `${task}:${slot}`
    if (Suggest.matches(context, survey, below)) {
      // To ask of each walks the graph.
      const asked = owners.length > mostAsked ? [] : owners
      const reached = asked.filter((one) => Suggest.matches(context, survey, `${task}:${one}.${slot}`))
      const whose =
        reached.length === 1 ? `that of ${reached[0]}` : reached.length === 0 ? "those" : `those of ${listed(reached)}`
      return `${task} has no slot ${slot} of its own; ${below} reaches ${whose} below it`
    }
    return `${task} has no slot ${slot} of its own; ${listed(owners)} ${owners.length === 1 ? "has" : "have"}`
  }
  return undefined
}

/** `TaskA:TaskB.year`, where a TaskA stands below a TaskB. */
const turned = (context: Context, survey: Survey, pattern: Pattern.Pattern): string | undefined => {
  const tasks = [...Pattern.tasks(pattern)].reverse()
  const slot = Pattern.finalSlot(pattern)
  if (slot === undefined || tasks.length < 2) return undefined
  if (!Suggest.matches(context, survey, `${tasks.join(":")}:${slot}`)) return undefined
  return `a key goes from the root down, and ${tasks[1]} stands below ${tasks[0]} here`
}

/** Everything named stands here, but steps are missing between. */
const order = (context: Context, survey: Survey, pattern: Pattern.Pattern): string | undefined => {
  const names = pattern.segments.flatMap(({ task, slots }) => (task === undefined ? slots : [task, ...slots]))
  if (names.length < 2 || names.some((name) => !survey.tasks.has(name) && !survey.slots.has(name))) return undefined
  const loose = Suggest.loosened(context, survey, pattern)
  return loose === undefined
    ? undefined
    : `a dot is one exact step, and there are more between; ${loose} goes any way down`
}

const rootOf = (survey: Survey): string => survey.root[0]?.level.definition.name ?? "another task"

const listed = (names: ReadonlyArray<string>): string =>
  names.length > most ? `${names.slice(0, most).join(", ")} and ${names.length - most} more` : names.join(", ")

const mostAsked = 8

/** More names help nobody. */
const most = 4
