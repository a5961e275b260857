import * as Call from "./call.ts"
import * as Capture from "./capture.ts"
import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import * as Slots from "./slots.ts"
import { checkName, ofSlots } from "./task.ts"

export const extend = (original: unknown, name: string, changes: any = {}): any => {
  const base = Definition.ofTask(original)
  if (base === undefined)
    throw new DefinitionError(`extend is given ${Call.show(original)}: write extend(TaskB, "TaskBcustom", { … })`, extend)
  checkName(name, extend)
  if (name === base.name)
    throw new DefinitionError(`${name} extends a task of its own name: choose another, such as ${name}Custom`, extend)
  const written = Slots.read(name, changes, extend)
  const removed: ReadonlyArray<string> = changes.remove ?? []
  for (const slot of removed) {
    if (!base.slots.has(slot))
      throw new DefinitionError(`${name} removes ${slot}, which ${base.name} does not have`, extend)
    if (written.some((other) => other.name === slot))
      throw new DefinitionError(`${name} both removes and gives ${slot}: leave it out of remove`, extend)
  }
  const slots = changed(base, written, new Set(removed))
  return ofSlots(slots, (task) => ({
    ...base,
    name,
    slots: new Map(slots.map((slot) => [slot.name, slot])),
    output: changes.output ?? base.output,
    place: changes.path ?? base.place,
    run: changes.run ?? base.run,
    doc: changes.doc ?? base.doc,
    lineage: [base, ...base.lineage],
    removed: new Set([...base.removed, ...removed].filter((slot) => !written.some((other) => other.name === slot))),
    source: Capture.here(extend),
    task,
  }))
}

/** Changed slots keep their place, new ones come last; what is computed stays behind what is given. */
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
