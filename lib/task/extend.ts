/**
 * Extending: a new task with another's definition and some changes, which remembers its lineage (rule 1.6).
 *
 * Changed slots keep their place among the slots, new ones come last: so the order of a reduction stays.
 */
import * as Action from "./action.ts"
import type { ActionContext } from "./action-context.ts"
import * as Capture from "./capture.ts"
import type { Context, Returned } from "./context.ts"
import type { Decided, DecidedParams, EntryOf } from "./decided.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type { Dynamic } from "./dynamic.ts"
import type { Edges, edge, Entry, GraphOf, Known, NameIn, Own, Params, Read, Self } from "./graph.ts"
import * as Members from "./members.ts"
import type { AnyOutputs } from "./output.ts"
import * as Policies from "./policies.ts"
import * as Slots from "./slots.ts"
import { carry, checkName, type PathOf } from "./task.ts"
import type { SelfOf, Task } from "./typed.ts"
import { show } from "./show.ts"
import type { Unreserved } from "./unreserved.ts"

// --- model

/** What stands under `params` after the changes. */
type ParamsAfter<E extends Entry, P extends Params, D, R extends PropertyKey> = {
  readonly unnamed: {
    readonly [K in Exclude<keyof E["params"], keyof D | R> | keyof P]: K extends keyof P
      ? P[K][typeof edge]
      : E["params"][K & keyof E["params"]]
  }
}["unnamed"]

/** What stands under `dynamic` after the changes. */
type DynamicAfter<E extends Entry, P extends Params, D, R extends PropertyKey> = {
  readonly unnamed: {
    readonly [K in Exclude<keyof E["dynamic"], keyof P | R> | keyof D]: K extends keyof D
      ? D[K]
      : E["dynamic"][K & keyof E["dynamic"]]
  }
}["unnamed"]

/** What each action takes after the changes. */
type ActionsAfter<E extends Entry, A> = {
  readonly unnamed: {
    readonly [K in keyof E["actions"] | keyof A]: K extends keyof A ? A[K] : E["actions"][K & keyof E["actions"]]
  }
}["unnamed"]

/** The entries at or below what is kept. */
type Kept<U extends Entry, S extends Edges, C> = EntryOf<
  U,
  EntryOf<U, S[keyof S]["to"] | Exclude<NameIn<C[keyof C]>, Self>>["below"]
>

/** Those at or below what stands there after the changes. */
type AllAfter<U extends Entry, E extends Entry, P extends Params, D, R extends PropertyKey> =
  | Kept<U, Omit<E["params"], keyof P | keyof D | R>, Omit<E["dynamic"], keyof P | keyof D | R>>
  | Read<P, D>["all"]

/** The entries that the new task carries. */
type Extended<
  M extends string,
  U extends Entry,
  E extends Entry,
  P extends Params,
  D,
  O extends AnyOutputs | undefined,
  R extends PropertyKey,
  A = {},
> = {
  readonly unnamed:
    | Own<
        M,
        ParamsAfter<E, P, D, R>,
        DynamicAfter<E, P, D, R>,
        O,
        M | E["answers"],
        M | AllAfter<U, E, P, D, R>["name"],
        Exclude<E["removed"] | R, keyof P | keyof D>,
        ActionsAfter<E, A>
      >
    | AllAfter<U, E, P, D, R>
}["unnamed"]

/** What a dynamic function of the changes gets as `p` and as `self`. */
type SlotsOf<U extends Entry, E extends Entry, P extends Params, R extends PropertyKey> = DecidedParams<
  GraphOf<AllAfter<U, E, P, {}, R>>,
  ParamsAfter<E, P, {}, R>
>
type SelfIn<M extends string, U extends Entry, E extends Entry, P extends Params, R extends PropertyKey> = SelfOf<
  M,
  AllAfter<U, E, P, {}, R>,
  ParamsAfter<E, P, {}, R>
>

/** `E` is the entry of what is extended, `U` those at or below it. */
export interface Changes<
  M extends string,
  U extends Entry,
  E extends Entry,
  P extends Params,
  D,
  O extends AnyOutputs | undefined,
  R extends PropertyKey,
  A = {},
