/**
 * Reach: which names can still be met below a task, so that entries that cannot match any more are dropped.
 *
 * Conservative: a task whose dependencies are not all known beforehand (dynamic slots) reaches every name.
 */
import type { Definition, Overrides, Workflow } from "../../task/definition.ts"
import * as Definitions from "../../task/definition.ts"
import type { Level } from "./level.ts"
import type { Suffix } from "./suffix.ts"

// --- model

export interface Reach {
  /** Tells whether a suffix may match at a level or below it. */
  readonly possible: (level: Level, suffix: Suffix) => boolean
  /** Every definition that stands in the declared graph or in its tables. */
  readonly definitions: ReadonlySet<Definition>
  /** Tells whether a name may be met at a declared task or below it. */
  readonly below: (definition: Definition, name: string) => boolean
}

/** A task that an override may put in the place of another (by the other's name) or into a slot (by its name). */
export interface Replacement {
  readonly name: string
  readonly workflow: Workflow
}

// --- constructors

/** Surveys the declared graph. O(tasks + dependencies), and as much again for each name asked for. */
export const create = (roots: ReadonlyArray<Definition>, replacements: ReadonlyArray<Replacement>): Reach => {
  const survey = walk(roots, replacements)
  const carriers = new Map<string, Set<Definition>>()
  const open = upwards(survey, (definition) => hasDynamic(definition))
  const below = (definition: Definition, name: string): boolean => {
    if (!survey.above.has(definition) || open.has(definition)) return true
    let found = carriers.get(name)
    if (found === undefined) {
      found = upwards(survey, (candidate) => carries(candidate, name))
      carriers.set(name, found)
    }
    return found.has(definition)
  }
  return {
    definitions: new Set(survey.above.keys()),
    below,
    possible: (level, suffix) => {
      if (suffix.kind === "exact" && suffix.slot !== undefined && !level.definition.slots.has(suffix.slot)) return false
      for (const name of names(suffix)) if (!level.answers.has(name) && !below(level.definition, name)) return false
      return true
    },
  }
}

interface Survey {
  /** Of each definition, the ones that depend on it or may be replaced by it. */
  readonly above: ReadonlyMap<Definition, ReadonlyArray<Definition>>
}

const walk = (roots: ReadonlyArray<Definition>, replacements: ReadonlyArray<Replacement>): Survey => {
  const above = new Map<Definition, Array<Definition>>()
  const byName = new Map<string, Array<Definition>>()
  const note = (replacement: Replacement): void => {
    byName.set(replacement.name, [...(byName.get(replacement.name) ?? []), replacement.workflow.definition])
  }
  for (const replacement of replacements) note(replacement)
  const queue: Array<Definition> = []
  const meet = (definition: Definition, owner: Definition | undefined): void => {
    let owners = above.get(definition)
    if (owners === undefined) {
      owners = []
      above.set(definition, owners)
      queue.push(definition)
    }
    if (owner !== undefined) owners.push(owner)
  }
  for (const root of roots) meet(root, undefined)
  for (const { workflow } of replacements) {
    meet(workflow.definition, undefined)
    for (const task of within(workflow.tables)) meet(task, workflow.definition)
  }
  for (let definition = queue.pop(); definition !== undefined; definition = queue.pop()) {
    for (const replacement of byName.get(definition.name) ?? []) meet(replacement, definition)
    for (const slot of definition.slots.values()) {
      if (slot._tag !== "Dependency" && slot._tag !== "Many") continue
      meet(slot.task, definition)
      for (const replacement of byName.get(slot.name) ?? []) meet(replacement, definition)
      for (const task of within(slot.pins)) meet(task, definition)
    }
  }
  return { above }
}

/** Collects the definitions that a test picks and all above them. */
const upwards = (survey: Survey, test: (definition: Definition) => boolean): Set<Definition> => {
  const found = new Set<Definition>()
  const queue: Array<Definition> = []
  const add = (definition: Definition): void => {
    if (found.has(definition)) return
    found.add(definition)
    queue.push(definition)
  }
  for (const definition of survey.above.keys()) if (test(definition)) add(definition)
  for (let definition = queue.pop(); definition !== undefined; definition = queue.pop())
    for (const owner of survey.above.get(definition) ?? []) add(owner)
  return found
}

// --- queries

/** Lists the tasks that tables give, and those that the tables of these give. */
const within = (tables: ReadonlyArray<Overrides>): ReadonlyArray<Definition> => {
  const found = new Set<Definition>()
  const seen = new Set<Overrides>()
  const queue = [...tables]
  for (let table = queue.pop(); table !== undefined; table = queue.pop()) {
    if (seen.has(table)) continue
    seen.add(table)
    for (const workflow of Object.values(table.record).flatMap(Definitions.tasksIn)) {
      found.add(workflow.definition)
      queue.push(...workflow.tables)
    }
  }
  return [...found]
}

const hasDynamic = (definition: Definition): boolean => {
  for (const slot of definition.slots.values()) if (slot._tag === "Dynamic") return true
  return false
}

const carries = (definition: Definition, name: string): boolean =>
  definition.name === name || definition.slots.has(name) || definition.lineage.some((up) => up.name === name)

const names = (suffix: Suffix): ReadonlyArray<string> => suffix.text.slice(1).split(/[.:]/)
