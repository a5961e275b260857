/**
 * Pins: tables that a slot, a dynamic function or a replacement carries, for its subtree only (4.5).
 *
 * They compete as if written from the owner. Equal pins are one, wherever they come from, so that a recursive task
 * that pins the same at each step stays in one state. Plain values of dynamic tables go into cells beside the state.
 */
import * as E from "#fp/Either"
import * as Specificity from "../../path/specificity.ts"
import type { Entry } from "../../table/entry.ts"
import * as Definitions from "../../task/definition.ts"
import * as Given from "../../task/given.ts"
import type { Location } from "../../task/source.ts"
import * as Axis from "./axis.ts"
import * as Failure from "../visit/failure.ts"
import type { Live, Ranked } from "../match/live.ts"
import type { ResolveError } from "../problem.ts"
import type { Context } from "./context.ts"

// --- model

/** The slot that carries pins; at the root nothing does, and they compete as written. */
export interface Owner {
  readonly task: string
  readonly slot: string
}

export interface Pins {
  readonly lives: ReadonlyArray<Live>
  /** Values that differ from node to node; the lives count their cells from `firstCell`. */
  readonly cells: ReadonlyArray<unknown>
  /** Axes that end at this slot. */
  readonly locals: ReadonlyArray<number>
  readonly failure: Failure.Failure | undefined
  /** Of each, the line that wrote it. */
  readonly at: ReadonlyArray<Location | undefined>
}

/** What tables of one shape have in common: their keys, and the values that decide where they lead. */
export interface Mould {
  readonly parts: ReadonlyArray<{
    readonly zipped: Definitions.Overrides["zipped"]
    readonly keys: ReadonlyArray<string>
    readonly given: ReadonlyArray<unknown>
  }>
  readonly cells: number
}

/** The pins of one resolution, by content. */
export type Interned = Map<string, Ranked>

// --- constructors

export const none: Pins = { lives: [], cells: [], locals: [], failure: undefined, at: [] }

/** Reads the tables that a slot carries. `inPlay` are the entries that arrive there from above. */
export const of = (
  context: Context,
  tables: ReadonlyArray<Definitions.Overrides>,
  owner: Owner | undefined,
  inPlay: ReadonlyArray<Live>,
  at: { readonly group: number; readonly firstCell: number; readonly order: number; readonly cells: boolean },
): Pins => {
  if (tables.length === 0) return none
  const lives: Array<Live> = []
  const cells: Array<unknown> = []
  const locals: Array<number> = []
  const errors: Array<ResolveError> = []
  const lines: Array<Location | undefined> = []
  let order = at.order
  for (const table of tables) {
    const zip = zipOf(context, table, order)
    const shapes = Object.entries(table.record).map(([key, given], index): Shape => {
      const cell = at.cells && isCell(table, given)
      return { key, given, cell, zip, order: order + index, rooted: owner === undefined }
    })
    const copies = copiesOf(context, shapes, inPlay)
    order += shapes.length
    for (const [index, shape] of shapes.entries()) {
      const ranked = rank(context, shape, copies[index] ?? 0, owner, location(table))
      if (E.isLeft(ranked)) {
        errors.push(ranked.left)
        continue
      }
      const { right } = ranked
      if (isCollection(right.entry)) locals.push(context.axes.idOf(right))
      if (!context.carried.has(right)) context.carried.set(right, new Set())
      lines.push(location(table))
      lives.push({
        entry: right,
        suffix: context.states.suffixes.start(right.entry.pattern),
        own: true,
        group: at.group,
        cell: shape.cell ? at.firstCell + cells.push(shape.given) - 1 : -1,
      })
    }
  }
  return { lives, cells, locals, at: lines, failure: errors.length > 0 ? Failure.all(errors) : undefined }
}

interface Shape {
  readonly key: string
  readonly given: unknown
  readonly cell: boolean
  readonly zip: string | undefined
  readonly order: number
  /** Carried by no slot. */
  readonly rooted: boolean
}

const rank = (
  context: Context,
  shape: Shape,
  copy: number,
  owner: Owner | undefined,
  at: Location | undefined,
): E.Either<ResolveError, Ranked> => {
  const pattern = context.pattern(shape.key)
  const source = { _tag: "Pin", task: owner?.task ?? "", slot: owner?.slot ?? "", at } as const
  if (E.isLeft(pattern)) return E.left(invalid(shape, source, pattern.left.offset, pattern.left.reason))
  if (shape.key.endsWith("!"))
    return E.left(invalid(shape, source, shape.key.length - 1, "a pin cannot be marked important: set it from outside"))
  const content = contentOf(context, shape, copy)
  const known = context.pins.get(content)
  if (known !== undefined) return E.right(known)
  const entry: Entry = {
    key: shape.key,
    pattern: pattern.right,
    specificity: owner === undefined ? Specificity.of(pattern.right) : Specificity.ofPin(pattern.right),
    important: false,
    // Of a cell the first value stands for all, in messages.
    given: shape.given,
    source,
    order: shape.order,
    zip: shape.zip === undefined ? undefined : `${copy} ${shape.zip}`,
  }
  const ranked: Ranked = {
    id: context.states.ranked.length + context.states.count(),
    entry,
    specificity: entry.specificity,
    pin: true,
    kind: shape.cell ? "value" : context.kindOf(shape.given, pattern.right),
  }
  context.pins.set(content, ranked)
  return E.right(ranked)
}

