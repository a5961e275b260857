/**
 * Entries in play along one way, none left out: those too that cannot win any more, so that it can be told what beat them.
 *
 * The resolver keeps of equal remainders only the best. Here all are followed, over the ways that it found: the cost
 * follows its views. What replaced a task, and what was beaten there, is used up below, as in 6.3.
 */
import type { Definition } from "../../task/definition.ts"
import * as Child from "../settle/child.ts"
import type { Context } from "../settle/context.ts"
import * as Live from "../match/live.ts"
import type { Suffix } from "../match/suffix.ts"
import type { Lead } from "../tell/survey.ts"
import * as View from "../match/view.ts"

// --- model

/** What is in play at a task. */
export interface Play {
  readonly lives: ReadonlyArray<Live.Live>
  /** Entries of the table that are used up. */
  readonly dead: ReadonlyArray<number>
  readonly answers: View.Answers
}

/** What competed to put a task in the place of another; no `to`: what stood there stayed away. */
export interface Contest {
  readonly from: Definition
  readonly to: Definition
  readonly candidates: ReadonlyArray<Live.Live>
}

export interface Entered {
  readonly play: Play
  readonly contests: ReadonlyArray<Contest>
}

/** Pins as they came into play at one slot: equal pins are one to the resolver, and two to who asks where they stand. */
type Owners = Map<string, Live.Ranked>

// --- constructors

/** Follows all entries into the root. */
export const root = (context: Context, owners: Owners, lead: Lead): Entered =>
  land(context, owners, lead, undefined, { atSlot: [], lives: context.states.anchored(), dead: [] })

/** Follows all entries through a slot. */
export const enter = (
  context: Context,
  owners: Owners,
  play: Play,
  from: View.View,
  slot: string,
  lead: Lead,
): Entered => {
  const matched = View.matched(play.answers, slot)
  const through = View.through(play.answers, slot)
  const owner = { task: from.level.definition.name, slot }
  if (!lead.set) {
    const atSlot = from.level.definition.slots.get(slot)?._tag === "Dynamic" ? [] : matched
    return land(context, owners, lead, owner, { atSlot, lives: through, dead: play.dead })
  }
  // An entry that sets a dynamic slot is used up there, with those that it beat.
  return land(context, owners, lead, owner, { atSlot: [], ...without(through, play.dead, matched) })
}

interface Arriving {
  readonly atSlot: ReadonlyArray<Live.Live>
  readonly lives: ReadonlyArray<Live.Live>
  readonly dead: ReadonlyArray<number>
}

const land = (
  context: Context,
  owners: Owners,
  { view, story }: Lead,
  owner: { readonly task: string; readonly slot: string } | undefined,
  arriving: Arriving,
): Entered => {
  const contests: Array<Contest> = []
  const group = arriving.lives.reduce((most, live) => Math.max(most, live.group), -1) + 1
  let { atSlot, lives, dead } = arriving
  for (const event of story) {
    if (event._tag === "Pinned") {
      lives = [
        ...lives,
        ...event.lives.map((live, index) => ({
          ...live,
          group,
          entry: owned(owners, live.entry, owner, event.at[index]),
        })),
      ]
      continue
    }
    const { from, to, woken } = event
    const candidates = [...atSlot, ...(woken ? [] : Child.substituting(context, lives, from.name))].filter(
      (live) => !dead.includes(live.entry.id),
    )
    contests.push({ from, to, candidates })
    ;({ lives, dead } = without(lives, dead, candidates))
    atSlot = []
  }
  const { level } = view
  const open = lives.some((live) => live.entry.pin && Live.mayReplace(live))
  const possible = (suffix: Suffix): boolean => open || context.reach.possible(level, suffix)
  const normal = Live.normaliseAll(lives.filter(({ suffix }) => possible(suffix)))
  return {
    play: { lives: normal, dead, answers: View.answers(context.states, level, { lives: normal, dead }) },
    contests,
  }
}

// --- internals

const without = (
  lives: ReadonlyArray<Live.Live>,
  dead: ReadonlyArray<number>,
  used: ReadonlyArray<Live.Live>,
): Pick<Arriving, "lives" | "dead"> => {
  if (used.length === 0) return { lives, dead }
  const gone = new Set(used.map(Live.instance))
  const ids = used.filter((live) => !live.entry.pin).map((live) => live.entry.id)
  return { lives: lives.filter((live) => !gone.has(Live.instance(live))), dead: [...new Set([...dead, ...ids])] }
}

/** Gives a pin the slot that carries it here, and its line. */
const owned = (
  owners: Owners,
  ranked: Live.Ranked,
  owner: { readonly task: string; readonly slot: string } | undefined,
  at: { readonly file: string; readonly line: number; readonly column: number } | undefined,
): Live.Ranked => {
  const key = `${ranked.id} ${owner?.task} ${owner?.slot} ${at?.file} ${at?.line} ${at?.column}`
  const known = owners.get(key)
  if (known !== undefined) return known
  const source = { _tag: "Pin", task: owner?.task ?? "", slot: owner?.slot ?? "", at } as const
  const made: Live.Ranked = { ...ranked, entry: { ...ranked.entry, source } }
  owners.set(key, made)
  return made
}
