/**
 * The environment: `WALUIGI_OVERRIDES` holds the words of a command line, quoted as in sh; `WALUIGI_PROFILE` names profiles.
 *
 *     WALUIGI_OVERRIDES="--year=2024 --TaskA.title='two words'" waluigi TaskC
 */
import * as E from "#fp/Either"
import { isNonEmpty } from "#fp/Array"
import * as Pattern from "../../path/pattern.ts"
import type { Overrides } from "../../task/definition.ts"
import * as Given from "../../task/given.ts"
import * as Graph from "../graph.ts"
import type { Environment } from "../io.ts"
import * as Line from "../line.ts"
import type { Mistake } from "../mistake.ts"
import * as Zip from "../zip.ts"
import type { Problem } from "./problem.ts"
import * as Sh from "./sh.ts"

// --- model

export const overrides = "WALUIGI_OVERRIDES"
export const profile = "WALUIGI_PROFILE"

// --- queries

/** Lists the words of the variable, or says which quote is never closed. */
export const words = (environment: Environment): E.Either<Problem, ReadonlyArray<string>> => {
  const text = environment[overrides] ?? ""
  const split = Sh.split(text)
  return E.isRight(split) ? split : E.left({ _tag: "Unclosed", variable: overrides, text, offset: split.left.offset })
}

/** Reads the words as tables, or says of each that is no override what is wrong with it. O(words). */
export const tables = (
  given: ReadonlyArray<string>,
  graph: ReadonlyArray<Graph.Reached>,
  shapes: ReadonlyArray<Line.Shape>,
): E.Either<ReadonlyArray<Mistake>, ReadonlyArray<Overrides>> => {
  const mistakes: Array<Mistake> = []
  const refuse = (word: string, reason: string, tries: ReadonlyArray<string> = []): void => {
    mistakes.push({ _tag: "Settings", problem: { _tag: "NoOverride", variable: overrides, word, reason, tries } })
  }
  const typed: Array<Line.Word> = []
  for (const [index, text] of given.entries()) {
    const option = Line.shapeOf(text, shapes)
    const isOption = option !== undefined && Graph.slotsNamed(option.long, graph).length === 0
    if (isOption || Line.isPrograms(text, shapes)) {
      const tries = /^[A-Za-z_.][\w.:]*!?:?=/.test(text) ? [`--${text}`] : []
      refuse(text, isOption ? "it is an option of the program" : "it is no override", tries)
    } else typed.push(Line.word(text, index, given[index + 1]))
  }
  const zips = Zip.read(typed)
  for (const mistake of zips.mistakes) refuse(mistake.text, mistake.reason, mistake.tries)
  const tables: Array<Overrides> = []
  for (const word of zips.words) {
    const value = givenOf(word, graph)
    if (typeof value === "string") refuse(word.text, value, value === valueless ? triesOf(word) : [])
    else
      tables.push({
        _tag: "Overrides",
        record: { [word.key]: value },
        zipped: zips.of(word),
        source: { _tag: "Environment", variable: overrides, text: word.text },
      })
  }
  return isNonEmpty(mistakes) ? E.left(mistakes) : E.right(tables)
}

/** Lists the profiles that a text names: `test,fast`. */
export const names = (text: string): ReadonlyArray<string> =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")

// --- internals

/** What a word gives, or why it gives nothing. Calls are typed, not kept: no action hides in an environment. */
const givenOf = (word: Line.Word, graph: ReadonlyArray<Graph.Reached>): Given.Given | string => {
  const parsed = Pattern.parse(word.key.replace(/!$/, ""))
  const name = E.isRight(parsed) ? (Pattern.finalSlot(parsed.right) ?? "") : ""
  const slots = Graph.slotsNamed(name, graph)
  if (slots.length === 0 && isAction(name, graph)) return `it calls the action ${name}, and only overrides stand here`
  switch (word._tag) {
    case "Set":
      return word.given
    case "NoJson":
      return `what stands behind := is no JSON: ${word.reason}`
    case "Bare":
      // What no task here has may be meant for another workflow: the resolver tells (3.5).
      if (slots.length > 0 && !slots.some(Graph.isFlag)) return valueless
      return Given.text(String(word.value))
  }
}

const valueless = "it has no value"

const isAction = (name: string, graph: ReadonlyArray<Graph.Reached>): boolean =>
  ["run", "status", "remove"].includes(name) || graph.some(({ definition }) => definition.actions.has(name))

const triesOf = (word: Line.Word): ReadonlyArray<string> =>
  word._tag === "Bare"
    ? [`--${word.key}=${word.next === undefined || word.next.startsWith("-") ? "…" : word.next}`]
    : []
