/**
 * The laws of types (1.10): print and parse, encode and decode undo each other, and the order is a total one.
 *
 * Asked of every parameter of every task in the graph. Equal means: the same JSON.
 */
import * as E from "#fp/Either"
import * as Encode from "../plan/encode.ts"
import { accepts } from "../task/accepts.ts"
import type { Definition, ValueSlot } from "../task/definition.ts"
import { show } from "../task/show.ts"
import type { Finding, LawOptions } from "./check.ts"
import * as Check from "./check.ts"
import { fc } from "./fast-check.ts"
import * as Scene from "./scene.ts"

// --- folds

/** Asks the laws of types of all parameters at or below a task. */
export const types = (given: unknown, options: LawOptions = {}): void => {
  const scene = Scene.of(given, options)
  for (const task of scene.tasks)
    for (const slot of Scene.valueSlots(task)) {
      const wrong = declared(slot)
      if (wrong !== undefined)
        throw new Error(`${scene.root.name} breaks the law of types: ${place(task, slot)} ${wrong}`)
      const values = scene.values(slot)
      Check.all(
        "types",
        scene.root.name,
        options,
        fc.tuple(values, values, values),
        ([a, b, c]) => prefixed(`${place(task, slot)} `, one(slot, a) ?? ordered(slot, a, b, c)),
        (some) => [["values", some.map((value) => show(value, 200)).join(", ")]],
      )
    }
}

// --- internals

const place = (task: Definition, slot: ValueSlot): string => `${task.name}.${slot.name}`

const prefixed = (before: string, finding: Finding): Finding => (finding === undefined ? undefined : before + finding)

const declared = ({ type, fallback, neutral }: ValueSlot): Finding => {
  for (const [word, box] of [
    ["default", fallback],
    ["neutral value", neutral],
  ] as const)
    if (box !== undefined && !accepts(type, box.value))
      return `has the ${word} ${show(box.value)}, which its type ${type.name} does not take`
  return undefined
}

/** What a value comes to as JSON: two of one text are one value. */
const text = (slot: ValueSlot, value: unknown): string | undefined => Encode.canonical(Encode.value(slot, value))

/** Says of one value what it loses. */
const one = (slot: ValueSlot, value: unknown): Finding => {
  const { type } = slot
  const encoded = text(slot, value)
  if (encoded === undefined) return `encodes ${show(value)} as what is no JSON`
  const decoded = type.codec.decode(JSON.parse(encoded))
  if (E.isLeft(decoded)) return `encodes ${show(value)} as ${encoded}, which it does not decode`
  if (text(slot, decoded.right) !== encoded || type.order.compare(decoded.right, value) !== 0)
    return `encodes ${show(value)} as ${encoded} and decodes that as ${show(decoded.right)}`
  const printed = type.print(value)
  const parsed = type.parse(printed)
  if (E.isLeft(parsed))
    return `prints ${show(value)} as ${JSON.stringify(printed)}, which it does not parse: ${parsed.left}`
  if (text(slot, parsed.right) !== encoded)
    return `prints ${show(value)} as ${JSON.stringify(printed)} and parses that as ${show(parsed.right)}`
  return undefined
}

/** Says what is wrong with the order of three values. */
const ordered = (slot: ValueSlot, a: unknown, b: unknown, c: unknown): Finding => {
  const { compare, equals } = slot.type.order
  const sign = (x: unknown, y: unknown): number => compare(x, y)
  if (sign(a, a) !== 0) return `orders ${show(a)} as ${said(sign(a, a))} itself`
  if (sign(a, b) + sign(b, a) !== 0)
    return `orders ${show(a)} as ${said(sign(a, b))} ${show(b)}, and that as ${said(sign(b, a))} the first`
  if (sign(a, b) <= 0 && sign(b, c) <= 0 && sign(a, c) > 0)
    return `orders ${show(a)}, ${show(b)} and ${show(c)} in a circle`
  const same = text(slot, a) === text(slot, b)
  if (same !== (sign(a, b) === 0) || same !== equals(a, b))
    return same
      ? `tells ${show(a)} from ${show(b)} in order, and writes both as ${text(slot, a)}: what it encodes loses something`
      : `takes ${show(a)} and ${show(b)} for equal in order, and writes them as ${text(slot, a)} and ${text(slot, b)}`
  return undefined
}

const said = (sign: number): string => (sign < 0 ? "less than" : sign > 0 ? "greater than" : "equal to")
