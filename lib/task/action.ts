/**
 * Actions: functions of a task that are called on its nodes by a pattern, beside the built-in ones (section 7).
 *
 * An action is no slot: nothing reads it, and it is no part of an identity. It shares the names of the slots.
 */
import * as Name from "../path/name.ts"
import type { Callee } from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type { NotInferred } from "./dynamic.ts"
import { show } from "./show.ts"
import type { Type } from "./type.ts"

// --- model

/** An action with a doc, an argument or both. Written as a record, its parameters are inferred. */
export interface Action<P, C, A> {
  /** What its argument is; without one it takes none. */
  readonly type?: Type<A>
  /** Shown by `--help`. */
  readonly doc?: string
  /** Gives a value, a promise of one or a TaskEither; what is thrown or a Left is a failure of the action. */
  readonly run: (p: P, context: C, argument: NoInfer<A>) => unknown
}

/** What stands under `actions`: `A` is what each takes, `unknown` for one that takes nothing. */
export type Actions<P, C, A> = {
  readonly [K in keyof A]: ((p: NoInfer<P>, context: NoInfer<C>) => unknown) | Action<NoInfer<P>, NoInfer<C>, A[K]>
}

// --- constructors

/**
 * Makes an action that takes an argument: `--publish=stable`.
 *
 * *Gotchas*: inside a call TypeScript cannot infer `p` and `ctx` from the task around it; in a plain record it can:
 * `publish: { type: str, run: (p, ctx, channel) => … }` is the same.
 *
 * @example
 * ```ts
 * import { action, call, int, param, str, task } from "waluigi"
 *
 * const said: Array<string> = []
 * const Data = task("Data", {
 *   params: { year: param(int) },
 *   actions: { publish: action(str, (p: { readonly year: number }, _, channel) => said.push(`${p.year} to ${channel}`)) },
 * })
 * await call(Data({ year: 2024 }), [["publish", "stable"]])
 * console.log(said)
 * // [ '2024 to stable' ]
 * ```
 */
export const action = <
  A,
  P = NotInferred<"write { type, run: (p, ctx, argument) => … }, or what is read: (p: { year: number }, ctx, channel)">,
  C = NotInferred<"write { type, run: (p, ctx, argument) => … }">,
>(
  type: Type<A>,
  run: (p: P, context: C, argument: NoInfer<A>) => unknown,
): Action<NoInfer<P>, NoInfer<C>, A> => ({ type, run })

/** Reads the actions of a task. Throws for what is no action, and for a name that a slot has or no key can carry. */
export const read = (
  task: string,
  written: object | undefined,
  slots: Iterable<string>,
  callee: Callee,
): ReadonlyMap<string, Definition.Action> => {
  const taken = new Set(slots)
  return new Map(
    Object.entries(written ?? {}).map(([name, value]) => {
      const problem = Name.slotProblem(name)
      if (problem !== undefined) throw new DefinitionError(`${task}: ${problem.replace("slot name", "name")}`, callee)
      if (taken.has(name)) throw new DefinitionError(both(task, name), callee)
      return [name, one(task, name, value, callee)]
    }),
  )
}

/** Says that a name is that of a slot and of an action. */
export const both = (task: string, name: string): string =>
  `${task}.${name} is both a slot and an action: a key could mean either, so give one of them another name`

const one = (task: string, name: string, value: unknown, callee: Callee): Definition.Action => {
  if (typeof value === "function" && Definition.ofTask(value) === undefined)
    return { name, type: undefined, doc: undefined, run: value as Definition.Action["run"] }
  if (isWritten(value)) return { name, type: value.type, doc: value.doc, run: value.run }
  throw new DefinitionError(
    `${task}.${name} is no action, but ${show(value)}: write a function (p, ctx) => …, or` +
      " { type: str, run: (p, ctx, argument) => … } for one that takes an argument",
    callee,
  )
}

// --- queries

/** The actions that every task has (7.2). */
export const builtIn: ReadonlySet<string> = new Set(["run", "status", "remove"])

type Written = Pick<Definition.Action, "run" | "type" | "doc">

const isWritten = (value: unknown): value is Written => {
  if (typeof value !== "object" || value === null) return false
  const { run, type, doc } = value as { readonly run?: unknown; readonly type?: unknown; readonly doc?: unknown }
  if (typeof run !== "function" || (doc !== undefined && typeof doc !== "string")) return false
  return type === undefined || (type as { readonly _tag?: unknown } | null)?._tag === "Type"
}
