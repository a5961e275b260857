/**
 * Tasks: a name, slots, an output and a way to make it (section 1).
 *
 * Parameters of `dynamic` functions and of `run` are inferred, in this order, from what stands above them.
 */
import * as Name from "../path/name.ts"
import * as Action from "./action.ts"
import type { ActionContext } from "./action-context.ts"
import * as Call from "./call.ts"
import * as Capture from "./capture.ts"
import type { Context, Returned } from "./context.ts"
import type { Decided } from "./decided.ts"
import type * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type { Dynamic } from "./dynamic.ts"
import type { GraphOf, Own, Params, Read } from "./graph.ts"
import * as Members from "./members.ts"
import type { AnyOutput, AnyOutputs } from "./output.ts"
import * as Policies from "./policies.ts"
import * as Policy from "./policy.ts"
import * as Reference from "./reference.ts"
import * as Slots from "./slots.ts"
import type { DynamicSlots, SelfOf, Task } from "./typed.ts"
import type { Unreserved } from "./unreserved.ts"

// --- model

/** The entries that a task made of these carries. */
export type Made<N extends string, P extends Params, D, O extends AnyOutputs | undefined, A = {}> = {
  readonly unnamed: Own<N, Read<P, D>["edges"], D, O, N, N | Read<P, D>["all"]["name"], never, A> | Read<P, D>["all"]
}["unnamed"]

export interface Body<N extends string, P extends Params, D, O extends AnyOutputs | undefined, A = {}>
  extends Policies.Policies {
  readonly doc?: string
  readonly params?: P
  readonly dynamic?: {
    readonly [K in keyof D]:
      | ((p: NoInfer<DynamicSlots<P>>, self: NoInfer<SelfOf<N, Read<P, {}>["all"], Read<P, {}>["edges"]>>) => D[K])
      | Dynamic<NoInfer<DynamicSlots<P>>, D[K]>
  }
  readonly output?: O
  readonly path?: (p: NoInfer<Decided<GraphOf<Made<N, P, D, O>>, N>>) => PathOf<O>
  readonly run?: (p: NoInfer<Decided<GraphOf<Made<N, P, D, O>>, N>>, context: Context<O>) => Returned<O>
  /** Called on the nodes of the task by a pattern (section 7). */
  readonly actions?: Action.Actions<Decided<GraphOf<Made<N, P, D, O>>, N>, ActionContext<O>, A>
}

/** The author's own place: a path, or one for each output of a record. */
export type PathOf<O extends AnyOutputs | undefined> = O extends AnyOutput | undefined
  ? string
  : { readonly [K in keyof O]: string }

// --- constructors

/**
 * Defines a task: its slots, its output and how that is made. Called with tables, it gives a workflow.
 *
 * Throws a DefinitionError for a name that no key can carry. Types are inferred from top to bottom: `params`, then
 * `dynamic`, then `run` and `actions`.
 *
 * @example
 * ```ts
 * import * as t from "io-ts"
 * import { dep, int, json, param, run, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int) }, output: json(t.number), run: (p) => p.year % 100 })
 * const Twice = task("Twice", {
 *   params: { data: dep(Data) },
 *   output: json(t.number),
 *   run: async (p, ctx) => 2 * (await ctx.load(p.data)),
 * })
 * const result = await run(Twice({ year: 2024 }))
 * console.log(result._tag === "Complete" && (await result.roots[0].load()))
 * // 48
 * ```
 */
export const task = <
  const N extends string,
  P extends Params & Unreserved = {},
  D = {},
  O extends AnyOutputs | undefined = undefined,
  A = {},
>(
  name: N,
  body: Body<N, P, D, O, A> = {},
): Task<N, Made<N, P, D, O, A>> => {
  checkName(name, task)
  Members.check(name, body, Members.ofTask, task)
  const slots = Slots.read(name, body, task)
  const policy = Policies.read(name, body, Policy.open, task)
  const actions = Action.read(
    name,
    body.actions,
    slots.map((slot) => slot.name),
    task,
  )
  return carry((callable) => ({
    _tag: "Definition",
    name,
    slots: new Map(slots.map((slot) => [slot.name, slot])),
    ...Slots.erased(name, body, task),
    actions,
    doc: body.doc,
    policy,
    lineage: [],
    removed: new Set(),
    source: Capture.here(task),
    task: callable,
  }))
}

/**
 * Makes the callable task of a definition. What its type says, the phantom members of `graph.ts` apart, is what
 * `Call.callable` and `Reference.define` do; the compiler cannot follow properties that are defined at run time.
 */
export const carry = (make: (callable: Call.Callable) => Definition.Definition): never => {
  let made: Definition.Definition | undefined
  const callable = Call.callable((self) => (made = make(self)))
  return (made === undefined ? callable : Reference.define(callable, made.name, made)) as never
}

export const checkName = (name: string, callee: Capture.Callee): void => {
  const problem = Name.taskProblem(name)
  if (problem !== undefined) throw new DefinitionError(problem, callee)
}
