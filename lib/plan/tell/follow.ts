/**
 * Following one entry of the table through all that was met, to the places where it matches, and what decides there.
 *
 * The resolver leaves out entries that cannot win; this finds them again. O(views × suffixes of the pattern).
 */
import * as Live from "../match/live.ts"
import * as View from "../match/view.ts"
import type { Context } from "../settle/context.ts"
import type * as Trail from "../visit/trail.ts"
import type { Lead, Survey } from "./survey.ts"

// --- model

/** A place where an entry matches; `winner` is what decides there, maybe the entry itself. */
export interface Met {
  readonly live: Live.Live
  readonly winner: Live.Live
  readonly trail: Trail.Trail | undefined
  readonly task: string
  readonly slot: string
}

interface Stop {
  readonly view: View.View
  readonly live: Live.Live
  readonly trail: Trail.Trail | undefined
}

// --- queries

/** Lists the places where an entry of the table matches at nodes that were made, nearest first; each view once. */
export const places = (context: Context, survey: Survey, ranked: Live.Ranked): ReadonlyArray<Met> => {
  const found: Array<Met> = []
  const seen = new Set<string>()
  const queue: Array<Stop> = []
  const go = (lead: Lead, lives: ReadonlyArray<Live.Live>, trail: Trail.Trail | undefined): void => {
    const { view } = lead
    if (view.state.dead.includes(ranked.id)) return
    for (const live of lives) {
      const key = `${view.id} ${live.suffix.id} ${live.own}`
      if (seen.has(key)) continue
      seen.add(key)
      queue.push({ view, live, trail })
    }
  }
  const start = context.states.start(ranked)
  for (const lead of survey.leads(undefined, "")) {
    const winner = replaced(lead, start)
    if (winner !== undefined)
      found.push({ live: start, winner, trail: undefined, task: context.root.definition.name, slot: "" })
    go(lead, [start], undefined)
  }
  for (let at = 0; at < queue.length; at += 1) {
    const { view, live, trail } = queue[at] as Stop
    if (!view.real) continue
    const { taken, below } = View.answer(view.level, live)
    const { name: task } = view.level.definition
    for (const { name: slot } of view.level.slots) {
      const on = [...below]
      const leads = survey.leads(view, slot)
      let isUsed = false
      for (const { live: met, next } of taken.get(slot) ?? []) {
        if (next !== "matched") on.push({ ...met, suffix: next })
        else {
          isUsed = true
          const winner = first(leads) ?? Live.best(View.matched(view, slot))
          if (winner !== undefined) found.push({ live: met, winner, trail, task, slot })
        }
      }
      // Below what replaces a task, entries that were used or beaten there do not apply (6.3).
      if (leads.length === 0 || isUsed) continue
      const inner: Trail.Trail = { up: trail, task, slot }
      for (const lead of leads) {
        let isBeaten = false
        for (const rest of on) {
          const winner = replaced(lead, rest)
          if (winner === undefined) continue
          isBeaten = true
          found.push({ live: rest, winner, trail, task, slot })
        }
        if (!isBeaten) go(lead, on, inner)
      }
    }
  }
  return found
}

// --- internals

/** What decided who stands at the end of a slot, where an entry did; of a dynamic slot that was set, no story tells it. */
const first = (leads: ReadonlyArray<Lead>): Live.Live | undefined => {
  for (const { story, set } of leads)
    if (!set) for (const event of story) if (event._tag === "Replaced") return event.by
  return undefined
}

/** What replaced the task that is left to be named, if something did. */
const replaced = ({ story }: Lead, { suffix }: Live.Live): Live.Live | undefined => {
  if (!suffix.substitutes || suffix.kind === "below") return undefined
  for (const event of story)
    if (event._tag === "Replaced" && !event.woken && event.from.name === suffix.task) return event.by
  return undefined
}
