/**
 * Settings: what a config file says, read from its document; options of the command apart from parameters of tasks.
 *
 *     workers = 4
 *     [parameters]
 *     year = 2024
 *     "TaskB:TaskA.year" = [2016, 2017]
 *     [profile.test.parameters]
 *     year = 2012
 *
 * A profile is laid over the rest: its options win, and so do its parameters among keys that say as much (rule 3.2).
 */
import * as E from "#fp/Either"
import { isNonEmpty } from "#fp/Array"
import { nearest } from "../../path/nearest.ts"
import type { Overrides } from "../../task/definition.ts"
import * as Given from "../../task/given.ts"
import { show } from "../../task/show.ts"
import * as Words from "../../task/words.ts"
import * as Documents from "./document.ts"
import type { At, Problem } from "./problem.ts"

// --- model

/** One value of a file, and where it stands. */
export interface Placed<A> {
  readonly value: A
  readonly at: At
}

/** What stands at the top of the file, or in one profile. */
export interface Section {
  readonly file: Placed<string> | undefined
  readonly workers: Placed<number> | undefined
  readonly outputRoot: Placed<string> | undefined
  readonly taskLimit: Placed<number> | undefined
  readonly quiet: Placed<boolean> | undefined
  /** In the order of the file. */
  readonly parameters: ReadonlyArray<Parameter>
}

/** One override. `zip`: the name of the zip that it belongs to. */
export interface Parameter {
  readonly key: string
  readonly given: Given.Given
  readonly zip: string | undefined
  readonly at: At
}

export interface Settings {
  readonly file: string
  readonly base: Section
  readonly profiles: ReadonlyMap<string, Section>
}

type Path = ReadonlyArray<string>

// --- constructors

export const nothing: Section = {
  file: undefined,
  workers: undefined,
  outputRoot: undefined,
  taskLimit: undefined,
  quiet: undefined,
  parameters: [],
}

/** Reads a document, or says everything that is wrong with it. */
export const read = (document: Documents.Document): E.Either<ReadonlyArray<Problem>, Settings> => {
  const reader: Reader = { document, problems: [] }
  const { file, value } = document
  const top = tableOf(value)
  if (top === undefined) {
    wrongKind(reader, [], value, "a table: { … }")
    return E.left(reader.problems)
  }
  const base = section(reader, [], top, ["profile"])
  const profiles = new Map<string, Section>()
  const given = top.get("profile")
  const named = given === undefined ? new Map<string, unknown>() : tableOf(given)
  if (named === undefined) wrongKind(reader, ["profile"], given, "a table of profiles", ["[profile.test.parameters]"])
  for (const [name, body] of named ?? []) {
    const path = ["profile", name]
    const table = tableOf(body)
    if (table !== undefined) profiles.set(name, section(reader, path, table, []))
    else wrongKind(reader, path, body, "a table", [`[profile.${Documents.bare(name)}.parameters]`])
  }
  return isNonEmpty(reader.problems) ? E.left(reader.problems) : E.right({ file, base, profiles })
}

// --- queries

/** Lays profiles over what stands at the top, in the order that they were chosen. */
export const chosen = ({ base, profiles }: Settings, names: ReadonlyArray<string>): Section =>
  names.reduce((below, name) => {
    const above = profiles.get(name) ?? nothing
    return {
      file: above.file ?? below.file,
      workers: above.workers ?? below.workers,
      outputRoot: above.outputRoot ?? below.outputRoot,
      taskLimit: above.taskLimit ?? below.taskLimit,
      quiet: above.quiet ?? below.quiet,
      parameters: [...below.parameters, ...above.parameters],
    }
  }, base)

/** Writes parameters as tables, one for each, so that each knows its line. */
export const tables = (parameters: ReadonlyArray<Parameter>): ReadonlyArray<Overrides> =>
  parameters.map(({ key, given, zip, at }) => ({
    _tag: "Overrides",
    record: { [key]: given },
    zipped: zip ?? false,
    source: { _tag: "Config", file: at.file, key, ...(at.line === undefined ? {} : { line: at.line }) },
  }))

// --- internals

interface Reader {
  readonly document: Documents.Document
  readonly problems: Array<Problem>
}

const at = ({ document }: Reader, path: Path): At => ({ file: document.file, line: document.lineOf(path) })

const optionNames = ["file", "workers", "output-root", "task-limit", "quiet"]

/** An object that is a table, not a list or a date. */
const tableOf = (value: unknown): ReadonlyMap<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Documents.dateOf(value) === undefined
    ? new Map(Object.entries(value))
    : undefined

const section = (
  reader: Reader,
  path: Path,
  table: ReadonlyMap<string, unknown>,
  more: ReadonlyArray<string>,
): Section => {
  const known = [...optionNames, "parameters", "zip", ...more]
  for (const key of table.keys()) if (!known.includes(key)) unknownKey(reader, path, key, known)
  const option = <A>(name: string, fits: (value: unknown) => value is A, takes: string): Placed<A> | undefined => {
    const value = table.get(name)
    if (value === undefined) return undefined
    if (fits(value)) return { value, at: at(reader, [...path, name]) }
    wrongKind(reader, [...path, name], value, takes)
    return undefined
  }
  return {
    file: option("file", isPath, "the path of a workflow file"),
    workers: option("workers", isCount, "a whole number from 1 upwards"),
    outputRoot: option("output-root", isPath, "the path of a folder"),
    taskLimit: option("task-limit", isCount, "a whole number from 1 upwards"),
    quiet: option("quiet", isBool, "true or false"),
    parameters: zipped(reader, [...path, "zip"], table.get("zip"), parameters(reader, path, table.get("parameters"))),
  }
}

