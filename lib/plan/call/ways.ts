/**
 * Ways: which node stands at the end of which slot, as what, noted while a plan is made, for patterns that are asked of it.
 *
 * A node has no path, and may stand in for one task here and for another there: what answers to a pattern is a *stand*, a
 * node met as a view. Ways through a graph are as many as they like; stands are as few as nodes and views.
 */
import type { View } from "../match/view.ts"

// --- model

/** A node met as a view: with the names to which it answers there. */
export interface Stand {
  readonly view: View
  /** The identity of the node. */
  readonly node: string
  readonly steps: Array<Step>
}

/** One step down. */
export interface Step {
  readonly slot: string
  readonly to: Stand
}

/** Where a step of a node that is being made leads. */
export interface Met {
  readonly slot: string
  readonly view: View
  readonly node: string
}

export interface Ways {
  /** Takes note of where the slots of a node lead that was made as a view. */
  readonly note: (view: View, node: string, steps: ReadonlyArray<Met>) => void
  readonly stand: (view: View, node: string) => Stand
}

// --- constructors

/** Begins to take notes, for one resolution. */
export const create = (): Ways => {
  const known = new Map<View, Map<string, Stand>>()
  const taken = new Map<Stand, Map<string, Set<Stand>>>()
  const stand: Ways["stand"] = (view, node) => {
    let stands = known.get(view)
    if (stands === undefined) known.set(view, (stands = new Map()))
    let found = stands.get(node)
    if (found === undefined) stands.set(node, (found = { view, node, steps: [] }))
    return found
  }
  return {
    stand,
    note: (view, node, steps) => {
      if (steps.length === 0) return
      const from = stand(view, node)
      let slots = taken.get(from)
      if (slots === undefined) taken.set(from, (slots = new Map()))
      for (const step of steps) {
        const to = stand(step.view, step.node)
        let ends = slots.get(step.slot)
        if (ends === undefined) slots.set(step.slot, (ends = new Set()))
        if (ends.has(to)) continue
        ends.add(to)
        from.steps.push({ slot: step.slot, to })
      }
    },
  }
}
