/**
 * The warning of outputs that were made without some of what they are made of: they are there, and stay as they are.
 */
import { count, type Drawing, layout, line } from "../plan/draw/drawing.ts"
import type { Plan } from "../plan/plan.ts"
import { names } from "../plan/print.ts"
import * as Partial from "../run/partial.ts"
import type { Store } from "../store/store.ts"

// --- folds

/** Draws the partial outputs of a plan, and what to type: at most ten. */
export const drawAll = (plan: Plan, store: Store, drawing: Drawing): string => {
  const found = Partial.ofPlan(plan, store)
  const name = names(plan)
  const drawn = found.slice(0, 10).map(({ node, without }) => {
    const task = node.definition.name
    const missing = without === undefined ? "some" : count(without, "task")
    return layout(drawing, "warning", {
      headline: `${name(node)} was made without ${missing} of what it is made of; it stays as it is`,
      lines: [
        line("try", `--${task}.remove --run   behind the task makes it anew`),
        line("note", `what was made of it must be removed too: it hides that ${task} is missing`),
      ],
    })
  })
  if (found.length > 10) drawn.push(`… and ${found.length - 10} more`)
  return drawn.map((text) => `${text}\n\n`).join("")
}
