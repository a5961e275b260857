/**
 * The walk of the slow resolver: one visit for each way, begun again for each point of each axis (section 5).
 */
import * as Built from "./built.ts"
import type { Context } from "./context.ts"
import * as Cycle from "./cycle.ts"
import type * as Description from "./description.ts"
import * as Entry from "./entry.ts"
import * as Functions from "./functions.ts"
import * as Match from "./match.ts"
import * as Notes from "./notes.ts"
import * as Read from "./read.ts"
import * as Stand from "./stand.ts"

// --- model

/** The point at which each axis is set. */
export type Points = ReadonlyMap<string, number>

export interface Axis {
  readonly entry: Entry.Entry
  readonly size: number
}

export interface Visit {
  /** Axes not set yet that surface here. */
  readonly surfaces: ReadonlyMap<string, Axis>
  /** Undefined where something is not decided, or wrong. */
  readonly node: Built.Built | undefined
}

export interface Leaf {
  readonly point: Points
  readonly node: Built.Built | undefined
}

// --- points

/** Gives the axes that surface, the first entry first. */
export const ordered = (
  here: Entry.Here,
  surfaces: ReadonlyMap<string, Axis>,
): ReadonlyArray<readonly [string, Axis]> => {
  const rank = (axis: string): number => here.entries.findIndex((entry) => entry.axis === axis)
  return [...surfaces].sort(([a], [b]) => rank(a) - rank(b))
}

/** Distribution as its definition (5.3): set one axis that surfaces, begin again; then order by points (5.2). */
export const points = (context: Context, here: Entry.Here, fixed: Points, notes: Notes.Notes): ReadonlyArray<Leaf> => {
  const own = Notes.create()
  const found = visit(context, here, fixed, own)
  const [first] = ordered(here, found.surfaces)
  if (first === undefined) {
    Notes.merge(notes, own)
    return [{ point: new Map(), node: found.node }]
  }
  const [axis, { size }] = first
  if (size === 0) Notes.mergeTable(notes, own)
  const leaves = Array.from({ length: size }, (_, index) =>
    points(context, here, new Map([...fixed, [axis, index]]), notes).map(
      (leaf): Leaf => ({ ...leaf, point: new Map([...leaf.point, [axis, index]]) }),
    ),
  ).flat()
  return leaves.sort((a, b) => comparePoints(here, a.point, b.point))
}

/** The first entry slowest; a point that lacks an axis stands first. */
const comparePoints = (here: Entry.Here, a: Points, b: Points): number => {
  for (const { axis } of here.entries) {
    const found = (a.get(axis) ?? -1) - (b.get(axis) ?? -1)
    if (found !== 0) return found
  }
  return 0
}

// --- nodes

