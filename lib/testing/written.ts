/**
 * Entries of a generated table, and how a person would type them, in code and in the shell.
 */
import type { Overrides, ValueSlot, Workflow } from "../task/definition.ts"
import type * as Definition from "../task/definition.ts"
import * as Given from "../task/given.ts"
import { show } from "../task/show.ts"
import * as Words from "../task/words.ts"

// --- model

export interface Written {
  readonly key: string
  /** The values, of which there is one unless the entry is a collection; or the task that is put there. */
  readonly given: Values | { readonly _tag: "Task"; readonly task: Definition.Definition }
}

interface Values {
  readonly _tag: "Values"
  readonly slot: ValueSlot
  readonly values: ReadonlyArray<unknown>
  readonly collection: boolean
}

// --- constructors

/** Writes entries as the tables of one call, one for each: a key may come twice. */
export const tables = (entries: ReadonlyArray<Written>): ReadonlyArray<Overrides> =>
  entries.map((entry) => ({
    _tag: "Overrides",
    record: { [entry.key]: value(entry) },
    zipped: false,
    source: { _tag: "Code", at: undefined },
  }))

/** Applies a task to entries. */
export const workflow = (definition: Definition.Definition, entries: ReadonlyArray<Written>): Workflow => ({
  _tag: "Workflow",
  definition,
  tables: tables(entries),
})

// --- queries

/** Tells whether an entry gives one value or task, not several. */
export const isSingle = ({ given }: Written): boolean => given._tag === "Task" || !given.collection

// --- folds

/** Gives what stands on the right of the key. */
const value = ({ given }: Written): unknown => {
  if (given._tag === "Task") return given.task.task
  return given.collection ? Given.each(given.values) : given.values[0]
}

/** Prints entries as the records of a call: `{ year: 2024 }, { TaskB: TaskBcustom }`. */
export const code = (entries: ReadonlyArray<Written>): string => {
  const unique = new Set(entries.map(({ key }) => key)).size === entries.length
  const parts = entries.map(
    (entry) => `${/^\w+$/.test(entry.key) ? entry.key : JSON.stringify(entry.key)}: ${right(entry)}`,
  )
  return unique && parts.length > 0 ? `{ ${parts.join(", ")} }` : parts.map((part) => `{ ${part} }`).join(", ")
}

const right = ({ given }: Written): string => {
  if (given._tag === "Task") return given.task.name
  const values = given.values.map((each) => show(each, 400)).join(", ")
  return given.collection ? `each(${values})` : values
}

/** Prints entries as words of a shell. */
export const shell = (entries: ReadonlyArray<Written>): string => entries.map(word).join(" ")

const word = ({ key, given }: Written): string => {
  if (given._tag === "Task") return `--${key}=${given.task.name}`
  const { type } = given.slot
  try {
    if (type.comma === "splits") return quoted(`--${key}=${Words.print(given.values.map(type.print))}`)
    if (!given.collection) return quoted(`--${key}=${type.print(given.values[0])}`)
    return quoted(`--${key}:=${JSON.stringify(given.values.map((each) => type.codec.encode(each)))}`)
  } catch {
    return `--${key}=…`
  }
}

const quoted = (text: string): string =>
  /^[A-Za-z0-9_.,:=@%+/-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
