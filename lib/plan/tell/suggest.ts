/**
 * Suggestions: keys of this very graph that somebody may have meant by one that matches nothing.
 *
 * Every key suggested has been followed through the graph, and decides something where it ends.
 */
import * as E from "#fp/Either"
import * as Nearest from "../../path/nearest.ts"
import * as Pattern from "../../path/pattern.ts"
import * as Specificity from "../../path/specificity.ts"
import * as Live from "../match/live.ts"
import * as View from "../match/view.ts"
import type { Context } from "../settle/context.ts"
import type { Survey } from "./survey.ts"
import * as Surveys from "./survey.ts"

// --- queries

/** Lists at most three keys, best first. One that pins would beat wherever it matches is of no use as it stands. */
export const keys = (context: Context, survey: Survey, pattern: Pattern.Pattern): ReadonlyArray<string> => {
  const found: Array<string> = []
  const tried = new Set([Pattern.print(pattern)])
  for (const key of candidates(survey, pattern)) {
    if (found.length === most) break
    if (tried.has(key)) continue
    tried.add(key)
    const standing = decides(context, survey, key) ? key : found.length === 0 ? lifted(context, survey, key) : undefined
    if (standing !== undefined) found.push(standing)
  }
  return found
}

const most = 3

/** A key of many misspelt names could be put right in as many ways as there are products of what is near each. */
const mostCorrected = 12

/** Words put right first, then steps made loose, then only the end of the key. */
function* candidates(survey: Survey, pattern: Pattern.Pattern): Generator<string> {
  const [tasks, slot] = [[...Pattern.tasks(pattern)].reverse(), Pattern.finalSlot(pattern)]
  if (slot !== undefined && tasks.length > 1) yield `${tasks.join(":")}.${slot}`
  for (const one of recased(survey, pattern)) yield one
  const corrected = [...corrections(survey, pattern)]
  const whole = [pattern, ...corrected]
  for (const one of corrected) yield Pattern.print(one)
  for (const one of whole) for (const loosened of loosenings(one)) yield Pattern.print(loosened)
  for (const one of whole) {
    const slot = Pattern.finalSlot(one)
    const tasks = Pattern.tasks(one)
    const before = one.segments.flatMap(({ slots }) => slots).at(-1)
    // The task behind its own slot: `year:TaskA`.
    if (slot === undefined && before !== undefined) for (const task of tasks) yield `${task}.${before}`
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
      (ways, slot) => {
        const names = known(slot, survey.slots.keys())
        return ways.flatMap((way) => names.map((name) => [...way, name])).slice(0, mostCorrected)
      },
      [[]],
    )
    patterns = patterns
      .flatMap((way) =>
        tasks.flatMap((task) =>
          slots.map((taken) => ({ ...way, segments: [...way.segments, { task, slots: taken }] })),
        ),
      )
      .slice(0, mostCorrected)
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

/** The key with one exact step made a descendant step, the last first; then with all of them. Of a long key the end. */
function* loosenings(pattern: Pattern.Pattern): Generator<Pattern.Pattern> {
  const { segments } = pattern
  let left = mostCorrected
  for (let at = segments.length - 1; at >= 0; at -= 1) {
    const { task, slots } = segments[at] ?? { task: undefined, slots: [] }
    for (let cut = slots.length - 1; cut >= (task === undefined ? 1 : 0) && left > 0; cut -= 1) {
      left -= 1
      const split = [
        { task, slots: slots.slice(0, cut) },
        { task: undefined, slots: slots.slice(cut) },
      ]
      yield { ...pattern, segments: [...segments.slice(0, at), ...split, ...segments.slice(at + 1)] }
    }
  }
  yield loose(pattern)
}

/** Gives the key with steps made descendant steps, as few as will do; nothing where none of them matches. */
export const loosened = (context: Context, survey: Survey, pattern: Pattern.Pattern): string | undefined => {
  for (const one of loosenings(pattern)) if (matches(context, survey, Pattern.print(one))) return Pattern.print(one)
  return undefined
}

/** Gives the key as it decides something here; nothing where it matches nothing. */
export const standing = (context: Context, survey: Survey, key: string): string | undefined =>
  decides(context, survey, key) ? key : lifted(context, survey, key)

/** What was most likely meant is decided by pins alone: a mark lifts it above them. */
const lifted = (context: Context, survey: Survey, key: string): string | undefined =>
  matches(context, survey, key) ? `${key}!` : undefined

/** Tells whether a key matches something here. */
export const matches = (context: Context, survey: Survey, key: string): boolean =>
  reaches(context, survey, key, () => true)

/** Tells whether a key would decide something here, whatever the pins. */
const decides = (context: Context, survey: Survey, key: string): boolean =>
  reaches(context, survey, key, (view, slot, specificity) => {
    const winner = Live.best(View.matched(view, slot))?.entry
    return winner?.pin !== true || Specificity.compare(specificity, winner.specificity) >= 0
  })

type Counts = (view: View.View, slot: string, specificity: Specificity.Specificity) => boolean

const reaches = (context: Context, survey: Survey, key: string, counts: Counts): boolean => {
  const match = follow(context, survey, key, counts)
  return match === "made" || match === "tried"
}

/** Follows a key that nobody wrote; one that is no pattern matches nothing. */
export const follow = (context: Context, survey: Survey, key: string, counts: Counts = () => true): Surveys.Match => {
  const parsed = Pattern.parse(key)
  if (E.isLeft(parsed)) return "none"
  const pattern = parsed.right
  const specificity = Specificity.of(pattern)
  const entry = { key, pattern, specificity, important: false, given: null, zip: undefined, order: 0 }
  const live: Live.Live = {
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
  }
  return Surveys.follow(context, survey, survey.root, live, (view, slot) => counts(view, slot, specificity))
}
