/**
 * Reductions: slots that hold a task at every point of a collection (rules 1.2, 5.4).
 */
import * as E from "#fp/Either"
import * as Pattern from "../path/pattern.ts"
import type { AtSlot, AtTask, Key } from "./check.ts"
import type * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import { given } from "./dep.ts"
import type { DependencyEdge, Described, Edge, Entry, Graph, GraphOf, Known } from "./graph.ts"
import * as Members from "./members.ts"
import * as Policies from "./policies.ts"
import type { Problem } from "./problem.ts"
import { show } from "./show.ts"
import type * as Slots from "./slots.ts"
import type { CheckedPins } from "./tables.ts"
import * as Where from "./where.ts"

// --- model

export interface Options<T, C, V, O> {
  readonly pins?: T & C
  /** Collects only the axes that decide one of these slots; each is a key, or a place, read with the task as root. */
  readonly over?: V & O
  /**
   * The task runs when so many of the collection are there and the others have failed: `10`, or `"90%"` of all.
   * `ctx.there(one)` says which are there.
   */
  readonly accept?: number | `${number}%`
}

/** What `over` must be: each place itself, or what is wrong with it. */
export type CheckedOver<G extends Graph, N extends string, V extends ReadonlyArray<unknown>> = {
  readonly [I in keyof V]: Varies<G, N, Where.KeyOf<V[I]>>
}

type Varies<G extends Graph, N extends string, K> = K extends string
  ? string extends K
    ? unknown
    : K extends `${infer Bare}!`
      ? Problem<`'${Bare}!' cannot be marked: over names slots, it sets nothing`>
      : OfEnd<Key<G, N, never, K>>
  : Problem<"over names slots: write keys, or references such as TaskA.year">

type OfEnd<End> =
  End extends AtSlot<infer S, infer E>
    ? E extends Edge
      ? E["kind"] extends "constant"
        ? Problem<`'${S}' is a constant, which never varies`>
        : unknown
      : never
    : End extends AtTask<infer N>
      ? Problem<`over names slots: write a slot behind ${N}`>
      : End

// --- constructors

/**
 * Makes a slot that holds all nodes of a task that the collections given to it make, in an order of their own. With
 * `over` it collects only the axes that decide one of the slots named there; the others surface above it.
 *
 * *Gotchas*: a key of `over` without a leading `.` reaches any depth, so `"year"` is every year at or below the task. An
 * empty collection gives an empty array. What is made of a part, with `accept`, is complete: it is not made again when
 * more of it is there later.
 *
 * @example
 * ```ts
 * import { int, many, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int), lumi: param(int, { default: 1 }) } })
 * const Sum = task("Sum", { params: { all: many(Data, { over: [Data.year] }) } })
 * const plan = resolve(Sum({ year: [2017, 2016], lumi: [1, 2] }))
 * console.log(plan._tag === "Right" && plan.right.roots.length, plan._tag === "Right" && plan.right.roots[0]?.slots)
 * // 2 { all: [ { year: 2016, lumi: 1 }, { year: 2017, lumi: 1 } ] }
 * ```
 */
export const many = <
  N extends string,
  U extends Entry,
  const T = {},
  const V extends ReadonlyArray<unknown> = ReadonlyArray<unknown>,
>(
  task: Known<N, U>,
  options?: Options<T, CheckedPins<GraphOf<U>, N, T>, V, CheckedOver<GraphOf<U>, N, V>>,
): Described<DependencyEdge<"many", N>, U> => {
  const upstream = given(task, options?.pins, "many", many)
  Members.check(`many(${upstream.definition.name}, …)`, options ?? {}, Members.ofMany, many)
  const slot: Slots.Nameless = {
    _tag: "Many",
    task: upstream.definition,
    pins: upstream.tables,
    ...over(upstream.definition, options?.over),
    ...(options?.accept === undefined ? {} : { accept: Policies.accept(options.accept, many) }),
  }
  return slot as never
}

/** Reads `over` as keys. */
const over = (task: Definition.Definition, places: unknown): Pick<Definition.ManySlot, "over"> => {
  if (places === undefined) return {}
  if (!Array.isArray(places))
    throw new DefinitionError(`over is given ${show(places)}: write many(${task.name}, { over: ["year"] })`, many)
  return {
    over: places.map((place: unknown) => {
      const key = typeof place === "string" ? place : Where.key(place, "many", many)
      const pattern = Pattern.parse(key)
      if (E.isLeft(pattern)) throw new DefinitionError(`over: ${show(key)}: ${pattern.left.reason}`, many)
      if (Pattern.substituted(pattern.right) !== undefined)
        throw new DefinitionError(`over names slots: write a slot behind ${key}, such as "${key}.year"`, many)
      return key
    }),
  }
}
