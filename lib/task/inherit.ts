/**
 * Inheriting: `TaskO(inherit(p))` is `TaskO({ ".year": p.year, … })` (rule 1.7).
 *
 * Which slots those are depends on the task that is called, so the call reads it.
 */
import type { Callee } from "./capture.ts"
import * as Definition from "./definition.ts"
import type { gives, Inheritable } from "./decided.ts"
import { DefinitionError } from "./definition-error.ts"
import type { Edges } from "./graph.ts"

// --- model

export interface Inherited {
  readonly _tag: "Inherited"
  readonly slots: Definition.Slots
}

/** The same, as the compiler sees it. */
export interface InheritedOf<P extends Edges> extends Inherited {
  readonly [gives]: P
}

// --- constructors

/**
 * Hands the own values on to the task that is called, each to its slot of the same name.
 *
 * *Gotchas*: only to the task's own slots, not further down; only what stands under `params` of both and is a value.
 *
 * @example
 * ```ts
 * import { inherit, int, param, resolve, str, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int), name: param(str) } })
 * const Top = task("Top", {
 *   params: { year: param(int), name: param(str) },
 *   dynamic: { before: (p) => Data(inherit(p), { year: p.year - 1 }) },
 * })
 * const plan = resolve(Top({ ".year": 2024, ".name": "x" }))
 * console.log(plan._tag === "Right" && plan.right.roots[0]?.slots.before)
 * // { year: 2024, name: 'x' }
 * ```
 */
export const inherit = <P extends Edges>(slots: Inheritable<P>): InheritedOf<P> =>
  ({ _tag: "Inherited", slots }) as never

/**
 * Reads it for the task that is called: for each value slot under `params` of the giver that is a value slot of the
 * target, the target's own slot only.
 */
export const record = (
  target: Definition.Definition,
  { slots }: Inherited,
  callee: Callee,
): Definition.Overrides["record"] => {
  const giver = Definition.ofSlots(slots)
  if (giver === undefined)
    throw new DefinitionError(
      `inherit is given something else than the slots of a task: write ${target.name}(inherit(p)) with the p of a` +
        " dynamic function",
      callee,
    )
  const keys: Record<string, unknown> = {}
  for (const slot of giver.slots.values())
    if (slot._tag === "Value" && target.slots.get(slot.name)?._tag === "Value" && slot.name in slots)
      keys[`.${slot.name}`] = slots[slot.name]
  return keys
}

// --- queries

export const isInherited = (value: unknown): value is Inherited =>
  typeof value === "object" && value !== null && (value as { readonly _tag?: unknown })._tag === "Inherited"
