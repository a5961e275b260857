/**
 * Keys of one place: what to type to set it and nothing else, whatever decides it now.
 *
 *     TaskC.b.datasets.year     .Daily.previous.day     TaskC.title!
 */
import * as E from "#fp/Either"
import * as Pattern from "../../path/pattern.ts"
import * as Specificity from "../../path/specificity.ts"
import type * as Live from "../match/live.ts"
import type { View } from "../match/view.ts"
import type { Place } from "../problem.ts"

// --- queries

/**
 * Gives the key that sets a place alone and beats what decides there; nothing for a way too long to type. `single`:
 * the root's name stands nowhere else, so that the key needs no dot in front.
 */
export const of = (place: Place, winner: Live.Live | undefined, single: boolean): string | undefined => {
  const [root] = place.steps
  if (root === undefined || place.elided > 0) return undefined
  const way = [root.task, ...place.steps.map(({ slot }) => slot)].join(".")
  const keys = single ? [way, `.${way}`] : [`.${way}`]
  const mark = winner?.entry.entry.important === true ? "!" : ""
  const found = keys.find((key) => winner === undefined || beats(key, winner))
  return found === undefined ? `.${way}!` : found + mark
}

/** Tells whether the name of the root stands nowhere else. O(views). */
export const isSingle = (roots: ReadonlyArray<View>, views: ReadonlyArray<View>): boolean => {
  const names = new Set(roots.map(({ level }) => level.definition.name))
  const at = new Set(roots)
  return !views.some((view) => !at.has(view) && [...names].some((name) => view.level.answers.has(name)))
}

/** A later entry of the table wins among equals, and so does one of the table over a pin. */
const beats = (key: string, { entry }: Live.Live): boolean => {
  const pattern = Pattern.parse(key)
  return E.isRight(pattern) && Specificity.compare(Specificity.of(pattern.right), entry.specificity) >= 0
}
