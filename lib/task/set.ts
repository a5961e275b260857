/**
 * Setting by reference: `set(TaskA.year, 2024)` is the table `{ "TaskA.year": 2024 }` (rule 2.6).
 */
import * as Call from "./call.ts"
import type { Callee } from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type { Fits, TaskProblem, Verdict } from "./fits.ts"
import type { GraphOf, Known, KnownAny } from "./graph.ts"
import * as Reference from "./reference.ts"
import type { AtSlot } from "./check.ts"
import type { Table } from "./tables.ts"
import type { Place, PlaceAny } from "./typed.ts"
import { show } from "./show.ts"

// --- model

/** A reference, a task, or a list of them, each at or anywhere below the one before. */
export type Where = PlaceAny | KnownAny | readonly [PlaceAny | KnownAny, ...ReadonlyArray<PlaceAny | KnownAny | string>]

/** The key that a place is. */
export type KeyOf<W> =
  W extends Place<infer K, infer _G, infer _E>
    ? K
    : W extends Known<infer N, infer _U>
      ? N
      : W extends string
        ? W
        : W extends readonly [infer A]
          ? KeyOf<A>
          : W extends readonly [infer A, ...infer Rest]
            ? `${KeyOf<A>}:${KeyOf<Rest>}`
            : never

/** What may be given there; a slot named by a text is checked where the table is used. */
export type Given<W, V> =
  W extends Place<infer K, infer G, infer E>
    ? Fits<G, AtSlot<K, E>, V>
    : W extends Known<infer N, infer U>
      ? Verdict<TaskProblem<GraphOf<U>, N, V>>
      : W extends readonly [...ReadonlyArray<unknown>, infer Last]
        ? Given<Last, V>
        : unknown

// --- constructors

/**
 * Sets what stands at a place; where a place is a task, substitutes it.
 *
 *     TaskC(set([TaskB, TaskA.year], 2024))
 */
export const set = <const W extends Where, const V>(
  place: W,
  value: V & Given<W, V>,
): Table<{ readonly [K in KeyOf<W>]: V }> => Call.ofRecord({ [key(place, set)]: value }, Call.code(set)) as never

/** Gives the key of a place, joined by descendant steps. */
const key = (place: unknown, callee: Callee): string => {
  const words: ReadonlyArray<unknown> = Array.isArray(place) ? place : [place]
  if (words.length === 0) throw new DefinitionError("set is given no place: write set(TaskA.year, 2024)", callee)
  return words
    .map((word, index) => {
      const text = Reference.keyOf(word) ?? Definition.ofTask(word)?.name ?? (index > 0 ? word : undefined)
      if (typeof text === "string") return text
      throw new DefinitionError(
        `set is given ${show(word)} as a place: write set(TaskA.year, 2024), set([TaskB, TaskA.year], 2024) or` +
          ' set([TaskA, "year"], 2024)',
        callee,
      )
    })
    .join(":")
}
