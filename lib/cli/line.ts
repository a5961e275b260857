/**
 * The command line, split: what belongs to the program, and what to each task that is asked for.
 *
 * Options before the first task are the program's; a word after a task is that task's, except one that no slot can be
 * called (`-n`, `--dry-run`, `--json`), which is the program's wherever it stands. Pure: no file is loaded yet.
 */
import { nearest } from "../path/nearest.ts"
import * as Given from "../task/given.ts"

// --- model

/** What the program must know of an option to tell its value from a task. */
export interface Shape {
  readonly long: string
  readonly short: string | undefined
  readonly valued: boolean
}

export interface Line {
  /** All words, as they were typed. */
  readonly typed: ReadonlyArray<string>
  /** For the options parser. */
  readonly program: ReadonlyArray<string>
  readonly command: "run" | "list" | "plan" | "explain" | "lint" | "config"
  /** Where the command stands, if one does. */
  readonly commandAt: number | undefined
  readonly requests: ReadonlyArray<Request>
  /** Behind `explain … --`: the places to be explained. */
  readonly places: ReadonlyArray<string>
  /** Words after `list`, which takes none, or before the first task that are none of the program's. */
  readonly stray: ReadonlyArray<string>
}

/** A task that is asked for, with its words in order. */
export interface Request {
  readonly name: string
  readonly index: number
  readonly words: ReadonlyArray<Word>
}

export type Word =
  /** `--key=value`, `--key!=value`, `--key:=JSON`. */
  | {
      readonly _tag: "Set"
      readonly key: string
      readonly given: Given.Given
      readonly index: number
      readonly text: string
    }
  /** `--key` or `--no-key`: a bool, if the slot is one. `next` is the word behind it, if that is no option. */
  | {
      readonly _tag: "Bare"
      readonly key: string
      readonly value: boolean
      readonly index: number
      readonly text: string
      readonly next: string | undefined
    }
  /** `--key:=…` with what is no JSON. */
  | {
      readonly _tag: "NoJson"
      readonly key: string
      readonly reason: string
      readonly index: number
      readonly text: string
    }

// --- constructors

/** Splits the words behind the program's name. */
export const split = (argv: ReadonlyArray<string>, shapes: ReadonlyArray<Shape>): Line => {
  const program: Array<string> = []
  const stray: Array<string> = []
  const places: Array<string> = []
  const requests: Array<{ name: string; index: number; words: Array<Word> }> = []
  let command: Line["command"] = "run"
  let commandAt: number | undefined
  for (let index = 0; index < argv.length; index++) {
    const text = argv[index] ?? ""
    const request = requests[requests.length - 1]
    const shape = shapeOf(text, shapes)
    if (text === "--" && command === "explain") {
      places.push(...argv.slice(index + 1))
      break
    }
    if (text === "--") continue
    // A negative number is the value that someone wrote behind a space, not an option.
    const isValue = request !== undefined && /^-[\d.]/.test(text)
    if (!text.startsWith("-") || text === "-" || isValue) {
      if (request === undefined && command === "run" && isCommand(text)) {
        command = text
        commandAt = index
      } else if (command === "list" || command === "config") stray.push(text)
      else requests.push({ name: text, index, words: [] })
    } else if (request !== undefined && !isPrograms(text, shapes) && !(command === "lint" && text === "--accept"))
      request.words.push(word(text, index, argv[index + 1]))
    else {
      program.push(text)
      const next = argv[index + 1]
      if (shape?.valued === true && !text.includes("=") && next !== undefined) {
        program.push(next)
        index += 1
      }
    }
  }
  return { typed: argv, program, command, commandAt, requests, places, stray }
}

/** Reads a word behind a task. The key ends at the first `=`, a `:` before that means JSON. */
export const word = (text: string, index: number, following: string | undefined): Word => {
  const equals = text.indexOf("=")
  if (equals < 0) {
    const negated = text.startsWith("--no-")
    const next = following === undefined || /^-(?!\d)/.test(following) ? undefined : following
    return { _tag: "Bare", key: text.slice(negated ? "--no-".length : 2), value: !negated, index, text, next }
  }
  const value = text.slice(equals + 1)
  if (text[equals - 1] !== ":")
    return { _tag: "Set", key: text.slice(2, equals), given: Given.text(value), index, text }
  const key = text.slice(2, equals - 1)
  try {
    return { _tag: "Set", key, given: Given.json(JSON.parse(value)), index, text }
  } catch (error) {
    return { _tag: "NoJson", key, reason: error instanceof Error ? error.message : String(error), index, text }
  }
}

// --- queries

const isCommand = (text: string): text is Exclude<Line["command"], "run"> =>
  ["list", "plan", "explain", "lint", "config"].includes(text)

/** Finds the option that a word names, whatever value it carries. */
export const shapeOf = (text: string, shapes: ReadonlyArray<Shape>): Shape | undefined => {
  const name = text.split("=")[0] ?? ""
  return shapes.find(({ long, short }) => name === `--${long}` || (short !== undefined && name === `-${short}`))
}

/** Names that no slot can have, and what begins with one dash. A slip in one of them is the program's to answer. */
export const isPrograms = (text: string, shapes: ReadonlyArray<Shape>): boolean => {
  const name = text.split("=")[0] ?? ""
  if (!name.startsWith("--")) return true
  if (["--json", "--help", "--version"].includes(text)) return true
  // `--no-config` is what a slot called config would answer to.
  const dashed = shapes.map(({ long }) => long).filter((long) => long.includes("-") && !long.startsWith("no-"))
  return name.includes("-", 2) && nearest(name.slice(2), dashed).length > 0
}
