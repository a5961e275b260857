/**
 * Surveys: the views that a resolution met, as a graph, so that a pattern can be followed through it.
 */
import type { Definition } from "../../task/definition.ts"
import type { Place } from "../problem.ts"
import * as Trail from "../visit/trail.ts"
import type { Story } from "../settle/story.ts"
import type { Child, Placed } from "../settle/child.ts"
import type { Context } from "../settle/context.ts"
import { compare, type Live, type Ranked } from "../match/live.ts"
import type { Suffix } from "../match/suffix.ts"
import * as View from "../match/view.ts"

// --- model

export interface Survey {
  readonly root: ReadonlyArray<View.View>
  readonly views: ReadonlyArray<View.View>
  /** Where a slot of a view leads. */
  readonly through: (view: View.View, slot: string) => ReadonlyArray<View.View>
  /** The ways into a view by a slot, with what came about on them; no view: into the root. */
  readonly leads: (view: View.View | undefined, slot: string) => ReadonlyArray<Lead>
  /** Entries that matched something at a node that was made, and those that matched at one that was only tried. */
  readonly matched: ReadonlySet<Ranked>
  readonly tried: ReadonlySet<Ranked>
  /** Entries that decide something at a node that was made. */
  readonly deciding: ReadonlySet<Ranked>
  /** Whether a slot leads nowhere, or was never gone into: what lies behind it is not known. */
  readonly ended: boolean
  readonly tasks: ReadonlySet<string>
  /** The views at which a pattern can begin that begins with this name of a task or slot. */
  readonly beginning: (name: string) => ReadonlyArray<View.View>
  /** Tasks that dependencies declare which lead nowhere, or were never gone into. */
  readonly hidden: () => ReadonlySet<Definition>
  /** Of each slot name, the tasks that have it. */
  readonly slots: ReadonlyMap<string, ReadonlyArray<string>>
}

/** One way into a view. `set`: an entry put it into a dynamic slot, whose function was not asked. */
export interface Lead {
  readonly view: View.View
  readonly story: Story
  readonly set: boolean
}

/** What came of following a pattern: how well it matched, at best. */
export type Match = "made" | "tried" | "ended" | "none"

/** Says where a pattern leads that matches nothing that was made. */
export const nowhere = {
  tried: "it reaches only what an empty collection leaves out",
  ended: "it reaches only what is absent here",
} as const

// --- constructors

/** Walks everything that was met. O(views). */
export const of = (placed: Placed): Survey => {
  const into = leadsOf(placed.child, false)
  const root = into.map(({ view }) => view)
  const views = [...new Set(root)]
  const seen = new Set(views)
  const leads = new Map<View.View, Map<string, Array<Lead>>>()
  const matched = new Set<Ranked>(placed.considered)
  const tried = new Set<Ranked>(placed.considered)
  const deciding = new Set<Ranked>()
  const tasks = new Set<string>()
  for (const { story } of into) decided(story, deciding)
  const slots = new Map<string, Set<string>>()
  for (const view of views) {
    const { level } = view
    for (const name of level.answers) tasks.add(name)
    for (const slot of level.slots) slots.set(slot.name, (slots.get(slot.name) ?? new Set()).add(level.definition.name))
    const winners: Array<readonly [slot: string, winner: Ranked]> = []
    for (const [slot, entries] of view.taken) {
      let winner: Live | undefined
      for (const { live, next } of entries) {
        if (next !== "matched") continue
        tried.add(live.entry)
        if (!view.real) continue
        matched.add(live.entry)
        if (winner === undefined || compare(live, winner, 1) >= 0) winner = live
      }
      if (winner !== undefined) winners.push([slot, winner.entry])
    }
    const bySlot = new Map<string, Array<Lead>>()
    const add = (at: number, { child, considered }: Placed, isSet: boolean): void => {
      const name = level.slots[at]?.name ?? ""
      const found = leadsOf(child, isSet)
      const made = view.real && (found.length === 0 || found.some((next) => next.view.real))
      for (const ranked of considered) {
        tried.add(ranked)
        if (made) matched.add(ranked)
      }
      if (made) for (const { story } of found) decided(story, deciding)
      const known = bySlot.get(name)
      if (known === undefined) bySlot.set(name, [...found])
      else known.push(...found)
      for (const { view: next } of found) {
        if (seen.has(next)) continue
        seen.add(next)
        views.push(next)
      }
    }
    for (const [at, to] of view.children.entries())
      if (to !== undefined) add(at, to, level.slots[at]?._tag === "Dynamic")
    for (const [key, to] of view.dynamic) add(Number.parseInt(key, 10), to, false)
    leads.set(view, bySlot)
    // What stands in a dependency is told by the stories of the ways into it.
    for (const [slot, winner] of winners)
      if (!bySlot.get(slot)?.length || level.definition.slots.get(slot)?._tag === "Dynamic") deciding.add(winner)
  }
  const through = (view: View.View, slot: string): ReadonlyArray<View.View> =>
    (leads.get(view)?.get(slot) ?? []).map((lead) => lead.view)
  let index: ReadonlyMap<string, ReadonlyArray<View.View>> | undefined
  let ends: ReadonlySet<Definition> | undefined
  return {
    root,
    views,
    beginning: (name) => (index ??= indexOf(views)).get(name) ?? [],
    hidden: () => (ends ??= hiddenBelow(views, through)),
    through,
    leads: (view, slot) => (view === undefined ? into : (leads.get(view)?.get(slot) ?? [])),
    matched,
    tried,
    deciding,
    ended: views.some((view) => !view.real || view.ends.size > 0),
    tasks,
    slots: new Map([...slots].map(([name, owners]) => [name, [...owners]])),
  }
}

