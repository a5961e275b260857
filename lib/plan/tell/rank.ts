/**
 * Ranks: the entries that match one place, the winner first, and by which step of the order each was beaten (3.1, 3.2).
 */
import * as Live from "../match/live.ts"
import type { By } from "../problem.ts"

// --- queries

/** Sorts entries, the winner first. O(n log n). */
export const sorted = (lives: ReadonlyArray<Live.Live>): ReadonlyArray<Live.Live> =>
  [...lives].sort(Live.inOrder).sort((a, b) => Live.compare(b, a, 0) || Live.inOrder(b, a))

/** Names the step by which one entry beats another that it beats. */
export const by = (winner: Live.Live, loser: Live.Live): By => {
  const [a, b] = [winner.entry, loser.entry]
  if (a.entry.important !== b.entry.important) return "important"
  const at = a.specificity.findIndex((number, index) => number !== b.specificity[index])
  if (at >= 0) return numbers[at] ?? "slots"
  if (a.pin !== b.pin) return "table"
  if (winner.group !== loser.group) return "inner"
  return winner.own === loser.own ? "later" : "own"
}

const numbers: ReadonlyArray<By> = ["slots", "exact", "tasks", "owners"]
