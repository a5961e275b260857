/**
 * The laws of resolving (4.1) and of plans as JSON (section 9).
 */
import * as E from "#fp/Either"
import * as Encode from "../plan/encode.ts"
import { drawErrors } from "../plan/draw/draw.ts"
import { type NodeJson, planToJson } from "../plan/json.ts"
import { show } from "../task/show.ts"
import type { Finding, LawOptions } from "./check.ts"
import * as Check from "./check.ts"
import * as Generate from "./generate.ts"
import * as Scene from "./scene.ts"

// --- folds

/**
 * Asks of workflows: each resolves, and to the same plan every time. So dynamic functions are pure and throw at nothing,
 * defaults fit, no two tasks write one place, and nothing leads back to itself.
 */
export const resolution = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("resolution", given, options, (drawn) => {
    const [first, second] = [Generate.resolved(drawn), Generate.resolved(drawn)]
    if (E.isLeft(first)) {
      const wrong = first.left.filter((error) => options.permits?.(error) !== true)
      return wrong.length === 0 ? Check.unresolved(first.left) : `it does not resolve\n${drawErrors(wrong)}`
    }
    const [one, other] = [planToJson(first.right), E.isRight(second) ? planToJson(second.right) : undefined]
    if (JSON.stringify(one) === JSON.stringify(other)) return undefined
    return `it came to another plan the second time: ${difference(one.nodes, other?.nodes ?? {})}`
  })

/** Asks of workflows: the JSON of a plan is JSON, and what it says of every parameter decodes to what was decided. */
export const json = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("json", given, options, (drawn) => {
    const found = Generate.resolved(drawn)
    if (E.isLeft(found)) return Check.unresolved(found.left)
    const plan = planToJson(found.right)
    if (JSON.stringify(JSON.parse(JSON.stringify(plan))) !== JSON.stringify(plan)) return "its JSON is not read back"
    for (const node of found.right.nodes.values())
      for (const slot of Scene.valueSlots(node.definition)) {
        const written = plan.nodes[node.id]?.slots[slot.name]
        const value = node.slots[slot.name]
        const decoded = slot.type.codec.decode(written)
        const back = E.isRight(decoded) ? Encode.canonical(Encode.value(slot, decoded.right)) : undefined
        if (back !== Encode.canonical(Encode.value(slot, value)) || back === undefined)
          return `${node.definition.name}.${slot.name} is ${show(value)}, and its JSON ${show(written)} is not read as that`
      }
    return undefined
  })

// --- internals

type Nodes = Readonly<Record<string, NodeJson>>

/** Names the first task that one plan has and the other has not, and the slots in which it is not like any other. */
const difference = (one: Nodes, other: Nodes): Finding => {
  const [id] = Object.keys(one).filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]))
  const node = id === undefined ? undefined : one[id]
  if (node === undefined) return "the plans differ"
  const like = Object.values(other).find((candidate) => candidate.task === node.task)
  const slots = Object.keys(node.slots).filter(
    (slot) => JSON.stringify(node.slots[slot]) !== JSON.stringify(like?.slots[slot]),
  )
  return `${node.task} has ${slots.length === 0 ? "other dependencies" : `another ${slots.join(", ")}`}`
}
