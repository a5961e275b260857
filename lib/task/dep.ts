/**
 * Dependencies: slots that hold one upstream task (rule 1.2). A dependency is a parameter.
 */
import * as Call from "./call.ts"
import type { Callee } from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type { DependencyEdge, Described, Entry, GraphOf, Known } from "./graph.ts"
import * as Members from "./members.ts"
import type * as Slots from "./slots.ts"
import type { CheckedPins } from "./tables.ts"
import { show } from "./show.ts"

// --- model

export interface Options<B extends boolean> {
  /** Absent until an entry that ends in this slot sets it. */
  readonly optional?: B
  /** The task runs also where this one failed; `ctx.there(p.it)` says whether it is there. */
  readonly settled?: boolean
}

export type Dep<N extends string, U extends Entry, B extends boolean> = Described<
  DependencyEdge<true extends B ? "optional" : "dependency", N>,
  U
>

// --- constructors

/**
 * Makes a slot that holds one upstream task, or a workflow, whose tables become pins; pins hold for this subtree only (4.5).
 *
 * *Gotchas*: a pin beats every key that does not name its slot, so `--year` leaves it as it is; `--year!` does not. An
 * optional one is null until an entry that ends in its slot sets it. What is made without a `settled` one is complete
 * all the same: it is not made again when that one is there later.
 *
 * @example
 * ```ts
 * import { dep, int, param, resolve, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int) } })
 * const Fit = task("Fit", { params: { data: dep(Data), reference: dep(Data, { year: 2018 }) } })
 * const plan = resolve(Fit({ year: 2024 }))
 * console.log(plan._tag === "Right" && plan.right.roots[0]?.slots)
 * // { data: { year: 2024 }, reference: { year: 2018 } }
 * ```
 */
export const dep = <N extends string, U extends Entry, const T = {}, B extends boolean = false>(
  task: Known<N, U>,
  pins?: T & CheckedPins<GraphOf<U>, N, T>,
  options?: Options<B>,
): Dep<N, U, B> => {
  const upstream = given(task, pins, "dep", dep)
  Members.check(`dep(${upstream.definition.name}, pins, …)`, options ?? {}, Members.ofDep, dep)
  const slot: Slots.Nameless = {
    _tag: "Dependency",
    task: upstream.definition,
    pins: upstream.tables,
    optional: flag("optional", options?.optional),
    settled: flag("settled", options?.settled),
  }
  return slot as never
}

const flag = (name: string, given: unknown): boolean => {
  if (given === undefined || typeof given === "boolean") return given === true
  throw new DefinitionError(`dep: ${name} cannot be ${show(given)}: write true or false`, dep)
}

/** Reads the task or workflow of a slot, with its pins. */
export const given = (task: unknown, pins: unknown, word: "dep" | "many", callee: Callee): Definition.Workflow => {
  const workflow = Definition.asWorkflow(task)
  if (workflow === undefined)
    throw new DefinitionError(
      task === undefined
        ? `${word} is given undefined: a task stands above those that name it, and names itself by the self of a` +
            " dynamic function"
        : `${word} is given ${show(task)}: write ${word}(OtherTask)`,
      callee,
    )
  if (pins === undefined) return workflow
  return { ...workflow, tables: [...workflow.tables, ...Call.tables(workflow.definition, [pins], callee)] }
}
