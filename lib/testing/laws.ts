/**
 * The laws of the language as properties of a user's own tasks: each is one line in a test of any runner.
 *
 * A law throws an Error where it does not hold, with the smallest workflow that shows it.
 */
import type { KnownAny } from "../task/graph.ts"
import type { LawOptions } from "./check.ts"
import * as Identity from "./identity-laws.ts"
import * as Plan from "./plan-laws.ts"
import * as Table from "./table-laws.ts"
import * as Type from "./type-laws.ts"

// --- model

/** A law, asked of workflows of a task. Throws where it does not hold. */
export type Law = (task: KnownAny, options?: LawOptions) => void

// --- constructors

const each = {
  types: Type.types,
  resolution: Plan.resolution,
  identity: Identity.identity,
  outputs: Identity.outputs,
  precedence: Table.precedence,
  locality: Table.locality,
  distribution: Table.distribution,
  reduction: Table.reduction,
  substitution: Table.substitution,
  json: Plan.json,
}

/**
 * Holds the laws: `laws.resolution(TaskC)` asks one, `laws.all(TaskC)` all of them.
 *
 * *Gotchas*: nothing runs; only types, dynamic functions and places of outputs are called.
 *
 * @example
 * ```ts
 * import { dep, int, param, task } from "waluigi"
 * import { laws } from "waluigi/testing"
 * const Data = task("Data", { params: { year: param(int, { range: [2012, 2015] }) } })
 * const Sum = task("Sum", { params: { data: dep(Data) }, dynamic: { share: (p) => 12n / BigInt(p.data.year - 2013) } })
 * let message = "it holds"
 * try {
 *   laws.resolution(Sum, { seed: 1 })
 * } catch (error) {
 *   message = String(error)
 * }
 * console.log(/Sum\(.*\)/.exec(message)?.[0]) // Sum({ "Data.year": 2013 })
 * ```
 */
export const laws: Readonly<Record<keyof typeof each | "all", Law>> = {
  ...each,
  all: (task, options = {}) => {
    for (const law of Object.values(each)) law(task, options)
  },
}
