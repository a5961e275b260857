/**
 * Records: decided slots as people read them, with what they belong to out of sight.
 *
 * Only slots show to `Object.keys`, JSON and a console. What a record belongs to lies in a private field, for two hidden
 * properties made by `defineProperty` cost 0.35 µs a node more, a sixth of all that a node may cost.
 */
import * as Definitions from "../task/definition.ts"
import type { Definition } from "../task/definition.ts"
import * as Plan from "./plan.ts"
import type { Edge, Node } from "./plan.ts"

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

/** How what is made of one task is laid out. */
export interface Layout {
  /** What `run` gets, and what a dynamic function gets: records that their maker fills and freezes. */
  readonly slots: (owner: Node | Definition) => Record<string, unknown>
  readonly parameters: (owner: Node | Definition) => Record<string, unknown>
  /** What a node depends on: a record without the members that all objects have. */
  readonly edges: () => Record<string, Edge>
}

// --- constructors

/**
 * Prepares the records of one task. Each kind has a class of its own, for an engine lays out the objects of a class
 * alike: records of several sizes under one class take three times as long (0.5 µs, where 0.2 µs do).
 */
export const layout = (): Layout => ({ slots: decided(), parameters: decided(), edges: bare() })

const decided = (): Layout["slots"] => {
  const Own = class extends Decided {}
  // To every reader it is a plain object: consoles and comparisons look at the constructor.
  Object.defineProperty(Own.prototype, "constructor", { value: Object })
  return (owner) => new Own(owner) as object as Record<string, unknown>
}

const bare = (): Layout["edges"] => {
  const Own = class {}
  Object.setPrototypeOf(Own.prototype, null)
  Reflect.deleteProperty(Own.prototype, "constructor")
  return () => new Own() as Record<string, Edge>
}
