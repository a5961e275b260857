/**
 * The outputs of `layers.ts` on disk: which tasks are complete, and whether what lies there is right to the last byte.
 */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { files, isKept, waluigi } from "../program.ts"
import * as Journal from "./journal.ts"
import { type Cell, numberOf } from "./numbers.ts"

// --- model

/** Where the outputs of each task lie, as the plan says. */
export interface Places {
  readonly width: number
  readonly paths: ReadonlyMap<string, ReadonlyArray<string>>
}

interface PlanJson {
  readonly nodes: Readonly<
    Record<
      string,
      {
        readonly task: string
        readonly slots: { readonly at?: number }
        readonly output: string | Readonly<Record<string, string>>
      }
    >
  >
}

// --- constructors

/** Asks the program where everything goes. */
export const places = async (folder: string, width: number): Promise<Places> => {
  const exit = await waluigi(folder, ["plan", "Top", "--json"], { WIDTH: `${width}` })
  if (exit.code !== 0) throw new Error(exit.err)
  const { nodes } = JSON.parse(exit.out) as PlanJson
  const paths = Object.values(nodes).map(({ task, slots: { at = 0 }, output }) => {
    const list = typeof output === "string" ? [output] : Object.values(output)
    return [Journal.key({ name: task, at }), list.map((path) => join(folder, "results", path))] as const
  })
  return { width, paths: new Map(paths) }
}

// --- queries

const there = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined

/** The keys of the tasks of which everything is there. */
export const complete = ({ paths }: Places): ReadonlySet<string> =>
  new Set([...paths].flatMap(([key, all]) => (all.every(there) ? [key] : [])))

/** A word for the very files of a task: it changes when one is written again, were it with the same content. */
export const version = ({ paths }: Places, key: string): string =>
  (paths.get(key) ?? [])
    .map((path) => {
      const { ino, mtimeMs, size } = statSync(path)
      return `${ino} ${mtimeMs} ${size}`
    })
    .join(", ")

/** Says what is wrong with the outputs of a task that is complete: nothing, as it should be. */
export const wrong = ({ width, paths }: Places, cell: Cell): ReadonlyArray<string> =>
  (paths.get(Journal.key(cell)) ?? []).flatMap((path) => {
    const value = numberOf(width, cell)
    const stats = statSync(path)
    const found: Readonly<Record<string, string>> = stats.isDirectory()
      ? Object.fromEntries(readdirSync(path).map((part) => [part, readFileSync(join(path, part), "utf8")]))
      : { "": readFileSync(path, "utf8") }
    const expected: Readonly<Record<string, string>> = stats.isDirectory()
      ? { a: table(value), b: table(value), c: table(value) }
      : { "": content(cell.name, path, value) }
    return JSON.stringify(found) === JSON.stringify(expected) ? [] : [path]
  })

/** What is in a folder of outputs and belongs to no task: temporaries, claims. */
export const strays = (folder: string, { paths }: Places): ReadonlyArray<string> => {
  const known = [...paths.values()].flat()
  const all = new Set(known)
  return files(join(folder, "results"))
    .filter((path) => !isKept(path))
    .map((path) => join(folder, "results", path))
    .filter((path) => !all.has(path) && !known.some((one) => path.startsWith(`${one}/`)))
}

// --- internals

const table = (value: number): string => {
  const lines = Array.from({ length: 5 }, (_, piece) => Array.from({ length: 500 }, () => `${piece} ${value}`))
  return `${[...lines.flat(), `whole ${value}`].join("\n")}\n`
}

const content = (name: string, path: string, value: number): string => {
  if (path.endsWith(".json")) return `${value}\n`
  if (name === "Several" && path.endsWith("note.txt")) return `the value is ${value}`
  return name === "Blend" ? `${value}` : table(value)
}
