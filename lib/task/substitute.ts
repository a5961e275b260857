import * as Call from "./call.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"

export const substitute = (original: unknown, replacement: unknown): Definition.Overrides => {
  const task = Definition.ofTask(original)
  if (task === undefined)
    throw new DefinitionError(`substitute is given ${Call.show(original)}: write substitute(TaskB, TaskBcustom)`, substitute)
  return Call.ofRecord({ [task.name]: replacement }, Call.code(substitute))
}
