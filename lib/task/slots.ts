/**
 * Slots as an author writes them: kinds without a name, which `task` and `extend` put together (rules 1.2, 1.6).
 *
 * Order is declared order, `params` before `dynamic`.
 */
import * as Name from "../path/name.ts"
import type { Callee } from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import { show } from "./show.ts"
import type { Type } from "./type.ts"

// --- model

/** What `param`, `dep`, `many` and `constant` make: a slot that has no name yet. */
export type Nameless =
  Exclude<Definition.Slot, Definition.DynamicSlot> extends infer S
    ? S extends Definition.Slot
      ? Omit<S, "name">
      : never
    : never

/** What stands under `params` and `dynamic`, unread. */
export interface Written {
  readonly params?: object
  readonly dynamic?: object
}

/** The other members of a definition that `task` and `extend` take as they are. */
export interface Rest {
  readonly output?: unknown
  readonly path?: unknown
  readonly run?: unknown
}

// --- constructors

/** Reads the slots of a task. Throws for what is no slot, and for names that no key can carry. */
export const read = (task: string, written: Written, callee: Callee): ReadonlyArray<Definition.Slot> => {
  const both = Object.keys(written.params ?? {}).find((name) => Object.hasOwn(written.dynamic ?? {}, name))
  if (both !== undefined)
    throw new DefinitionError(`${task}.${both} stands under both params and dynamic: give it one of them`, callee)
  return [
    ...Object.entries(written.params ?? {}).map(([name, slot]) => parameter(task, name, slot, callee)),
    ...Object.entries(written.dynamic ?? {}).map(([name, slot]) => dynamic(task, name, slot, callee)),
  ]
}

/**
 * Takes the types off what an author wrote: a definition knows its functions by what they are, not by whose. Throws for
 * what is no function.
 */
export const erased = (
  task: string,
  rest: Rest,
  callee: Callee,
): Pick<Definition.Definition, "output" | "place" | "run"> => {
  for (const name of ["run", "path"] as const) {
    const given = rest[name]
    if (given === undefined || typeof given === "function") continue
    const fits = name === "run" ? "run: (p, ctx) => …" : "path: (p) => `…`"
    throw new DefinitionError(`${task}.${name} is ${show(given)}, no function: write ${fits}`, callee)
  }
  return {
    output: rest.output as Definition.Definition["output"],
    place: rest.path as Definition.Definition["place"],
    run: rest.run as Definition.Definition["run"],
  }
}

const parameter = (task: string, name: string, slot: unknown, callee: Callee): Definition.Slot => {
  checkName(task, name, callee, isNameless(slot) && slot._tag === "Constant")
  if (!isNameless(slot)) throw new DefinitionError(`${task}.${name} is no parameter: ${instead(name, slot)}`, callee)
  // A pin is written at its slot: messages name that, and the line (3.7).
  if (slot._tag === "Dependency" || slot._tag === "Many")
    return { ...slot, name, pins: slot.pins.map((table) => ({ ...table, source: pinned(task, name, table) })) }
  return { ...slot, name }
}

const dynamic = (task: string, name: string, slot: unknown, callee: Callee): Definition.Slot => {
  checkName(task, name, callee)
  if (isTyped(slot)) return { _tag: "Dynamic", name, type: slot.type, compute: slot.compute }
  if (typeof slot === "function" && Definition.ofTask(slot) === undefined)
    return { _tag: "Dynamic", name, type: undefined, compute: slot as Definition.DynamicSlot["compute"] }
  throw new DefinitionError(
    `${task}.${name} is no dynamic slot: write a function (p) => …, or dynamic(int, (p) => …)` +
      (isNameless(slot) ? `; ${example[slot._tag]} stands under params` : ""),
    callee,
  )
}

// --- queries

const isTyped = (value: unknown): value is Pick<Definition.DynamicSlot, "compute"> & { readonly type: Type<unknown> } =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as { readonly compute?: unknown }).compute === "function" &&
  (value as { readonly type?: { readonly _tag?: unknown } }).type?._tag === "Type"

/** What to write for what is no slot under `params`. */
const instead = (name: string, slot: unknown): string =>
  isTyped(slot) || (typeof slot === "function" && Definition.ofTask(slot) === undefined)
    ? `what is computed stands under dynamic, beside params: dynamic: { ${name}: … }`
    : "write param(int), dep(OtherTask), many(OtherTask) or constant(3)"

const isNameless = (value: unknown): value is Nameless =>
  typeof value === "object" &&
  value !== null &&
  Object.hasOwn(example, (value as { readonly _tag?: string })._tag ?? "")

const example: Readonly<Record<Nameless["_tag"], string>> = {
  Value: "param(…)",
  Dependency: "dep(…)",
  Many: "many(…)",
  Constant: "constant(…)",
}

const pinned = (task: string, slot: string, { source }: Definition.Overrides): Definition.Overrides["source"] => ({
  _tag: "Pin",
  task,
  slot,
  at: source._tag === "Code" || source._tag === "Pin" ? source.at : undefined,
})

const checkName = (task: string, name: string, callee: Callee, constant = false): void => {
  const problem = Name.slotProblem(name, constant)
  if (problem !== undefined) throw new DefinitionError(`${task}: ${problem}`, callee)
}
