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

export interface Visit {
  /** Axes not set yet that surface here. */
  readonly surfaces: ReadonlyMap<string, Stand.Axis>
  /** Undefined where something is not decided, or wrong. */
  readonly node: Built.Built | undefined
  /** Nothing stands here. */
  readonly absent?: true
}

export interface Leaf extends Visit {
  readonly point: Stand.Points
}

// --- points

/** Gives the axes that surface, the first entry first. */
export const ordered = (surfaces: ReadonlyMap<string, Stand.Axis>): ReadonlyArray<readonly [string, Stand.Axis]> =>
  [...surfaces].sort(([a], [b]) => (a < b ? -1 : 1))

/**
 * Distribution as its definition (5.3): set the axes that surface, begin again; then order by points (5.2). Axes that
 * are not to be collected are left to surface.
 */
export const points = (
  context: Context,
  question: Stand.Question,
  fixed: Stand.Points,
  notes: Notes.Notes,
  collects: (axis: string, entry: Entry.Entry) => boolean = () => true,
): ReadonlyArray<Leaf> => {
  const own = Notes.create()
  const found = arrive(context, question, fixed, own)
  Notes.mergeTried(notes, own)
  const together = ordered(found.surfaces).filter(([axis, { entry }]) => collects(axis, entry))
  if (together.length === 0) {
    Notes.merge(notes, own)
    return [{ ...found, point: new Map() }]
  }
  const empties = new Set(together.flatMap(([axis, { size }]) => (size === 0 ? [axis] : [])))
  if (empties.size > 0) {
    Notes.mergeTable(notes, own)
    // What leaves a collection empty has decided that there is nothing.
    for (const { axis, origin } of own.decided.values()) if (empties.has(axis)) notes.deciding.add(origin)
  }
  const product = together.reduce<ReadonlyArray<Stand.Points>>(
    (all, [axis, { size }]) =>
      all.flatMap((point) => Array.from({ length: size }, (_, at) => new Map([...point, [axis, at]]))),
    [new Map()],
  )
  const leaves = product.flatMap((set) =>
    points(context, question, new Map([...fixed, ...set]), notes, collects).map(
      (leaf): Leaf => ({ ...leaf, point: new Map([...leaf.point, ...set]) }),
    ),
  )
  return leaves.sort((a, b) => comparePoints(a.point, b.point))
}

/** Which axes a `many` collects: those of its own pins, and those that decide a slot named by `over` at some point (5.4). */
const collected = (
  context: Context,
  question: Stand.Question,
  fixed: Stand.Points,
  over: ReadonlyArray<string> | undefined,
  notes: Notes.Notes,
): ((axis: string, entry: Entry.Entry) => boolean) => {
  if (over === undefined) return () => true
  const depth = question.here.levels.length
  const patterns = over.map(Match.parse)
  const everywhere = Notes.create()
  points(context, question, fixed, everywhere)
  const named = new Set<string>()
  for (const { axis, place } of everywhere.decided.values()) {
    const below: Match.Place = { levels: place.levels.slice(depth), slots: place.slots.slice(depth) }
    if (below.levels.length > 0 && patterns.some((pattern) => Match.slot(pattern, below) !== "no")) named.add(axis)
  }
  Notes.mergeTried(notes, { ...everywhere, decided: new Map(), axes: new Set(), tried: new Set(), perhaps: new Set() })
  for (const [index, pattern] of patterns.entries()) {
    const key = `${question.here.levels.at(-1)?.own}.${question.slot} ${over[index]}`
    const met = everywhere.places.some(
      ({ levels, slots }) =>
        levels.length > depth &&
        Match.slot(pattern, { levels: levels.slice(depth), slots: slots.slice(depth) }) !== "no",
    )
    notes.overs.set(key, met || notes.overs.get(key) === true)
  }
  return (axis, entry) => entry.pin === depth || named.has(axis)
}

/** The first entry slowest; a point that lacks an axis stands first. */
const comparePoints = (a: Stand.Points, b: Stand.Points): number => {
  for (const axis of [...new Set([...a.keys(), ...b.keys()])].sort()) {
    const found = (a.get(axis) ?? -1) - (b.get(axis) ?? -1)
    if (found !== 0) return found
  }
  return 0
}

// --- nodes

/** Settles what stands somewhere, and visits it. */
export const arrive = (context: Context, question: Stand.Question, fixed: Stand.Points, notes: Notes.Notes): Visit => {
  const found = Stand.decide(context, question, fixed, notes)
  if (found === undefined) return { surfaces: new Map(), node: undefined }
  if (found === null) return { surfaces: new Map(), node: undefined, absent: true }
  if ("unset" in found) return { surfaces: new Map([[found.unset.entry.axis, found.unset]]), node: undefined }
  return visit(context, found, fixed, notes)
}

