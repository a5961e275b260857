/**
 * Generators: parameters, override tables and workflows of a user's own tasks, for fast-check.
 *
 * What is drawn is accepted: values pass their types, keys match. A failing property prints what to type.
 */
import * as E from "#fp/Either"
import type { NonEmptyArray } from "#fp/NonEmptyArray"
import type { ResolveError } from "../plan/problem.ts"
import { resolve } from "../plan/resolve.ts"
import type { Definition, ValueSlot, Workflow } from "../task/definition.ts"
import type { EntryOf } from "../task/decided.ts"
import type { Known, KnownAny } from "../task/graph.ts"
import * as Tables from "../task/table.ts"
import { type Arbitrary, fc } from "./fast-check.ts"
import * as Key from "./key.ts"
import * as Scene from "./scene.ts"
import * as Written from "./written.ts"

// --- model

/** The parameters of a task, by name. */
export type ParametersOf<W extends KnownAny> =
  W extends Known<infer N, infer U> ? Values<EntryOf<U, N>["params"]> : never
type Values<P> = {
  readonly [K in keyof P as P[K] extends { readonly kind: "value" } ? K : never]: P[K] extends {
    readonly value: infer A
  }
    ? A
    : never
}

/** The workflow of a task, typed like a call of it. */
export type WorkflowOf<W extends KnownAny> = W extends Known<infer N, infer U> ? Known<N, U> & Workflow : never

/** What a law is asked about: entries laid over a task. */
export interface Drawn {
  readonly root: Definition
  readonly own: ReadonlyArray<Workflow["tables"][number]>
  /** What must be given, with which the task resolves. */
  readonly required: ReadonlyArray<Written.Written>
  readonly entries: ReadonlyArray<Written.Written>
}

/** How tables, workflows and parameters are drawn. */
export interface Options extends Scene.Options {
  /** Whether there are mistakes as well: misspelt names, and values that their slots do not take. */
  readonly mistakes?: boolean | undefined
}

// --- constructors

/**
 * Draws values for all parameters of a task itself, by its types and the `range`, `choices` and `sample` of their meta.
 *
 * @example
 * ```ts
 * import fc from "fast-check"
 * import { float, param, task } from "waluigi"
 * import { parameters } from "waluigi/testing"
 * const Fit = task("Fit", { params: { rate: param(float, { range: [1e-5, 1e-2], sample: "loguniform" }) } })
 * console.log(fc.sample(parameters(Fit), 100).every(({ rate }) => rate >= 1e-5 && rate <= 1e-2)) // true
 * ```
 */
export const parameters = <W extends KnownAny>(task: W, options: Scene.Options = {}): Arbitrary<ParametersOf<W>> => {
  const scene = Scene.of(task, options)
  const slots = Scene.valueSlots(scene.root)
  const record: Arbitrary<unknown> = fc.record(
    Object.fromEntries(slots.map((slot) => [slot.name, scene.values(slot)])),
    { noNullPrototype: true },
  )
  // What the slots hold was erased when the task became a definition; its type remembers it.
  return record as Arbitrary<ParametersOf<W>>
}

/**
 * Draws tables for a task or workflow: keys of every form that match somewhere in its graph, values and collections of
 * their types, tasks in place of others that they fit.
 *
 * *Gotchas*: what must be given is not in it, so a table alone may leave parameters without a value; `workflows` has it.
 *
 * @example
 * ```ts
 * import fc from "fast-check"
 * import { int, param, resolve, task } from "waluigi"
 * import { tables } from "waluigi/testing"
 * const Data = task("Data", { params: { year: param(int, { default: 2012, range: [2012, 2015] }) } })
 * const plans = fc.sample(tables(Data), 100).map((table) => resolve(table(Data)))
 * console.log(plans.every((plan) => plan._tag === "Right")) // true
 * ```
 */
