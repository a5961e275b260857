/**
 * Suggestions: keys of this very graph that somebody may have meant by one that matches nothing.
 *
 * Every key suggested has been followed through the graph and matches.
 */
import * as E from "#fp/Either"
import * as Nearest from "../../path/nearest.ts"
import * as Pattern from "../../path/pattern.ts"
import * as Specificity from "../../path/specificity.ts"
import type { Context } from "../settle/context.ts"
import type { Survey } from "./survey.ts"
import * as Surveys from "./survey.ts"

// --- queries

/** Lists at most three keys, best first. */
export const keys = (context: Context, survey: Survey, pattern: Pattern.Pattern): ReadonlyArray<string> => {
  const found: Array<string> = []
  const own = Pattern.print(pattern)
  for (const key of candidates(survey, pattern)) {
    if (found.length === most) break
    if (key !== own && !found.includes(key) && matches(context, survey, key)) found.push(key)
  }
  return found
}

const most = 3

/** Words put right first, then steps made loose, then only the end of the key. */
function* candidates(survey: Survey, pattern: Pattern.Pattern): Generator<string> {
  const [tasks, slot] = [[...Pattern.tasks(pattern)].reverse(), Pattern.finalSlot(pattern)]
  if (slot !== undefined && tasks.length > 1) yield `${tasks.join(":")}.${slot}`
  for (const one of recased(survey, pattern)) yield one
  const corrected = [...corrections(survey, pattern)]
  const whole = [pattern, ...corrected]
  for (const one of corrected) yield Pattern.print(one)
  for (const one of whole) yield Pattern.print(loose(one))
  for (const one of whole) {
    const slot = Pattern.finalSlot(one)
    const tasks = Pattern.tasks(one)
    if (slot === undefined) continue
    for (const task of [...tasks].reverse()) yield `${task}:${slot}`
    for (const owner of survey.slots.get(slot) ?? []) yield `${owner}.${slot}`
    yield slot
  }
}

/** A slot written like a task: `TaskA:Year`. */
function* recased(survey: Survey, pattern: Pattern.Pattern): Generator<string> {
  const slotOf = (task: string | undefined): string | undefined =>
    task === undefined || survey.tasks.has(task)
      ? undefined
      : [...survey.slots.keys()].find((slot) => slot.toLowerCase() === task.toLowerCase())
  if (!pattern.segments.some(({ task }) => slotOf(task) !== undefined)) return
  const segments = pattern.segments.map(({ task, slots }) => {
    const slot = slotOf(task)
    return slot === undefined ? { task, slots } : { task: undefined, slots: [slot, ...slots] }
  })
  yield Pattern.print({ ...pattern, segments })
}

/** Replaces each name that stands nowhere by the nearest that does; a slot typed like a task counts too. */
function* corrections(survey: Survey, pattern: Pattern.Pattern): Generator<Pattern.Pattern> {
  let patterns: ReadonlyArray<Pattern.Pattern> = [{ ...pattern, segments: [] }]
  for (const segment of pattern.segments) {
    const tasks = segment.task === undefined ? [undefined] : known(segment.task, survey.tasks)
    const slots = segment.slots.reduce<ReadonlyArray<ReadonlyArray<string>>>(
      (ways, slot) => ways.flatMap((way) => known(slot, survey.slots.keys()).map((name) => [...way, name])),
      [[]],
    )
    patterns = patterns
      .flatMap((way) =>
        tasks.flatMap((task) =>
          slots.map((taken) => ({ ...way, segments: [...way.segments, { task, slots: taken }] })),
        ),
      )
      .slice(0, 12)
  }
  yield* patterns
}

const known = (name: string, names: Iterable<string>): ReadonlyArray<string> => {
  const all = [...names]
  if (all.includes(name)) return [name]
  const nearest = Nearest.nearest(name, all)
  return nearest.length > 0 ? nearest : []
}

/** The same names with every step a descendant step. */
const loose = (pattern: Pattern.Pattern): Pattern.Pattern => ({
  anchored: false,
  segments: pattern.segments.flatMap((segment) => [
    ...(segment.task === undefined ? [] : [{ task: segment.task, slots: [] }]),
    ...segment.slots.map((slot) => ({ task: undefined, slots: [slot] })),
  ]),
})

/** The key with every step a descendant step. */
export const loosened = (pattern: Pattern.Pattern): string => Pattern.print(loose(pattern))

/** Tells whether a key matches something here. */
export const matches = (context: Context, survey: Survey, key: string): boolean => {
  const parsed = Pattern.parse(key)
  if (E.isLeft(parsed)) return false
  const pattern = parsed.right
  const specificity = Specificity.of(pattern)
  const entry = { key, pattern, specificity, important: false, given: null, zip: undefined, order: 0 }
  const match = Surveys.follow(context, survey, survey.root, {
    entry: {
      id: -1,
      specificity,
      pin: false,
      kind: "value",
      entry: { ...entry, source: { _tag: "Code", at: undefined } },
    },
    suffix: context.states.suffixes.start(pattern),
    own: true,
    group: -1,
    cell: -1,
  })
  return match === "made" || match === "tried"
}