/** Visits a level: decides its values, then what stands in its slots, then asks its functions. */
export const visit = (context: Context, here: Entry.Here, fixed: Points, notes: Notes.Notes): Visit => {
  context.spend(here.levels.length)
  const { own: task, others } = here.levels.at(-1) as Match.Level
  for (const name of [task, ...others]) notes.names.add(name)
  const surfaces = new Map<string, Axis>()
  const values = new Map<string, unknown>()
  const edges = new Map<string, Built.Edge>()
  const set = new Set<string>()
  const slots = context.slots(task)
  let whole = true

  const wrong = (tag: string, slot: string, key = ""): void => {
    Notes.report(notes, { tag, place: Stand.way(context, here, slot), key, last: `${task}.${slot}` })
    whole = false
  }

  /** Reads what an entry gives to a slot, at the points set. */
  const take = (slot: Description.Slot & { readonly _: "value" | "dynamic" }, winner: Entry.Entry): void => {
    const reading = Read.read(winner.given, slot.type)
    if (reading._ === "invalid") return wrong("InvalidValue", slot.name, winner.key)
    if (reading._ === "value") return void values.set(slot.name, reading.value)
    notes.axes.add(winner.origin)
    Notes.read(notes, winner.origin, winner.key, reading.points.length)
    const at = fixed.get(winner.axis)
    if (at === undefined) {
      surfaces.set(winner.axis, { entry: winner, size: reading.points.length })
      values.set(slot.name, ["not set"])
      return
    }
    const point = reading.points[at]
    if (point === "invalid") return wrong("InvalidValue", slot.name, winner.key)
    // Another slot reads more points: an error of its own.
    if (point === undefined) whole = false
    else values.set(slot.name, point.value)
  }

  for (const slot of slots) {
    if (slot._ === "constant") {
      for (const { entry } of Entry.atSlot(here, slot.name, notes)) wrong("ConstantSet", slot.name, entry.key)
      values.set(slot.name, slot.value)
    }
    if (slot._ !== "value") continue
    const found = Entry.atSlot(here, slot.name, notes)
    for (const { entry } of found) if (entry.given._ === "workflow") wrong("WrongKind", slot.name, entry.key)
    const winner = Entry.best(found)
    if (winner !== undefined) {
      if (winner.given._ !== "workflow") take(slot, winner)
    } else if (slot.fallback === undefined) wrong("MissingParameter", slot.name)
    else values.set(slot.name, slot.fallback)
  }

  const decided = new Map(values)
  let text: string | undefined
  const key = (): string => (text ??= Cycle.key(here, decided, fixed))
  const met = here.levels.slice(0, -1).findIndex((level, at) => level.own === task && here.keys[at]?.() === key())
  if (whole && met >= 0) {
    Notes.report(notes, { tag: "Cycle" })
    return { surfaces, node: undefined }
  }
  const below: Entry.Here = { ...here, keys: [...here.keys, key] }

  /** Notes which entries might match below a slot where nothing stands. */
  const absent = (slot: string, pins: ReadonlyArray<Entry.Entry>): void => {
    const place = { levels: [...here.levels, { own: "", others: [] }], slots: [...here.slots, slot] }
    for (const entry of [...here.entries, ...pins])
      if (Match.left(entry.pattern, Entry.about(place, entry)).size > 0) notes.hidden.add(entry.origin)
  }

  /** What stands below a slot, with the axes that surface there but for those of the slot's own pins (4.5). */
  const descend = (child: Stand.Answer, slot: string): Built.Built | undefined => {
    const found = child === undefined || child === null ? undefined : visit(context, child, fixed, notes)
    for (const [axis, what] of found?.surfaces ?? []) {
      if (what.entry.pin !== below.levels.length) surfaces.set(axis, what)
      else wrong("PinSurfaces", slot, what.entry.key)
    }
    if (found?.node === undefined) whole = false
    return found?.node
  }

  for (const slot of slots) {
    if (slot._ !== "dep" && slot._ !== "many") continue
    const pins = Entry.pins(slot.pins, `${task}.${slot.name}`, here.levels.length, notes)
    const optional = slot._ === "dep" && slot.optional
    const child = Stand.decide(context, { here: below, slot: slot.name, declared: slot.task, pins, optional }, notes)
    if (child === undefined) whole = false
    else if (child === null) {
      absent(slot.name, pins)
      edges.set(slot.name, null)
    } else if (slot._ === "dep") {
      const node = descend(child, slot.name)
      if (node !== undefined) edges.set(slot.name, { _: "one", node })
    } else {
      const leaves = points(context, child, fixed, notes).map((leaf) => leaf.node)
      if (leaves.length === 0) absent(slot.name, pins)
      if (leaves.every((node) => node !== undefined)) edges.set(slot.name, Built.collect(context, leaves, notes))
      else whole = false
    }
  }

  const record = Built.record({ values, edges })
  const known = whole && surfaces.size === 0

  /** What a function returns is placed like a dependency, its tables as pins of the slot. */
  const place = (
    slot: string,
    declared: string,
    written: ReadonlyArray<Description.Written>,
    origin: string,
    used: ReadonlyArray<Entry.Found>,
  ) => {
    const pins = Entry.pins(written, origin, here.levels.length, notes)
    const entries = below.entries.filter((entry) => !used.some((found) => found.entry === entry))
    return descend(
      Stand.decide(context, { here: { ...below, entries }, slot, declared, pins, optional: false }, notes),
      slot,
    )
  }

  const ask = (slot: Description.Slot & { readonly _: "dynamic" }): void => {
    const call = (called: Functions.Call) =>
      place(slot.name, called.task ?? task, called.pins, `${task}.${slot.name}`, [])
    const result = Functions.run(slot.body, record)
    if (result._ === "value") values.set(slot.name, result.value)
    else if (result._ === "null") {
      absent(slot.name, [])
      edges.set(slot.name, null)
    } else if (result._ === "one") {
      const node = call(result.call)
      if (node !== undefined) edges.set(slot.name, { _: "one", node })
    } else {
      const nodes = result.calls.map(([name, called]) => [name, call(called)] as const)
      const all = nodes.flatMap(([name, node]) => (node === undefined ? [] : [[name, node] as const]))
      if (all.length < nodes.length) return
      if (result._ === "array") edges.set(slot.name, { _: "array", nodes: all.map(([, node]) => node) })
      else edges.set(slot.name, { _: "record", nodes: new Map(all) })
    }
  }

  for (const slot of slots) {
    if (slot._ !== "dynamic") continue
    const found = Entry.atSlot(here, slot.name, notes)
    const unread = (entry: Entry.Entry): boolean =>
      slot.type === undefined && entry.given._ === "text" && Stand.taskOf(context, entry.given) === "wrong"
    for (const { entry } of found) if (unread(entry)) wrong("WrongKind", slot.name, entry.key)
    const winner = Entry.best(found)
    if (winner !== undefined && Stand.places(context, winner.given, slot.type)) {
      const called = Stand.taskOf(context, winner.given) as Stand.Called
      const node = place(slot.name, called.task, Stand.written(called), `${winner.origin}>`, found)
      if (node !== undefined) edges.set(slot.name, { _: "one", node })
    } else if (winner !== undefined) {
      if (!unread(winner)) take(slot, winner)
      set.add(slot.name)
    } else if (known) ask(slot)
    else if (!whole) notes.blocked = true
  }

  if (!whole || surfaces.size > 0) return { surfaces, node: undefined }
  return { surfaces, node: { task, values, edges, set, identity: Built.identify(context, task, values, edges, set) } }
}
