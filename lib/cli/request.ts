/**
 * Requests: words of the command line as workflows. What a name means is known here, what a key matches is not yet.
 *
 * Each word becomes a table of its own, in the order typed, so that later wins among equals (rule 3.2).
 */
import * as E from "#fp/Either"
import * as Pattern from "../path/pattern.ts"
import { nearest } from "../path/nearest.ts"
import type { Overrides, Slot, Workflow } from "../task/definition.ts"
import * as Reading from "../table/reading.ts"
import * as Given from "../task/given.ts"
import * as Action from "./action.ts"
import type { Exports } from "./exports.ts"
import * as Graph from "./graph.ts"
import * as Instead from "./instead.ts"
import type { Line, Request, Shape, Word } from "./line.ts"
import type { Mistake } from "./mistake.ts"
import { shapes } from "./shapes.ts"
import * as Unknown from "./unknown.ts"
import * as Zip from "./zip.ts"

// --- model

type Bare = Extract<Word, { readonly _tag: "Bare" }>
type NoJson = Extract<Word, { readonly _tag: "NoJson" }>
type Tries = Extract<Mistake, { readonly _tag: "NoJson" }>["tries"]

// --- constructors

/** A workflow, and the actions that are to be called on it, in the order of the words. */
export interface Wanted {
  readonly workflow: Workflow
  readonly calls: ReadonlyArray<Action.Asked>
}

/** Gives a workflow and its calls for each request, or all that is wrong with the words. */
export const wanted = (
  exports: Exports,
  line: Line,
  preset: ReadonlyArray<Overrides> = [],
): E.Either<ReadonlyArray<Mistake>, ReadonlyArray<Wanted>> => {
  const { requests } = line
  const everything = Graph.ofWorkflows(exports.named.values())
  const mistakes: Array<Mistake | Unknown.Unknown> = []
  const made: Array<Wanted> = []
  // A word behind `--year` that is no task was its value: said once, with the word before it.
  let swallowed: string | undefined
  /** Keys that only resolving would find wrong, and does not come to where a word is wrong. */
  const misspelt: Array<Mistake> = []
  for (const [index, request] of requests.entries()) {
    const workflow = Graph.find(exports, everything, request.name)
    const before = requests[index - 1]?.words.at(-1)
    if (workflow === undefined) {
      if (swallowed !== request.name) mistakes.push(Unknown.seek(exports, everything, line, request, before))
    }
    const tables: Array<Overrides> = []
    const calls: Array<Action.Asked> = []
    const own = workflow === undefined ? everything : Graph.reached([workflow.definition])
    const graph = workflow === undefined ? everything : [...own, ...everything]
    swallowed = undefined
    const zips = Zip.read(request.words)
    mistakes.push(...zips.mistakes)
    for (const word of zips.words) {
      const call = Action.read(word, own, everything)
      if (call !== undefined) {
        if (E.isRight(call)) calls.push(call.right)
        else mistakes.push(call.left)
        continue
      }
      const table = read(word, request, line, graph)
      if (E.isRight(table) && workflow !== undefined) misspelt.push(...strange(word, request, own, graph))
      if (E.isRight(table)) tables.push({ ...table.right, zipped: zips.of(word) })
      else {
        const perhaps = Action.perhaps(word, own, table.left)
        if (perhaps !== undefined) {
          calls.push(perhaps)
          continue
        }
        mistakes.push(table.left)
        if (word._tag === "Bare") {
          swallowed = word.next
          if (shapes.some(({ long }) => long === word.key)) break
        }
      }
    }
    if (workflow !== undefined)
      made.push({ workflow: { ...workflow, tables: [...preset, ...workflow.tables, ...tables] }, calls })
  }
  return mistakes.length === 0 ? E.right(made) : E.left([...Unknown.told(mistakes, line), ...misspelt])
}

const read = (
  word: Word,
  request: Request,
  line: Line,
  graph: ReadonlyArray<Graph.Reached>,
): E.Either<Mistake, Overrides> => {
  switch (word._tag) {
    case "Set":
      return E.right(table(word.key, word.given, word))
    case "NoJson":
      return E.left({ ...word, tries: repaired(word, graph) })
    case "Bare": {
      const slots = Graph.slotsNamed(finalName(word.key), graph)
      // A constant is refused where it is known which one is meant.
      if (slots.some(Graph.isFlag) || (slots.length > 0 && slots.every(({ _tag }) => _tag === "Constant")))
        return E.right(table(word.key, Given.text(String(word.value)), word))
      return E.left(misused(word, request, line, slots, graph))
    }
  }
}

const table = (key: string, given: Given.Given, { index, text }: Word): Overrides => ({
  _tag: "Overrides",
  record: { [key]: given },
  zipped: false,
  source: { _tag: "Argument", index, text },
})

// --- queries

