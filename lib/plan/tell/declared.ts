/**
 * What is declared, as a graph: where a key could lead in what a failure kept from being met (3.5).
 *
 * Never too small: a task stands in a slot here if it is declared there, was met there, or an entry may put it there.
 */
import * as Pattern from "../../path/pattern.ts"
import type { Definition, Overrides, Workflow } from "../../task/definition.ts"
import * as Definitions from "../../task/definition.ts"
import * as Given from "../../task/given.ts"
import * as Words from "../../task/words.ts"
import type { Suffix } from "../match/suffix.ts"
import type { Context } from "../settle/context.ts"
import type { Survey } from "./survey.ts"

// --- model

export interface Declared {
  /** Tells whether a pattern could match something. O(declared graph). */
  readonly fits: (pattern: Pattern.Pattern) => boolean
  /** Whether a function that was not asked may give a task that nobody declares. */
  readonly open: boolean
}

/** `open`: a task that nobody declares, from a function that was not asked; it may have any slot. */
type Stand = Definition | "open"

interface Graph {
  readonly roots: ReadonlySet<Stand>
  readonly stands: ReadonlySet<Stand>
  readonly through: (stand: Stand, slot: string) => Iterable<Stand>
  readonly below: (stand: Stand) => Iterable<Stand>
  readonly answers: (stand: Stand, task: string) => boolean
}

// --- constructors

/** Reads the graph off what is declared and what was met. `skipped`: some functions were not asked. O(tasks + views). */
export const of = (context: Context, survey: Survey, skipped: boolean): Declared => {
  const graph = graphOf(context, survey, skipped)
  return { fits: (pattern) => follow(graph, context.states.suffixes.start(pattern)), open: graph.stands.has("open") }
}

const graphOf = (context: Context, survey: Survey, skipped: boolean): Graph => {
  const replacing = replacements(context)
  const met = metBelow(survey)
  const known = new Set([...context.reach.definitions, ...[...context.known.values()].map((one) => one.definition)])
  const anything: ReadonlySet<Stand> = new Set<Stand>(["open", ...known])
  const answering = new Map<Definition, Set<string>>()
  const answer = (definition: Definition, by: Definition): void => {
    const names = answering.get(definition) ?? new Set<string>()
    answering.set(definition, names)
    for (const { name } of [by, ...by.lineage]) names.add(name)
  }
  for (const { level } of survey.views) for (const task of level.standsFor) answer(level.definition, task)
  /** Whatever may stand where a task is declared, which then answers to all that gave way to it. */
  const placed = (declared: ReadonlyArray<Definition>, slot: string | undefined): Set<Stand> => {
    const found = new Set(declared)
    for (const one of slot === undefined ? [] : (replacing.get(slot) ?? [])) found.add(one)
    for (const one of found) for (const next of replacing.get(one.name) ?? []) found.add(next)
    for (const one of found) for (const other of found.size === 1 ? [] : found) answer(one, other)
    return found
  }
  const ways = new Map<Definition, ReadonlyMap<string, ReadonlySet<Stand>>>()
  const roots = new Set<Stand>([...placed([context.root.definition], undefined), ...survey.root.map(definitionOf)])
  const stands = new Set<Stand>(roots)
  for (const stand of stands) {
    if (stand === "open") {
      for (const one of anything) stands.add(one)
      continue
    }
    const bySlot = new Map<string, Set<Stand>>()
    for (const slot of stand.slots.values()) {
      if (slot._tag === "Value" || slot._tag === "Constant") continue
      const declared = slot._tag === "Dynamic" ? [] : [slot.task]
      const found = placed(declared, slot.name)
      for (const one of met.get(stand)?.get(slot.name) ?? []) found.add(one)
      const isAsked = slot._tag !== "Dynamic" || slot.type !== undefined || (!skipped && met.has(stand))
      if (!isAsked) for (const one of anything) found.add(one)
      bySlot.set(slot.name, found)
      for (const one of found) stands.add(one)
    }
    ways.set(stand, bySlot)
  }
  return {
    roots,
    stands,
    through: (stand, slot) => (stand === "open" ? anything : (ways.get(stand)?.get(slot) ?? [])),
    below: (stand) =>
      stand === "open" ? anything : new Set([...(ways.get(stand)?.values() ?? [])].flatMap((one) => [...one])),
    answers: (stand, task) =>
      stand !== "open" &&
      (stand.name === task ||
        stand.lineage.some(({ name }) => name === task) ||
        answering.get(stand)?.has(task) === true),
  }
}

