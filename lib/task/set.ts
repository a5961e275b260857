import * as Call from "./call.ts"
import type { Callee } from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import * as Reference from "./reference.ts"

export const set = (place: unknown, value: unknown): Definition.Overrides =>
  Call.ofRecord({ [key(place, set)]: value }, Call.code(set))

/** Gives the key of a place: a reference, a task, or a list of them, joined by descendant steps. */
export const key = (place: unknown, callee: Callee): string => {
  const words = Array.isArray(place) ? place : [place]
  if (words.length === 0) throw new DefinitionError("set is given no place: write set(TaskA.year, 2024)", callee)
  return words
    .map((word: unknown, index) => {
      const text =
        Reference.keyOf(word) ??
        Definition.ofTask(word)?.name ??
        (index > 0 && typeof word === "string" ? word : undefined)
      if (text === undefined)
        throw new DefinitionError(
          `set is given ${Call.show(word)} as a place: write set(TaskA.year, 2024), set([TaskB, TaskA.year], 2024)` +
            ' or set([TaskA, "year"], 2024)',
          callee,
        )
      return text
    })
    .join(":")
}
