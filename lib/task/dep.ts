import * as Call from "./call.ts"
import type { Callee } from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type * as Slots from "./slots.ts"

export const dep = (task: unknown, pins?: unknown, options: { readonly optional?: boolean } = {}): Slots.Nameless => {
  const upstream = given(task, pins, "dep", dep)
  return { _tag: "Dependency", task: upstream.definition, pins: upstream.tables, optional: options.optional === true }
}

/** Reads the task or workflow of a slot, with its pins. */
export const given = (task: unknown, pins: unknown, word: string, callee: Callee): Definition.Workflow => {
  const workflow = Definition.asWorkflow(task)
  if (workflow === undefined)
    throw new DefinitionError(
      task === undefined
        ? `${word} is given undefined: a task must stand above the tasks that name it; for itself a task uses the self of a dynamic function`
        : `${word} is given ${Call.show(task)}: write ${word}(OtherTask) or ${word}(OtherTask, { year: 2018 })`,
      callee,
    )
  if (pins === undefined) return workflow
  return { ...workflow, tables: [...workflow.tables, ...Call.tables(workflow.definition, [pins], callee)] }
}
