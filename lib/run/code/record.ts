/**
 * Records: which code made the outputs of a task, and since when. One small file for each task, beside the outputs.
 *
 *     results/.waluigi-code/Fit.json
 *
 * A record is a list of periods: code that made something after other code had begins one. A file is there whole or not
 * at all; where several processes write at once one of them is heard, and the next run says what is missing.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Temporary from "../../store/temporary.ts"
import type { Time } from "../event.ts"

// --- model

/** From a time on outputs were made by this code. */
export interface Period {
  readonly code: string
  /** What made JavaScript of it: the text of a function depends on that. */
  readonly by: string
  readonly since: Time
}

/** The earliest first. */
export type Periods = ReadonlyArray<Period>

/** The periods of one task, by its constants. */
export type Record = ReadonlyMap<string, Periods>

export const folder = ".waluigi-code"

/** So many periods are kept of a task: what was made before is not known. */
const most = 100

// --- queries

/** Lists the tasks that have a record. */
export const names = (root: string): ReadonlySet<string> => {
  try {
    return new Set(readdirSync(join(root, folder)).flatMap((name) => /^([^.].*)\.json$/.exec(name)?.[1] ?? []))
  } catch {
    return new Set()
  }
}

/** Reads the record of a task; an empty one where there is none, or none that can be read. */
export const read = (root: string, task: string): Record => {
  try {
    const json: unknown = JSON.parse(readFileSync(pathOf(root, task), "utf8"))
    if (typeof json !== "object" || json === null) return new Map()
    return new Map(Object.entries(json).map(([key, periods]) => [key, periodsOf(periods)]))
  } catch {
    return new Map()
  }
}

// --- folds

/** Writes the record of a task. What cannot be written is in nobody's way. */
export const write = (root: string, task: string, record: Record): void => {
  const path = pathOf(root, task)
  const we = Temporary.self()
  const temporary = join(root, folder, Temporary.name(we))
  try {
    mkdirSync(join(root, folder), { recursive: true })
    sweep(join(root, folder), we)
    const json = Object.fromEntries([...record].map(([key, periods]) => [key, periods.slice(-most).map(written)]))
    writeFileSync(temporary, `${JSON.stringify(json, null, 2)}\n`)
    renameSync(temporary, path)
  } catch {
    discard(temporary)
  }
}

/** Adds that from a time on this code makes the outputs, where it did not already. */
export const add = (record: Record, key: string, period: Period): Record => {
  const periods = record.get(key) ?? []
  const last = periods.at(-1)
  if (last?.code === period.code && last.by === period.by) return record
  return new Map(record).set(key, [...periods, period])
}

// --- internals

/** Removes what processes that were killed had begun to write. Records are written seldom, and outputs lie elsewhere. */
const sweep = (below: string, we: Temporary.Owner): void => {
  for (const name of readdirSync(below)) {
    const owner = Temporary.ownerOf(name)
    if (owner !== undefined && Temporary.lives(owner, we) === false) discard(join(below, name))
  }
}

const discard = (path: string): void => {
  try {
    rmSync(path, { force: true })
  } catch {
    // It is not there, for its folder is none.
  }
}

const pathOf = (root: string, task: string): string => join(root, folder, `${task}.json`)

const written = ({ code, by, since }: Period) => ({ code, by, since: new Date(since).toISOString() })

const periodsOf = (json: unknown): Periods => {
  if (!Array.isArray(json)) return []
  return json.flatMap((one: unknown) => {
    if (typeof one !== "object" || one === null) return []
    const { code, by, since } = one as { readonly [name: string]: unknown }
    const time = typeof since === "string" ? Date.parse(since) : Number.NaN
    return typeof code === "string" && typeof by === "string" && !Number.isNaN(time) ? [{ code, by, since: time }] : []
  })
}
