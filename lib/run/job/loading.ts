/**
 * Loading: how a running task reads what it depends on.
 *
 * A record of slots names its node. What is read through a slot passes the codec of the task declared there, which a
 * substitution does not change (6.5).
 */
import * as E from "#fp/Either"
import type { Edge, Node } from "../../plan/plan.ts"
import * as Plan from "../../plan/plan.ts"
import type { Store } from "../../store/store.ts"
import type { Definition } from "../../task/definition.ts"
import * as Output from "../../task/output.ts"
import { ask } from "../check.ts"
import { TaskError } from "../failure.ts"
import type { Gate } from "../../store/gate.ts"
import type { Named, Placing } from "../targets.ts"

// --- model

/** Reads the outputs of the node of a record of slots. Rejects with a TaskError. */
export type Load = (slots: unknown) => Promise<unknown>

/** Where outputs are read from, all that belong together through one gate. */
export interface Library {
  readonly store: Store
  readonly placing: Placing
  readonly gate: Gate
}

/** What the code of a node may name by slots. */
export interface Reach {
  /** Finds the node of a record of slots, and the task that it is read as. Throws a TaskError; `word` is what was called. */
  readonly find: (word: string, slots: unknown) => Reached
  /** Takes in what was needed on the way, and what is below it. */
  readonly add: (roots: ReadonlyArray<Node>) => void
  /** Tells whether a node was taken in so. */
  readonly added: (node: Node) => boolean
}

export interface Reached {
  readonly node: Node
  /** The task declared at the slot through which it is reached. */
  readonly declared: Definition
}

// --- constructors

/** Makes the `ctx.load` of a node: it reads its dependencies and what is below them, nothing else. */
export const of = (node: Node, library: Library): Load => {
  const { find } = reach(node)
  return async (slots) => {
    const wanted = find("ctx.load", slots)
    return read(wanted.node, wanted.declared, library)
  }
}

/** Makes the reach of a node: what its code may ask for is below it, or is what it needed on the way and what is below that. */
export const reach = (node: Node): Reach => {
  const own = declarations((one) => one.id)
  // What was needed is known by its own node: what the code reads it as is the task that it named, not that of a slot.
  const needed = declarations((one) => one)
  own.enter(node)
  return {
    find: (word, slots) => {
      const wanted = Plan.ofSlots(slots)
      if (wanted === undefined) {
        const reason = `${word} takes a dependency, as it stands among the slots: ${word}(p.datasets)`
        throw new TaskError({ _tag: "NotLoadable", task: undefined, reason })
      }
      const declared = needed.of(wanted) ?? own.of(wanted)
      if (declared !== undefined) return { node: wanted, declared }
      const task = wanted.definition.name
      const reason = `${word}: this ${task} is no dependency of ${node.definition.name}, nor below one`
      throw new TaskError({ _tag: "NotLoadable", task, reason })
    },
    add: (roots) => {
      for (const root of roots) needed.declare(root)
    },
    added: (wanted) => needed.of(wanted) !== undefined,
  }
}

// --- queries

/** Reads the outputs of a node by the codec of `declared`. Rejects with a TaskError. */
export const read = async (node: Node, declared: Definition, library: Library): Promise<unknown> => {
  const { store, placing, gate } = library
  const task = node.definition.name
  const outputs = placing(node)
  if (E.isLeft(outputs)) throw new TaskError(outputs.left)
  if (outputs.right.length === 0 || declared.output === undefined)
    throw new TaskError({ _tag: "NotLoadable", task, reason: `${task} has no output to load` })
  if (Output.isSingle(declared.output)) return one(outputs.right, undefined, declared.output)
  const members = Object.entries(declared.output).map(
    async ([name, output]) => [name, await one(outputs.right, name, output)] as const,
  )
  return Object.fromEntries(await Promise.all(members))

  async function one(all: ReadonlyArray<Named>, name: string | undefined, output: Output.Output<unknown>) {
    const found = all.find((candidate) => candidate.name === name)
    if (found === undefined) {
      const reason = `${task} has no ${name === undefined ? "single output" : `output ${name}`}, which ${declared.name} promises`
      throw new TaskError({ _tag: "NotLoadable", task, reason })
    }
    const value = await gate(() => ask(() => store.read({ output, path: found.target.path })))
    if (E.isRight(value)) return value.right
    if (value.left._tag !== "Store") throw new TaskError(value.left)
    const made = node.definition.run !== undefined
    throw new TaskError({ _tag: "Unreadable", task, as: declared.name, made, error: value.left.error })
  }
}

/** Says where outputs lie: a path, a record of them, null for none. */
export const located = (outputs: ReadonlyArray<Named>, store: Store): unknown => {
  const [first] = outputs
  if (first === undefined) return null
  if (first.name === undefined) return store.locate(first.target)
  return Object.fromEntries(outputs.map(({ name, target }) => [name, store.locate(target)]))
}

/** Tasks declared at the slots through which nodes are reached. */
interface Declarations {
  /** Searches below a node. */
  readonly enter: (from: Node) => void
  /** Adds a node that speaks for itself, and searches below it. */
  readonly declare: (node: Node) => void
  readonly of: (wanted: Node) => Definition | undefined
}

/**
 * Finds the task declared at the slot through which a node is reached: by the fewest steps, then by slot order. Levels are
 * searched as far as asked, each once.
 */
const declarations = (key: (node: Node) => unknown): Declarations => {
  const known = new Map<unknown, Definition>()
  let level: Array<Node> = []
  return {
    enter: (from) => void level.push(from),
    declare: (node) => {
      if (known.has(key(node))) return
      known.set(key(node), node.definition)
      level.push(node)
    },
    of: (wanted) => {
      while (level.length > 0 && !known.has(key(wanted))) {
        const below: Array<Node> = []
        for (const node of level)
          for (const [name, edge] of Object.entries(node.edges)) {
            const slot = node.definition.slots.get(name)
            for (const reached of nodesOf(edge)) {
              if (known.has(key(reached))) continue
              // A dynamic slot declares no task: what it gave speaks for itself.
              const declared = slot?._tag === "Dependency" || slot?._tag === "Many" ? slot.task : reached.definition
              known.set(key(reached), declared)
              below.push(reached)
            }
          }
        level = below
      }
      return known.get(key(wanted))
    },
  }
}

const nodesOf = (edge: Edge): ReadonlyArray<Node> => {
  if (edge === null) return []
  if (Array.isArray(edge)) return edge
  return isNode(edge) ? [edge] : Object.values(edge as Readonly<Record<string, Node>>)
}

/** A record of nodes may have a member of any name, but none that is a string. */
const isNode = (edge: Edge): edge is Node => (edge as { readonly _tag?: unknown } | null)?._tag === "Node"
