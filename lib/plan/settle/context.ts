/**
 * Contexts: what one resolution shares, and how it reads what entries give.
 *
 * Everything in it is interned for this resolution alone: two resolutions share nothing.
 */
import * as E from "#fp/Either"
import * as Nearest from "../../path/nearest.ts"
import * as Pattern from "../../path/pattern.ts"
import { type Entry, givesTask } from "../../table/entry.ts"
import * as Reading from "../../table/reading.ts"
import type { Definition, Workflow } from "../../task/definition.ts"
import * as Definitions from "../../task/definition.ts"
import * as Given from "../../task/given.ts"
import * as Place from "../../task/place.ts"
import type { Type } from "../../task/type.ts"
import * as Words from "../../task/words.ts"
import * as Axis from "./axis.ts"
import * as Content from "../match/content.ts"
import * as Level from "../match/level.ts"
import type { Kind, Live, Ranked } from "../match/live.ts"
import type { Interned } from "./pins.ts"
import type { Edge, Node } from "../plan.ts"
import type { Place as PlaceOf, ResolveError } from "../problem.ts"
import * as Reach from "../match/reach.ts"
import type { Failure } from "../visit/failure.ts"
import type { Single } from "../visit/single.ts"
import * as State from "../match/state.ts"
import type { View } from "../match/view.ts"
import * as Offer from "./offer.ts"

// --- model

/** What stands on the right of an entry for a dependency: one task, none, or the points of an axis of tasks. */
export type Tasks =
  | { readonly _tag: "Single"; readonly value: Workflow | null }
  | { readonly _tag: "Points"; readonly values: ReadonlyArray<Workflow | null> }

export interface Context {
  readonly root: Workflow
  readonly states: State.States
  readonly levels: Level.Levels
  readonly reach: Reach.Reach
  readonly axes: Axis.Axes
  readonly contents: Content.Contents
  readonly pins: Interned
  /** Pins that were carried somewhere, and the views at which they began: each should match something there. */
  readonly carried: Map<Ranked, Set<View>>
  readonly singles: Map<string, Single>
  /** What does not fit, by entry and tasks: told once, wherever it stands. */
  readonly unfit: Map<string, Failure>
  /** Every node made, by identity: the first met. */
  readonly nodes: Map<string, Node>
  /** Nodes of equal identity whose insignificant slots differ from the first's. */
  readonly variants: Map<string, Array<Node>>
  /** Of collected arrays that are not in the order of their points, that order. */
  readonly collected: Map<Edge, ReadonlyArray<Node>>
  readonly limit: number
  readonly names: ReadonlyMap<string, Workflow>
  readonly pattern: (key: string) => E.Either<Pattern.PatternError, Pattern.Pattern>
  /** Reads what an entry gives by a type. O(1) the second time. */
  readonly read: (ranked: Ranked, type: Type<unknown>) => Reading.Reading
  /** Reads what an entry gives to a dependency. `standing`: what it would stand in for. */
  readonly tasks: (live: Live, place: PlaceOf, standing?: Offer.Seat) => E.Either<ResolveError, Tasks>
  /** Says why what an entry gives is no task, if it is none. */
  readonly wrong: (live: Live, place: PlaceOf, standing?: Offer.Seat) => ReadonlyArray<ResolveError>
  /** Every task and workflow that text may name. */
  readonly known: Offer.Known
  readonly kindOf: (given: unknown, pattern: Pattern.Pattern) => Kind
  readonly numberOf: (definition: Definition) => number
  readonly placing: (definition: Definition) => Place.Placing
}

export interface Options {
  readonly names: ReadonlyMap<string, Workflow>
  readonly limit: number
}

// --- constructors

export const create = (root: Workflow, entries: ReadonlyArray<Entry>, options: Options): Context => {
  const known = new Map(options.names)
  const declared = Reach.create([root.definition], []).definitions
  for (const definition of declared)
    if (!known.has(definition.name)) known.set(definition.name, { _tag: "Workflow", definition, tables: [] })
  const named: Named = (name) => known.get(name)
  const replacements = entries.flatMap((entry) => {
    const name = Pattern.finalSlot(entry.pattern) ?? Pattern.substituted(entry.pattern) ?? ""
    return workflowsOf(named, entry.given).map((workflow) => ({ name, workflow }))
  })
  const functions = untyped(declared)
  const kindOf = (given: unknown, pattern: Pattern.Pattern): Kind => {
    const wrapped = Given.ofValue(given)
    if (givesTask(given)) return "task"
    if (given === null || (wrapped?.[Given.given] === "Json" && wrapped.value === null)) return "either"
    if (workflowsOf(named, given).length > 0) return "either"
    return wrapped?.[Given.given] === "Text" && functions.has(Pattern.finalSlot(pattern) ?? "") ? "text" : "value"
  }
  const tasks: Context["tasks"] = (live, place, standing) => readTasks(known, live, place, standing)
  const patterns = new Map<string, E.Either<Pattern.PatternError, Pattern.Pattern>>()
  const readings = new Map<Ranked, Map<Type<unknown>, Reading.Reading>>()
  const numbers = new Map<Definition, number>()
  const placings = new Map<Definition, Place.Placing>()
  return {
    root,
    states: State.create(entries, kindOf),
    kindOf,
    levels: Level.create(),
    reach: Reach.create([root.definition], replacements),
    axes: Axis.create(entries),
    contents: Content.create(),
    pins: new Map(),
    carried: new Map(),
    singles: new Map(),
    unfit: new Map(),
    nodes: new Map(),
    variants: new Map(),
    collected: new Map(),
    limit: options.limit,
    names: options.names,
    pattern: (key) => cached(patterns, key, () => Pattern.parse(key.endsWith("!") ? key.slice(0, -1) : key)),
    read: (ranked, type) =>
      cached(
        cached(readings, ranked, () => new Map<Type<unknown>, Reading.Reading>()),
        type,
        () => Reading.read(type)(ranked.entry.given),
      ),
    tasks,
    known,
    wrong: (live, place, standing) => {
      const read = tasks(live, place, standing)
      return E.isLeft(read) ? [read.left] : []
    },
    numberOf: (definition) => cached(numbers, definition, () => numbers.size),
    placing: (definition) => cached(placings, definition, () => Place.of(definition)),
  }
}

