/**
 * Names of the command line that stand for nothing: a misspelt task, a forgotten dash, a value behind a space.
 */
import { nearest } from "../path/nearest.ts"
import type { Exports } from "./exports.ts"
import * as Graph from "./graph.ts"
import * as Instead from "./instead.ts"
import type { Line, Request, Word } from "./line.ts"
import type { Mistake } from "./mistake.ts"
import { shapes } from "./shapes.ts"

// --- model

/** A name that stands for nothing, and how the line could be changed. */
export interface Unknown {
  readonly _tag: "Unknown"
  readonly name: string
  readonly known: ReadonlyArray<string>
  readonly changes: ReadonlyArray<Instead.Changes>
}

// --- constructors

/** Seeks what may have been meant by a name that stands for nothing. */
export const seek = (
  exports: Exports,
  everything: ReadonlyArray<Graph.Reached>,
  { typed, command, requests }: Line,
  { name, index }: Request,
  before: Word | undefined,
): Unknown => {
  const known = [...exports.named.keys()]
  const mistake = (...changes: ReadonlyArray<Instead.Changes>): Unknown => ({ _tag: "Unknown", name, known, changes })
  const joined = (text: string): Instead.Changes =>
    new Map([
      [before?.index ?? index, [text]],
      [index, []],
    ])
  const option = before?._tag === "Bare" ? shapes.find(({ long }) => long === before.key) : undefined
  const [start = ""] = typed
  // `TaskC --workers 3`: an option of the program that is no parameter.
  if (option?.valued === true && before !== undefined && Graph.slotsNamed(option.long, everything).length === 0)
    return mistake(new Map([...joined(""), [before.index, []], [0, [`${before.text}=${name}`, start]]]))
  // Behind a bare flag: `--fast true`.
  if (before?._tag === "Bare" && before.next === name) return mistake(joined(`${before.text}=${name}`))
  // `--year=2012 2013`: several values stand in one word.
  if (before?._tag === "Set" && /^[-\d"'[{]/.test(name)) return mistake(joined(`${before.text},${name}`))
  // `waluigi TaskC year=2024`: the dashes were forgotten.
  if (/^[A-Za-z_.][\w.:]*!?:?=/.test(name)) return mistake(new Map([[index, [`--${name}`]]]))
  const isTask = (text: string): boolean => Graph.find(exports, everything, text) !== undefined
  // To run is what is done without a command.
  if (name === "run" && requests.some((other) => isTask(other.name))) return mistake(new Map([[index, []]]))
  const all = [...known, ...everything.map(({ definition }) => definition.name)]
  const near = nearest(name, command === "run" ? ["list", "plan", "explain", ...all] : all)
  return mistake(...near.map((one) => new Map([[index, [one]]])))
}

// --- folds

/** Says what to type for unknown names: the line with all of them put right, as far as can be told. */
export const told = (mistakes: ReadonlyArray<Mistake | Unknown>, { typed }: Line): ReadonlyArray<Mistake> => {
  const first = mistakes.flatMap((one) => (one._tag === "Unknown" ? [...(one.changes[0] ?? [])] : []))
  return mistakes.map((one) =>
    one._tag === "Unknown"
      ? {
          _tag: "UnknownTask",
          name: one.name,
          known: one.known,
          tries: one.changes.map((change) => Instead.line(typed, new Map([...first, ...change]))),
        }
      : one,
  )
}
