/**
 * Readers: what every part of a settings file is read with. Problems are gathered, so that all are said together.
 */
import * as E from "#fp/Either"
import { nearest } from "../../path/nearest.ts"
import { show } from "../../task/show.ts"
import * as Documents from "./document.ts"
import type { Key } from "./keys.ts"
import type { At, Problem } from "./problem.ts"

// --- model

export interface Reader {
  readonly document: Documents.Document
  readonly problems: Array<Problem>
}

export type Path = ReadonlyArray<string>

/** One value of a file, and where it stands. */
export interface Placed<A> {
  readonly value: A
  readonly at: At
}

// --- queries

export const at = ({ document }: Reader, path: Path): At => ({ file: document.file, line: document.lineOf(path) })

/** An object that is a table, not a list or a date. */
export const tableOf = (value: unknown): ReadonlyMap<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Documents.dateOf(value) === undefined
    ? new Map(Object.entries(value))
    : undefined

/** A list or table as JSON would have it: TOML's dates as text, plain objects. */
export const jsonOf = (value: unknown): unknown => {
  const text = Documents.dateOf(value)
  if (text !== undefined) return text
  if (Array.isArray(value)) return value.map(jsonOf)
  const table = tableOf(value)
  return table === undefined ? value : Object.fromEntries([...table].map(([key, each]) => [key, jsonOf(each)]))
}

export const deepest = 100

export const isTooDeep = (value: unknown): boolean => {
  let level: ReadonlyArray<unknown> = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []))
  }
  return false
}

// --- folds

/** Reads one value by what its key takes. */
export const placed = <A>(reader: Reader, path: Path, value: unknown, key: Key<A>): Placed<A> | undefined => {
  const read = key(value)
  if (E.isRight(read)) return { value: read.right, at: at(reader, path) }
  wrongKind(reader, path, value, read.left)
  return undefined
}

export const wrongKind = (
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

export const unknownKey = (reader: Reader, path: Path, key: string, known: ReadonlyArray<string>): void => {
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