const isPath = (value: unknown): value is string => typeof value === "string" && value !== "" && !value.includes("\0")
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1
const isBool = (value: unknown): value is boolean => typeof value === "boolean"

/** Tables in tables are one key, joined with dots (rule 3.4). A list of steps, for a file may nest as deep as it likes. */
const parameters = (reader: Reader, path: Path, given: unknown): ReadonlyArray<Parameter> => {
  if (given === undefined) return []
  const start = [...path, "parameters"]
  const table = tableOf(given)
  if (table === undefined) {
    wrongKind(reader, start, given, "a table of parameters", ["[parameters]"])
    return []
  }
  const found: Array<Parameter & { readonly order: number }> = []
  const open = [...table].map(([key, value]) => ({ key, path: [...start, key], value })).reverse()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key, path: own, value } = next
    const below = tableOf(value)
    if (below !== undefined) {
      const inner = [...below].map(([name, each]) => ({ key: `${key}.${name}`, path: [...own, name], value: each }))
      open.push(...inner.reverse())
      continue
    }
    const place = at(reader, own)
    if (isTooDeep(value)) wrongKind(reader, own, value, `lists and tables no more than ${deepest} deep`)
    else found.push({ key, given: givenOf(value), zip: undefined, at: place, order: place.line ?? 0 })
  }
  // A key with dots and a table of the same name may take turns: what stands later is later. The sort is stable.
  return found.sort((a, b) => a.order - b.order).map(({ order: _, ...parameter }) => parameter)
}

const deepest = 100

const isTooDeep = (value: unknown): boolean => {
  let level: ReadonlyArray<unknown> = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []))
  }
  return false
}

const givenOf = (value: unknown): Given.Given => {
  const text = Documents.dateOf(value) ?? value
  return typeof text === "string" ? Given.text(text) : Given.json(jsonOf(value))
}

/** A list or table as JSON would have it: TOML's dates as text, plain objects. */
const jsonOf = (value: unknown): unknown => {
  const text = Documents.dateOf(value)
  if (text !== undefined) return text
  if (Array.isArray(value)) return value.map(jsonOf)
  const table = tableOf(value)
  return table === undefined ? value : Object.fromEntries([...table].map(([key, each]) => [key, jsonOf(each)]))
}

/** `zip = ["year", "lumi"]`, or a list of such lists: parameters of this section that are one axis (rule 5.2). */
const zipped = (
  reader: Reader,
  path: Path,
  given: unknown,
  found: ReadonlyArray<Parameter>,
): ReadonlyArray<Parameter> => {
  if (given === undefined) return found
  const wrong = (takes: string, tries: ReadonlyArray<string>): ReadonlyArray<Parameter> => {
    wrongKind(reader, path, given, takes, tries)
    return found
  }
  const isKeys = (value: unknown): value is ReadonlyArray<string> =>
    Array.isArray(value) && value.every((key) => typeof key === "string")
  const zips = typeof given === "string" ? [Words.splitCommas(given)] : isKeys(given) ? [given] : given
  if (!Array.isArray(zips) || !zips.every(isKeys))
    return wrong("a list of keys, or several such lists", ['zip = ["year", "lumi"]'])
  const bare = (key: string): string => key.replace(/!$/, "")
  const members = new Map<string, string>()
  for (const [index, keys] of zips.entries()) {
    if (keys.length < 2) return wrong("two keys or more", ['zip = ["year", "lumi"]'])
    for (const key of keys.map(bare)) {
      const beside = found.map((parameter) => bare(parameter.key))
      if (members.has(key)) return wrong(`each key once: ${key} stands in it twice`, [])
      if (!beside.includes(key))
        return wrong(
          `keys of parameters beside it: there is no ${key}`,
          nearest(key, beside).map((near) => JSON.stringify(near)),
        )
      members.set(key, `${reader.document.file} ${path.join(".")} ${index}`)
    }
  }
  return found.map((parameter) => ({ ...parameter, zip: members.get(bare(parameter.key)) }))
}

const wrongKind = (
  reader: Reader,
  path: Path,
  given: unknown,
  takes: string,
  tries: ReadonlyArray<string> = [],
): void => {
  const text = Documents.dateOf(given) ?? (isTooDeep(given) ? "…" : show(jsonOf(given)))
  const key = path.length === 0 ? "waluigi" : path.map(Documents.bare).join(".")
  reader.problems.push({ _tag: "WrongKind", at: at(reader, path), key, given: text, takes, tries })
}

const unknownKey = (reader: Reader, path: Path, key: string, known: ReadonlyArray<string>): void => {
  const near = nearest(key, known)
  const heading = [...path, "parameters"].map(Documents.bare).join(".")
  reader.problems.push({
    _tag: "UnknownKey",
    at: at(reader, [...path, key]),
    key: [...path, key].map(Documents.bare).join("."),
    known,
    tries: near.length > 0 ? near : [`[${heading}]`],
    note: near.length > 0 ? undefined : `parameters of tasks stand under [${heading}]`,
  })
}
