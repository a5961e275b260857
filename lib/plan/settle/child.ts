/**
 * Children: where a dependency leads, once pins and substitutions have had their say (4.5, 6.1–6.4).
 *
 * Of the entries that replace a task the best wins; below the replacement neither it nor those it beat apply again.
 */
import * as E from "#fp/Either"
import type { Definition, Overrides, Workflow } from "../../task/definition.ts"
import * as Given from "../../task/given.ts"
import * as Axis from "./axis.ts"
import * as Failure from "../visit/failure.ts"
import * as Fit from "./fit.ts"
import * as Live from "../match/live.ts"
import * as Offer from "./offer.ts"
import * as Pins from "./pins.ts"
import * as Standing from "./standing.ts"
import * as Story from "./story.ts"
import type { ResolveError } from "../problem.ts"
import type { Context } from "./context.ts"
import type { Suffix } from "../match/suffix.ts"
import * as Trail from "../visit/trail.ts"
import type * as View from "../match/view.ts"

// --- model

export type Child =
  | {
      readonly _tag: "Leads"
      readonly view: View.View
      /** Which cells go along: positions in the owner's cells followed by those of the dynamic table. */
      readonly pick: ReadonlyArray<number>
      /** Axes of pins, which end at this slot. */
      readonly locals: ReadonlyArray<number>
      readonly story: Story.Story
    }
  /** An axis of tasks stands here (5.6). */
  | {
      readonly _tag: "Choice"
      readonly axis: Axis.Axis
      readonly options: ReadonlyArray<Child>
      readonly locals: ReadonlyArray<number>
    }
  | { readonly _tag: "Absent" }
  | { readonly _tag: "Broken"; readonly failure: Failure.Failure }

/** A task about to be placed. */
export interface Arrival {
  readonly declared: Definition
  /** The slot it is reached by; the root has none. */
  readonly owner: Pins.Owner | undefined
  readonly trail: Trail.Trail | undefined
  /** Entries that match the slot itself. */
  readonly atSlot: ReadonlyArray<Live.Live>
  /** Entries in play at the task, before pins. */
  readonly lives: ReadonlyArray<Live.Live>
  readonly dead: ReadonlyArray<number>
  /** What is watched at the task (5.4). */
  readonly watched: ReadonlyArray<Suffix>
  /** Tables that come along: the slot's own pins, or those of the workflow that a dynamic slot returned. */
  readonly tables: ReadonlyArray<Overrides>
  readonly dynamic: boolean
  /** Absent unless an entry wakes it. */
  readonly optional: boolean
  readonly nullable: boolean
  /** How many cells the owner has. */
  readonly cells: number
}

/** A child, and the entries that could have replaced something at its place, whether or not they did. */
export interface Placed {
  readonly child: Child
  readonly considered: Set<Live.Ranked>
}

/** A task that may be replaced yet; `atSlot` are the entries that match its slot, once. */
interface Turn {
  readonly _tag: "Turn"
  readonly standing: Standing.Standing
  readonly atSlot: ReadonlyArray<Live.Live>
  readonly asleep: boolean
}

// --- constructors

/** Places a task. O(entries in play), once per view and slot. */
export const arrive = (context: Context, arrival: Arrival): Placed => {
  const considered = new Set<Live.Ranked>()

  const group = arrival.lives.reduce((most, live) => Math.max(most, live.group), -1) + 1
  const pins = Pins.of(context, arrival.tables, arrival.owner, arrival.lives, {
    group,
    firstCell: arrival.cells,
    order: 0,
    cells: arrival.dynamic,
  })
  if (pins.failure !== undefined) return { child: { _tag: "Broken", failure: pins.failure }, considered }
  const standing: Standing.Standing = {
    considered,
    definition: arrival.declared,
    standsFor: [],
    lives: [...arrival.lives, ...pins.lives],
    dead: arrival.dead,
    watched: arrival.watched,
    locals: pins.locals,
    pinned: pins.lives.length,
    stood: arrival.optional ? [] : [arrival.declared.name],
    story: Story.pinned(Story.empty, pins),
  }
  const first: Turn = { _tag: "Turn", standing, atSlot: arrival.atSlot, asleep: arrival.optional }
  return { child: settle(context, arrival, group, first), considered }
}

/** Follows one replacement after another. No recursion on how many there are; an axis of tasks branches. */
const settle = (context: Context, arrival: Arrival, group: number, first: Turn): Child => {
  const failures: Array<Failure.Failure> = []
  let next: Turn | Child | undefined = first
  while (next?._tag === "Turn") next = compete(context, arrival, group, next, failures)
  return spoiled(failures, next)
}