> extends Policies.Policies {
  readonly doc?: string
  readonly remove?: ReadonlyArray<R>
  readonly params?: P
  readonly dynamic?: {
    readonly [K in keyof D]:
      | ((p: NoInfer<SlotsOf<U, E, P, R>>, self: NoInfer<SelfIn<M, U, E, P, R>>) => D[K])
      | Dynamic<NoInfer<SlotsOf<U, E, P, R>>, D[K]>
  }
  readonly output?: O
  readonly path?: (p: NoInfer<Decided<GraphOf<Extended<M, U, E, P, D, O, R>>, M>>) => PathOf<O>
  readonly run?: (p: NoInfer<Decided<GraphOf<Extended<M, U, E, P, D, O, R>>, M>>, context: Context<O>) => Returned<O>
  readonly actions?: Action.Actions<Decided<GraphOf<Extended<M, U, E, P, D, O, R>>, M>, ActionContext<O>, A>
}

// --- constructors

/**
 * Makes a task of another by a few changes, which may stand in its place. What is not given stays as it is.
 *
 * *Gotchas*: a `run` or `dynamic` function that is kept reads the slots as they were. Keys that name the original reach the
 * extension too; a bare task's name, which substitutes, does not.
 *
 * @example
 * ```ts
 * import { extend, float, int, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int) } })
 * const Cut = extend(Data, "Cut", { params: { above: param(float, { default: 0.5 }) } })
 * const plan = resolve(Cut({ "Data.year": 2024 }))
 * console.log(plan._tag === "Right" && plan.right.roots[0]?.slots)
 * // { year: 2024, above: 0.5 }
 * ```
 */
export const extend = <
  N extends string,
  U extends Entry,
  const M extends string,
  P extends Params & Unreserved = {},
  D = {},
  O extends AnyOutputs | undefined = EntryOf<U, N>["output"],
  const R extends keyof EntryOf<U, N>["slots"] = never,
  A = {},
>(
  original: Known<N, U>,
  name: M,
  changes: Changes<M, U, EntryOf<U, N>, P, D, O, R, A> = {},
): Task<M, Extended<M, U, EntryOf<U, N>, NoInfer<P>, NoInfer<D>, NoInfer<O>, NoInfer<R>, NoInfer<A>>> => {
  // Without NoInfer, changes that are not given would be inferred from what a slot may hold, as in `dep(extend(…), …)`.
  const base = Definition.ofTask(original)
  if (base === undefined)
    throw new DefinitionError(`extend is given ${show(original)}: write extend(TaskB, "TaskBcustom", { … })`, extend)
  checkName(name, extend)
  if (name === base.name)
    throw new DefinitionError(`${name} extends a task of its own name: choose another, such as ${name}Custom`, extend)
  Members.check(name, changes, Members.ofExtension, extend)
  const written = Slots.read(name, changes, extend)
  const given = new Set(written.map((slot) => slot.name))
  const removed = (changes.remove ?? []).map(String)
  for (const slot of removed) {
    if (!base.slots.has(slot))
      throw new DefinitionError(`${name} removes ${slot}, which ${base.name} does not have`, extend)
    if (given.has(slot))
      throw new DefinitionError(`${name} both removes and gives ${slot}: leave it out of remove`, extend)
  }
  const slots = changed(base, written, new Set(removed))
  const rest = Slots.erased(name, changes, extend)
  const policy = Policies.read(name, changes, base.policy, extend)
  const names = slots.map((slot) => slot.name)
  const actions = new Map([...base.actions, ...Action.read(name, changes.actions, names, extend)])
  const both = names.find((slot) => actions.has(slot))
  if (both !== undefined) throw new DefinitionError(Action.both(name, both), extend)
  return carry((task) => ({
    ...base,
    name,
    slots: new Map(slots.map((slot) => [slot.name, slot])),
    output: rest.output ?? base.output,
    place: rest.place ?? base.place,
    run: rest.run ?? base.run,
    actions,
    doc: changes.doc ?? base.doc,
    policy,
    lineage: [base, ...base.lineage],
    removed: new Set([...base.removed, ...removed].filter((slot) => !given.has(slot))),
    source: Capture.here(extend),
    task,
  }))
}

/** What is computed stays behind what is given. */
const changed = (
  base: Definition.Definition,
  written: ReadonlyArray<Definition.Slot>,
  removed: ReadonlySet<string>,
): ReadonlyArray<Definition.Slot> => {
  const slots = new Map(base.slots)
  for (const name of removed) slots.delete(name)
  for (const slot of written) slots.set(slot.name, slot)
  const all = [...slots.values()]
  return [...all.filter((slot) => slot._tag !== "Dynamic"), ...all.filter((slot) => slot._tag === "Dynamic")]
}
