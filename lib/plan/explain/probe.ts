/**
 * Probes: patterns that pick places to be explained, followed on the way down beside the entries.
 *
 * A pattern that ends in a task picks what stands there and all its parameters.
 */
import type * as Live from "../match/live.ts"
import type { Suffix } from "../match/suffix.ts"
import * as View from "../match/view.ts"

// --- model

/** What is left of one of the patterns, by its number. */
export interface Probe {
  readonly pattern: number
  readonly suffix: Suffix
}

export interface Picked {
  /** By slot, the patterns that pick it. */
  readonly slots: ReadonlyMap<string, ReadonlyArray<number>>
  /** By slot, what goes on through it. */
  readonly through: (slot: string) => ReadonlyArray<Probe>
}

// --- queries

/** Lists the patterns that pick a task as it stands, or as it stood before it was replaced. */
export const task = (view: View.View, probes: ReadonlyArray<Probe>): ReadonlyArray<number> =>
  probes.flatMap(({ pattern, suffix }) => {
    const name = suffix.substitutes && suffix.kind !== "below" ? suffix.task : undefined
    return name !== undefined && (view.level.answers.has(name) || view.stood.has(name)) ? [pattern] : []
  })

/** Lets a task answer to the probes. O(probes). */
export const answer = (view: View.View, probes: ReadonlyArray<Probe>): Picked => {
  const slots = new Map<string, Array<number>>()
  const taken = new Map<string, Array<Probe>>()
  const below: Array<Probe> = []
  for (const { pattern, suffix } of probes) {
    const answers = View.answer(view.level, live(suffix))
    for (const { suffix: rest } of answers.below) below.push({ pattern, suffix: rest })
    for (const [slot, entries] of answers.taken)
      for (const { next } of entries) {
        if (next === "matched") slots.set(slot, [...(slots.get(slot) ?? []), pattern])
        else taken.set(slot, [...(taken.get(slot) ?? []), { pattern, suffix: next }])
      }
  }
  return { slots, through: (slot) => distinct([...below, ...(taken.get(slot) ?? [])]) }
}

/** Names a set of probes: two equal sets have one name. */
export const key = (probes: ReadonlyArray<Probe>): string =>
  probes.map(({ pattern, suffix }) => `${pattern} ${suffix.id}`).join(",")

// --- internals

const distinct = (probes: ReadonlyArray<Probe>): ReadonlyArray<Probe> => [
  ...new Map(
    [...probes]
      .sort((a, b) => a.pattern - b.pattern || a.suffix.id - b.suffix.id)
      .map((probe) => [`${probe.pattern} ${probe.suffix.id}`, probe]),
  ).values(),
]

const live = (suffix: Suffix): Live.Live => ({ entry: nobody, suffix, own: true, group: -1, cell: -1 })

/** A pattern that gives nothing. */
const nobody: Live.Ranked = {
  id: -1,
  entry: {
    key: "",
    pattern: { anchored: false, segments: [] },
    specificity: [0, 0, 0, 0],
    important: false,
    given: null,
    source: { _tag: "Code", at: undefined },
    order: -1,
    zip: undefined,
  },
  specificity: [0, 0, 0, 0],
  pin: false,
  kind: "value",
}
