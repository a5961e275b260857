/**
 * Beaten entries: what was written and decides nothing, or not everywhere that it matches (3.6).
 *
 * Pins and config may be overridden in silence, that is what they are for. A person's own words may not.
 */
import * as Pattern from "../../path/pattern.ts"
import * as Specificity from "../../path/specificity.ts"
import type { Entry } from "../../table/entry.ts"
import type * as Live from "../match/live.ts"
import type { Beat, Warning } from "../problem.ts"
import * as Axis from "../settle/axis.ts"
import type { Context } from "../settle/context.ts"
import * as Trail from "../visit/trail.ts"
import * as Follow from "./follow.ts"
import * as Key from "./key.ts"
import * as Rank from "./rank.ts"
import type { Survey } from "./survey.ts"

// --- model

/** To look for the places of one entry walks the graph: of more entries nobody would read. */
const mostFollowed = 20

// --- queries

/**
 * Warns of entries of code or command line that decide nothing, and notes of the command line's what beats them
 * somewhere. `found`: entries that match, though no view holds them any more.
 */
export const check = (context: Context, survey: Survey, found: ReadonlyArray<Live.Ranked>): ReadonlyArray<Warning> => {
  const last = new Map<string, Entry>()
  for (const { entry } of context.states.ranked) last.set(nameOf(entry), entry)
  const matched = new Set([...survey.matched, ...found])
  const own = context.states.ranked.filter(
    (ranked) => isOwn(ranked.entry) && matched.has(ranked) && last.get(nameOf(ranked.entry)) === ranked.entry,
  )
  // What leaves a collection empty has decided that there is nothing.
  const empties = new Set([...context.axes.known.values()].flatMap((axis) => (axis.points === 0 ? [axis.ranked] : [])))
  const idle = own.filter((ranked) => !survey.deciding.has(ranked) && !empties.has(ranked))
  const partly = own.filter((ranked) => survey.deciding.has(ranked) && mayLose(context, ranked))
  return [
    ...idle.slice(0, mostFollowed).flatMap((ranked) => shadowed(context, survey, ranked)),
    ...partly.slice(0, mostFollowed).flatMap((ranked) => outdone(context, survey, ranked)),
  ]
}

// --- internals

const isOwn = ({ source }: Entry): boolean => source._tag === "Code" || source._tag === "Argument"

/** A later entry of one name has replaced an earlier one. */
const nameOf = ({ pattern, important }: Entry): string => `${Pattern.print(pattern)}${important ? "!" : ""}`

/** Tells whether the command line's may be beaten at all by what is not a person's own: seldom, and asked of each run. */
const mayLose = (context: Context, ranked: Live.Ranked): boolean => {
  if (ranked.entry.source._tag !== "Argument") return false
  const rivals = [...context.carried.keys(), ...context.states.ranked.filter(({ entry }) => isSettings(entry))]
  return rivals.some(
    (rival) =>
      (ends(rival.entry.pattern) === ends(ranked.entry.pattern) || (replaces(rival) && replaces(ranked))) &&
      (Number(rival.entry.important) - Number(ranked.entry.important) ||
        Specificity.compare(rival.specificity, ranked.specificity)) > 0,
  )
}

const isSettings = ({ source }: Entry): boolean => source._tag === "Config" || source._tag === "Environment"

const ends = (pattern: Pattern.Pattern): string | undefined =>
  Pattern.finalSlot(pattern) ?? Pattern.substituted(pattern)

const replaces = ({ kind }: Live.Ranked): boolean => kind === "task" || kind === "either"

/** In the order of sources (section 3); a pin is none, and is written before any of them. */
const turns: Readonly<Record<Entry["source"]["_tag"], number>> = {
  Pin: 0,
  Config: 1,
  Environment: 2,
  Code: 3,
  Argument: 4,
}

const turn = ({ entry }: Live.Ranked): number => turns[entry.source._tag]

const shadowed = (context: Context, survey: Survey, ranked: Live.Ranked): ReadonlyArray<Warning> => {
  const met = Follow.places(context, survey, ranked)
  if (met.length === 0 || met.some(({ winner }) => winner.entry === ranked || turn(winner.entry) > turn(ranked)))
    return []
  const [, ...more] = byWinner(met).keys()
  return [
    {
      _tag: "Shadowed",
      written: Axis.written(ranked.entry),
      by: [...byWinner(met).values()].slice(0, most).map((group) => beat(survey, group)),
      more: Math.max(0, more.length + 1 - most),
    },
  ]
}

