/**
 * Parameters: the overrides of a settings file, read from its tables, and which of them are one axis.
 */
import { nearest } from "../../path/nearest.ts"
import type { Overrides } from "../../task/definition.ts"
import * as Given from "../../task/given.ts"
import * as Words from "../../task/words.ts"
import * as Documents from "./document.ts"
import type { At } from "./problem.ts"
import type { Path, Reader } from "./reader.ts"
import * as Readers from "./reader.ts"

// --- model

/** One override. `zip`: the name of the zip that it belongs to. */
export interface Parameter {
  readonly key: string
  readonly given: Given.Given
  readonly zip: string | undefined
  readonly at: At
}

// --- constructors

/** Reads the parameters of a section, those that a `zip` joins included. */
export const read = (reader: Reader, path: Path, section: ReadonlyMap<string, unknown>): ReadonlyArray<Parameter> =>
  zipped(reader, [...path, "zip"], section.get("zip"), joined(reader, path, section.get("parameters")))

/** Tables in tables are one key, joined with dots (rule 3.4). A list of steps, for a file may nest as deep as it likes. */
const joined = (reader: Reader, path: Path, given: unknown): ReadonlyArray<Parameter> => {
  if (given === undefined) return []
  const start = [...path, "parameters"]
  const table = Readers.tableOf(given)
  if (table === undefined) {
    Readers.wrongKind(reader, start, given, "a table of parameters", ["[parameters]"])
    return []
  }
  const found: Array<Parameter & { readonly order: number }> = []
  const open = [...table].map(([key, value]) => ({ key, path: [...start, key], value })).reverse()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key, path: own, value } = next
    const below = Readers.tableOf(value)
    if (below !== undefined) {
      const inner = [...below].map(([name, each]) => ({ key: `${key}.${name}`, path: [...own, name], value: each }))
      open.push(...inner.reverse())
      continue
    }
    const place = Readers.at(reader, own)
    if (Readers.isTooDeep(value))
      Readers.wrongKind(reader, own, value, `lists and tables no more than ${Readers.deepest} deep`)
    else found.push({ key, given: givenOf(value), zip: undefined, at: place, order: place.line ?? 0 })
  }
  // A key with dots and a table of the same name may take turns: what stands later is later. The sort is stable.
  return found.sort((a, b) => a.order - b.order).map(({ order: _, ...parameter }) => parameter)
}

const givenOf = (value: unknown): Given.Given => {
  const text = Documents.dateOf(value) ?? value
  return typeof text === "string" ? Given.text(text) : Given.json(Readers.jsonOf(value))
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
    Readers.wrongKind(reader, path, given, takes, tries)
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

// --- folds

/** Writes parameters as tables, one for each, so that each knows its line. */
export const tables = (parameters: ReadonlyArray<Parameter>): ReadonlyArray<Overrides> =>
  parameters.map(({ key, given, zip, at }) => ({
    _tag: "Overrides",
    record: { [key]: given },
    zipped: zip ?? false,
    source: { _tag: "Config", file: at.file, key, ...(at.line === undefined ? {} : { line: at.line }) },
  }))
