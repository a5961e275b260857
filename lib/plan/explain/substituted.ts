/**
 * Substitutions on the way to a place: which tasks stand there in the place of others, by which entries (3.7).
 */
import * as Axis from "../settle/axis.ts"
import * as Rank from "../tell/rank.ts"
import type { Substitution } from "./explanation.ts"
import type * as Play from "./play.ts"

// --- model

/** Of longer chains of substitutions the nearest are told. */
const mostSubstitutions = 8

// --- constructors

/** Adds what came in the place of another at one place to what did above it. */
export const on = (
  above: ReadonlyArray<Substitution>,
  contests: ReadonlyArray<Play.Contest>,
  place: Substitution["place"],
): ReadonlyArray<Substitution> => {
  if (contests.length === 0) return above
  const more = contests.flatMap(({ from, to, candidates }): ReadonlyArray<Substitution> => {
    const [winner] = Rank.sorted(candidates)
    // What was only woken, or ended its chain, stands for nothing but itself.
    if (winner === undefined || from === to) return []
    return [{ from: from.name, to: to.name, place, written: Axis.written(winner.entry.entry) }]
  })
  return [...above, ...more].slice(-mostSubstitutions)
}
