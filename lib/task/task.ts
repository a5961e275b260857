import * as Name from "../path/name.ts"
import * as Call from "./call.ts"
import * as Capture from "./capture.ts"
import type * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import * as Reference from "./reference.ts"
import * as Slots from "./slots.ts"

export const task = (name: string, body: any = {}): any => {
  checkName(name, task)
  const slots = Slots.read(name, body, task)
  return ofSlots(slots, (callable) => ({
    _tag: "Definition",
    name,
    slots: new Map(slots.map((slot) => [slot.name, slot])),
    output: body.output,
    place: body.path,
    run: body.run,
    doc: body.doc,
    lineage: [],
    removed: new Set(),
    source: Capture.here(task),
    task: callable,
  }))
}

export const ofSlots = (
  _slots: ReadonlyArray<Definition.Slot>,
  make: (callable: Call.Callable) => Definition.Definition,
): Call.Callable => {
  let definition: Definition.Definition | undefined
  const callable = Call.callable((self) => (definition = make(self)))
  return definition === undefined ? callable : Reference.define(callable, definition.name, definition)
}

export const checkName = (name: string, callee: Capture.Callee): void => {
  const problem = Name.taskProblem(name)
  if (problem !== undefined) throw new DefinitionError(problem, callee)
}
