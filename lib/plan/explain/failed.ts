/**
 * Parameters of what could not be made: what entries decided there all the same, or why nothing stands there.
 *
 * No node has them: their values are those of the decision, which is the same at all points.
 */
import type { Slot } from "../../task/definition.ts"
import type { View } from "../match/view.ts"
import type { ResolveError } from "../problem.ts"
import type { Context } from "../settle/context.ts"
import * as Decide from "../settle/decide.ts"
import type { Survey } from "../tell/survey.ts"
import type * as Trail from "../visit/trail.ts"
import type { Value } from "./explanation.ts"
import * as Values from "./value.ts"

// --- model

export interface Failed {
  readonly values: ReadonlyArray<Omit<Value, "nodes">>
  /** What is wrong with it: errors of the resolution. */
  readonly errors: ReadonlyArray<ResolveError>
}

// --- queries

/** Tells what stands in a slot of a view of which no node was made. */
export const of = (
  context: Context,
  survey: Survey,
  view: View,
  at: number,
  trail: Trail.Trail | undefined,
): Failed => {
  const slot = view.level.slots[at] as Slot
  const decision = view.decisions[at] ?? Decide.decide(context, view, at, trail)
  switch (decision._tag) {
    case "Fixed":
      return { values: [Values.shown(slot, decision.value)], errors: [] }
    case "Along":
      return { values: decision.values.map((value) => Values.shown(slot, value)), errors: [] }
    case "Broken":
      return { values: [], errors: decision.failure.errors }
    case "Leads":
      return {
        values: survey.leads(view, slot.name).map(({ view: { level } }) => {
          const { name } = level.definition
          return { text: name, json: name }
        }),
        errors: [],
      }
    case "Cell":
    case "Computed":
      return { values: [], errors: [] }
  }
}
