/**
 * Explanations: why each parameter has its value, as data (3.7). `draw/explanation.ts` turns them into words.
 *
 * Places that have their value for the same reason stand together: an explanation is as long as there are reasons.
 */
import type { Specificity } from "../../path/specificity.ts"
import type { By, Place, ResolveError, Written } from "../problem.ts"

// --- model

/** An entry that matched a place. */
export interface Contestant {
  readonly written: Written
  /** The four numbers of 3.1; a pin's as if written from its owner. */
  readonly specificity: Specificity
}

export interface Beaten extends Contestant {
  readonly by: By
}

/** What gave a slot its value. */
export type Reason =
  | (Contestant & { readonly _tag: "Entry" })
  | { readonly _tag: "Default" }
  | { readonly _tag: "Constant" }
  /** The function of a dynamic slot. */
  | { readonly _tag: "Computed" }
  /** The task that the slot declares. */
  | { readonly _tag: "Declared" }
  /** An optional dependency that nothing woke. */
  | { readonly _tag: "Absent" }
  /** Nothing: no entry is for it, and it has no default. `near` might have been meant for it. */
  | { readonly _tag: "Missing"; readonly near: ReadonlyArray<Near> }

/** An entry for a slot of the same name, or of one spelt alike, and what keeps it away. */
export interface Near {
  readonly written: Written
  readonly why: string
}

/** A task that an entry put in the place of another, on the way to a place. */
export interface Substitution {
  readonly from: string
  readonly to: string
  readonly place: Place
  readonly written: Written
}

export interface Value {
  /** As a person would type it; of a dependency the task that stands there. */
  readonly text: string
  /** Its encoded form; null where it has none. */
  readonly json: unknown
  /** How many nodes have it; none where a workflow does not resolve, and the value is decided all the same. */
  readonly nodes: number
}

/** A parameter at all the places where it has its value for one reason. */
export interface Explained {
  /** The task that has the slot, as it stands there. */
  readonly task: string
  readonly slot: string
  readonly kind: "value" | "dependency" | "many" | "constant" | "dynamic"
  /** The nearest of its places. */
  readonly place: Place
  /** How many nodes it is a parameter of. */
  readonly nodes: number
  /** Distinct ones, as they were met; at most a hundred. */
  readonly values: ReadonlyArray<Value>
  /** How many distinct values are left out. */
  readonly moreValues: number
  readonly reason: Reason
  /** The value that is given and that cannot stand there; the errors say why. */
  readonly rejected: string | undefined
  /** Entries that matched there too, the best first. */
  readonly beaten: ReadonlyArray<Beaten>
  /** The entry whose collection gives it one value after another, and how many. */
  readonly axis: { readonly entry: string; readonly points: number } | undefined
  /** From the outermost inwards. */
  readonly substitutions: ReadonlyArray<Substitution>
  /** A key that would set just this place; none where nothing can. */
  readonly key: string | undefined
}

/** Why the parameters of a workflow have their values. */
export interface Explanation {
  readonly _tag: "Explanation"
  /** The task that was resolved. */
  readonly root: string
  readonly parameters: ReadonlyArray<Explained>
  /** How many more there are, past the limit. */
  readonly more: number
  /** What is wrong with a workflow that is explained partly; else none. */
  readonly errors: ReadonlyArray<ResolveError>
  /** Places that were asked for and that nothing here has; `suggestions` are ones that it has. */
  readonly unmatched: ReadonlyArray<{
    readonly place: string
    readonly reason: string | undefined
    readonly suggestions: ReadonlyArray<string>
  }>
}
