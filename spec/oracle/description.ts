/**
 * Descriptions: a task graph with its tables as plain data, from which both readings start.
 *
 * `Build` makes real tasks of one for `lib`; `Slow` reads it directly. Nothing here imports `lib`.
 */

// --- model

/** Types of values, by the slot's description: small ones, so that random values meet. */
export type TypeName = "int" | "str" | "choice" | "ints" | "bool" | "maybe" | "data"

export type Plain = number | string | boolean | null | ReadonlyArray<number>

/** What a task leaves behind, as far as a replacement must leave it too (6.5). */
export type Form = "none" | "text" | "record"

/** What stands on the right of a key. A workflow without tables is a bare task. */
export type Given =
  | { readonly _: "plain"; readonly value: unknown }
  | { readonly _: "each"; readonly values: ReadonlyArray<unknown> }
  | { readonly _: "text"; readonly text: string }
  | { readonly _: "json"; readonly value: unknown }
  | ({ readonly _: "workflow" } & Called)
  /** A collection of tasks (5.6), as an array or in `each`. */
  | { readonly _: "tasks"; readonly items: ReadonlyArray<Called>; readonly each: boolean }

/** A task applied to tables. */
export interface Called {
  readonly task: string
  readonly tables: ReadonlyArray<Table>
}

export interface Written {
  /** As typed: `TaskB.x:a`, `a!`. */
  readonly key: string
  readonly given: Given
}

/** One record of code, or one argument of the shell. Keys of a record differ. The entries of a zip are one axis (5.2). */
export interface Table {
  readonly via: "code" | "shell"
  readonly zip?: true
  readonly entries: ReadonlyArray<Written>
}

/** Reads a number through slots, and adds to it: what is no number counts as 0, an array as its length. */
export interface Expression {
  readonly read: ReadonlyArray<string>
  readonly plus: number
}

/** The pure function of a dynamic slot, as data. `task: null` is `self`. */
export type Body =
  | { readonly _: "value"; readonly of: Expression }
  | {
      readonly _: "call"
      readonly task: string | null
      readonly pins: ReadonlyArray<{ readonly key: string; readonly of: Expression }>
    }
  | { readonly _: "array"; readonly items: ReadonlyArray<Body & { readonly _: "call" }> }
  | { readonly _: "record"; readonly items: Readonly<Record<string, Body & { readonly _: "call" }>> }
  | {
      readonly _: "when"
      readonly test: Expression
      readonly is: "even" | "positive"
      readonly yes: Body
      readonly no: Body
    }
  | { readonly _: "null" }

export type Slot =
  | {
      readonly _: "value"
      readonly name: string
      readonly type: TypeName
      readonly fallback: Plain | undefined
      readonly significant: boolean
      readonly neutral: Plain | undefined
    }
  | {
      readonly _: "dep"
      readonly name: string
      readonly task: string
      readonly pins: ReadonlyArray<Written>
      readonly optional: boolean
    }
  | {
      readonly _: "many"
      readonly name: string
      readonly task: string
      readonly pins: ReadonlyArray<Written>
      /** Keys of the slots whose axes it collects; undefined for all (5.4). */
      readonly over: ReadonlyArray<string> | undefined
    }
  | { readonly _: "constant"; readonly name: string; readonly value: Plain }
  | { readonly _: "dynamic"; readonly name: string; readonly type: TypeName | undefined; readonly body: Body }

export interface Task {
  readonly name: string
  /** With a parent, `slots` are the changes. */
  readonly parent: string | undefined
  readonly removed: ReadonlyArray<string>
  readonly slots: ReadonlyArray<Slot>
  /** Undefined where it is the parent's. */
  readonly output?: Form
}

/** The root is the first task. A task names only tasks after it (an extension its parent too); `self` apart. */
export interface Description {
  readonly tasks: ReadonlyArray<Task>
  readonly tables: ReadonlyArray<Table>
}

// --- constructors

export const value = (
  name: string,
  type: TypeName,
  fallback?: Plain,
  more: { significant?: boolean; neutral?: Plain } = {},
): Slot => ({
  _: "value",
  name,
  type,
  fallback,
  significant: more.significant ?? true,
  neutral: more.neutral,
})
export const int = (name: string, fallback?: number): Slot => value(name, "int", fallback)
export const dep = (name: string, task: string, pins: ReadonlyArray<Written> = [], optional = false): Slot => ({
  _: "dep",
  name,
  task,
  pins,
  optional,
})
export const many = (
  name: string,
  task: string,
  pins: ReadonlyArray<Written> = [],
  over?: ReadonlyArray<string>,
): Slot => ({ _: "many", name, task, pins, over })
export const dynamic = (name: string, body: Body, type?: TypeName): Slot => ({ _: "dynamic", name, type, body })
export const constant = (name: string, value: Plain): Slot => ({ _: "constant", name, value })
export const task = (name: string, slots: ReadonlyArray<Slot>): Task => ({
  name,
  parent: undefined,
  removed: [],
  slots,
})
export const extension = (
  name: string,
  parent: string,
  slots: ReadonlyArray<Slot>,
  removed: ReadonlyArray<string> = [],
): Task => ({ name, parent, removed, slots })
export const plain = (value: unknown): Given => ({ _: "plain", value })
export const bare = (task: string, ...tables: ReadonlyArray<Table>): Given => ({ _: "workflow", task, tables })
export const tasks = (items: ReadonlyArray<string>, each = false): Given => ({
  _: "tasks",
  items: items.map((task) => ({ task, tables: [] })),
  each,
})
export const code = (...entries: ReadonlyArray<readonly [string, Given]>): Table => ({
  via: "code",
  entries: entries.map(([key, given]) => ({ key, given })),
})
export const shell = (key: string, text: string): Table => ({
  via: "shell",
  entries: [{ key, given: { _: "text", text } }],
})

// --- queries

export const taskOf = (description: Description, name: string): Task => {
  const found = description.tasks.find((task) => task.name === name)
  if (found === undefined) throw new Error(`no task ${name}`)
  return found
}

/** Its own name and those it extends, nearest first. */
export const lineage = (description: Description, name: string): ReadonlyArray<string> => {
  const { parent } = taskOf(description, name)
  return parent === undefined ? [name] : [name, ...lineage(description, parent)]
}

/** Slots in declared order (1.6, 5.5): a changed one keeps its place, new ones come last, dynamic ones behind the rest. */
export const slots = (description: Description, name: string): ReadonlyArray<Slot> => {
  const task = taskOf(description, name)
  const inherited = task.parent === undefined ? [] : slots(description, task.parent)
  const kept = inherited.filter((slot) => !task.removed.includes(slot.name))
  const changed = kept.map((slot) => task.slots.find((change) => change.name === slot.name) ?? slot)
  const all = [...changed, ...task.slots.filter((slot) => !kept.some((other) => other.name === slot.name))]
  return [...all.filter((slot) => slot._ !== "dynamic"), ...all.filter((slot) => slot._ === "dynamic")]
}

/** What it leaves behind: its own, or else its parent's. */
export const output = (description: Description, name: string): Form => {
  const { output: own, parent } = taskOf(description, name)
  return own ?? (parent === undefined ? "none" : output(description, parent))
}

/** Slots taken away anywhere in its lineage and not given back. */
export const removed = (description: Description, name: string): ReadonlyArray<string> => {
  const task = taskOf(description, name)
  const before = task.parent === undefined ? [] : removed(description, task.parent)
  return [...before, ...task.removed].filter((slot) => !task.slots.some((other) => other.name === slot))
}
