/**
 * Nearest words: what someone probably meant by a word that does not exist.
 *
 * Only words that could be meant are returned, best first: no suggestion is better than a silly one.
 *
 *     nearest("yaer", ["year", "what"])                          // ["year"]
 *     nearest("TaskB.year", ["TaskB.what", "TaskB.datasets.year"]) // ["TaskB.datasets.year"]
 */
import { distance } from "fastest-levenshtein"

// --- model

/** More would be read by nobody. */
const most = 3

// --- queries

/**
 * Lists at most three candidates, best first, equal ones once.
 * Letter case, `-` and `_` count little; then swapped letters, slips, beginnings and shortened paths.
 * O(candidates × length of a word).
 */
export const nearest = (word: string, candidates: Iterable<string>): ReadonlyArray<string> => {
  const scored: Array<{ readonly candidate: string; readonly score: number }> = []
  for (const candidate of new Set(candidates)) {
    const score = unlikeness(word, candidate)
    if (score < Number.POSITIVE_INFINITY) scored.push({ candidate, score })
  }
  // The sort is stable: of equals the order of the candidates stands.
  scored.sort((a, b) => a.score - b.score)
  const best = scored[0]?.score ?? 0
  // Beside the very word in other letters nothing else was meant.
  const worst = best < 0.5 ? 0.5 : best + 1
  return scored
    .filter(({ score }) => score <= worst)
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

/** Tells how little a candidate is like the word: 0 for the same, infinite when it cannot be meant. */
const unlikeness = (word: string, candidate: string): number => {
  if (word === candidate) return 0
  const [a, b] = [word.toLowerCase(), candidate.toLowerCase()]
  if (a === b) return 0.1
  if (plain(a) === plain(b)) return 0.2
  if (a === "" || b === "") return Number.POSITIVE_INFINITY
  const slips = swapped(a, b) ? 1 : distance(a, b)
  const allowed = Math.max(1, Math.floor(Math.min(a.length, b.length) / 3))
  // A slip in one letter of two leaves nothing that is alike.
  const near = slips <= allowed && Math.max(a.length, b.length) > 2 ? slips : Number.POSITIVE_INFINITY
  // A wrong first letter is rare among slips.
  return Math.min(near + (a[0] === b[0] ? 0 : 0.3), shortened(a, b), begun(a, b))
}

const plain = (word: string): string => word.replace(/[-_\s]/g, "")

/** Two neighbouring letters changed places: one slip of the fingers, which edit distance counts as two. */
const swapped = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false
  let at = 0
  while (a[at] === b[at]) at++
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}

/** `TaskB.year` for `TaskB.datasets.year`: every name is there, in order, others between. */
const shortened = (a: string, b: string): number => {
  const names = a.split(/[.:]/)
  if (names.length < 2) return Number.POSITIVE_INFINITY
  const all = b.split(/[.:]/)
  let found = 0
  for (const name of all) if (name === names[found]) found++
  return found === names.length ? 0.8 + 0.1 * (all.length - names.length) : Number.POSITIVE_INFINITY
}

/** `learn` for `learning_rate`: the beginning of a word, or one of its parts. */
const begun = (a: string, b: string): number => {
  if (a.length >= 3 && b.startsWith(a)) return 1.5
  return a.length >= 4 && b.includes(a) ? 1.8 : Number.POSITIVE_INFINITY
}
