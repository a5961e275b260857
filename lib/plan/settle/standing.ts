/**
 * Standings: a task on its way through replacements, with what is in play there, until it comes to stand.
 */
import type { Definition } from "../../task/definition.ts"
import * as Live from "../match/live.ts"
import type { Suffix } from "../match/suffix.ts"
import * as View from "../match/view.ts"
import * as Watch from "../match/watch.ts"
import type { Child } from "./child.ts"
import type { Context } from "./context.ts"
import type { Story } from "./story.ts"

// --- model

/** A task on its way through replacements. */
export interface Standing {
  readonly considered: Set<Live.Ranked>
  readonly definition: Definition
  readonly standsFor: ReadonlyArray<Definition>
  readonly lives: ReadonlyArray<Live.Live>
  readonly dead: ReadonlyArray<number>
  readonly watched: ReadonlyArray<Suffix>
  readonly locals: ReadonlyArray<number>
  readonly pinned: number
  /** Names of the tasks that stood here one after another, and could be replaced. */
  readonly stood: ReadonlyArray<string>
  readonly story: Story
}

// --- combinators

/** Takes entries out of play: they have replaced the task, or were beaten at it. */
export const without = (standing: Standing, used: ReadonlyArray<Live.Live>): Pick<Standing, "lives" | "dead"> => {
  const gone = new Set(used.map(Live.instance))
  const ids = used.filter((live) => !live.entry.pin).map((live) => live.entry.id)
  return {
    lives: standing.lives.filter((live) => !gone.has(Live.instance(live))),
    dead: ids.length === 0 ? standing.dead : [...new Set([...standing.dead, ...ids])].sort((a, b) => a - b),
  }
}

/** Settles the level and the state, and so the view. */
export const land = (
  context: Context,
  standing: Standing,
  group: number,
): Extract<Child, { readonly _tag: "Leads" }> => {
  const level = context.levels.of(standing.definition, standing.standsFor)
  // A pin that replaces tasks brings in what the declared graph does not know of.
  const open = standing.lives.some((live) => live.entry.pin && Live.mayReplace(live))
  const mayMatch = (suffix: Suffix): boolean => open || context.reach.possible(level, suffix)
  const possible = standing.lives.filter((live) => mayMatch(live.suffix))
  const pick: Array<number> = []
  // One that could begin again below its own replacement must be known to be used up (6.3), even where it is beaten.
  const returns = (live: Live.Live): boolean =>
    Live.mayReplace(live) && mayMatch(context.states.suffixes.start(live.entry.entry.pattern))
  const lives = Live.normalise(possible, returns).map((live) => {
    if (live.cell < 0) return live
    let cell = pick.indexOf(live.cell)
    if (cell < 0) cell = pick.push(live.cell) - 1
    return cell === live.cell ? live : { ...live, cell }
  })
  const dead = standing.dead.filter((id) => {
    const ranked = context.states.ranked[id]
    return ranked !== undefined && mayMatch(context.states.start(ranked).suffix)
  })
  const watched = Watch.normalise(standing.watched.filter(mayMatch))
  const view = View.of(context.states, level, context.states.of(lives, dead, watched))
  if (watched.length > 0) view.watches ??= Watch.of(level, watched)
  for (const name of standing.stood) view.stood.add(name)
  for (const live of standing.lives) {
    if (live.entry.pin && live.group === group) context.carried.get(live.entry)?.add(view)
  }
  return { _tag: "Leads", view, pick, locals: standing.locals, story: standing.story }
}