const cached = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const old = map.get(key)
  if (old !== undefined) return old
  const made = make()
  map.set(key, made)
  return made
}

// --- queries

/** Tells whether a text is the name of a task or workflow that is known here. */
export const isName = (context: Context, text: string): boolean =>
  context.names.has(text) || [...context.reach.definitions].some((definition) => definition.name === text)

/** Lists the slots that are functions without a type: to them text that names no task is of the wrong kind. */
const untyped = (definitions: Iterable<Definition>): ReadonlySet<string> =>
  new Set(
    [...definitions].flatMap((definition) =>
      [...definition.slots.values()].flatMap((slot) =>
        slot._tag === "Dynamic" && slot.type === undefined ? [slot.name] : [],
      ),
    ),
  )

type Named = (name: string) => Workflow | undefined

/** Lists the workflows that an entry gives, as far as they can be told without a place. */
const workflowsOf = (named: Named, given: unknown): ReadonlyArray<Workflow> => {
  const wrapped = Given.ofValue(given)
  if (wrapped?.[Given.given] === "Text") return Words.splitCommas(wrapped.text).flatMap((name) => named(name) ?? [])
  return Definitions.tasksIn(given)
}

const readTasks = (
  known: Offer.Known,
  live: Live,
  place: PlaceOf,
  seat: Offer.Seat | undefined,
): E.Either<ResolveError, Tasks> => {
  const { entry } = live.entry
  const written = Axis.written(entry)
  // Asked for where something is wrong alone: most entries are right.
  const fitting = (): ReadonlyArray<string> => (seat === undefined ? [] : Offer.seated(known, seat, entry.pattern))
  const nearest = (name: string): ReadonlyArray<string> =>
    Nearest.nearest(name, seat === undefined ? known.keys() : fitting())
  const wrong = (): E.Either<ResolveError, never> => {
    // Of all sources only TOML has no null.
    const hasNull = written.source._tag !== "Config" || written.source.file.endsWith(".json")
    const isNull = seat?.nullable === true && hasNull && /^"?null"?$/.test(written.given)
    const near = isNull ? ["null"] : /^[A-Za-z]/.test(written.given) ? nearest(written.given) : []
    const keys = seat === undefined || near.length > 0 ? [] : Offer.keys(seat.definition, entry.key, entry.given)
    const suggestions = near.length > 0 || keys.length > 0 ? near : fitting().slice(0, 3)
    return E.left({ _tag: "WrongKind", place, written, expected: "a task", suggestions, keys })
  }
  const byName = (name: string): E.Either<ResolveError, Workflow> => {
    const found = known.get(name)
    if (found !== undefined) return E.right(found)
    if (!/^[A-Z]\w*$/.test(name)) return wrong()
    const near = nearest(name)
    return E.left({
      _tag: "UnknownTask",
      written,
      name,
      place,
      suggestions: near.length > 0 ? near : fitting().slice(0, 3),
    })
  }
  const one = (value: unknown): E.Either<ResolveError, Workflow | null> => {
    if (value === null) return E.right(null)
    const workflow = Definitions.asWorkflow(value)
    return workflow === undefined ? wrong() : E.right(workflow)
  }
  const single = E.map((value: Workflow | null): Tasks => ({ _tag: "Single", value }))
  const points = E.map((values: ReadonlyArray<Workflow | null>): Tasks => ({ _tag: "Points", values }))
  if (live.cell >= 0) return wrong()
  const wrapped = Given.ofValue(entry.given)
  switch (wrapped?.[Given.given]) {
    case undefined:
      return Array.isArray(entry.given) ? points(E.traverseArray(one)(entry.given)) : single(one(entry.given))
    case "Each":
      return points(E.traverseArray(one)(wrapped.values))
    case "Json": {
      if (wrapped.value === null) return E.right({ _tag: "Single", value: null })
      if (typeof wrapped.value === "string") return single(byName(wrapped.value))
      if (Array.isArray(wrapped.value) && wrapped.value.every((name) => typeof name === "string"))
        return points(E.traverseArray(byName)(wrapped.value))
      return wrong()
    }
    case "Text": {
      const pieces = Words.splitCommas(wrapped.text)
      const [only] = pieces
      return pieces.length === 1 && only !== undefined ? single(byName(only)) : points(E.traverseArray(byName)(pieces))
    }
  }
}