const contentOf = (context: Context, { key, given, cell, zip, order, rooted }: Shape, copy: number): string =>
  `${copy} ${rooted} ${order} ${zip ?? ""} ${key} ${cell ? "cell" : context.contents.text(given)}`

/** Tells which copy of each pin is met; the members of a zip go together. */
const copiesOf = (
  context: Context,
  shapes: ReadonlyArray<Shape>,
  inPlay: ReadonlyArray<Live>,
): ReadonlyArray<number> => {
  const isFree = (shape: Shape, copy: number): boolean => {
    const known = context.pins.get(contentOf(context, shape, copy))
    return known === undefined || !isCollection(known.entry) || !goesOn(context, known, inPlay)
  }
  const copyOf = (members: ReadonlyArray<Shape>): number => {
    for (let copy = 0; ; copy += 1) if (members.every((member) => isFree(member, copy))) return copy
  }
  if (shapes[0]?.zip === undefined) return shapes.map((shape) => copyOf([shape]))
  const copy = copyOf(shapes)
  return shapes.map(() => copy)
}

/** The same collection pinned again, while an outer one still has matching to do, is another axis. */
const goesOn = (context: Context, ranked: Ranked, inPlay: ReadonlyArray<Live>): boolean => {
  const start = context.states.suffixes.start(ranked.entry.pattern)
  return inPlay.some((live) => live.entry === ranked && live.suffix !== start)
}

// --- queries

/** Tells whether two tables differ in plain values at most: the shape by which a dynamic slot's view is found. */
export const shape = (context: Context, tables: ReadonlyArray<Definitions.Overrides>): string => {
  let text = ""
  for (const table of tables) {
    for (const [key, given] of Object.entries(table.record))
      text += isCell(table, given) ? `${key}|` : `${key}=${table.zipped}${context.contents.text(given)}|`
    // Two zips are two axes, where one of all their members is one.
    if (table.zipped !== false) text += "|"
  }
  return text
}

/** Adds the values of tables that go into cells to those before, in the order in which `of` numbers them. */
export const cells = (
  before: ReadonlyArray<unknown>,
  tables: ReadonlyArray<Definitions.Overrides>,
): ReadonlyArray<unknown> => [
  ...before,
  ...tables.flatMap((table) => Object.values(table.record).filter((given) => isCell(table, given))),
]

/** Takes the mould of tables, by which others of their shape are known. */
export const mould = (tables: ReadonlyArray<Definitions.Overrides>): Mould => {
  const parts = tables.map((table) => ({
    zipped: table.zipped,
    keys: Object.keys(table.record),
    given: Object.values(table.record).map((given) => (isCell(table, given) ? cell : given)),
  }))
  return { parts, cells: parts.flatMap(({ given }) => given).filter((given) => given === cell).length }
}

/** Gives the cells of tables that fit a mould, behind those before; nothing where more must be looked at to know. */
export const pour = (
  { parts, cells }: Mould,
  before: ReadonlyArray<unknown>,
  tables: ReadonlyArray<Definitions.Overrides>,
): ReadonlyArray<unknown> | undefined => {
  if (tables.length !== parts.length) return undefined
  const poured = new Array<unknown>(before.length + cells)
  let next = 0
  for (; next < before.length; next += 1) poured[next] = before[next]
  for (let at = 0; at < parts.length; at += 1) {
    const { keys, given, zipped } = parts[at] as Mould["parts"][number]
    const table = tables[at] as Definitions.Overrides
    let place = 0
    // Without a list of the keys: this is done for each edge of a recursive graph.
    for (const key in table.record) {
      if (key !== keys[place]) return undefined
      const value = table.record[key]
      const like = given[place]
      if (like === cell && isCell(table, value)) poured[next++] = value
      else if (like !== value) return undefined
      place += 1
    }
    if (place !== keys.length || zipped !== table.zipped) return undefined
  }
  return poured
}

/** Stands in a mould for any value that goes into a cell. */
const cell: unique symbol = Symbol("cell")

/** Names the axis of a zip. */
const zipOf = (context: Context, { zipped, record }: Definitions.Overrides, order: number): string | undefined => {
  if (typeof zipped === "string") return `pins ${zipped}`
  return zipped ? `pins ${order} ${context.contents.text(record)}` : undefined
}

/** A zip has no single values. */
const isCell = ({ zipped }: Definitions.Overrides, given: unknown): boolean =>
  zipped === false &&
  given !== null &&
  given !== undefined &&
  !Array.isArray(given) &&
  typeof given !== "function" &&
  (typeof given !== "object" || (Given.ofValue(given) === undefined && !Definitions.isWorkflow(given)))

const isCollection = (entry: Entry): boolean => {
  const { given } = entry
  return Array.isArray(given) || Given.ofValue(given) !== undefined
}

const location = (table: Definitions.Overrides): Location | undefined =>
  table.source._tag === "Code" || table.source._tag === "Pin" ? table.source.at : undefined

const invalid = (shape: Shape, source: Entry["source"], offset: number, reason: string): ResolveError => ({
  _tag: "InvalidKey",
  written: Axis.written({ key: shape.key, given: shape.given, source }),
  offset,
  reason,
  suggestions: [],
})
