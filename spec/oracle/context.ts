/**
 * What one slow resolution holds on to: the description, looked up by name, and how much it may still walk.
 */
import * as Description from "./description.ts"

// --- model

/** The graph has too many ways to walk them all. */
export class TooBig extends Error {}

export interface Context {
  readonly description: Description.Description
  readonly slots: (task: string) => ReadonlyArray<Description.Slot>
  /** Its own name and those it extends. */
  readonly lineage: (task: string) => ReadonlyArray<string>
  /** Some `many` says over which slots it collects. */
  readonly overs: boolean
  /** Counts a visit. Throws TooBig. */
  readonly spend: (depth: number) => void
}

// --- constructors

export const create = (description: Description.Description, budget: number): Context => {
  const slots = new Map(description.tasks.map(({ name }) => [name, Description.slots(description, name)]))
  const lineages = new Map(description.tasks.map(({ name }) => [name, Description.lineage(description, name)]))
  let left = budget
  return {
    description,
    overs: [...slots.values()].some((all) => all.some((slot) => slot._ === "many" && slot.over !== undefined)),
    slots: (task) => slots.get(task) ?? [],
    lineage: (task) => lineages.get(task) ?? [],
    spend: (depth) => {
      left -= 1
      if (left < 0 || depth > 40) throw new TooBig()
    },
  }
}
