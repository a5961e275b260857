/**
 * When a task is met again below itself (4.6): same task, same value slots, same entries in play.
 */
import * as Entry from "./entry.ts"
import * as Match from "./match.ts"

// --- queries

/** Writes down what is compared. Entries count by what they can still match and their value; of equal ones the best. */
export const key = (
  here: Entry.Here,
  values: ReadonlyMap<string, unknown>,
  fixed: ReadonlyMap<string, number>,
): string => {
  const play = new Map<string, Array<Entry.Found>>()
  for (const [index, entry] of here.entries.entries()) {
    const left = [...Match.left(entry.pattern, Entry.about(here, entry))].sort()
    if (left.length === 0) continue
    const rest = left.map((position) => `${position.replace(/^\d+/, "")}${words(entry.pattern, position)}`)
    const what = `${rest.sort().join(" or ")}${entry.important ? "!" : ""}`
    play.set(what, [...(play.get(what) ?? []), { entry, fit: "own", index }])
  }
  const entries = [...play].map(([what, found]) => {
    const entry = Entry.best(found) as Entry.Entry
    return `${what} = ${JSON.stringify(entry.given)} at ${fixed.get(entry.axis) ?? "no point"}`
  })
  return JSON.stringify([here.levels.at(-1)?.own, [...values], entries.sort()])
}

/** What of the pattern is left from a position on, in words. */
const words = (pattern: Match.Pattern, position: string): string =>
  JSON.stringify(pattern.segments.slice(Number.parseInt(position, 10)))
