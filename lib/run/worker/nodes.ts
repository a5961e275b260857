/**
 * Nodes from lines: as the plan has them, but each is read when it is first looked at. Below a task may lie a million.
 *
 * A node is one object for whoever reads it from one reader, however many ways lead to it.
 */
import * as E from "#fp/Either"
import type { Edge, Node } from "../../plan/plan.ts"
import * as Plan from "../../plan/plan.ts"
import * as Record from "../../plan/record.ts"
import * as Capture from "../../task/capture.ts"
import { draw } from "../../task/codec-error.ts"
import type { Definition, DynamicSlot, Slot, Slots } from "../../task/definition.ts"
import { frozen } from "../../task/frozen.ts"
import type { Line, Reference, References } from "./line.ts"

// --- model

/** Where lines come from, and what their words mean. */
export interface Source {
  readonly line: (at: Reference) => string
  readonly task: (name: string) => Definition | undefined
  readonly layout: (definition: Definition) => Record.Layout
  /** A node that is here already, and stands for its line. */
  readonly known?: (id: string) => Node | undefined
}

// --- constructors

/** Makes the reader of lines that belong together. What it has read it keeps. */
export const reader = (source: Source): ((at: Reference) => Node) => {
  const read = new Map<Reference, Node>()
  const node = (at: Reference): Node => {
    const old = read.get(at)
    if (old !== undefined) return old
    const line = JSON.parse(source.line(at)) as Line
    const made = source.known?.(line.id) ?? make(line, source, node)
    read.set(at, made)
    return made
  }
  return node
}

/** Keeps one layout for each task: what is made of one task is laid out alike. */
export const layouts = (): Source["layout"] => {
  const known = new Map<Definition, Record.Layout>()
  return (definition) => {
    let layout = known.get(definition)
    if (layout === undefined) known.set(definition, (layout = Record.layout()))
    return layout
  }
}

// --- queries

/** Computes a dynamic value of a node anew, of what stands under `params`. Throws what its function throws. */
export const computed = (slot: DynamicSlot, { definition, slots }: Node, layout = Record.layout()): unknown => {
  const given = layout.parameters(definition)
  for (const { _tag, name } of definition.slots.values()) if (_tag !== "Dynamic") later(given, name, () => slots[name])
  return frozen(Capture.quietly(() => slot.compute(Object.freeze(given), definition.task)))
}

// --- internals

const make = (line: Line, source: Source, node: (at: Reference) => Node): Node => {
  const definition = source.task(line.task)
  if (definition === undefined) throw new Error(`${line.task} is no task of the workflow file`)
  const layout = source.layout(definition)
  const edge = new Map(Object.entries(line.edges).map(([name, to]) => [name, once(() => follow(to, node))]))
  const made: Node = {
    _tag: "Node",
    id: line.id,
    definition,
    get slots() {
      return slots()
    },
    get edges() {
      return edges()
    },
    get dependencies() {
      return dependencies()
    },
  }
  const slots = once((): Slots => {
    const record = layout.slots(made)
    for (const slot of definition.slots.values()) {
      const leads = edge.get(slot.name)
      if (leads !== undefined)
        later(
          record,
          slot.name,
          once(() => recordOf(leads())),
        )
      else fill(record, slot, line, made, layout)
    }
    return Object.freeze(record)
  })
  const edges = once(() => {
    const record = layout.edges()
    for (const slot of definition.slots.values()) {
      const leads = edge.get(slot.name)
      if (leads !== undefined) later(record, slot.name, leads)
    }
    return record
  })
  const dependencies = once(() => [...new Set([...edge.values()].flatMap((leads) => Plan.nodesOf(leads())))])
  return made
}

/** Puts an own value into a record: as it was told, the task's constant, or what its function gives. */
const fill = (record: Record_, slot: Slot, line: Line, made: Node, layout: Record.Layout): void => {
  const { name } = slot
  if (slot._tag === "Constant") record[name] = slot.value
  else if (Object.hasOwn(line.slots, name)) record[name] = frozen(line.slots[name])
  else if (Object.hasOwn(line.encoded, name)) record[name] = decoded(slot, line)
  else if (slot._tag === "Dynamic")
    later(
      record,
      name,
      once(() => computed(slot, made, layout)),
    )
}

type Record_ = globalThis.Record<string, unknown>

const decoded = (slot: Slot, line: Line): unknown => {
  const type = slot._tag === "Value" || slot._tag === "Dynamic" ? slot.type : undefined
  if (type === undefined) throw new Error(`${line.task}.${slot.name} has no type here that could decode it`)
  const value = type.codec.decode(line.encoded[slot.name])
  if (E.isRight(value)) return frozen(value.right)
  const words = draw(value.left).join("; ")
  throw new Error(`${line.task}.${slot.name}: ${type.name} does not decode what it encodes: ${words}`)
}

const follow = (to: References, node: (at: Reference) => Node): Edge => {
  if (to === null) return null
  if (typeof to === "number") return node(to)
  if (isList(to)) return to.map(node)
  return Object.fromEntries(Object.entries(to).map(([name, at]) => [name, node(at)]))
}

const isList = (to: References): to is ReadonlyArray<Reference> => Array.isArray(to)

const recordOf = (edge: Edge): unknown => {
  if (edge === null) return null
  if (Plan.isNode(edge)) return edge.slots
  if (Plan.isList(edge)) return Object.freeze(edge.map(({ slots }) => slots))
  return Object.freeze(Object.fromEntries(Object.entries(edge).map(([name, { slots }]) => [name, slots])))
}

const later = (record: object, name: string, get: () => unknown): void => {
  Object.defineProperty(record, name, { get, enumerable: true, configurable: true })
}

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => (made ??= { value: make() }).value
}
