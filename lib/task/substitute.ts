/**
 * Substituting: `substitute(TaskB, TaskBcustom)` is the table `{ TaskB: TaskBcustom }` (rule 6.1).
 */
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type { TaskProblem, Verdict } from "./fits.ts"
import type { Entry, GraphOf, Known } from "./graph.ts"
import * as Table from "./table.ts"
import { show } from "./show.ts"

// --- constructors

/**
 * Makes a table that puts a task, or a workflow, in the place of another, wherever that stands: it must offer what the
 * other offers (6.5).
 *
 * *Gotchas*: below its own replacement it does not apply, so a replacement may wrap what it replaces.
 *
 * @example
 * ```ts
 * import { dep, extend, int, param, resolve, substitute, task } from "waluigi"
 *
 * const Data = task("Data", { params: { year: param(int, { default: 2024 }) } })
 * const Fit = task("Fit", { params: { data: dep(Data) } })
 * const Other = extend(Data, "Other")
 * const plan = resolve(Fit(substitute(Data, Other)))
 * console.log(plan._tag === "Right" && plan.right.roots[0]?.dependencies.map((node) => node.definition.name))
 * // [ 'Other' ]
 * ```
 */
export const substitute = <N extends string, U extends Entry, const V>(
  original: Known<N, U>,
  replacement: V & Verdict<TaskProblem<GraphOf<U>, N, V>>,
): Table.Made<{ readonly [K in N]: V }> => {
  const task = Definition.ofTask(original)
  if (task === undefined)
    throw new DefinitionError(`substitute is given ${show(original)}: write substitute(TaskB, TaskBcustom)`, substitute)
  return Table.ofRecord({ [task.name]: replacement }, substitute)
}
