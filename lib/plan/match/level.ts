/**
 * Levels: a task as it stands at a place, with the tasks it stands in for.
 *
 * A level answers to its own name, its lineage, and everything that it stands in for with their lineages (2.4).
 */
import type { Definition, Slot } from "../../task/definition.ts"
import * as Record from "../record.ts"
import type { View } from "./view.ts"

// --- model

export interface Level {
  readonly id: number
  readonly definition: Definition
  /** What it stands in for, the last replaced first. */
  readonly standsFor: ReadonlyArray<Definition>
  readonly answers: ReadonlySet<string>
  readonly slots: ReadonlyArray<Slot>
  /** The order in which slots are decided: values and dependencies, then reductions, then dynamic ones. */
  readonly agenda: ReadonlyArray<number>
  /** Positions of slots, by name in code-unit order: how identities list them. */
  readonly sorted: ReadonlyArray<number>
  /** The views of this level, by the id of their state. */
  readonly views: Map<number, View>
  readonly layout: Record.Layout
}

export interface Levels {
  readonly of: (definition: Definition, standsFor: ReadonlyArray<Definition>) => Level
  /** Every definition met, by name: two of one name are an error (1.6). */
  readonly met: ReadonlyMap<string, ReadonlyArray<Definition>>
}

// --- constructors

/** Makes the interning table of one resolution. */
export const create = (): Levels => {
  const ids = new Map<Definition, number>()
  const known = new Map<string, Level>()
  const met = new Map<string, Array<Definition>>()
  const idOf = (definition: Definition): number => {
    const old = ids.get(definition)
    if (old !== undefined) return old
    ids.set(definition, ids.size)
    return ids.size - 1
  }
  const meet = (definition: Definition): void => {
    const same = met.get(definition.name)
    if (same === undefined) met.set(definition.name, [definition])
    else if (!same.includes(definition)) same.push(definition)
  }
  return {
    met,
    of: (definition, standsFor) => {
      const key = standsFor.length === 0 ? String(idOf(definition)) : [definition, ...standsFor].map(idOf).join(",")
      const old = known.get(key)
      if (old !== undefined) return old
      meet(definition)
      const level = make(known.size, definition, standsFor)
      known.set(key, level)
      return level
    },
  }
}

const make = (id: number, definition: Definition, standsFor: ReadonlyArray<Definition>): Level => {
  const slots = [...definition.slots.values()]
  const positions = slots.map((_, at) => at)
  return {
    id,
    definition,
    standsFor,
    answers: new Set([definition, ...standsFor].flatMap((task) => [task.name, ...task.lineage.map((up) => up.name)])),
    slots,
    agenda: positions.sort((a, b) => turn(slots[a]) - turn(slots[b]) || a - b),
    sorted: slots.map((_, at) => at).sort((a, b) => byName(slots[a], slots[b])),
    views: new Map(),
    layout: Record.layout(),
  }
}

const turn = (slot: Slot | undefined): number => (slot?._tag === "Dynamic" ? 2 : slot?._tag === "Many" ? 1 : 0)

const byName = (a: Slot | undefined, b: Slot | undefined): number => {
  const left = a?.name ?? ""
  const right = b?.name ?? ""
  return left < right ? -1 : left > right ? 1 : 0
}
