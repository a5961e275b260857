/**
 * Acting: what is done on one node when an action is called there: a function of the user's, or removing its outputs.
 *
 * Only what a task makes is removed: the outputs of its own places, of its own kinds.
 */
import * as E from "#fp/Either"
import type { Node } from "../../plan/plan.ts"
import * as Plan from "../../plan/plan.ts"
import * as Gate from "../../store/gate.ts"
import type { Store } from "../../store/store.ts"
import type { Action } from "../../task/definition.ts"
import { ask } from "../check.ts"
import * as Failure from "../failure.ts"
import * as Graph from "../schedule/graph.ts"
import * as Loading from "../job/loading.ts"
import { settled } from "../job/settle.ts"
import type { Placing } from "../targets.ts"

// --- model

/** What became of the outputs of a node: paths that a person would open. */
export interface Removed {
  readonly removed: ReadonlyArray<string>
  /** What no task makes is nobody's to remove. */
  readonly kept: ReadonlyArray<string>
}

export interface Acting {
  /** Calls an action of the user's. Never rejects; Left also for a Left that it gave. */
  readonly call: (
    node: Node,
    action: Action,
    argument: unknown,
    signal: AbortSignal,
    log: (message: string) => void,
  ) => Promise<E.Either<Failure.Failure, unknown>>
  /** Removes the outputs of a node that are there; `dry`: says which, and removes nothing. Never rejects. */
  readonly remove: (node: Node, dry?: boolean) => Promise<E.Either<Failure.Failure, Removed>>
}

// --- constructors

/** Acts on the nodes of a plan, by a store. */
export const of = (store: Store, placing: Placing): Acting => {
  const library = { store, placing, gate: Gate.reading() }

  const remove: Acting["remove"] = async (node, dry = false) => {
    const outputs = placing(node)
    if (E.isLeft(outputs)) return outputs
    const targets = outputs.right.map(({ target }) => target)
    const found = await ask(() => store.exists(targets))
    if (E.isLeft(found)) return found
    const there = targets.filter((_, index) => found.right[index] === true)
    if (Graph.kind(node.definition) === "External") return E.right({ removed: [], kept: there.map(store.locate) })
    const removed: Array<string> = []
    for (const target of there) {
      const gone = dry ? E.right(undefined) : await ask(() => store.remove(target))
      if (E.isLeft(gone)) return gone
      removed.push(store.locate(target))
    }
    return E.right({ removed, kept: [] })
  }

  const there = async (node: Node): Promise<boolean> => {
    const outputs = orThrow(placing(node))
    return orThrow(await ask(() => store.exists(outputs.map(({ target }) => target)))).every((one) => one)
  }

  return {
    remove,
    call: async (node, action, argument, signal, log) => {
      const outputs = placing(node)
      if (E.isLeft(outputs)) return outputs
      const below = Loading.of(node, library)
      const context = {
        path: Loading.located(outputs.right, store),
        load: async (slots: unknown) =>
          Plan.ofSlots(slots)?.id === node.id ? Loading.read(node, node.definition, library) : below(slots),
        there: () => there(node),
        remove: async () => void orThrow(await remove(node)),
        signal,
        log: (message: unknown) => log(String(message)),
      }
      const given = await settled(() => action.run(node.slots, context as never, argument as never))
      return E.mapLeft(Failure.ofThrown)(given)
    },
  }
}

// --- internals

const orThrow = <A>(result: E.Either<Failure.Failure, A>): A => {
  if (E.isLeft(result)) throw new Failure.TaskError(result.left)
  return result.right
}