/** Visits a level: decides its values, then what stands in its slots, then asks its functions. */
export const visit = (context: Context, here: Entry.Here, fixed: Stand.Points, notes: Notes.Notes): Visit => {
  context.spend(here.levels.length)
  const { own: task, others } = here.levels.at(-1) as Match.Level
  for (const name of [task, ...others]) notes.names.add(name)
  const surfaces = new Map<string, Stand.Axis>()
  const values = new Map<string, unknown>()
  const edges = new Map<string, Built.Edge>()
  const set = new Set<string>()
  const slots = context.slots(task)
  let whole = true
  if (context.overs)
    for (const { name } of slots) notes.places.push({ levels: here.levels, slots: [...here.slots, name] })

  const wrong = (tag: string, slot: string, key = ""): void => {
    Notes.report(notes, { tag, place: Stand.way(context, here, slot), key, last: `${task}.${slot}` })
    whole = false
  }

  /** Reads what an entry gives to a slot, at the points set. */
  const take = (slot: Description.Slot & { readonly _: "value" | "dynamic" }, winner: Entry.Entry): void => {
    const reading = Read.read(winner.given, slot.type)
    if (reading._ === "invalid") return wrong("InvalidValue", slot.name, winner.key)
    if (reading._ === "value" && winner.zip !== undefined) {
      Notes.report(notes, { tag: "ZipLengths" })
      whole = false
      return
    }
    if (reading._ === "value") return void values.set(slot.name, reading.value)
    // With a point that is none it is no axis anywhere, but an error where it decides.
    if (!reading.points.includes("invalid")) notes.axes.add(winner.origin)
    Notes.read(notes, winner, reading.points.length)
    Notes.decide(notes, winner, here.levels, [...here.slots, slot.name])
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
    const isTask = ({ given }: Entry.Entry): boolean => given._ === "workflow" || given._ === "tasks"
    for (const { entry } of found) if (isTask(entry)) wrong("WrongKind", slot.name, entry.key)
    const winner = Entry.best(found)
    Notes.contest(
      notes,
      found.map(({ entry }) => entry),
      winner,
    )
    if (winner !== undefined) {
      if (!isTask(winner)) take(slot, winner)
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
  const surface = (found: ReadonlyMap<string, Stand.Axis>, slot: string): void => {
    for (const [axis, what] of found) {
      if (what.entry.pin !== below.levels.length) surfaces.set(axis, what)
      else wrong("PinSurfaces", slot, what.entry.key)
    }
  }

  for (const slot of slots) {
    if (slot._ !== "dep" && slot._ !== "many") continue
    const own = [{ via: "code" as const, entries: slot.pins }]
    const pins = Entry.pins(own, `${task}.${slot.name}`, here.levels.length, here.count, notes)
    const optional = slot._ === "dep" && slot.optional
    const question: Stand.Question = { here: below, slot: slot.name, declared: slot.task, pins, optional }
    if (slot._ === "dep") {
      const found = arrive(context, question, fixed, notes)
      surface(found.surfaces, slot.name)
      if (found.absent) {
        absent(slot.name, pins)
        edges.set(slot.name, null)
      } else if (found.node === undefined) whole = false
      else edges.set(slot.name, { _: "one", node: found.node })
    } else {
      const all = points(context, question, fixed, notes, collected(context, question, fixed, slot.over, notes))
      for (const leaf of all) surface(leaf.surfaces, slot.name)
      const leaves = all.map((leaf) => leaf.node)
      if (leaves.length === 0) absent(slot.name, pins)
      if (leaves.every((node) => node !== undefined)) edges.set(slot.name, Built.collect(context, leaves, notes))
      else whole = false
    }
  }

  const record = once(() => Built.record({ values, edges }))
  const known = whole && surfaces.size === 0

  /** What a function returns is placed like a dependency, its tables as pins of the slot. */
  const place = (
    slot: string,
    declared: string,
    tables: ReadonlyArray<Description.Table>,
    origin: string,
    used: ReadonlyArray<Entry.Found>,
  ): Built.Built | undefined => {
    const pins = Entry.pins(tables, origin, here.levels.length, here.count, notes)
    const entries = below.entries.filter((entry) => !used.some((found) => found.entry === entry))
    const question: Stand.Question = { here: { ...below, entries }, slot, declared, pins, optional: false }
    const found = arrive(context, question, fixed, notes)
    surface(found.surfaces, slot)
    if (found.node === undefined) whole = false
    return found.node
  }

  const ask = (slot: Description.Slot & { readonly _: "dynamic" }): void => {
    const call = (called: Functions.Call) =>
      place(slot.name, called.task ?? task, called.tables, `${task}.${slot.name}`, [])
    const result = Functions.run(slot.body, record())
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
    Notes.contest(
      notes,
      found.map(({ entry }) => entry),
      winner,
    )
    if (winner !== undefined && Stand.places(context, winner.given, slot.type)) {
      const called = Stand.taskOf(context, winner.given) as Stand.Called | ReadonlyArray<Stand.Called>
      const several = Stand.isSeveral(called)
      const at = fixed.get(winner.axis)
      if (several) {
        notes.axes.add(winner.origin)
        Notes.read(notes, winner, called.length)
        Notes.decide(notes, winner, here.levels, [...here.slots, slot.name])
        if (at === undefined) surface(new Map([[winner.axis, { entry: winner, size: called.length }]]), slot.name)
      }
      if (!several && winner.zip !== undefined) {
        Notes.report(notes, { tag: "ZipLengths" })
        whole = false
      }
      const one = several ? called[at ?? -1] : called
      if (one === undefined) whole = false
      else {
        const node = place(slot.name, one.task, one.tables, `${winner.origin}>`, found)
        if (node !== undefined) edges.set(slot.name, { _: "one", node })
      }
    } else if (winner !== undefined) {
      if (!unread(winner)) take(slot, winner)
      set.add(slot.name)
    } else if (known) ask(slot)
    else if (!whole) notes.blocked = true
  }

  if (!whole || surfaces.size > 0) return { surfaces, node: undefined }
  return { surfaces, node: { task, values, edges, set, identity: Built.identify(context, task, values, edges, set) } }
}

/** What functions read is written down when one asks, and before any of them adds to it. */
const once = <A>(make: () => A): (() => A) => {
  let made: A | undefined
  return () => (made ??= make())
}
