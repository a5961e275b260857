/**
 * Contexts of actions: what an action gets besides the slots of its node (section 7).
 *
 * An action is called on what is there or not: nothing is made for it, and nothing that it does is an output.
 */
import type { Readable } from "./context.ts"
import type { Loadable } from "./decided.ts"
import type { AnyOutputs, Located } from "./output.ts"

// --- model

/** What an action gets beside the decided slots: its `ctx`. */
export interface ActionContext<O extends AnyOutputs | undefined = undefined> {
  /** Where the task's own output lies, there or not: a path, a record for a record of outputs, null for a task without. */
  readonly path: Located<O>
  /** Reads an output through its codec: the task's own by `ctx.load(p)`, a dependency's by `ctx.load(p.datasets)`. */
  readonly load: <A>(slots: Loadable<A> & Readable<A>) => Promise<A>
  /** Tells whether the task's own outputs are all there; a task without any misses none. */
  readonly there: () => Promise<boolean>
  /** Removes the task's own outputs, those that are there. What no task makes (an external output) stays. */
  readonly remove: () => Promise<void>
  /** Aborted when the calls are cancelled. */
  readonly signal: AbortSignal
  /** Says something about this task: shown under its name. */
  readonly log: (text: string) => void
}
