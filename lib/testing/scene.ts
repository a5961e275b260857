/**
 * Scenes: what a generator must know of a workflow: the tasks in it, what each needs to be given, and what fits where.
 *
 * Tasks that only a dynamic slot leads to are found by resolving, with one value for whatever must be given.
 */
import * as Investigations from "../plan/resolve.ts"
import * as Fit from "../plan/settle/fit.ts"
import type { DependencySlot, ManySlot, ValueSlot } from "../task/definition.ts"
import * as Definition from "../task/definition.ts"
import { type Arbitrary, fc } from "./fast-check.ts"
import * as Value from "./value.ts"
import * as Written from "./written.ts"

// --- model

/** What is drawn from, beside the task itself. */
export interface Options {
  /** How values of your own types are drawn. */
  readonly types?: ReadonlyArray<Value.Source> | undefined
  /** Tasks that may stand in for others where they fit, such as all exports of a workflow file. */
  readonly tasks?: Readonly<Record<string, unknown>> | ReadonlyArray<unknown> | undefined
  /** At most so many entries in a table. Default: 4. */
  readonly entries?: number | undefined
}

export interface Scene {
  readonly root: Definition.Definition
  /** The tables of the workflow itself, where it is none without. */
  readonly own: ReadonlyArray<Definition.Overrides>
  /** The root first. */
  readonly tasks: ReadonlyArray<Definition.Definition>
  /** Draws one entry for each parameter without a default. */
  readonly required: Arbitrary<ReadonlyArray<Written.Written>>
  /** What may stand in for each task, by name. */
  readonly fitting: ReadonlyMap<string, ReadonlyArray<Definition.Definition>>
  readonly values: (slot: ValueSlot) => Arbitrary<unknown>
  readonly entries: number
}

// --- constructors

/** Looks round in a task or workflow. Throws where there is neither, or a type of which nothing is known. */
export const of = (given: unknown, options: Options = {}): Scene => {
  const workflow = Definition.asWorkflow(given)
  if (workflow === undefined) throw new TypeError("waluigi/testing is given neither a task nor a workflow")
  const { definition: root, tables: own } = workflow
  const known = new Map<ValueSlot, Arbitrary<unknown>>()
  const values = (slot: ValueSlot): Arbitrary<unknown> => {
    const found = known.get(slot) ?? Value.ofSlot(slot, options.types ?? [])
    known.set(slot, found)
    return found
  }
  let tasks = below([root])
  for (let round = 0; round < most; round++) {
    const given = Written.tables(fc.sample(requiredOf(tasks, values), { numRuns: 1, seed: 0 })[0] ?? [])
    const { context } = Investigations.investigate({ ...workflow, tables: [...given, ...own] })
    const met = below([...tasks, ...[...context.levels.met.values()].flat()])
    if (met.length === tasks.length) break
    tasks = met
  }
  const offered = [...tasks, ...Object.values(options.tasks ?? {}).flatMap((one) => Definition.ofTask(one) ?? [])]
  const replacements = [...new Map(offered.map((task) => [task.name, task])).values()]
  return {
    root,
    own,
    tasks,
    required: requiredOf(below(replacements), values),
    fitting: new Map(
      tasks.map((task) => [
        task.name,
        replacements.filter((other) => other !== task && Fit.problems(task, other).length === 0),
      ]),
    ),
    values,
    entries: options.entries ?? 4,
  }
}

// --- queries

/** Lists the parameters of a task. */
export const valueSlots = ({ slots }: Definition.Definition): ReadonlyArray<ValueSlot> =>
  [...slots.values()].filter((slot) => slot._tag === "Value")

/** Lists the slots of a task that always lead to another. */
export const ways = ({ slots }: Definition.Definition): ReadonlyArray<DependencySlot | ManySlot> =>
  [...slots.values()].filter(
    (slot) => slot._tag === "Many" || (slot._tag === "Dependency" && !slot.optional),
  ) as ReadonlyArray<DependencySlot | ManySlot>

/** Lists the slots of a task that lead to another once an entry wakes them. */
export const asleep = ({ slots }: Definition.Definition): ReadonlyArray<DependencySlot> =>
  [...slots.values()].filter((slot) => slot._tag === "Dependency").filter(({ optional }) => optional)

// --- internals

/** So often what dynamic functions return can bring new tasks that must be given something. */
const most = 8

/** Lists tasks and all that their slots declare. O(slots). */
const below = (tasks: ReadonlyArray<Definition.Definition>): ReadonlyArray<Definition.Definition> => {
  const met = new Set(tasks)
  for (const task of met)
    for (const slot of task.slots.values()) if (slot._tag === "Dependency" || slot._tag === "Many") met.add(slot.task)
  return [...met]
}

/** Entries that match nothing are taken out again when a table is drawn. */
const requiredOf = (
  tasks: ReadonlyArray<Definition.Definition>,
  values: (slot: ValueSlot) => Arbitrary<unknown>,
): Arbitrary<ReadonlyArray<Written.Written>> =>
  fc.tuple(
    ...tasks.flatMap((task) =>
      valueSlots(task)
        .filter(({ fallback }) => fallback === undefined)
        .map((slot) =>
          values(slot).map(
            (value): Written.Written => ({
              key: `${task.name}.${slot.name}`,
              given: { _tag: "Values", slot, values: [value], collection: false },
            }),
          ),
        ),
    ),
  )
