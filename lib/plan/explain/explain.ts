/**
 * Explaining: why each parameter has its value (3.7), asked of a resolution after the fact.
 *
 * The resolver is not slowed by it: what it leaves out, entries that cannot win any more, is followed again here, over
 * the views that it met. The cost follows views and nodes, never paths.
 */
import * as E from "#fp/Either"
import type { NonEmptyArray } from "#fp/NonEmptyArray"
import * as Pattern from "../../path/pattern.ts"
import * as Definitions from "../../task/definition.ts"
import type { Slot } from "../../task/definition.ts"
import * as Reference from "../../task/reference.ts"
import type { PlaceAny } from "../../task/typed.ts"
import type { KnownAny } from "../../task/graph.ts"
import type * as Live from "../match/live.ts"
import type { View } from "../match/view.ts"
import type { Plan } from "../plan.ts"
import type { ResolveError } from "../problem.ts"
import * as Resolve from "../resolve.ts"
import * as Axis from "../settle/axis.ts"
import * as Note from "../tell/note.ts"
import * as Suggest from "../tell/suggest.ts"
import * as Trail from "../visit/trail.ts"
import type { Explanation, Reason, Substitution } from "./explanation.ts"
import * as Failed from "./failed.ts"
import * as Group from "./group.ts"
import * as Key from "../tell/key.ts"
import * as Near from "./near.ts"
import * as Nodes from "./nodes.ts"
import * as Play from "./play.ts"
import * as Probe from "./probe.ts"
import * as Rank from "../tell/rank.ts"
import * as Substituted from "./substituted.ts"
import * as Value from "./value.ts"

// --- model

/** A place to be explained: a key, a reference (`TaskA.year`) or a task. */
export type Where = string | PlaceAny | KnownAny

/** How much is explained, and of what. */
export interface Options extends Resolve.Options {
  /** More reasons than this are counted, not told. Default: a thousand. */
  readonly most?: number
  /** Explains what can be explained of a workflow that does not resolve, too; its errors stand in the explanation. */
  readonly partly?: boolean
}

// --- queries

/**
 * Explains why parameters have their values: which entry decides, where it was written, which ones it beat and why.
 * Without a place it explains every parameter; with some, those that they match as keys do. Left: why the workflow does
 * not resolve. O(nodes), and once more the views of the resolution for each pattern.
 *
 * Gotcha: places that have their value for the same reason stand together, with the nearest as an example.
 *
 * @example
 * ```ts
 * import { dep, explain, int, param, task } from "waluigi"
 *
 * const TaskA = task("TaskA", { params: { year: param(int, { default: 2012 }) } })
 * const TaskB = task("TaskB", { params: { datasets: dep(TaskA, { year: 2018 }) } })
 *
 * const explained = explain(TaskB({ year: 2024 }), TaskA.year)
 * const [year] = explained._tag === "Right" ? explained.right.parameters : []
 * console.log(year?.values[0]?.json, "beats", year?.beaten[0]?.written.key, "by", year?.beaten[0]?.by)
 * // 2018 beats year by slots
 * ```
 */
export const explain = (
  workflow: Resolve.Root,
  places: Where | ReadonlyArray<Where> = [],
  options: Options = {},
): E.Either<NonEmptyArray<ResolveError>, Explanation> => {
  const { result, context, survey } = Resolve.investigate(workflow, options)
  if (E.isLeft(result) && options.partly !== true) return result
  const keys = (isList(places) ? places : [places]).map(keyOf)
  const patterns = keys.map((key) => Pattern.parse(key.replace(/!$/, "")))
  const groups = Group.create(options.most ?? 1000)
  const nodes = E.isLeft(result) ? context.nodes : result.right.nodes
  const matched = walk({ context, survey, nodes, partly: E.isLeft(result), groups }, patterns)
  return E.right({
    _tag: "Explanation",
    root: context.root.definition.name,
    ...groups.list(),
    errors: E.isLeft(result) ? result.left : [],
    unmatched: patterns.flatMap((pattern, index) => {
      if (matched.has(index)) return []
      const place = keys[index] ?? ""
      if (E.isLeft(pattern)) return [{ place, reason: pattern.left.reason, suggestions: [] }]
      const isNear = Suggest.follow(context, survey, Pattern.print(pattern.right)) === "none"
      const suggestions = isNear ? Suggest.keys(context, survey, pattern.right) : []
      return [{ place, reason: Note.of(context, survey, pattern.right), suggestions }]
    }),
  })
}