export const tables = (task: KnownAny, options: Options = {}): Arbitrary<Tables.AnyTable> =>
  drawn(Scene.of(task, options), options).map(({ entries }) =>
    titled(Tables.of(Written.tables(entries)) as Tables.AnyTable, () => `override(${Written.code(entries)})`),
  )

/**
 * Draws workflows of a task: tables like those of `tables`, and a value for whatever must be given.
 *
 * @example
 * ```ts
 * import fc from "fast-check"
 * import { int, param, resolve, task } from "waluigi"
 * import { workflows } from "waluigi/testing"
 * const Data = task("Data", { params: { year: param(int) } })
 * const plans = fc.sample(workflows(Data), 100).map((workflow) => resolve(workflow))
 * console.log(plans.every((plan) => plan._tag === "Right")) // true
 * ```
 */
export const workflows = <W extends KnownAny>(task: W, options: Options = {}): Arbitrary<WorkflowOf<W>> =>
  drawn(Scene.of(task, options), options).map((one) => titled(workflow(one), () => print(one)) as never)

/** Draws what the laws are asked about. */
export const drawn = (scene: Scene.Scene, options: Options = {}): Arbitrary<Drawn> => {
  const { root, own } = scene
  const entry = fc.oneof(
    { weight: 6, arbitrary: values(scene) },
    { weight: 1, arbitrary: replacements(scene) },
    { weight: 1, arbitrary: zips(scene) },
    ...(scene.tasks.some((task) => Scene.asleep(task).length > 0) ? [{ weight: 1, arbitrary: wakings(scene) }] : []),
    ...(options.mistakes === true ? [{ weight: 2, arbitrary: mistakes(scene) }] : []),
  )
  return fc.tuple(scene.required, fc.array(entry, { maxLength: scene.entries })).map(([required, some]) => {
    const entries = some.filter((one) => one !== undefined)
    const one = { root, own, required, entries }
    return titled(options.mistakes === true ? one : kept(one), (now) => print(now))
  })
}

// --- queries

/** Gives the workflow of what was drawn. */
export const workflow = ({ root, own, required, entries }: Drawn): Workflow => ({
  _tag: "Workflow",
  definition: root,
  tables: [...own, ...Written.tables([...required, ...entries])],
})

/** Prints what was drawn as one would type it in code. */
export const print = ({ root, required, entries }: Drawn): string =>
  `${root.name}(${Written.code([...required, ...entries])})`

/** Gives what was drawn with other entries, less those that no longer match. */
export const change = (one: Drawn, entries: ReadonlyArray<Written.Written>): Drawn => kept({ ...one, entries })

/** Tells the errors that come of what was drawn, once the entries to blame are taken out. */
export const resolved = (one: Drawn): ReturnType<typeof resolve> => resolve(workflow(one))

// --- internals

const values = (scene: Scene.Scene): Arbitrary<Written.Written | undefined> =>
  Key.keys(scene, "value").chain((key): Arbitrary<Written.Written | undefined> => {
    if (key?.slot?._tag !== "Value") return fc.constant(undefined)
    const { slot } = key
    return fc
      .tuple(
        fc.array(scene.values(slot), { minLength: 1, maxLength: 3 }),
        fc.nat({ max: 3 }),
        marks,
        fc.nat({ max: 3 }),
      )
      .map(([some, how, mark, form]) => {
        const collection = how === 3
        const values = collection ? some : some.slice(0, 1)
        const given = { _tag: "Values", slot, values, collection, ...(form === 3 ? { text: true } : {}) } as const
        return { key: key.key + mark, given }
      })
  })

/** Lifts an entry above all others, now and then. */
const marks = fc.nat({ max: 7 }).map((how) => (how === 7 ? "!" : ""))

