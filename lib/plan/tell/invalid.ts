/**
 * Keys that are no pattern, and what may have been meant: their names, put together so that they match here.
 *
 *     year.TaskA   --> TaskA.year        TaskB.TaskA.year   --> TaskB:TaskA.year
 */
import * as E from "#fp/Either"
import * as Name from "../../path/name.ts"
import * as Nearest from "../../path/nearest.ts"
import * as Pattern from "../../path/pattern.ts"
import type { InvalidKey } from "../../table/table.ts"
import * as Axis from "../settle/axis.ts"
import type { Context } from "../settle/context.ts"
import type { ResolveError } from "../problem.ts"
import * as Suggest from "./suggest.ts"
import type { Survey } from "./survey.ts"

// --- constructors

/** Tells of a key that is no pattern, with the nearest that is one and matches. */
export const of = (problem: InvalidKey, context: Context, survey: Survey): ResolveError => ({
  _tag: "InvalidKey",
  written: Axis.written(problem),
  offset: problem.offset,
  reason: problem.reason,
  suggestions: suggestions(problem, context, survey),
})

// --- internals

const suggestions = ({ key, given }: InvalidKey, context: Context, survey: Survey): ReadonlyArray<string> => {
  const bare = key.replace(/!$/, "")
  const words = bare.split(/[.:]+/).filter((word) => word !== "")
  const joined = words.every((word) => Name.isTask(word) || Name.isSlot(word)) ? together(words, bare, survey) : []
  const patterns = joined.flatMap((one) => {
    const parsed = Pattern.parse(one)
    return E.isRight(parsed) ? [parsed.right] : []
  })
  const isTask = patterns.some((one) => ["task", "either"].includes(context.kindOf(given, one)))
  // A value is set at a slot; where a task is given and no slot is named, it replaces one.
  const fits = (text: string): boolean => {
    const parsed = Pattern.parse(text.replace(/!$/, ""))
    const isSlot = E.isRight(parsed) && Pattern.finalSlot(parsed.right) !== undefined
    return isTask ? isSlot === words.some(Name.isSlot) : isSlot
  }
  const matching = patterns.flatMap((one) => Suggest.standing(context, survey, Pattern.print(one)) ?? []).filter(fits)
  const found =
    matching.length > 0 ? matching : patterns.flatMap((one) => Suggest.keys(context, survey, one)).filter(fits)
  if (found.length > 0) return [...new Set(found)].slice(0, most)
  const known = [...survey.slots].flatMap(([slot, owners]) => [slot, ...owners.map((owner) => `${owner}.${slot}`)])
  return Nearest.nearest(bare, [...known, ...survey.tasks])
}

const most = 3

/** The same names with a step down before each task; the tasks first; and for tasks alone, what the last one has. */
const together = (words: ReadonlyArray<string>, key: string, survey: Survey): ReadonlyArray<string> => {
  const tasks = words.filter(Name.isTask).filter((word, at, all) => word !== all[at - 1])
  const slots = words.filter(Name.isSlot)
  const stepped = words.reduce((way, word) => {
    const mark = Name.isTask(word) || key.includes(`:${word}`) ? ":" : "."
    return way === "" ? word : `${way}${mark}${word}`
  }, "")
  if (slots.length > 0) return [stepped, [tasks.join(":"), ...slots].filter((part) => part !== "").join(".")]
  const task = tasks.at(-1) ?? ""
  const [near = task] = survey.tasks.has(task) ? [task] : Nearest.nearest(task, survey.tasks)
  const owned = [...survey.slots].flatMap(([slot, owners]) => (owners.includes(near) ? [`${near}.${slot}`] : []))
  return [stepped, tasks.join(":"), ...(owned.length > most ? [] : owned)]
}