const isList = (places: Where | ReadonlyArray<Where>): places is ReadonlyArray<Where> => Array.isArray(places)

const keyOf = (where: Where): string => {
  if (typeof where === "string") return where
  const key = Reference.keyOf(where) ?? Definitions.ofTask(where)?.name
  if (key === undefined) throw new TypeError("explain is given a place that is neither a key, a reference nor a task")
  return key
}

// --- internals

interface Walk extends Pick<Resolve.Investigation, "context" | "survey"> {
  readonly nodes: Plan["nodes"]
  /** Whether the workflow does not resolve: of some views no node could be made. */
  readonly partly: boolean
  readonly groups: Group.Groups
}

/** A task on the first way to it, with everything in play there. */
interface Stop {
  readonly view: View
  readonly play: Play.Play
  readonly trail: Trail.Trail | undefined
  readonly probes: ReadonlyArray<Probe.Probe>
  readonly substitutions: ReadonlyArray<Substitution>
}

/** Goes over the views, nearest first; gives the patterns that picked something. */
const walk = (
  walk: Walk,
  patterns: ReadonlyArray<E.Either<Pattern.PatternError, Pattern.Pattern>>,
): ReadonlySet<number> => {
  const { context, survey } = walk
  const owners = new Map<string, Live.Ranked>()
  const picked = new Set<number>()
  const seen = new Set<string>()
  const queue: Array<Stop> = []
  const single = Key.isSingle(survey.root, survey.views)
  const go = (stop: Stop): void => {
    const key = `${stop.view.id} ${Probe.key(stop.probes)}`
    if (seen.has(key)) return
    seen.add(key)
    queue.push(stop)
  }
  const start = patterns.flatMap((pattern, index) =>
    E.isRight(pattern) ? [{ pattern: index, suffix: context.states.suffixes.start(pattern.right) }] : [],
  )
  for (const lead of survey.leads(undefined, "")) {
    const { play, contests } = Play.root(context, owners, lead)
    const place = Trail.place(undefined, context.root.definition.name)
    go({ view: lead.view, play, trail: undefined, probes: start, substitutions: Substituted.on([], contests, place) })
  }
  for (let at = 0; at < queue.length; at += 1) {
    const stop = queue[at] as Stop
    const { view, play, trail, probes } = stop
    const { definition, slots } = view.level
    const answer = Probe.answer(view, probes)
    const whole = Probe.task(view, probes)
    const nodes = Nodes.of(view, walk.nodes)
    for (const slot of slots) {
      const leads = survey.leads(view, slot.name)
      const contests: Array<Play.Contest> = []
      const through = answer.through(slot.name)
      const standing: Array<number> = []
      const place = Trail.place(trail, definition.name, slot.name)
      for (const lead of leads) {
        const entered = Play.enter(context, owners, play, view, slot.name, lead)
        if (contests.length === 0) contests.push(...entered.contests)
        standing.push(...Probe.task(lead.view, through))
        go({
          view: lead.view,
          play: entered.play,
          trail: { up: trail, task: definition.name, slot: slot.name },
          probes: through,
          substitutions: Substituted.on(stop.substitutions, entered.contests, place),
        })
      }
      const picks = [...whole, ...standing, ...(answer.slots.get(slot.name) ?? [])]
      const asked = patterns.length === 0 ? isTold(slot, contests, play) : picks.length > 0
      const isKnown = nodes.length > 0 || (walk.partly && !view.real)
      if (isKnown || walk.partly) for (const pattern of picks) picked.add(pattern)
      if (asked && isKnown) tell(walk, stop, slot, contests, nodes, single)
    }
  }
  return picked
}