/** Two collections of one length, at two keys. */
const zips = (scene: Scene.Scene): Arbitrary<Written.Written | undefined> =>
  fc.tuple(Key.keys(scene, "value"), Key.keys(scene, "value")).chain(([first, second]) => {
    if (first?.slot?._tag !== "Value" || second?.slot?._tag !== "Value" || first.key === second.key)
      return fc.constant(undefined)
    const { slot: one } = first
    const { slot: other } = second
    return fc
      .array(fc.tuple(scene.values(one), scene.values(other)), { minLength: 1, maxLength: 3 })
      .map((points): Written.Written => {
        const member = (key: string, slot: ValueSlot, at: 0 | 1) =>
          ({
            key,
            given: { _tag: "Values", slot, values: points.map((point) => point[at]), collection: true },
          }) as const
        const members = [member(first.key, one, 0), member(second.key, other, 1)]
        return { key: first.key, given: { _tag: "Zip", members } }
      })
  })

/** A task, or several one after another, in the place of another. */
const replacements = (scene: Scene.Scene): Arbitrary<Written.Written | undefined> =>
  fc.tuple(Key.keys(scene, "task"), fc.nat({ max: 99 }), marks, fc.nat({ max: 3 })).map(([key, choice, mark, how]) => {
    if (key === undefined) return undefined
    const { slot } = key
    const standing = slot?._tag === "Dependency" || slot?._tag === "Many" ? slot.task : key.task
    const fitting = scene.fitting.get(standing.name) ?? []
    const task = fitting[choice % Math.max(1, fitting.length)]
    if (task === undefined) return undefined
    return { key: key.key + mark, given: { _tag: "Task", task, ...(how === 3 ? { others: [standing] } : {}) } }
  })

/** What wakes an optional dependency: the task that its slot declares, or one that fits there. */
const wakings = (scene: Scene.Scene): Arbitrary<Written.Written | undefined> => {
  const asleep = scene.tasks.flatMap((task) => Scene.asleep(task).map((slot) => ({ task, slot })))
  return fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 })).map(([which, choice]) => {
    const chosen = asleep[which % Math.max(1, asleep.length)]
    if (chosen === undefined) return undefined
    const { task, slot } = chosen
    const fitting = [slot.task, ...(scene.fitting.get(slot.task.name) ?? [])]
    const woken = fitting[choice % fitting.length] ?? slot.task
    return { key: `${task.name}.${slot.name}`, given: { _tag: "Task", task: woken } }
  })
}

const mistakes = (scene: Scene.Scene): Arbitrary<Written.Written | undefined> =>
  fc.tuple(values(scene), fc.nat({ max: 2 }), fc.jsonValue({ maxDepth: 1 })).map(([entry, how, json]) => {
    if (entry?.given._tag !== "Values") return entry
    if (how === 0) return { ...entry, key: `${entry.key}x` }
    if (how === 1) return { ...entry, given: { ...entry.given, values: [json] } }
    return { ...entry, key: `${entry.key}:${entry.key.replace(/^\./, "")}` }
  })

/** Takes out the entries that errors name, until none does: a replacement or a dynamic slot may have taken their way. */
const kept = (one: Drawn): Drawn => {
  let now = one
  for (;;) {
    const found = resolve(workflow(now))
    if (E.isRight(found)) return now
    const blamed = keysIn(found.left)
    const less = {
      ...now,
      entries: now.entries.filter((entry) => !Written.keys(entry).some((key) => blamed.has(key))),
      required: now.required.filter(({ key }) => !blamed.has(key)),
    }
    if (less.entries.length === now.entries.length && less.required.length === now.required.length) return now
    now = less
  }
}

const keysIn = (errors: Readonly<NonEmptyArray<ResolveError>>): ReadonlySet<string> =>
  new Set(
    errors.flatMap((error) => {
      if (error._tag === "ZipLengths") return error.members.map(({ written }) => written.key)
      return "written" in error ? [error.written.key] : []
    }),
  )

/** Makes a failing property print a value as one would type it. */
const titled = <A extends object>(value: A, text: (value: A) => string): A =>
  Object.defineProperty(value, fc.toStringMethod, { value: () => text(value), enumerable: false, configurable: true })