/** Names no slot can have and no task: the two never meet. */
const indexOf = (views: ReadonlyArray<View.View>): ReadonlyMap<string, ReadonlyArray<View.View>> => {
  const found = new Map<string, Array<View.View>>()
  for (const view of views)
    for (const name of new Set([...view.level.answers, ...view.stood, ...view.level.definition.slots.keys()])) {
      const known = found.get(name)
      if (known === undefined) found.set(name, [view])
      else known.push(view)
    }
  return found
}

const hiddenBelow = (
  views: ReadonlyArray<View.View>,
  through: (view: View.View, slot: string) => ReadonlyArray<View.View>,
): ReadonlySet<Definition> => {
  const found = new Set<Definition>()
  for (const view of views)
    for (const slot of view.level.slots)
      if (
        (slot._tag === "Dependency" || slot._tag === "Many") &&
        (view.ends.has(slot.name) || (!view.real && through(view, slot.name).length === 0))
      )
        found.add(slot.task)
  return found
}

const decided = (story: Story, deciding: Set<Ranked>): void => {
  for (const event of story) if (event._tag === "Replaced") deciding.add(event.by.entry)
}

const leadsOf = (child: Child, isSet: boolean): ReadonlyArray<Lead> => {
  if (child._tag === "Leads") return [{ view: child.view, story: child.story, set: isSet }]
  return child._tag === "Choice" ? child.options.flatMap((option) => leadsOf(option, isSet)) : []
}

// --- queries

/** Gives of each task met the first place where it stands. */
export const places = (survey: Survey): ReadonlyMap<Definition, Place> => {
  const found = new Map<Definition, Place>()
  const seen = new Set<View.View>()
  let level = survey.root.map((view): readonly [View.View, Trail.Trail | undefined] => [view, undefined])
  while (level.length > 0) {
    const next: typeof level = []
    for (const [view, trail] of level) {
      if (seen.has(view)) continue
      seen.add(view)
      const { definition, slots } = view.level
      if (!found.has(definition)) found.set(definition, Trail.place(trail, definition.name))
      for (const { name } of slots)
        for (const below of survey.through(view, name))
          next.push([below, { up: trail, task: definition.name, slot: name }])
    }
    level = next
  }
  return found
}

/**
 * Follows what is left of a pattern from some views. O(views × suffixes of the pattern); a pattern that may begin anywhere
 * is looked for where it can begin alone. `counts` says whether a slot that it reaches is one to be found.
 */
export const follow = (
  context: Context,
  survey: Survey,
  from: ReadonlyArray<View.View>,
  start: Live,
  counts: (view: View.View, slot: string) => boolean = () => true,
): Match => {
  const seen = new Set<string>()
  const queue: Array<{ readonly view: View.View; readonly suffix: Suffix }> = []
  const go = (view: View.View, suffix: Suffix): void => {
    const key = `${view.id} ${suffix.id}`
    if (seen.has(key)) return
    seen.add(key)
    queue.push({ view, suffix })
  }
  const begun = start.suffix
  const anywhere = from === survey.root && begun.kind === "seek"
  for (const view of anywhere ? survey.beginning(begun.task ?? begun.slot ?? "") : from) go(view, begun)
  let best = "none" as Match
  const found = (match: Match): void => {
    if (ranks[match] > ranks[best]) best = match
  }
  if (anywhere && [...survey.hidden()].some((task) => reaches(context, task, begun))) found("ended")
  for (let item = queue.pop(); item !== undefined && best !== "made"; item = queue.pop()) {
    const { view, suffix } = item
    const { level } = view
    if (suffix.substitutes && suffix.kind !== "below" && view.stood.has(suffix.task ?? ""))
      found(view.real ? "made" : "tried")
    const { taken, below } = View.answer(level, { ...start, suffix })
    // What may begin anywhere has been looked for everywhere.
    const staying = below.map((live) => live.suffix).filter((rest) => !anywhere || rest !== begun)
    if (staying.length === 0 && taken.size === 0) continue
    for (const slot of level.slots) {
      const on = [...staying]
      for (const { next } of taken.get(slot.name) ?? []) {
        if (next !== "matched") on.push(next)
        else if (counts(view, slot.name)) found(view.real ? "made" : "tried")
      }
      if (on.length === 0) continue
      for (const next of survey.through(view, slot.name)) for (const rest of on) go(next, rest)
      const ends = view.ends.has(slot.name) || isUnexplored(view, slot.name, survey)
      if (ends && on.some((rest) => mayEnd(context, slot, rest, begun))) found("ended")
    }
  }
  return best
}

const ranks: Readonly<Record<Match, number>> = { none: 0, ended: 1, tried: 2, made: 3 }

/** Where an axis has no points, nobody went on to reductions and dynamic slots. */
const isUnexplored = (view: View.View, slot: string, survey: Survey): boolean =>
  !view.real && survey.through(view, slot).length === 0

/** Tells whether a pattern came as far as a slot that leads nowhere: begun already, or at home below what it declares. */
const mayEnd = (context: Context, slot: View.View["level"]["slots"][number], rest: Suffix, start: Suffix): boolean => {
  if (slot._tag === "Dynamic") return rest !== start
  if (slot._tag !== "Dependency" && slot._tag !== "Many") return false
  return reaches(context, slot.task, rest)
}

const reaches = (context: Context, task: Definition, rest: Suffix): boolean =>
  rest.text
    .slice(1)
    .split(/[.:]/)
    .every((name) => context.reach.below(task, name))