/** Lets the entries that could replace a task compete: gives what the winner leads to, nothing where it cannot be read. */
const compete = (
  context: Context,
  arrival: Arrival,
  group: number,
  { standing, atSlot, asleep }: Turn,
  failures: Array<Failure.Failure>,
): Turn | Child | undefined => {
  const candidates = [...atSlot, ...(asleep ? [] : substituting(context, standing.lives, standing.definition.name))]
    .filter((live) => !standing.dead.includes(live.entry.id))
    .sort(Live.inOrder)
  for (const live of candidates) standing.considered.add(live.entry)
  const winner = Live.best(candidates)
  if (winner === undefined) return asleep ? { _tag: "Absent" } : Standing.land(context, standing, group)
  const place = Trail.place(arrival.trail, standing.definition.name)
  const seat = { definition: standing.definition, nullable: arrival.nullable }
  // The kind is checked wherever an entry matches, also where it is beaten (3.4).
  const wrong = candidates.flatMap((live) => {
    if (live === winner) return []
    return givesNull(live) && !arrival.nullable ? [notNull(arrival, live)] : context.wrong(live, place, seat)
  })
  const broken = wrong.length > 0 ? [Failure.all(wrong)] : []
  const read = context.tasks(winner, place, seat)
  if (E.isLeft(read)) {
    failures.push(Failure.of(read.left), ...broken)
    return undefined
  }
  const after: Standing.Standing = { ...standing, ...Standing.without(standing, candidates) }
  const follow = (workflow: Workflow | null, met: Array<Failure.Failure>): Turn | Child | undefined => {
    met.push(...broken)
    if (workflow !== null) return replace(context, arrival, group, after, workflow, winner, asleep, met)
    if (!arrival.nullable) met.push(Failure.of(notNull(arrival, winner)))
    return { _tag: "Absent" }
  }
  if (read.right._tag === "Single") {
    const alone = Axis.single(winner.entry)
    if (alone !== undefined) failures.push(Failure.of(alone))
    return follow(read.right.value, failures)
  }
  const { values } = read.right
  const axis = context.axes.read(winner.entry, values.length, place, () =>
    values.map((workflow) => workflow?.definition.name ?? null),
  )
  if ("_tag" in axis) {
    failures.push(...broken, Failure.of(axis))
    return undefined
  }
  const options = values.map((workflow): Child => {
    const met: Array<Failure.Failure> = []
    const next = follow(workflow, met)
    return spoiled(met, next?._tag === "Turn" ? settle(context, arrival, group, next) : next)
  })
  return { _tag: "Choice", axis, options, locals: standing.locals }
}

/** What goes wrong on the way to a child, with what is wrong at it. */
const spoiled = (failures: ReadonlyArray<Failure.Failure>, child: Child | undefined): Child => {
  if (failures.length === 0 && child !== undefined) return child
  return {
    _tag: "Broken",
    failure: Failure.because(child?._tag === "Broken" ? [...failures, child.failure] : failures),
  }
}

/** Puts a workflow where a task stood, and its table into play. */
const replace = (
  context: Context,
  arrival: Arrival,
  group: number,
  standing: Standing.Standing,
  workflow: Workflow,
  winner: Live.Live,
  asleep: boolean,
  failures: Array<Failure.Failure>,
): Turn | Child | undefined => {
  const { definition } = workflow
  const pins = Pins.of(context, workflow.tables, arrival.owner, standing.lives, {
    group,
    firstCell: 0,
    order: standing.pinned,
    cells: false,
  })
  if (pins.failure !== undefined) {
    failures.push(pins.failure)
    return undefined
  }
  const same = definition === standing.definition
  const next: Standing.Standing = {
    ...standing,
    definition,
    standsFor: same ? standing.standsFor : [standing.definition, ...standing.standsFor],
    lives: [...standing.lives, ...pins.lives],
    locals: [...standing.locals, ...pins.locals],
    pinned: standing.pinned + pins.lives.length,
    stood: [...standing.stood, definition.name],
    story: Story.pinned(
      [...standing.story, { _tag: "Replaced", by: winner, from: standing.definition, to: definition, woken: asleep }],
      pins,
    ),
  }
  const unfit = same ? undefined : misfit(context, standing.definition, definition, winner)
  if (unfit !== undefined) failures.push(unfit)
  // A task replaced by itself ends the chain; one that was only woken has not been replaced yet.
  return same && !asleep
    ? Standing.land(context, next, group)
    : { _tag: "Turn", standing: next, atSlot: [], asleep: false }
}

/** Says what a replacement lacks, if it lacks something. */
const misfit = (
  context: Context,
  original: Definition,
  replacement: Definition,
  winner: Live.Live,
): Failure.Failure | undefined => {
  const problems = Fit.problems(original, replacement)
  if (problems.length === 0) return undefined
  const key = [winner.entry.id, context.numberOf(original), context.numberOf(replacement)].join()
  const known = context.unfit.get(key)
  if (known !== undefined) return known
  const unfit = Failure.of({
    _tag: "UnfitReplacement",
    original: original.name,
    replacement: replacement.name,
    written: Axis.written(winner.entry.entry),
    problems,
    suggestions: Offer.tasks(context.known, original).slice(0, 3),
    free: Offer.free(context.known, original.name),
  })
  context.unfit.set(key, unfit)
  return unfit
}

// --- queries

/** Lists the entries that substitute exactly this task here (2.5). */
export const substituting = (
  context: Context,
  lives: ReadonlyArray<Live.Live>,
  name: string,
): ReadonlyArray<Live.Live> => {
  const begun = lives.filter(({ suffix }) => suffix.substitutes && suffix.kind !== "below" && suffix.task === name)
  const starting = context.states.substituting(name)
  return starting.length === 0 ? begun : [...starting.map(context.states.start), ...begun]
}

const givesNull = (live: Live.Live): boolean => {
  const { given } = live.entry.entry
  const wrapped = Given.ofValue(given)
  return given === null || (wrapped?.[Given.given] === "Json" && wrapped.value === null)
}

const notNull = (arrival: Arrival, winner: Live.Live): ResolveError => ({
  _tag: "WrongKind",
  place: Trail.place(arrival.trail, arrival.declared.name),
  written: Axis.written(winner.entry.entry),
  expected: `a task such as ${arrival.declared.name}: this dependency is not optional`,
  suggestions: [],
  keys: [],
})
