/**
 * The laws of identity and of places (8.1, 8.2): what counts changes the identity, nothing else does.
 */
import * as E from "#fp/Either"
import * as Encode from "../plan/encode.ts"
import type { Node, Plan } from "../plan/plan.ts"
import { printNode } from "../plan/print.ts"
import type { Definition, ValueSlot } from "../task/definition.ts"
import * as Place from "../task/place.ts"
import { show } from "../task/show.ts"
import type { Answer, Finding, LawOptions } from "./check.ts"
import * as Check from "./check.ts"
import { fc } from "./fast-check.ts"
import * as Generate from "./generate.ts"
import * as Scene from "./scene.ts"
import * as Written from "./written.ts"

// --- folds

/**
 * Asks of workflows: saying what is decided anyway changes no identity, nor does an insignificant parameter; another
 * value of one that is significant changes it.
 */
export const identity = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("identity", given, options, (drawn, scene, chance) => {
    const slots = Scene.valueSlots(scene.root)
    const slot = slots[chance % Math.max(1, slots.length)]
    if (slot === undefined) return Check.moot
    const alone = Generate.change(drawn, drawn.entries.filter(Written.isSingle))
    const found = Generate.resolved(alone)
    if (E.isLeft(found)) return Check.unresolved(found.left)
    const [root] = found.right.roots
    if (root === undefined || found.right.roots.length > 1) return Check.skip("its own tables make several of it")
    if (root.definition !== scene.root) return Check.skip("it is replaced by another")
    return said(alone, slot, root) ?? changed(alone, slot, root, scene, chance)
  })

/** Asks of two workflows at once: nodes of different identity have different outputs (8.2). */
export const outputs = (given: unknown, options: LawOptions = {}): void => {
  const seen = new Map<string, readonly [node: Node, code: string]>()
  const law = (drawn: Generate.Drawn): Answer => {
    const found = Generate.resolved(drawn)
    if (E.isLeft(found)) return Check.unresolved(found.left)
    const placed = [...found.right.nodes.values()].flatMap((node) =>
      node.definition.run === undefined ? [] : placesOf(node).map((path) => [Place.folded(path), path, node] as const),
    )
    for (const [key, path, node] of placed) {
      const [other, code] = seen.get(key) ?? []
      if (other !== undefined && other.id !== node.id)
        return `${printNode(node)} writes ${path}, and so does ${printNode(other)} of another identity, in ${code}`
      seen.set(key, [node, Generate.print(drawn)])
    }
    return undefined
  }
  Check.workflows("outputs", given, options, law, "together")
}

// --- internals

/** The plan of what was drawn, where nothing in it is a collection. */
const single = (drawn: Generate.Drawn): Plan | undefined => {
  const found = Generate.resolved(drawn)
  return E.isRight(found) && found.right.axes.length === 0 && found.right.roots.length === 1 ? found.right : undefined
}

const rootOf = (drawn: Generate.Drawn): Node | undefined => single(drawn)?.roots[0]

/** An entry for a parameter of the root alone, above all others. */
const only = (task: Definition, slot: ValueSlot, value: unknown): Written.Written => ({
  key: `.${task.name}.${slot.name}!`,
  given: { _tag: "Values", slot, values: [value], collection: false },
})

const wider = (drawn: Generate.Drawn, entry: Written.Written): Generate.Drawn => ({
  ...drawn,
  entries: [...drawn.entries.filter(({ key }) => key !== entry.key), entry],
})

const said = (drawn: Generate.Drawn, slot: ValueSlot, root: Node): Finding => {
  const value = root.slots[slot.name]
  const again = rootOf(wider(drawn, only(root.definition, slot, value)))
  if (again === undefined || again.id === root.id) return undefined
  return `it has another identity once its ${slot.name} is said to be ${show(value)}, which it is anyway`
}

const changed = (drawn: Generate.Drawn, slot: ValueSlot, root: Node, scene: Scene.Scene, chance: number): Finding => {
  const before = root.slots[slot.name]
  const [value] = fc.sample(scene.values(slot), { numRuns: 1, seed: chance })
  // Dynamic slots read what they like: through them any value may count.
  const dynamic = [...scene.root.slots.values()].some(({ _tag }) => _tag === "Dynamic")
  const after = rootOf(wider(drawn, only(root.definition, slot, value)))
  if (after === undefined || (dynamic && !slot.significant)) return undefined
  const counts = slot.significant && slot.type.order.compare(before, value) !== 0
  if (counts === (after.id !== root.id)) return undefined
  return counts
    ? `its ${slot.name} is ${show(before)} or ${show(value)}, and the identity is the same: both encode as ${Encode.canonical(Encode.value(slot, value))}`
    : `its ${slot.name} does not count, and its identity is another with ${show(value)} than with ${show(before)}`
}

const placesOf = (node: Node): ReadonlyArray<string> => {
  const place = Place.of(node.definition)(node.slots, node.id)
  if (E.isLeft(place) || place.right === null) return []
  return typeof place.right === "string" ? [place.right] : Object.values(place.right)
}