const definitionOf = ({ level }: Survey["views"][number]): Definition => level.definition

/** Where the slots of a task led, at any of its places that were gone into. */
const metBelow = (survey: Survey): ReadonlyMap<Definition, ReadonlyMap<string, ReadonlySet<Definition>>> => {
  const found = new Map<Definition, Map<string, Set<Definition>>>()
  for (const view of survey.views) {
    const { definition, slots } = view.level
    for (const { name } of slots) {
      const next = survey.through(view, name)
      // A task of which no node was made may not have come to its functions.
      if (next.length === 0 && !view.real) continue
      const bySlot = found.get(definition) ?? new Map<string, Set<Definition>>()
      found.set(definition, bySlot)
      const known = bySlot.get(name) ?? new Set()
      bySlot.set(name, known)
      for (const one of next) known.add(one.level.definition)
    }
  }
  return found
}

/** Every task that an entry or a pin may put somewhere, by the name of the slot or task in whose place it comes. */
const replacements = (context: Context): ReadonlyMap<string, ReadonlySet<Definition>> => {
  const found = new Map<string, Set<Definition>>()
  const seen = new Set<Overrides>()
  const queue: Array<Overrides> = []
  const add = (key: string, given: unknown): void => {
    const name = /\w*$/.exec(key.replace(/!$/, ""))?.[0] ?? ""
    for (const { definition, tables } of given === null ? [] : workflowsOf(context, given)) {
      found.set(name, (found.get(name) ?? new Set()).add(definition))
      queue.push(...tables)
    }
  }
  for (const { entry } of context.states.ranked) add(Pattern.print(entry.pattern), entry.given)
  for (const { pins } of [...context.reach.definitions].flatMap(pinning)) queue.push(...pins)
  for (const { definition, tables } of context.known.values())
    queue.push(...tables, ...pinning(definition).flatMap(({ pins }) => pins))
  for (let table = queue.pop(); table !== undefined; table = queue.pop()) {
    if (seen.has(table)) continue
    seen.add(table)
    for (const [key, given] of Object.entries(table.record)) add(key, given)
  }
  return found
}

const pinning = (definition: Definition): ReadonlyArray<{ readonly pins: ReadonlyArray<Overrides> }> =>
  [...definition.slots.values()].flatMap((slot) => (slot._tag === "Dependency" || slot._tag === "Many" ? [slot] : []))

const workflowsOf = ({ known }: Context, given: unknown): ReadonlyArray<Workflow> => {
  const wrapped = Given.ofValue(given)
  if (wrapped?.[Given.given] === "Text") return Words.splitCommas(wrapped.text).flatMap((name) => known.get(name) ?? [])
  if (wrapped?.[Given.given] !== "Json") return Definitions.tasksIn(given)
  const names: ReadonlyArray<unknown> = Array.isArray(wrapped.value) ? wrapped.value : [wrapped.value]
  return names.flatMap((name) => (typeof name === "string" ? (known.get(name) ?? []) : []))
}

// --- queries

/** Follows a pattern from the root, or from wherever it may begin, as `View.answer` does one level. */
const follow = (graph: Graph, start: Suffix): boolean => {
  const seen = new Map<Stand, Set<Suffix>>()
  const queue: Array<readonly [Stand, Suffix]> = []
  const go = (stand: Stand, suffix: Suffix): void => {
    const known = seen.get(stand) ?? new Set<Suffix>()
    seen.set(stand, known)
    if (known.has(suffix)) return
    known.add(suffix)
    queue.push([stand, suffix])
  }
  for (const stand of start.kind === "seek" ? graph.stands : graph.roots) go(stand, start)
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    const [stand, suffix] = item
    const { kind, task, slot } = suffix
    // What may begin anywhere has been looked for everywhere.
    if (kind !== "exact" && suffix !== start)
      for (const one of graph.below(stand)) go(one, kind === "below" ? suffix.risen() : suffix)
    if (kind === "below" || (task !== undefined && !graph.answers(stand, task))) continue
    if (slot === undefined) {
      if (suffix.substitutes) return true
      go(stand, suffix.met())
    } else if (stand === "open" || stand.slots.has(slot)) {
      const next = suffix.taken()
      if (next === "matched") return true
      for (const one of graph.through(stand, slot)) go(one, next)
    }
  }
  return false
}
