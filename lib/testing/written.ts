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
  /** With its mark; of a zip that of its first member. */
  readonly key: string
  readonly given: Values | Tasks | Zip
}

/** The values, of which there is one unless the entry is a collection. */
interface Values {
  readonly _tag: "Values"
  readonly slot: ValueSlot
  readonly values: ReadonlyArray<unknown>
  readonly collection: boolean
  /** Given as text, which the type parses, where it can be: as a shell or a file of settings gives it. */
  readonly text?: boolean
}

/** The task that is put there; or several, one after another. */
interface Tasks {
  readonly _tag: "Task"
  readonly task: Definition.Definition
  readonly others?: ReadonlyArray<Definition.Definition>
}

/** Collections of one length that make one axis. */
interface Zip {
  readonly _tag: "Zip"
  readonly members: ReadonlyArray<{ readonly key: string; readonly given: Values }>
}

// --- constructors

/** Writes entries as the tables of one call, one for each: a key may come twice. */
export const tables = (entries: ReadonlyArray<Written>): ReadonlyArray<Overrides> =>
  entries.map((entry) => ({
    _tag: "Overrides",
    record: Object.fromEntries(members(entry).map((one) => [one.key, value(one.given)])),
    zipped: entry.given._tag === "Zip",
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
export const isSingle = ({ given }: Written): boolean =>
  given._tag === "Values" ? !given.collection : given._tag === "Task" && given.others === undefined

/** Lists the keys of an entry. */
export const keys = (entry: Written): ReadonlyArray<string> => members(entry).map(({ key }) => key)

/** Lists entries in the place of one, each with one thing less: a mark, a member of a zip, the points of a collection. */
export const simpler = ({ key, given }: Written): ReadonlyArray<Written> => {
  const unmarked = key.endsWith("!") && given._tag !== "Zip" ? [{ key: key.slice(0, -1), given }] : []
  if (given._tag === "Zip") return given.members
  if (given._tag === "Task")
    return given.others === undefined ? unmarked : [{ key, given: { _tag: "Task", task: given.task } }]
  const { text, ...plain } = given
  if (text === true) return [{ key, given: plain }]
  return given.collection
    ? given.values.map((value) => ({ key, given: { ...given, values: [value], collection: false } }))
    : unmarked
}

type Member = { readonly key: string; readonly given: Values | Tasks }

const members = ({ key, given }: Written): ReadonlyArray<Member> =>
  given._tag === "Zip" ? given.members : [{ key, given }]

// --- folds

/** Gives what stands on the right of the key. */
const value = (given: Values | Tasks): unknown => {
  if (given._tag === "Task")
    return given.others === undefined
      ? given.task.task
      : Given.each([given.task, ...given.others].map(({ task }) => task))
  const text = given.text === true ? printed(given) : undefined
  if (text !== undefined) return Given.text(text)
  return given.collection ? Given.each(given.values) : given.values[0]
}

/** Prints entries as the tables of a call: `{ year: 2024 }, { TaskB: TaskBcustom }, zip({ … })`. */
export const code = (entries: ReadonlyArray<Written>): string => {
  const unique = new Set(entries.flatMap(keys)).size === entries.flatMap(keys).length
  const isPlain = entries.every(({ given }) => given._tag !== "Zip")
  const parts = entries.map((entry) =>
    members(entry)
      .map(({ key, given }) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${right(given)}`)
      .join(", "),
  )
  if (unique && isPlain && parts.length > 0) return `{ ${parts.join(", ")} }`
  return parts.map((part, at) => (entries[at]?.given._tag === "Zip" ? `zip({ ${part} })` : `{ ${part} }`)).join(", ")
}

const right = (given: Values | Tasks): string => {
  if (given._tag === "Task")
    return given.others === undefined
      ? given.task.name
      : `each(${[given.task, ...given.others].map(({ name }) => name).join(", ")})`
  const values = given.values.map((each) => show(each, 400)).join(", ")
  return given.collection ? `each(${values})` : values
}

/** Prints entries as words of a shell. */
export const shell = (entries: ReadonlyArray<Written>): string =>
  entries
    .flatMap((entry) => [
      ...members(entry).map(word),
      ...(entry.given._tag === "Zip" ? [quoted(`--zip=${keys(entry).join(",")}`)] : []),
    ])
    .join(" ")

const word = ({ key, given }: Member): string => {
  if (given._tag === "Task")
    return quoted(`--${key}=${[given.task, ...(given.others ?? [])].map(({ name }) => name).join(",")}`)
  const text = printed(given)
  if (text !== undefined) return quoted(`--${key}=${text}`)
  try {
    return quoted(`--${key}:=${JSON.stringify(given.values.map((each) => given.slot.type.codec.encode(each)))}`)
  } catch {
    return `--${key}=…`
  }
}

/** Prints values as the text that gives them; nothing where only JSON does, or where the type cannot print them. */
const printed = ({ slot: { type }, values, collection }: Values): string | undefined => {
  try {
    if (type.comma === "splits") return Words.print(values.map(type.print))
    return collection ? undefined : type.print(values[0])
  } catch {
    return undefined
  }
}

const quoted = (text: string): string =>
  /^(?:[A-Za-z0-9_.,:=@%+/-]|!(?==))*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