/** A key that ends in what no task has: where a word is wrong it is told beside it. */
const strange = (
  word: Word,
  { name: task }: Request,
  own: ReadonlyArray<Graph.Reached>,
  graph: ReadonlyArray<Graph.Reached>,
): ReadonlyArray<Mistake> => {
  const last = finalName(word.key)
  const isOpen = own.some(({ definition }) => [...definition.slots.values()].some(({ _tag }) => _tag === "Dynamic"))
  if (word._tag !== "Set" || last === "" || isOpen || Graph.slotsNamed(last, graph).length > 0) return []
  const near = nearest(word.key.replace(/!$/, ""), [...Graph.keys(graph), ...Action.keys(graph)])
  const given = word.text.slice(word.text.indexOf("=") + 1)
  const tries = near.map((key) => tryKey(key, given, graph))
  return [{ _tag: "NoSlot", text: word.text, task, tries, note: undefined }]
}

/** Says what to type for a bare word that sets no bool. */
const misused = (
  word: Bare,
  request: Request,
  line: Line,
  slots: ReadonlyArray<Slot>,
  graph: ReadonlyArray<Graph.Reached>,
): Mistake => {
  const { name: task } = request
  const { key, text, next } = word
  const [slot] = slots
  const substituted = graph.some(({ definition }) => definition.name === key.replace(/!$/, ""))
  if (slot === undefined && !substituted) {
    // A bool is denied at the beginning: the grammar of keys has no dash.
    const denied = key.replace(/(^|[.:])no-(\w+!?)$/, "$1$2")
    if (denied !== key && Graph.slotsNamed(finalName(denied), graph).some(Graph.isFlag))
      return { _tag: "NoSlot", text, task, tries: [`--no-${denied}`], note: "no- stands at the beginning" }
    const option = shapes.find(({ long }) => long === key || `--${long}` === text)
    const note =
      option !== undefined
        ? optionNote(option, word, line)
        : !word.value && Action.shown(graph, key, "…") !== undefined
          ? `${key} is an action: leave it out, and it is not called`
          : undefined
    const known = [...Graph.keys(graph), ...Action.keys(graph)]
    const near = note === undefined ? nearest(key, known).map((one) => tryKey(one, next, graph)) : []
    const options = note === undefined && near.length === 0 ? nearest(key, anywhere).map((one) => `--${one}`) : []
    return { _tag: "NoSlot", text, task, tries: [...near, ...options], note }
  }
  const takes = slot === undefined ? "a task" : kindOf(slot)
  const choices = slot?._tag === "Value" ? (slot.type.choices ?? []).slice(0, 3) : []
  const values = next !== undefined ? [next] : choices.length > 0 ? choices : ["…"]
  return { _tag: "NoValue", text, takes, tries: values.map((value) => `--${key}=${value}`) }
}

/** Says what to type for JSON that is none: the same with its brackets and quotes closed, or as a plain text that fits. */
const repaired = (word: NoJson, graph: ReadonlyArray<Graph.Reached>): Tries => {
  const { key, text } = word
  const value = text.slice(text.indexOf("=") + 1)
  const slots = Graph.slotsNamed(finalName(key), graph)
  const fits = (given: Given.Given): boolean =>
    slots.some(
      (slot) =>
        (slot._tag === "Value" || slot._tag === "Dynamic") &&
        slot.type !== undefined &&
        Reading.read(slot.type)(given)._tag !== "Rejected",
    )
  const closed = ["]", "}", '"', '"]', "}]", "]}"]
    .map((end) => value + end)
    .find((candidate) => {
      const json = parsed(candidate)
      return json !== undefined && fits(Given.json(json.value))
    })
  return [
    ...(closed === undefined ? [] : [{ text: `--${key}:=${closed}`, note: "" }]),
    ...(fits(Given.text(value)) ? [{ text: `--${key}=${value}`, note: "for a plain text" }] : []),
  ]
}

const parsed = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Options of the program that may stand behind a task. */
const anywhere = shapes.map(({ long }) => long).filter((long) => ["json", "help", "version"].includes(long))

const tryKey = (key: string, next: string | undefined, graph: ReadonlyArray<Graph.Reached>): string =>
  Action.shown(graph, key, next ?? "…") ??
  (Graph.slotsNamed(finalName(key), graph).some(Graph.isFlag) ? `--${key}` : `--${key}=${next ?? "…"}`)

/** Says where an option of the program stands: the whole line as it should be, with the option's value. */
export const optionNote = (
  { long, valued }: Shape,
  { index, text, next }: Pick<Bare, "index" | "text" | "next">,
  line: Line,
): string => {
  const isNext = valued && !text.includes("=") && next !== undefined
  const given = text.includes("=") ? text : valued ? `--${long}=${next ?? "…"}` : `--${long}`
  return `--${long} is an option of the program: ${Instead.inFront(line, index, given, isNext)}`
}

/** Names what a slot takes, as help and messages do. */
export const kindOf = (slot: Slot): string => {
  switch (slot._tag) {
    case "Value":
      return slot.type.name
    case "Dependency":
    case "Many":
      return "a task"
    case "Constant":
      return "constant"
    case "Dynamic":
      return slot.type === undefined ? "a task, or a value from code" : slot.type.name
  }
}

const finalName = (key: string): string => {
  const pattern = Pattern.parse(key.replace(/!$/, ""))
  return E.isRight(pattern) ? (Pattern.finalSlot(pattern.right) ?? "") : ""
}
