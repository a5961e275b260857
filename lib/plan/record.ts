/**
 * Records: decided slots as people read them, with what they belong to out of sight.
 *
 * Only slots show to `Object.keys`, JSON and a console. What a record belongs to lies in a private field, for two hidden
 * properties made by `defineProperty` cost 0.35 µs a node more, a sixth of all that a node may cost.
 */
import * as Definitions from "../task/definition.ts"
import type { Definition, Slots } from "../task/definition.ts"
import * as Plan from "./plan.ts"
import type { Node } from "./plan.ts"

// --- model

/** The one class of the house that is no error: only classes have private fields. */
class Decided {
  readonly #owner: Node | Definition
  constructor(owner: Node | Definition) {
    this.#owner = owner
  }
  get [Plan.node](): Node | undefined {
    return this.#owner._tag === "Node" ? this.#owner : undefined
  }
  get [Definitions.definition](): Definition {
    return this.#owner._tag === "Node" ? this.#owner.definition : this.#owner
  }
}

// To every reader it is a plain object: consoles and comparisons look at the constructor.
Object.defineProperty(Decided.prototype, "constructor", { value: Object })

// --- constructors

/** Makes a record that its maker fills and freezes. */
export const of = (owner: Node | Definition): Record<string, unknown> =>
  new Decided(owner) as object as Record<string, unknown>

/** Fills a record with the slots that are picked, and freezes it. */
export const frozen = (
  owner: Node | Definition,
  names: ReadonlyArray<string>,
  values: ReadonlyArray<unknown>,
): Slots => {
  const record = of(owner)
  for (let at = 0; at < names.length; at += 1) record[names[at] as string] = values[at]
  return Object.freeze(record)
}
