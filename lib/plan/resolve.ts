/**
 * Resolving: from a workflow to its plan, a pure function (section 4).
 *
 * The work follows distinct nodes and distinct sets of entries in play, never paths; no recursion on depth.
 */
import * as E from "#fp/Either"
import type { NonEmptyArray } from "#fp/NonEmptyArray"
import { isNonEmpty } from "#fp/Array"
import * as Table from "../table/table.ts"
import type { Definition, Workflow } from "../task/definition.ts"
import type { KnownAny } from "../task/graph.ts"
import * as Definitions from "../task/definition.ts"
import type { Traced } from "./call/calls.ts"
import * as Ways from "./call/ways.ts"
import { clashes } from "./clash.ts"
import * as Axis from "./settle/axis.ts"
import * as Child from "./settle/child.ts"
import * as Context from "./settle/context.ts"
import * as Failure from "./visit/failure.ts"
import * as First from "./visit/first.ts"
import * as Loop from "./visit/loop.ts"
import * as Machine from "./visit/machine.ts"
import type { Plan } from "./plan.ts"
import type { Place, ResolveError } from "./problem.ts"
import * as Single from "./visit/single.ts"
import * as Causes from "./tell/causes.ts"
import * as Over from "./tell/over.ts"
import * as Survey from "./tell/survey.ts"
import * as Beaten from "./tell/beaten.ts"
import * as Invalid from "./tell/invalid.ts"
import * as Unmatched from "./tell/unmatched.ts"

// --- model

export interface Options {
  /** What text may name beside the tasks of the graph: the exports of a workflow file. */
  readonly names?: ReadonlyMap<string, Workflow>
  /** More nodes than this are an error (4.6). Default: two million. */
  readonly limit?: number
}

/** A task or a workflow: of an author, or one that the compiler knows nothing of. */
export type Root = KnownAny | Workflow

// --- constructors

/**
 * Resolves a task or workflow: decides every parameter of every node, or says everything that is wrong.
 *
 * *Gotchas*: roots of equal identity are one, so `--year=2016,2016` has one root.
 *
 * @example
 * ```ts
 * import { int, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int), lumi: param(int, { default: 1 }) } })
 * const plan = resolve(Data({ year: [2016, 2017] }))
 * console.log(plan._tag === "Right" && plan.right.roots.map((root) => root.slots))
 * // [ { year: 2016, lumi: 1 }, { year: 2017, lumi: 1 } ]
 * ```
 */
export const resolve = (root: Root, options: Options = {}): E.Either<NonEmptyArray<ResolveError>, Plan> =>
  solve(root, options, undefined)

/** Resolves, and takes note of where the nodes stand, for the calls of actions (section 7). */
export const trace = (root: Root, options: Options = {}): E.Either<NonEmptyArray<ResolveError>, Traced> => {
  const ways = Ways.create()
  const roots: Array<Ways.Stand> = []
  return E.map((plan: Plan): Traced => ({ plan, roots }))(solve(root, options, { ways, roots }))
}

interface Notes {
  readonly ways?: Ways.Ways
  readonly roots?: Array<Ways.Stand>
  readonly met?: (context: Context.Context, survey: Survey.Survey) => void
}

/** A resolution with all that was met on the way: what questions about it are answered from. */
export interface Investigation {
  readonly result: E.Either<NonEmptyArray<ResolveError>, Plan>
  readonly context: Context.Context
  readonly survey: Survey.Survey
}

/** Resolves, and keeps what was met, for who asks why (3.7). */
export const investigate = (root: Root, options: Options = {}): Investigation => {
  let met: Pick<Investigation, "context" | "survey"> | undefined
  const result = solve(root, options, {
    met: (context, survey) => {
      met = { context, survey }
    },
  })
  if (met === undefined) throw new TypeError("a resolution that met nothing")
  return { result, ...met }
}

const solve = (root: Root, options: Options, notes: Notes | undefined): E.Either<NonEmptyArray<ResolveError>, Plan> => {
  const workflow = Definitions.asWorkflow(root)
  if (workflow === undefined) throw new TypeError("resolve is given neither a task nor a workflow")
  const table = Table.entries(workflow.tables)
  const context = Context.create(workflow, table.entries, {
    names: options.names ?? new Map(),
    limit: options.limit ?? 2_000_000,
  })
  const machine = Machine.create(context, notes?.ways)
  const placed = Child.arrive(context, {
    declared: workflow.definition,
    owner: undefined,
    trail: undefined,
    atSlot: [],
    lives: context.states.anchored(),
    dead: [],
    watched: [],
    tables: [],
    dynamic: false,
    optional: false,
    nullable: false,
    cells: 0,
  })
  const gathered = Loop.gatherRoot(machine, placed.child)
  const { ways, roots } = notes ?? {}
  if (ways !== undefined) for (const { view, node } of gathered.leaves) roots?.push(ways.stand(view, node.id))
  const failed = Failure.errors(gathered.failures)
  const survey = Survey.of(placed)
  notes?.met?.(context, survey)
  const blind = failed.some(hides) || gathered.empty.length > 0
  const partial = machine.skipped || blind
  const unmatched = Unmatched.check(context, survey, { errors: failed, partial, blind })
  const first = First.choose(
    context,
    gathered.leaves.map((leaf) => leaf.node),
    machine.strayed || failed.length > 0,
  )
  const errors = Causes.first([
    ...table.problems.map((problem) => Invalid.of(problem, context, survey)),
    ...failed,
    ...duplicates(context, survey),
    ...gathered.empty.map(emptyRoot),
    ...unmatched.errors,
    ...(partial ? [] : Over.check(context, survey)),
    ...(failed.length > 0 ? [] : clashes(first.nodes.values())),
  ])
  if (isNonEmpty(errors)) return E.left(errors)
  return E.right({
    _tag: "Plan",
    roots: first.roots,
    nodes: first.nodes,
    axes: axes(context),
    warnings: [
      ...unmatched.warnings,
      ...Beaten.check(context, survey, unmatched.beaten),
      ...first.warnings,
      ...Single.warnings(context, survey),
    ],
  })
}

// --- queries

const axes = (context: Context.Context): Plan["axes"] =>
  [...context.axes.members.values()]
    .filter(({ ranked }) => !ranked.pin)
    .sort((a, b) => a.ranked.entry.order - b.ranked.entry.order)
    .map(({ ranked, encoded }) => ({ entry: ranked.entry.key, values: encoded }))

const duplicates = (context: Context.Context, survey: Survey.Survey): ReadonlyArray<ResolveError> => {
  const several = [...context.levels.met].filter(([, definitions]) => definitions.length > 1)
  const places = several.length === 0 ? new Map<Definition, Place>() : Survey.places(survey)
  return several.map(([name, definitions]) => ({
    _tag: "DuplicateTask",
    name,
    at: definitions.map((definition) => definition.source),
    places: definitions.flatMap((definition) => places.get(definition) ?? []),
  }))
}

/** Tells whether what lies below an error was never met. */
const hides = (error: ResolveError): boolean =>
  !["MissingParameter", "InvalidValue", "InvalidDefault", "ConstantSet", "InvalidOutputPath"].includes(error._tag)

const emptyRoot = ({ ranked }: Axis.Axis): ResolveError => ({
  _tag: "EmptyRoot",
  written: Axis.written(ranked.entry),
})
