/**
 * Fits: whether a task may stand in for another (6.5). It must offer what the other's users read.
 */
import type { Definition, Slot } from "../../task/definition.ts"
import * as Output from "../../task/output.ts"

// --- queries

/** Lists what a replacement lacks, in words; nothing when it fits. O(slots). */
export const problems = (original: Definition, replacement: Definition): ReadonlyArray<string> => {
  const removed = new Set([replacement, ...replacement.lineage].flatMap((task) => [...task.removed]))
  const found: Array<string> = []
  for (const slot of original.slots.values()) {
    const other = replacement.slots.get(slot.name)
    if (other === undefined) {
      if (!removed.has(slot.name)) found.push(`it has no slot ${slot.name} (${describe(slot)})`)
    } else if (!accepts(slot, other))
      found.push(`its slot ${slot.name} is ${describe(other)}, where ${original.name} has ${describe(slot)}`)
  }
  const [form, offered] = [printOutputs(original), printOutputs(replacement)]
  if (form !== offered) found.push(`it leaves ${offered}, where ${original.name} leaves ${form}`)
  return found
}

const accepts = (slot: Slot, other: Slot): boolean => {
  if (kind(slot) !== kind(other)) return false
  const [base, offered] = [baseOf(slot), baseOf(other)]
  return base === undefined || offered === undefined || base === offered
}

/** A reader cannot tell a value from a constant or a computed one. */
const kind = (slot: Slot): string =>
  slot._tag === "Value" || slot._tag === "Constant" || slot._tag === "Dynamic" ? "value" : slot._tag

const baseOf = (slot: Slot): string | undefined =>
  slot._tag === "Value" || slot._tag === "Dynamic" ? slot.type?.base : undefined

const describe = (slot: Slot): string => {
  switch (slot._tag) {
    case "Value":
      return `a value (${slot.type.name})`
    case "Constant":
      return "a constant"
    case "Dynamic":
      return "a dynamic slot"
    case "Dependency":
      return "a dependency"
    case "Many":
      return "a many"
  }
}

const printOutputs = (definition: Definition): string => {
  const { output } = definition
  if (output === undefined) return "no output"
  if (Output.isSingle(output)) return output.form
  return `{ ${Object.entries(output)
    .map(([name, one]) => `${name}: ${one.form}`)
    .sort()
    .join(", ")} }`
}
