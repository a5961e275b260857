/**
 * Places as code writes them: a reference, a task, or a list of them; each is one key (rule 2.6).
 *
 *     Where.key([TaskB, TaskA.year], …)   // "TaskB:TaskA.year"
 */
import type { Callee } from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type { Known, KnownAny } from "./graph.ts"
import * as Reference from "./reference.ts"
import { show } from "./show.ts"
import type { Place, PlaceAny } from "./typed.ts"

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

// --- queries

/** Gives the key of a place, joined by descendant steps; `word` is the function that was given it. */
export const key = (place: unknown, word: keyof typeof example, callee: Callee): string => {
  const words: ReadonlyArray<unknown> = Array.isArray(place) ? place : [place]
  if (words.length === 0) throw new DefinitionError(`${word} is given no place: write ${example[word]}`, callee)
  return words
    .map((part, index) => {
      const text = Reference.keyOf(part) ?? Definition.ofTask(part)?.name ?? (index > 0 ? part : undefined)
      if (typeof text === "string") return text
      throw new DefinitionError(`${word} is given ${show(part)} as a place: write ${example[word]}`, callee)
    })
    .join(":")
}

const example = {
  set: 'set(TaskA.year, 2024), set([TaskB, TaskA.year], 2024) or set([TaskA, "year"], 2024)',
  collect: "collect(TaskA.year, 2016, 2017) or collect([TaskB, TaskA.year], 2016, 2017)",
  many: 'many(TaskB, { over: ["year"] }), { over: [TaskA.year] } or { over: [[TaskB.datasets, "year"]] }',
}
