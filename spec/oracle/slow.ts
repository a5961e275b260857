/**
 * The slow resolver: a second reading of the rules, as literal as can be, to which `lib` must agree.
 *
 * It walks every way from the root, tries every entry at every place, and for each point of each axis starts again.
 * It shares no code with `lib`. Its only speed is that the graphs are small.
 */
import * as Built from "./built.ts"
import * as Context from "./context.ts"
import type * as Description from "./description.ts"
import * as Entry from "./entry.ts"
import * as Notes from "./notes.ts"
import type * as Stand from "./stand.ts"
import * as Walk from "./walk.ts"

// --- model

export type Slow =
  | {
      readonly _: "plan"
      /** Whole nodes as texts, in the order of 5.2. */
      readonly roots: ReadonlyArray<string>
      /** Whole nodes as texts, by identity. */
      readonly nodes: ReadonlyMap<string, string>
      /** Keys of the axes, in order. */
      readonly axes: ReadonlyArray<string>
      /** And of those that decide only at points which another axis rules out. */
      readonly tried: ReadonlySet<string>
      /** A collected array whose order only the digest decides. */
      readonly tied: boolean
      /** Entries of the table, by number, whose axis surfaces at the root at every point of the others. */
      readonly everywhere: ReadonlyArray<number>
      readonly either: ReadonlyArray<string>
      /** Keys of entries that decide nothing where others beat them that are not of a later source (3.6). */
      readonly shadowed: ReadonlyArray<string>
      /** What `over` names and no place has that is there: an error if no place could (5.4). */
      readonly unnamed: ReadonlySet<string>
    }
  | {
      readonly _: "errors"
      readonly errors: ReadonlyArray<Notes.Problem>
      /** Some dynamic slot could not be asked: what lies beyond it is not known. */
      readonly blocked: boolean
      /** Some entry is read as a collection. */
      readonly axes: boolean
      /** Keys that may be an error or a warning, as one reads 3.5. */
      readonly either: ReadonlyArray<string>
      readonly unnamed: ReadonlySet<string>
    }

// --- queries

/** Resolves a description by the definitions of the rules. Throws TooBig rather than run for long. */
export const resolve = (description: Description.Description, budget = 800): Slow => {
  const context = Context.create(description, budget)
  const notes = Notes.create()
  const table = Entry.table(description.tables)
  for (const entry of table) notes.written.set(entry.origin, entry)
  const here = { levels: [], slots: [], entries: table, keys: [], count: table.length }
  const declared = description.tasks[0]?.name ?? ""
  const root: Stand.Question = { here, slot: undefined, declared, pins: [], optional: false }
  const leaves = Walk.points(context, root, new Map(), notes)
  for (const entry of empty(context, root, new Map())) Notes.report(notes, { tag: "EmptyRoot", key: entry.key })
  for (const { entry, sizes } of notes.lengths.values())
    if (sizes.size > 1)
      Notes.report(notes, entry.zip === undefined ? { tag: "AxisLengths", key: entry.key } : { tag: "ZipLengths" })
  const either = unmatched(context, notes)

  const unnamed = new Set([...notes.overs].flatMap(([key, met]) => (met ? [] : [key])))
  const errors = [...notes.errors.values()]
  const nodes = leaves.flatMap((leaf) => (leaf.node === undefined ? [] : [leaf.node]))
  if (errors.length > 0 || nodes.length < leaves.length)
    return { _: "errors", errors, blocked: notes.blocked, axes: notes.axes.size > 0, either, unnamed }
  const texts = Built.write(nodes)
  return {
    _: "plan",
    roots: [...new Set(nodes.map((node) => node.identity))].map((identity) => texts.get(identity) ?? ""),
    nodes: texts,
    axes: table.filter((entry) => notes.axes.has(entry.origin)).map((entry) => entry.key),
    tried: new Set([...notes.tried].map((origin) => notes.written.get(origin)?.key ?? "")),
    tied: notes.tied,
    everywhere: table.flatMap(({ axis }, index) => (leaves.every((leaf) => leaf.point.has(axis)) ? [index] : [])),
    either,
    shadowed: shadowed(table, notes),
    unnamed,
  }
}

const shadowed = (table: ReadonlyArray<Entry.Entry>, notes: Notes.Notes): ReadonlyArray<string> =>
  table
    .filter(({ key, origin, turn }, index) => {
      if (notes.deciding.has(origin) || !notes.matched.has(origin)) return false
      if (table.some((other, later) => later > index && other.key === key)) return false
      const turns = [...(notes.beaten.get(origin) ?? [])]
      return turns.length > 0 && turns.every((other) => other <= turn)
    })
    .map(({ key }) => key)

/** Axes of no points that surface at the root, at some points of the others (5.4). */
const empty = (context: Context.Context, root: Stand.Question, fixed: Stand.Points): ReadonlyArray<Entry.Entry> => {
  const surfaces = Walk.ordered(Walk.arrive(context, root, fixed, Notes.create()).surfaces)
  const found = surfaces.filter(([, { size }]) => size === 0).map(([, { entry }]) => entry)
  const [first] = surfaces
  if (found.length > 0 || first === undefined) return found
  const [axis, { size }] = first
  return Array.from({ length: size }, (_, index) => empty(context, root, new Map([...fixed, [axis, index]]))).flat()
}

/** Reports what matches nowhere (3.5), and gives the keys of which the rules leave it open. */
const unmatched = (context: Context.Context, notes: Notes.Notes): ReadonlyArray<string> => {
  const either: Array<string> = []
  const what = (entry: Entry.Entry): string => `${entry.key} ${JSON.stringify(entry.given)}`
  const pinned = new Set(
    [...notes.written].flatMap(([origin, entry]) =>
      entry.pin !== undefined && notes.matched.has(origin) ? [what(entry)] : [],
    ),
  )
  for (const [origin, entry] of notes.written) {
    const { key, pattern, pin } = entry
    if (notes.matched.has(origin) || (pin !== undefined && pinned.has(what(entry)))) continue
    const lacks = pattern.segments.some(
      ({ task }) => task !== undefined && !notes.names.has(task) && context.lineage(task).length > 0,
    )
    if (lacks && pin === undefined) {
      // A typed key for a parameter without a value may be called an error.
      if ([...notes.errors.values()].some(({ tag }) => tag === "MissingParameter")) either.push(key)
      continue
    }
    if (lacks || notes.hidden.has(origin) || notes.perhaps.has(origin) || (pin !== undefined && notes.substituted))
      either.push(key)
    else Notes.report(notes, { tag: "Unmatched", key })
  }
  return either
}
