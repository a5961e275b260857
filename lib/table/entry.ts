/**
 * Entries: one override each, with its key parsed and ranked.
 *
 * An entry never knows where it matches; that is asked per place.
 */
import type { Pattern } from "../path/pattern.ts"
import type { Specificity } from "../path/specificity.ts"
import * as Definition from "../task/definition.ts"
import * as Given from "../task/given.ts"
import { show } from "../task/show.ts"
import type { Source } from "../task/source.ts"

// --- model

export interface Entry {
  /** As typed, with its `!`. */
  readonly key: string
  readonly pattern: Pattern
  readonly specificity: Specificity
  /** Marked with `!`: above all that are not (3.2). */
  readonly important: boolean
  /** A value, a task, a workflow, or a wrapper of `task/given.ts`. */
  readonly given: unknown
  readonly source: Source
  /** Position in its table: between equals the later decides. */
  readonly order: number
  /** The entries of one `zip` share a key (5.2). */
  readonly zip: string | undefined
}

// --- queries

/** Tells whether tasks or workflows of code were given; text may turn out to name one. */
export const givesTask = (given: unknown): boolean => {
  if (Definition.asWorkflow(given) !== undefined) return true
  const wrapped = Given.ofValue(given)
  const values = wrapped?.[Given.given] === "Each" ? wrapped.values : Array.isArray(given) ? given : []
  return values.length > 0 && values.every((value) => Definition.asWorkflow(value) !== undefined)
}

// --- folds

/** Prints what was given, as a person would type it. */
export const printGiven = (given: unknown): string => print(given, 0)

/** So many items of an array are shown, and workflows within workflows so deep. */
const most = 10
const deepest = 3

const print = (given: unknown, depth: number): string => {
  const workflow = Definition.asWorkflow(given)
  if (workflow !== undefined) return printWorkflow(workflow, depth)
  const wrapped = Given.ofValue(given)
  switch (wrapped?.[Given.given]) {
    case "Text":
      return wrapped.text
    case "Json":
      return show(wrapped.value)
    case "Each":
      return `each(${printItems(wrapped.values, depth)})`
    default:
      return Array.isArray(given) && givesTask(given) ? `[${printItems(given, depth)}]` : show(given)
  }
}

const printItems = (items: ReadonlyArray<unknown>, depth: number): string =>
  items.length <= most
    ? items.map((item) => print(item, depth + 1)).join(", ")
    : `${printItems(items.slice(0, most), depth)}, … ${items.length - most} more`

const printWorkflow = ({ definition, tables }: Definition.Workflow, depth: number): string => {
  if (tables.length === 0) return definition.name
  if (depth > deepest) return `${definition.name}(…)`
  const printed = tables.map((table) => {
    const members = Object.entries(table.record).map(([key, value]) => `${printKey(key)}: ${print(value, depth + 1)}`)
    const record = `{ ${members.join(", ")} }`
    return table.zipped === false ? record : `zip(${record})`
  })
  return `${definition.name}(${printed.join(", ")})`
}

/** Prints a key of a record, in quotes where it needs them. */
export const printKey = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key))
