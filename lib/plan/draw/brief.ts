/**
 * Notes in one line: what a key does not set, because of what a pin or a setting says there. It may well be meant, so a run
 * says no more of it; `plan` and `explain` say the rest.
 *
 *     --year=2013 does not set Compare.reference.year: { year: 2012 }   pinned at Compare.reference, workflow.ts:7
 */
import type { Warning } from "../problem.ts"
import { showPlace } from "./describe.ts"
import { type Drawing, grouped, type Message } from "./drawing.ts"
import * as WrittenAs from "./written.ts"

// --- folds

/** Says what does not set which place, and what decides there. */
export const describe = (drawing: Drawing, warning: Extract<Warning, { readonly _tag: "Outdone" }>): Message => {
  const { written, by } = warning
  const [first] = by
  const others = by.length < 2 ? "" : ` and ${grouped(by.length - 1)} more`
  const where = first === undefined ? "some places" : `${showPlace(first.place)}${others}`
  const winner = first === undefined ? "" : `: ${WrittenAs.line(drawing, "", first.written).text}`
  return { headline: `${WrittenAs.line(drawing, "", written).text} does not set ${where}${winner}`, lines: [] }
}
