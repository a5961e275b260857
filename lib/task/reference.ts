/**
 * References: values that name a place. `TaskB.datasets.year` is what `"TaskB.datasets.year"` is as a key (rule 1.4).
 *
 * Made when read, never ahead: a deep graph has more of them than there are atoms.
 */
import type { Definition, Slot } from "./definition.ts"

// --- model

/** Where a reference carries its key. */
export const reference: unique symbol = Symbol.for("waluigi/reference") as never

export interface Reference {
  readonly [reference]: string
}

// --- constructors

/** Gives `target` a property for each slot, which makes the reference when it is read. O(slots). */
export const define = <A extends object>(target: A, key: string, definition: Definition): A => {
  // Defined, not assigned: a slot may be called `name`, `length`, `call` or `bind`.
  for (const slot of definition.slots.values())
    Object.defineProperty(target, slot.name, {
      get: () => of(`${key}.${slot.name}`, slot),
      enumerable: true,
      configurable: true,
    })
  return target
}

const of = (key: string, slot: Slot): Reference => {
  const made: Reference = { [reference]: key }
  switch (slot._tag) {
    case "Value":
      return Object.defineProperty(made, "meta", { value: slot.meta, enumerable: true })
    case "Dependency":
    case "Many":
      return define(made, key, slot.task)
    default:
      return made
  }
}

// --- queries

/** Gives the key of a reference, or nothing for any other value. */
export const keyOf = (value: unknown): string | undefined =>
  typeof value === "object" && value !== null ? (value as Partial<Reference>)[reference] : undefined
