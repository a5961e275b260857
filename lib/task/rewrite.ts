/**
 * Rewriting: definitions, workflows and tables with other names in them, consistently.
 *
 * One definition gives one definition, however often it is met: a rewrite remembers them for as long as it lives, also
 * those that dynamic functions return later. No recursion on the depth of the graph.
 */
import * as E from "#fp/Either"
import * as Pattern from "../path/pattern.ts"
import * as Definition from "./definition.ts"
import * as Given from "./given.ts"
import * as Table from "./table.ts"
import { carry } from "./task.ts"

// --- model

export interface Rewrite {
  /** Rewrites a task, a workflow or a table; anything else stays what it is. */
  readonly exported: (value: unknown) => unknown
  /** The old names that were met. */
  readonly met: () => Iterable<string>
  /** Tells whether functions were met that may return any task. */
  readonly open: () => boolean
}

// --- constructors

/** Prepares to rewrite by a map from old names to new ones. */
export const create = (names: ReadonlyMap<string, string>): Rewrite => {
  const done = new Map<Definition.Definition, Definition.Definition>()
  const met = new Set<string>()
  let open = false

  const definition = (root: Definition.Definition): Definition.Definition => {
    const stack = [root]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const waits = done.has(top) ? [] : upstream(top).filter((one) => !done.has(one))
      stack.push(...waits)
      if (waits.length > 0) continue
      stack.pop()
      if (done.has(top)) continue
      met.add(top.name)
      const made = renamed(top)
      done.set(top, made)
      done.set(made, made)
    }
    return done.get(root) ?? root
  }

  const renamed = (old: Definition.Definition): Definition.Definition => {
    const slots = [...old.slots.values()].map(slot)
    const lineage = old.lineage.map(definition)
    const same =
      !names.has(old.name) &&
      [...old.slots.values()].every((one, at) => one === slots[at]) &&
      lineage.every((one, at) => one === old.lineage[at])
    if (same) return old
    const task: unknown = carry((callable) => ({
      ...old,
      name: nameOf(old.name),
      slots: new Map(slots.map((one) => [one.name, one])),
      lineage,
      task: callable,
    }))
    return Definition.ofTask(task) ?? old
  }

  const slot = (old: Definition.Slot): Definition.Slot => {
    switch (old._tag) {
      case "Dependency":
      case "Many": {
        const task = definition(old.task)
        const pins = old.pins.map((table) => overrides(table, undefined))
        const over = old._tag === "Many" && old.over !== undefined ? { over: old.over.map(key) } : {}
        const same = task === old.task && pins.every((table, at) => table === old.pins[at])
        return same ? old : { ...old, task, pins, ...over }
      }
      case "Dynamic": {
        if (old.type !== undefined) return old
        open = true
        return {
          ...old,
          // `self` is of this side already, whatever extends the task here.
          compute: (slots, self) => value(old.compute(slots, self), Definition.ofTask(self)),
        }
      }
      default:
        return old
    }
  }

  /** A record of what is given, or returned by a function: tasks and workflows, alone, in arrays and records. */
  const value = (old: unknown, self: Definition.Definition | undefined): unknown => {
    const found = task(old, self)
    if (found !== undefined) return found
    const wrapped = Given.ofValue(old)
    if (wrapped?.[Given.given] === "Each") return Given.each(wrapped.values.map((one) => value(one, self)))
    if (Array.isArray(old)) return old.some(isTask) ? old.map((one) => value(one, self)) : old
    if (!Table.isRecord(old) || !Object.values(old).some(isTask)) return old
    return Object.fromEntries(Object.entries(old).map(([name, one]) => [name, value(one, self)]))
  }

  const task = (old: unknown, self: Definition.Definition | undefined): unknown => {
    const bare = Definition.ofTask(old)
    if (bare !== undefined) return bare === self ? old : definition(bare).task
    return Definition.isWorkflow(old) ? workflow(old, self) : undefined
  }

  const workflow = (old: Definition.Workflow, self: Definition.Definition | undefined): Definition.Workflow => {
    const made = old.definition === self ? old.definition : definition(old.definition)
    const tables = old.tables.map((table) => overrides(table, self))
    const same = made === old.definition && tables.every((table, at) => table === old.tables[at])
    return same ? old : { ...old, definition: made, tables }
  }

  const overrides = (old: Definition.Overrides, self: Definition.Definition | undefined): Definition.Overrides => {
    const entries = Object.entries(old.record)
    const changed = entries.map(([name, given]) => [key(name), value(given, self)] as const)
    const source = old.source._tag === "Pin" ? { ...old.source, task: nameOf(old.source.task) } : old.source
    const same =
      changed.every(([name, given], at) => name === entries[at]?.[0] && given === entries[at]?.[1]) &&
      (source._tag !== "Pin" || old.source._tag !== "Pin" || source.task === old.source.task)
    return same ? old : { ...old, record: Object.fromEntries(changed), source }
  }

  const nameOf = (name: string): string => names.get(name) ?? name

  /** A key with its tasks renamed; one that is none is told where it is used. */
  const key = (old: string): string => {
    if (!/[A-Z]/.test(old)) return old
    const bare = old.endsWith("!") ? old.slice(0, -1) : old
    const pattern = Pattern.parse(bare)
    if (E.isLeft(pattern) || !Pattern.tasks(pattern.right).some((name) => names.has(name))) return old
    const { anchored, segments } = pattern.right
    const printed = Pattern.print({
      anchored,
      segments: segments.map((one) => (one.task === undefined ? one : { ...one, task: nameOf(one.task) })),
    })
    return bare === old ? printed : `${printed}!`
  }

  return {
    exported: (old) => {
      const tables = typeof old === "function" ? Table.taken(old) : undefined
      return tables === undefined
        ? (task(old, undefined) ?? old)
        : Table.of(tables.map((table) => overrides(table, undefined)))
    },
    met: () => met,
    open: () => open,
  }
}

// --- queries

const isTask = (value: unknown): boolean => Definition.asWorkflow(value) !== undefined

/** The tasks that a definition names, where its functions do not. */
const upstream = (definition: Definition.Definition): ReadonlyArray<Definition.Definition> => [
  ...definition.lineage,
  ...[...definition.slots.values()].flatMap((slot) =>
    slot._tag === "Dependency" || slot._tag === "Many"
      ? [
          slot.task,
          ...slot.pins.flatMap(({ record }) =>
            Object.values(record).flatMap((given) => Definition.tasksIn(given).map((one) => one.definition)),
          ),
        ]
      : [],
  ),
]
