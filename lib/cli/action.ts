/**
 * Actions among the words of a line: which words call one, decided by what stands in the declared graph (2.5, 7).
 *
 * A name that is an action of one task and a parameter of another is decided by the task before it, or refused.
 */
import * as E from "#fp/Either"
import * as Pattern from "../path/pattern.ts"
import type * as Calls from "../plan/call/calls.ts"
import { builtIn } from "../task/action.ts"
import type { Action, Definition } from "../task/definition.ts"
import type * as Given from "../task/given.ts"
import * as Graph from "./graph.ts"
import type { Word } from "./line.ts"
import type { Mistake } from "./mistake.ts"

// --- model

/** A call, and what to say if it reaches nothing: where a dynamic slot may bring in what nobody declared. */
export interface Asked extends Calls.Asked {
  readonly otherwise: Mistake | undefined
}

type Reached = ReadonlyArray<Graph.Reached>

// --- constructors

/** Reads a word as a call: nothing where it sets a parameter, or is none that anybody knows. */
export const read = (word: Word, own: Reached, everything: Reached): E.Either<Mistake, Asked> | undefined => {
  if (word._tag === "NoJson" || (word._tag === "Bare" && !word.value)) return undefined
  const name = nameOf(word.key)
  if (name === undefined) return undefined
  // What is no part of this workflow counts only where nothing in it has the name.
  const graph = [own, everything].find((one) => builtIn.has(name) || actions(one, name).length > 0 || slots(one, name))
  if (graph === undefined) return undefined
  const named = actions(answering(graph, word.key), name)
  if (named.length === 0 && !builtIn.has(name)) return undefined
  if (slots(answering(graph, word.key), name) && couldSet(word, name, graph, named))
    return isOnlySlot(word, named) ? undefined : E.left(ambiguous(word, name, answering(graph, word.key)))
  return E.right(asked(word))
}

/** Reads a bare word that nobody knows as a call, in case that a dynamic slot brings in who does. */
export const perhaps = (word: Word, own: Reached, otherwise: Mistake): Asked | undefined => {
  const isOpen = own.some(({ definition }) => [...definition.slots.values()].some(({ _tag }) => _tag === "Dynamic"))
  if (word._tag !== "Bare" || !word.value || !isOpen || otherwise._tag !== "NoSlot") return undefined
  return nameOf(word.key) === undefined ? undefined : { ...asked(word), otherwise }
}

const asked = (word: Exclude<Word, { readonly _tag: "NoJson" }>): Asked => ({
  key: word.key,
  given: word._tag === "Set" ? { value: word.given satisfies Given.Given } : undefined,
  source: { _tag: "Argument", index: word.index, text: word.text },
  otherwise: undefined,
})

const ambiguous = (word: Word, name: string, graph: Reached): Mistake => {
  const key = word.key.replace(/!$/, "")
  const behind = word._tag === "Set" ? word.text.slice(word.text.search(/!?:?=/)) : ""
  const prefix = key.slice(0, key.length - name.length)
  // A task begins a segment: behind a slot it stands after a `:`.
  const start = /(?:^|[.:])[a-z_]\w*\.$/.test(prefix) ? `${prefix.slice(0, -1)}:` : prefix
  const of = (definition: Definition): string => `--${start}${definition.name}.${name}`
  const callers = graph.flatMap(({ definition }) => (definition.actions.has(name) ? [definition] : []))
  const setters = graph.flatMap(({ definition }) => (definition.slots.has(name) ? [definition] : []))
  return {
    _tag: "ActionOrSlot",
    text: word.text,
    name,
    callers: callers.map((one) => ({ task: one.name, text: of(one) + behind })),
    setters: setters.map((one) => ({ task: one.name, text: of(one) + behind })),
  }
}

// --- queries

/** Lists keys of actions that a person may have meant. */
export const keys = (graph: Reached): ReadonlyArray<string> => [
  ...new Set(
    graph.flatMap(({ definition }) =>
      [...definition.actions.keys()].flatMap((name) => [name, `${definition.name}.${name}`]),
    ),
  ),
  ...builtIn,
]

/** Shows how a key calls an action that is there: with an argument where it takes one. */
export const shown = (graph: Reached, key: string, argument: string): string | undefined => {
  const name = nameOf(key)
  const found = name === undefined ? [] : actions(answering(graph, key), name)
  if (name === undefined || (found.length === 0 && !builtIn.has(name))) return undefined
  return found.some(({ type }) => type !== undefined) ? `--${key}=${argument}` : `--${key}`
}

const nameOf = (key: string): string | undefined => {
  const parsed = Pattern.parse(key.replace(/!$/, ""))
  return E.isRight(parsed) ? Pattern.finalSlot(parsed.right) : undefined
}

/** The tasks that a key may mean: those that answer to the task right before its last name, or stand in the slot there. */
const answering = (graph: Reached, key: string): Reached => {
  const parsed = Pattern.parse(key.replace(/!$/, ""))
  const last = E.isRight(parsed) ? parsed.right.segments.at(-1) : undefined
  if (last === undefined) return graph
  const owner = last.slots.at(-2)
  const names = owner === undefined ? [last.task] : standing(graph, owner)
  const found = graph.filter(
    ({ definition: { name, lineage } }) => names.includes(name) || lineage.some((up) => names.includes(up.name)),
  )
  // What stands in for a task answers to it with actions of its own.
  const name = last.slots.at(-1) ?? ""
  return found.some(({ definition }) => definition.slots.has(name)) || hasAction(found, name) ? found : graph
}

/** The tasks that slots of a name declare; none where a function computes one of them. */
const standing = (graph: Reached, name: string): ReadonlyArray<string | undefined> => {
  const slots = graph.flatMap(({ definition }) => definition.slots.get(name) ?? [])
  if (slots.some(({ _tag }) => _tag === "Dynamic")) return []
  return slots.flatMap((slot) => (slot._tag === "Dependency" || slot._tag === "Many" ? slot.task.name : []))
}

const hasAction = (graph: Reached, name: string): boolean => actions(graph, name).length > 0

const actions = (graph: Reached, name: string): ReadonlyArray<Action> =>
  graph.flatMap(({ definition }) => definition.actions.get(name) ?? [])

const slots = (graph: Reached, name: string): boolean => Graph.slotsNamed(name, graph).length > 0

/** A bare word sets flags alone. */
const couldSet = (word: Word, name: string, graph: Reached, named: ReadonlyArray<Action>): boolean =>
  named.length === 0 || word._tag === "Set" || Graph.slotsNamed(name, answering(graph, word.key)).some(Graph.isFlag)

/** With a value no action is meant that takes none. */
const isOnlySlot = (word: Word, named: ReadonlyArray<Action>): boolean =>
  word._tag === "Set" && named.every(({ type }) => type === undefined)
