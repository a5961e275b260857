/**
 * Dynamic slots: what their functions return, told apart (1.2).
 *
 * Workflows become dependencies, alone, in an array or in a record; null is nothing; all else is a value.
 */
import { accepts } from "../../task/accepts.ts"
import { frozen } from "../../task/frozen.ts"
import * as Capture from "../../task/capture.ts"
import { show } from "../../task/show.ts"
import type { DynamicSlot, Slots } from "../../task/definition.ts"
import * as Definitions from "../../task/definition.ts"
import * as Frame from "./frame.ts"
import * as Failure from "./failure.ts"
import type { ResolveError } from "../problem.ts"
import * as Trail from "./trail.ts"

// --- constructors

/** Calls the function of a slot; gives the workflows that it returned, if it did, and settles the slot otherwise. */
export const compute = (frame: Frame.NodeFrame, at: number): Frame.Returned | Definitions.Workflow | undefined => {
  const { level } = frame.view
  const slot = level.slots[at] as DynamicSlot
  let value: unknown
  let returned: Several | Definitions.Workflow | string | undefined
  try {
    value = Capture.quietly(() => slot.compute(parameters(frame), level.definition.task))
    returned = workflows(value)
    if (returned === undefined) value = frozen(value)
  } catch (cause) {
    Frame.fail(frame, Failure.of(threw(frame, slot, cause)))
    return undefined
  }
  if (typeof returned === "string") {
    Frame.fail(frame, Failure.of({ _tag: "DynamicResult", place: placeOf(frame, slot), reason: returned }))
    return undefined
  }
  if (returned !== undefined && "count" in returned) {
    const trail = { up: frame.trail, task: level.definition.name, slot: slot.name }
    return { _tag: "Returned", ...returned, nodes: undefined, trail }
  }
  if (returned !== undefined) return returned
  if (value === null) frame.view.ends.add(slot.name)
  else if (slot.type !== undefined && !accepts(slot.type, value)) {
    const reason = `it returned ${show(value)}, where its type is ${slot.type.name}`
    Frame.fail(frame, Failure.of({ _tag: "DynamicResult", place: placeOf(frame, slot), reason }))
  }
  frame.values[at] = value
  return undefined
}

/** The slots under `params`, decided: what a dynamic function may read. */
const parameters = (frame: Frame.NodeFrame): Slots => {
  const { definition, slots, layout } = frame.view.level
  const record = layout.parameters(definition)
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] as Definitions.Slot
    if (slot._tag !== "Dynamic") record[slot.name] = frame.values[at]
  }
  return Object.freeze(record)
}

/** Several workflows, the last first. */
type Several = Pick<Frame.Returned, "waiting" | "count" | "names">

/** Tells workflows from values; a text says why the result is neither. */
const workflows = (value: unknown): Several | Definitions.Workflow | string | undefined => {
  if (value === undefined) return "it returned undefined: return null for nothing"
  if (typeof value === "object" && value !== null && "then" in value && typeof value.then === "function")
    return "it returned a promise: a dynamic function is pure, and gives what it gives at once"
  const alone = Definitions.asWorkflow(value)
  if (alone !== undefined) return alone
  const members = membersOf(value)
  if (members === undefined) return undefined
  const { values, names } = members
  const waiting = new Array<Definitions.Workflow>(values.length)
  let count = 0
  for (let at = values.length - 1; at >= 0; at -= 1) {
    const workflow = Definitions.asWorkflow(values[at])
    if (workflow !== undefined) waiting[count++] = workflow
  }
  if (count === values.length && count > 0) return { waiting, count, names }
  if (values.some((one) => Array.isArray(one) && one.some((inner) => Definitions.asWorkflow(inner) !== undefined)))
    return "it returned workflows in nested arrays: return one array of them, or a record"
  if (count === 0) return undefined
  const other = values.find((one) => Definitions.asWorkflow(one) === undefined)
  return `it returned workflows and other values together (${show(other)}): return one or the other`
}

const membersOf = (
  value: unknown,
): { readonly values: ReadonlyArray<unknown>; readonly names: ReadonlyArray<string> | undefined } | undefined => {
  if (Array.isArray(value)) return { values: value, names: undefined }
  if (typeof value !== "object" || value === null) return undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return undefined
  return { values: Object.values(value), names: Object.keys(value) }
}

// --- combinators

/** Puts the nodes of a dynamic slot into the form in which its function returned them. */
export const assemble = (frame: Frame.NodeFrame, at: number, returned: Frame.Returned): void => {
  const { nodes, names } = returned
  if (nodes === undefined || nodes.length < returned.count) return
  if (names === undefined) {
    // A list that grew keeps room for sixteen more; it lives as long as the plan.
    Frame.lead(frame, at, nodes.slice())
    frame.values[at] = Object.freeze(nodes.map((node) => node.slots))
  } else {
    Frame.lead(frame, at, Object.fromEntries(nodes.map((node, index) => [names[index], node])))
    frame.values[at] = Object.freeze(Object.fromEntries(nodes.map((node, index) => [names[index], node.slots])))
  }
}

const threw = (frame: Frame.NodeFrame, slot: DynamicSlot, cause: unknown): ResolveError => ({
  _tag: "DynamicThrew",
  place: placeOf(frame, slot),
  message: cause instanceof Error ? words(cause) : show(cause),
  cause,
})

/** The getters of an error are anybody's. */
const words = (error: Error): string => {
  try {
    return String(error.message)
  } catch {
    return "an error without words"
  }
}

const placeOf = (frame: Frame.NodeFrame, slot: DynamicSlot) =>
  Trail.place(frame.trail, frame.view.level.definition.name, slot.name)
