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
 * Puts a task, or a workflow, in the place of another, wherever that stands: it must offer what the other offers
 * (6.5).
 *
 *     TaskZ(substitute(TaskB, TaskBcustom))
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