const outdone = (context: Context, survey: Survey, ranked: Live.Ranked): ReadonlyArray<Warning> => {
  const met = Follow.places(context, survey, ranked).filter(
    (one) =>
      one.winner.entry !== ranked &&
      (one.winner.entry.pin || isSettings(one.winner.entry.entry)) &&
      !isTurn(placeOf(one), one.winner),
  )
  if (met.length === 0) return []
  const groups = [...byWinner(met).values()]
  return [
    {
      _tag: "Outdone",
      written: Axis.written(ranked.entry),
      by: groups.slice(0, most).map((group) => beat(survey, group)),
      more: Math.max(0, groups.length - most),
    },
  ]
}

/** More winners of one entry are counted. */
const most = 3

const byWinner = (met: ReadonlyArray<Follow.Met>): ReadonlyMap<Live.Ranked, ReadonlyArray<Follow.Met>> => {
  const groups = new Map<Live.Ranked, Array<Follow.Met>>()
  for (const one of met) {
    const known = groups.get(one.winner.entry)
    if (known === undefined) groups.set(one.winner.entry, [one])
    else known.push(one)
  }
  return groups
}

const beat = (survey: Survey, group: ReadonlyArray<Follow.Met>): Beat => {
  const [one] = group as readonly [Follow.Met, ...ReadonlyArray<Follow.Met>]
  const { live, winner } = one
  const place = placeOf(one)
  const { entry, specificity } = winner.entry
  const owner = ownerOf(place, winner)
  return {
    place,
    places: group.length,
    written: Axis.written(entry),
    by: Rank.by(winner, live),
    specificity,
    loser: live.entry.specificity,
    key: wins(survey, winner, owner) ?? Key.of(place, winner, isSingle(survey)),
  }
}

const placeOf = ({ trail, task, slot }: Follow.Met): Beat["place"] =>
  slot === "" ? Trail.place(trail, task) : Trail.place(trail, task, slot)

/** Finds the slot that carries a pin. Equal pins are one to the resolver: the slot on this way is meant. */
const ownerOf = ({ steps }: Beat["place"], { entry }: Live.Live): Beat["place"]["steps"][number] | undefined => {
  const { source } = entry.entry
  return source._tag === "Pin"
    ? steps.findLast((step) => step.task === source.task && step.slot === source.slot)
    : undefined
}

/** A pin of a task's own recursion: what differs from turn to turn is meant to, and nobody sets it from outside. */
const isTurn = (place: Beat["place"], winner: Live.Live): boolean => {
  const owner = ownerOf(place, winner)
  return owner !== undefined && place.steps[place.steps.indexOf(owner) + 1]?.task === owner.task
}

/**
 * Tells whether a slot leads back to its task, by whatever tasks between: a key of its name would reach every turn of
 * the recursion, which then has no end. O(views).
 */
const isRecursive = (survey: Survey, { task, slot }: Beat["place"]["steps"][number]): boolean => {
  const below = new Set(survey.beginning(task).flatMap((view) => survey.through(view, slot)))
  // A Set may grow while it is walked: what is added is visited in turn.
  for (const view of below) {
    if (view.level.answers.has(task)) return true
    for (const { name } of view.level.slots) for (const next of survey.through(view, name)) below.add(next)
  }
  return false
}

/** The key that beats just this entry: what a pin competes as, or the very key of a setting. */
const wins = (
  survey: Survey,
  winner: Live.Live,
  owner: Beat["place"]["steps"][number] | undefined,
): string | undefined => {
  const { pattern, source, key } = winner.entry.entry
  if (source._tag !== "Pin") return key
  if (owner === undefined || (pattern.anchored && pattern.segments[0]?.task !== undefined)) return undefined
  if (isRecursive(survey, owner)) return undefined
  return `${owner.task}.${owner.slot}${pattern.anchored ? "" : ":"}${Pattern.print(pattern)}`
}

const isSingle = (survey: Survey): boolean => Key.isSingle(survey.root, survey.views)