/** Without a pattern, a dependency is told where an entry decides it. */
const isTold = (slot: Slot, contests: ReadonlyArray<Play.Contest>, play: Play.Play): boolean =>
  (slot._tag !== "Dependency" && slot._tag !== "Many") ||
  contests.length > 0 ||
  (play.answers.taken.get(slot.name) ?? []).some(({ next }) => next === "matched")

const tell = (
  { context, survey, groups }: Walk,
  { view, play, trail, substitutions: on }: Stop,
  slot: Slot,
  contests: ReadonlyArray<Play.Contest>,
  nodes: ReturnType<typeof Nodes.of>,
  single: boolean,
): void => {
  const { definition } = view.level
  const matches = (play.answers.taken.get(slot.name) ?? []).flatMap(({ live, next }) =>
    next === "matched" ? live : [],
  )
  const [winner, ...losers] = Rank.sorted(contests[0]?.candidates ?? matches)
  const at = view.level.slots.indexOf(slot)
  const failed = nodes.length > 0 ? undefined : Failed.of(context, survey, view, at, trail)
  const missing = failed?.errors.some((error) => error._tag === "MissingParameter") === true
  const axis = axisOf(context, view, at, winner)
  const beaten = winner === undefined ? [] : losers.map((live) => ({ live, by: Rank.by(winner, live) }))
  const key = [
    `${definition.name}.${slot.name}`,
    winner === undefined ? "" : idOf(winner),
    ...beaten.map(({ live, by }) => `${idOf(live)} ${by}`),
    ...on.map(({ from, to, written }) => `${from} ${to} ${written.key} ${written.given}`),
  ].join("|")
  groups.add(
    key,
    () => {
      const place = Trail.place(trail, definition.name, slot.name)
      const isDecided = slot._tag === "Constant" || (slot._tag === "Dynamic" && slot.type === undefined)
      return {
        task: definition.name,
        slot: slot.name,
        kind: kinds[slot._tag],
        place,
        reason: missing
          ? { _tag: "Missing", near: Near.of(context, survey, place, slot.name) }
          : winner === undefined
            ? unset(slot, survey.leads(view, slot.name).length)
            : entered(winner),
        rejected: failed?.errors.flatMap((error) => ("value" in error ? [error.value] : []))[0],
        beaten: beaten.map(({ live, by }) => ({ ...contestant(live), by })),
        axis,
        substitutions: Substituted.on(on, contests, place),
        key: isDecided ? undefined : Key.of(place, winner, single),
      }
    },
    nodes,
    Value.of(slot),
    failed?.values ?? [],
  )
}

const kinds = {
  Value: "value",
  Dependency: "dependency",
  Many: "many",
  Constant: "constant",
  Dynamic: "dynamic",
} as const

const unset = (slot: Slot, leads: number): Reason => {
  switch (slot._tag) {
    case "Value":
      return { _tag: "Default" }
    case "Constant":
      return { _tag: "Constant" }
    case "Dynamic":
      return { _tag: "Computed" }
    case "Dependency":
    case "Many":
      return { _tag: leads === 0 && slot._tag === "Dependency" ? "Absent" : "Declared" }
  }
}

const contestant = ({ entry, cell }: Live.Live) => {
  // What a dynamic slot pins differs from node to node; the values stand beside.
  const written = Axis.written(entry.entry)
  return { written: cell >= 0 ? { ...written, given: "…" } : written, specificity: entry.specificity }
}

const entered = (live: Live.Live): Reason => ({ _tag: "Entry", ...contestant(live) })

const idOf = ({ entry }: Live.Live): string => {
  const { source } = entry.entry
  return entry.pin ? `${entry.id} ${JSON.stringify(source)}` : String(entry.id)
}

const axisOf = (
  context: Walk["context"],
  view: View,
  at: number,
  winner: Live.Live | undefined,
): { readonly entry: string; readonly points: number } | undefined => {
  const decision = view.decisions[at]
  if (decision?._tag === "Along") return { entry: decision.axis.ranked.entry.key, points: decision.axis.points }
  const child = view.children[at]?.child
  if (child?._tag !== "Choice" || winner === undefined) return undefined
  const axis = context.axes.known.get(child.axis.id)
  return axis === undefined ? undefined : { entry: axis.ranked.entry.key, points: axis.points }
}
