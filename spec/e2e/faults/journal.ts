/**
 * The journal that the tasks of `layers.ts` keep: which started and ended, in which run, in which process, when.
 */
import { existsSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Cell } from "./numbers.ts"

// --- model

export interface Line extends Cell {
  readonly run: string
  readonly what: "starts" | "ends"
  readonly pid: number
  readonly time: number
}

// --- queries

/** Reads the journal of a workspace. Every line is whole, whoever was killed: each was one write. */
export const read = (folder: string): ReadonlyArray<Line> => {
  const path = join(folder, "journal")
  if (!existsSync(path)) return []
  return readFileSync(path, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((text) => {
      const match = /^(\S+) (starts|ends) ([A-Z][a-z]+) (\d+) (\d+) (\d+)$/.exec(text)
      if (match === null) throw new Error(`no line of a journal: ${JSON.stringify(text)}`)
      const [, run = "", what, name = "", at, pid, time] = match
      return {
        run,
        what: what === "ends" ? "ends" : "starts",
        name,
        at: Number(at),
        pid: Number(pid),
        time: Number(time),
      }
    })
}

/** Gives the bytes of the journal so far: it grows by whole lines. */
export const size = (folder: string): number => statSync(join(folder, "journal"), { throwIfNoEntry: false })?.size ?? 0

/** The starts of each task, by its key. */
export const starts = (lines: ReadonlyArray<Line>): ReadonlyMap<string, ReadonlyArray<Line>> => {
  const found = new Map<string, Array<Line>>()
  for (const line of lines) {
    if (line.what !== "starts") continue
    const list = found.get(key(line))
    if (list === undefined) found.set(key(line), [line])
    else list.push(line)
  }
  return found
}

export const key = ({ name, at }: Cell): string => `${name} ${at}`
