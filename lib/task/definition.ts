/**
 * Definitions: what a task is, as plain data plus functions. The callable `Task` of an author wraps one.
 *
 * The pure rooms work on definitions alone; nothing here knows how a task is typed, resolved or run.
 */
import * as Given from "./given.ts"
import type { Location, Source } from "./source.ts"
import type { Outputs } from "./output.ts"
import type * as Policy from "./policy.ts"
import type { Type } from "./type.ts"

// --- model

/** Decided slots of a node, by name: an immutable record; a dependency's is the record of its node. */
export type Slots = Readonly<Record<string, unknown>>

export interface ValueSlot {
  readonly _tag: "Value"
  readonly name: string
  readonly type: Type<unknown>
  /** Present when the slot has a default; the box tells an absent default from an undefined one. */
  readonly fallback: { readonly value: unknown } | undefined
  readonly significant: boolean
  /** The value that is left out of the identity (8.1). */
  readonly neutral: { readonly value: unknown } | undefined
  /** `doc`, `default`, … and any auxiliary data (1.3). */
  readonly meta: Readonly<Record<string, unknown>>
}

export interface DependencySlot {
  readonly _tag: "Dependency"
  readonly name: string
  readonly task: Definition
  readonly pins: ReadonlyArray<Overrides>
  readonly optional: boolean
  /** The task runs also where this one failed. */
  readonly settled: boolean
}

export interface ManySlot {
  readonly _tag: "Many"
  readonly name: string
  readonly task: Definition
  readonly pins: ReadonlyArray<Overrides>
  /** Keys read with `task` as root: only axes that decide one of these slots are collected (5.4). Absent: all. */
  readonly over?: ReadonlyArray<string>
  /** How many of them must be there for the task to run. Absent: all. */
  readonly accept?: Policy.Accept
}

export interface ConstantSlot {
  readonly _tag: "Constant"
  readonly name: string
  readonly value: unknown
}

export interface DynamicSlot {
  readonly _tag: "Dynamic"
  readonly name: string
  /** With a type the slot can be set from text. */
  readonly type: Type<unknown> | undefined
  /** `self` is the callable task of the node (1.2). May throw: a resolve error at its place. */
  readonly compute: (slots: Slots, self: unknown) => unknown
}

/** A function of a task that is called by a pattern (section 7): no slot, and no part of an identity. */
export interface Action {
  readonly name: string
  /** What its argument is; undefined for one that takes none. */
  readonly type: Type<unknown> | undefined
  readonly doc: string | undefined
  /** Returns anything, a promise of it, or a TaskEither. */
  readonly run: (slots: Slots, context: never, argument: never) => unknown
}

export type Slot = ValueSlot | DependencySlot | ManySlot | ConstantSlot | DynamicSlot

export interface Definition {
  readonly _tag: "Definition"
  readonly name: string
  /** In declared order, `params` before `dynamic`. */
  readonly slots: ReadonlyMap<string, Slot>
  readonly output: Outputs | undefined
  /** The author's own place, relative to the output root: one path, or one for each output of a record. */
  readonly place: ((slots: Slots) => unknown) | undefined
  /** Returns the output's value, a promise of it, or a TaskEither. Absent: external or a wrapper (1.9). */
  readonly run: ((slots: Slots, context: never) => unknown) | undefined
  /** In declared order, without the built-in ones (7.2). They share the names of the slots. */
  readonly actions: ReadonlyMap<string, Action>
  readonly doc: string | undefined
  /** How it is run. */
  readonly policy: Policy.Policy
  /** What it extends, nearest first (1.6). */
  readonly lineage: ReadonlyArray<Definition>
  /** Slots of its lineage that `extend` took away (6.5). */
  readonly removed: ReadonlySet<string>
  readonly source: Location | undefined
  /** The callable task that authors hold: what `self` is. */
  readonly task: unknown
}

/**
 * What one call wrote: keys as typed (`"TaskB.datasets:year"`, `"year!"`) and what was given for each.
 * Unparsed, because a workflow must cost nothing to write; `lib/table` reads it.
 */
export interface Overrides {
  readonly _tag: "Overrides"
  readonly record: Readonly<Record<string, unknown>>
  /** Its entries make one axis (5.2); with those of all tables of the same text, where it is one. */
  readonly zipped: boolean | string
  readonly source: Source
}

/** A task applied to tables: an immutable value (1.8). */
export interface Workflow {
  readonly _tag: "Workflow"
  readonly definition: Definition
  readonly tables: ReadonlyArray<Overrides>
}

// --- queries

/** Where a callable task carries its definition. Shared by copies of the library that meet in one process. */
export const definition: unique symbol = Symbol.for("waluigi/definition") as never

/** Gives the definition of a callable task, or nothing for any other value. */
export const ofTask = (value: unknown): Definition | undefined =>
  typeof value === "function" ? (value as { readonly [definition]?: Definition })[definition] : undefined

/**
 * Gives the definition of the task whose decided slots these are. A record of slots carries it under `definition`,
 * invisible to `Object.keys` and JSON, also the one that is handed to a dynamic function: `inherit(p)` reads it.
 */
export const ofSlots = (slots: unknown): Definition | undefined =>
  typeof slots === "object" && slots !== null
    ? (slots as { readonly [definition]?: Definition })[definition]
    : undefined

/** Gives the workflow that a value is: a workflow, or a task without overrides (1.8). */
export const asWorkflow = (value: unknown): Workflow | undefined => {
  const bare = ofTask(value)
  if (bare !== undefined) return { _tag: "Workflow", definition: bare, tables: [] }
  return isWorkflow(value) ? value : undefined
}

export const isWorkflow = (value: unknown): value is Workflow =>
  typeof value === "object" &&
  value !== null &&
  (value as { readonly _tag?: unknown })._tag === "Workflow" &&
  (value as { readonly definition?: { readonly _tag?: unknown } }).definition?._tag === "Definition"

/** Lists the workflows that an override's value holds: one, or several in an array or `each`. */
export const tasksIn = (value: unknown): ReadonlyArray<Workflow> => {
  const wrapped = Given.ofValue(value)
  const values = wrapped?.[Given.given] === "Each" ? wrapped.values : Array.isArray(value) ? value : [value]
  return values.flatMap((item) => asWorkflow(item) ?? [])
}
