/**
 * The line as it was typed, with words replaced: what to type instead, whole, so that nothing of it is lost.
 *
 *     waluigi --file a.ts plan Postr --year=2013   -->   waluigi --file a.ts plan Poster --year=2013
 */
import * as Written from "../plan/draw/written.ts"
import { type Line, shapeOf } from "./line.ts"
import { shapes } from "./shapes.ts"

// --- model

/** By place on the line, the words that come for one; none where it goes. */
export type Changes = ReadonlyMap<number, ReadonlyArray<string>>

// --- queries

/** Writes a line to be typed. `front` stands before all else. Of a line too long to read, what stays is left out. */
export const line = (typed: ReadonlyArray<string>, changes: Changes, front: ReadonlyArray<string> = []): string => {
  const words = [...front, ...typed.flatMap((word, at) => changes.get(at) ?? [word])]
  const whole = ["waluigi", ...words.map(Written.shell)].join(" ")
  if (whole.length <= longest) return whole
  const kept = typed.flatMap((_, at) => changes.get(at)?.map(Written.shell) ?? ["…"])
  return ["waluigi", ...front.map(Written.shell), ...kept.filter((word, at) => word !== "…" || kept[at - 1] !== "…")]
    .join(" ")
    .slice(0, 2 * longest)
}

const longest = 240

/** Moves a word that is a parameter behind the first task, and options of the program before all. */
export const behindTask = ({ typed, requests }: Line, at: number, parameter: string): string => {
  const [first] = requests
  const changes = new Map<number, ReadonlyArray<string>>([[at, at > (first?.index ?? at) ? [parameter] : []]])
  if (first === undefined) return line([...typed, "Task", parameter], changes)
  if (at < first.index) changes.set(first.index, [first.name, parameter])
  const front = requests
    .flatMap(({ words }) => words)
    .flatMap((word) => {
      const shape = shapeOf(word.text, shapes)
      if (word._tag !== "Bare" || word.next === undefined || shape?.valued !== true) return []
      changes.set(word.index, []).set(word.index + 1, [])
      return [word.text, word.next]
    })
  return line(typed, changes, front)
}

/** Moves an option of the program, and the value that stands behind it, before all. */
export const inFront = ({ typed }: Line, at: number, option: string, isNext: boolean): string => {
  const changes = new Map<number, ReadonlyArray<string>>([[at, []]])
  if (isNext) changes.set(at + 1, [])
  return line(typed, changes, [option])
}
