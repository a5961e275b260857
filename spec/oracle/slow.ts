/**
 * The slow resolver: a second reading of the rules, as literal as can be, to which `lib` must agree.
 *
 * It walks every way from the root, tries every entry at every place, and for each point of each axis starts again.
 * It shares no code with `lib`. Its only speed is that the graphs are small.
 */
import * as Built from "./built.ts"
import * as Description from "./description.ts"
import * as Match from "./match.ts"
import * as Read from "./read.ts"

// --- model

export interface Problem {
  readonly tag: string
  /** The way from the root, as one would type it, or empty. */
  readonly place: string
  readonly key: string
  /** Task and slot at which the way ends. */
  readonly last: string
}

export type Slow =
  | {
      readonly _: "plan"
      /** Whole nodes as texts, in the order of 5.2. */
      readonly roots: ReadonlyArray<string>
      /** Whole nodes as texts, by identity. */
      readonly nodes: ReadonlyMap<string, string>
      /** Keys of the axes, in order. */
      readonly axes: ReadonlyArray<string>
      /** A collected array whose order only the digest decides. */
      readonly tied: boolean
      /** Entries of the table, by number, whose axis surfaces at the root at every point of the others. */
      readonly everywhere: ReadonlyArray<number>
      readonly either: ReadonlyArray<string>
    }
  | {
      readonly _: "errors"
      readonly errors: ReadonlyArray<Problem>
      /** Some dynamic slot could not be asked: what lies beyond it is not known. */
      readonly blocked: boolean
      /** Keys that may be an error or a warning, as one reads 3.5. */
      readonly either: ReadonlyArray<string>
    }

/** The graph has too many ways to walk them all. */
export class TooBig extends Error {}

interface Entry {
  /** Where it is written: one for every occurrence of a pin. */
  readonly origin: string
  /** The axis that it is, unique on any way. */
  readonly axis: string
  readonly key: string
  readonly pattern: Match.Pattern
  readonly important: boolean
  readonly given: Description.Given
  /** For a pin: the level at which its subtree starts. */
  readonly pin: number | undefined
}

/** A level, and the way to it. */
interface Here {
  readonly levels: ReadonlyArray<Match.Level>
  /** One fewer than levels. */
  readonly slots: ReadonlyArray<string>
  readonly entries: ReadonlyArray<Entry>
  /** Of each level above: what makes a cycle when met again (4.6). */
  readonly keys: ReadonlyArray<string>
}

type Points = ReadonlyMap<string, number>

interface Axis {
  readonly entry: Entry
  readonly size: number
}

interface Visit {
  /** Unfixed axes that surface here. */
  readonly surfaces: Map<string, Axis>
  /** Undefined where something is not decided, or wrong. */
  readonly node: Built.Built | undefined
}

interface Leaf {
  readonly point: Points
  readonly node: Built.Built | undefined
}

/** What is noted on the way, kept only where it is about real places. */
interface Notes {
  readonly errors: Map<string, Problem>
  readonly matched: Set<string>
  readonly written: Map<string, Entry>
  readonly lengths: Map<string, { readonly key: string; readonly sizes: Set<number> }>
  readonly names: Set<string>
  /** Entries read as collections where they decide. */
  readonly axes: Set<string>
  /** Patterns that got as far as something absent (3.5): surely, or just because nothing of them was needed. */
  readonly reached: Set<string>
  readonly maybe: Set<string>
  blocked: boolean
  substituted: boolean
  tied: boolean
}

const notes = (): Notes => ({
  errors: new Map(),
  matched: new Set(),
  written: new Map(),
  lengths: new Map(),
  names: new Set(),
  axes: new Set(),
  reached: new Set(),
  maybe: new Set(),
  blocked: false,
  substituted: false,
  tied: false,
})

const merge = (into: Notes, from: Notes): void => {
  for (const [key, error] of from.errors) into.errors.set(key, error)
  for (const [key, entry] of from.written) into.written.set(key, entry)
  for (const [key, { key: name, sizes }] of from.lengths) {
    const known = into.lengths.get(key) ?? { key: name, sizes: new Set() }
    for (const size of sizes) known.sizes.add(size)
    into.lengths.set(key, known)
  }
  for (const key of ["matched", "names", "reached", "maybe", "axes"] as const)
    for (const item of from[key]) into[key].add(item)
  into.blocked ||= from.blocked
  into.substituted ||= from.substituted
  into.tied ||= from.tied
}

// --- queries

/** Resolves a description by the definitions of the rules. Throws TooBig rather than run for long. */
export const resolve = (description: Description.Description, budget = 4000): Slow => {
  let left = budget

  // --- entries

  const entry = (written: Description.Written, origin: string, axis: string, pin: number | undefined): Entry => {
    const important = written.key.endsWith("!")
    const key = important ? written.key.slice(0, -1) : written.key
    return { origin, axis, key: written.key, pattern: Match.parse(key), important, given: written.given, pin }
  }

  const pins = (
    tables: ReadonlyArray<Description.Written>,
    origin: string,
    depth: number,
    seen: Notes,
  ): ReadonlyArray<Entry> => {
    const made = tables.map((written, index) =>
      entry(written, `${origin}[${written.key}]`, `${depth} ${origin} ${index}`, depth),
    )
    for (const pin of made) seen.written.set(pin.origin, pin)
    return made
  }

  const below = (here: Match.Place, entry: Entry): Match.Place => ({
    levels: here.levels.slice(entry.pin ?? 0),
    slots: here.slots.slice(entry.pin ?? 0),
  })

  /** Rule 3.2, the best last. */
  const ranked = (found: ReadonlyArray<{ readonly entry: Entry; readonly fit: Match.Fit; readonly index: number }>) =>
    [...found].sort((a, b) => {
      if (a.entry.important !== b.entry.important) return a.entry.important ? 1 : -1
      const [left, right] = [a, b].map(({ entry }) => Match.specificity(entry.pattern, (entry.pin ?? 0) > 0))
      for (const [index, number] of (left ?? []).entries())
        if (number !== right?.[index]) return number - (right?.[index] ?? 0)
      if ((a.entry.pin === undefined) !== (b.entry.pin === undefined)) return a.entry.pin === undefined ? 1 : -1
      if (a.entry.pin !== b.entry.pin) return (a.entry.pin ?? 0) - (b.entry.pin ?? 0)
      if (a.fit !== b.fit) return a.fit === "own" ? 1 : -1
      return a.index - b.index
    })

  const matching = (entries: ReadonlyArray<Entry>, fits: (entry: Entry) => Match.Fit, seen: Notes) => {
    const found = entries.map((entry, index) => ({ entry, fit: fits(entry), index })).filter(({ fit }) => fit !== "no")
    for (const { entry } of found) seen.matched.add(entry.origin)
    return found
  }

  const atSlot = (here: Here, slot: string, seen: Notes) => {
    const place = { levels: here.levels, slots: [...here.slots, slot] }
    return matching(
      here.entries,
      (entry) =>
        entry.pin !== undefined && entry.pin >= here.levels.length
          ? "no"
          : Match.slot(entry.pattern, below(place, entry)),
      seen,
    )
  }

  // --- problems

  const way = (here: Here, slot?: string): string =>
    [
      here.levels[0]?.own ?? description.tasks[0]?.name ?? "",
      ...here.slots,
      ...(slot === undefined ? [] : [slot]),
    ].join(".")

  const report = (seen: Notes, tag: string, here: Here, slot: string | undefined, key = ""): void => {
    const place = way(here, slot)
    const last = `${here.levels.at(-1)?.own ?? ""}.${slot ?? ""}`
    seen.errors.set(`${tag} ${place} ${key}`, { tag, place, key, last })
  }

  // --- givens of tasks

  const workflow = (
    given: Description.Given,
  ): { readonly task: string; readonly tables: ReadonlyArray<Description.Table> } | "none" | "wrong" => {
    if (given._ === "workflow") return given
    if (given._ === "text")
      return description.tasks.some((task) => task.name === given.text) ? { task: given.text, tables: [] } : "wrong"
    return given._ !== "each" && given.value === null ? "none" : "wrong"
  }

  /** A dynamic slot with a type reads text by it; else text names a task. */
  const isTask = (given: Description.Given, type: Description.TypeName | undefined): boolean =>
    given._ === "workflow" ||
    (given._ === "text" &&
      workflow(given) !== "wrong" &&
      (type === undefined || Read.read(given, type)._ === "invalid"))

  /** Rule 6.5. */
  const fits = (original: string, replacement: string): boolean => {
    const offered = Description.slots(description, replacement)
    return Description.slots(description, original).every((slot) => {
      const other = offered.find((candidate) => candidate.name === slot.name)
      if (other === undefined)
        return (
          Description.lineage(description, replacement).includes(original) &&
          Description.removed(description, replacement).includes(slot.name)
        )
      if (slot._ !== other._) return false
      return !(slot._ === "value" && other._ === "value") || base(slot.type) === base(other.type)
    })
  }
  const base = (type: Description.TypeName): string => (type === "choice" ? "str" : type)

  /**
   * Decides which task stands in a slot (section 6), for the declared one or the one that a function gave.
   * `slot` undefined is the root. Gives undefined where that is wrong, null where nothing stands there.
   */
  const stand = (
    here: Here,
    slot: string | undefined,
    declared: string | undefined,
    given: ReadonlyArray<Entry>,
    optional: boolean,
    seen: Notes,
  ): Here | null | undefined => {
    const depth = slot === undefined ? 0 : here.levels.length
    const place: Match.Place = { levels: here.levels, slots: slot === undefined ? [] : [...here.slots, slot] }
    let play = [...here.entries, ...given]
    const out = new Set<Entry>()
    const standsFor: Array<string> = []
    let current = declared
    let fine = true
    const candidates = (first: boolean) => {
      const bySlot = first && slot !== undefined ? atSlot(here, slot, seen) : []
      if (current === undefined || (first && optional)) return bySlot
      const name = current
      const byTask = matching(play, (entry) => Match.task(entry.pattern, below(place, entry), name), seen)
      const all = [...bySlot, ...byTask].map(({ entry, fit }) => ({ entry, fit, index: play.indexOf(entry) }))
      return all.filter(({ entry }) => !out.has(entry))
    }
    for (let first = true; ; first = false) {
      const found = candidates(first)
      for (const { entry } of found) {
        const kind = workflow(entry.given)
        if (kind === "wrong" || (kind === "none" && !(first && optional))) {
          report(seen, "WrongKind", here, slot, entry.key)
          fine = false
        }
      }
      const winner = ranked(found).at(-1)?.entry
      if (winner === undefined) break
      for (const { entry } of found) out.add(entry)
      const replacement = workflow(winner.given)
      if (replacement === "wrong" || (replacement === "none" && !(first && optional))) return undefined
      if (replacement === "none") {
        current = undefined
        break
      }
      seen.substituted = true
      play = [
        ...play,
        ...pins(
          replacement.tables.flatMap((table) => table.entries),
          `${winner.origin}>`,
          depth,
          seen,
        ),
      ]
      const awoken = first && optional
      if (replacement.task === current && !awoken) break
      if (declared !== undefined && current !== undefined && replacement.task !== current) {
        standsFor.push(current)
        if (!fits(current, replacement.task)) {
          seen.errors.set(`Unfit ${current} ${replacement.task}`, {
            tag: "UnfitReplacement",
            place: "",
            key: `${current} ${replacement.task}`,
            last: "",
          })
          fine = false
        }
      }
      current = replacement.task
    }
    if (current === undefined || (optional && out.size === 0)) return fine ? null : undefined
    if (!fine) return undefined
    const others = [
      ...Description.lineage(description, current),
      ...standsFor.flatMap((name) => Description.lineage(description, name)),
    ]
    return {
      levels: [...here.levels, { own: current, others: others.filter((name) => name !== current) }],
      slots: slot === undefined ? [] : [...here.slots, slot],
      entries: play.filter((entry) => !out.has(entry)),
      keys: here.keys,
    }
  }

  // --- values

  type Decided = { readonly value: unknown; readonly set: boolean } | "unfixed" | "wrong"

  const decide = (
    here: Here,
    slot: Description.Slot & { readonly _: "value" | "dynamic" },
    found: ReturnType<typeof atSlot>,
    fixed: Points,
    surfaces: Map<string, Axis>,
    seen: Notes,
  ): Decided | undefined => {
    const winner = ranked(found).at(-1)?.entry
    if (winner === undefined) return undefined
    const reading = Read.read(winner.given, slot.type)
    if (reading._ === "value") return { value: reading.value, set: true }
    if (reading._ === "invalid") {
      report(seen, "InvalidValue", here, slot.name, winner.key)
      return "wrong"
    }
    const lengths = seen.lengths.get(winner.origin) ?? { key: winner.key, sizes: new Set() }
    seen.lengths.set(winner.origin, lengths)
    seen.axes.add(winner.origin)
    lengths.sizes.add(reading.points.length)
    const at = fixed.get(winner.axis)
    if (at === undefined) {
      surfaces.set(winner.axis, { entry: winner, size: reading.points.length })
      return "unfixed"
    }
    const point = reading.points[at]
    if (point !== undefined && point !== "invalid") return { value: point.value, set: true }
    if (point === "invalid") report(seen, "InvalidValue", here, slot.name, winner.key)
    return "wrong"
  }

  // --- cycles

  /** Task, value slots, and what the entries in play can still match (4.6). */
  const cycleKey = (here: Here, values: ReadonlyMap<string, unknown>, fixed: Points): string => {
    const play = new Map<string, { readonly entry: Entry; readonly fit: Match.Fit; readonly index: number }>()
    for (const [index, entry] of here.entries.entries()) {
      const rest = Match.left(entry.pattern, below(here, entry))
      if (rest.size === 0) continue
      const what = `${[...rest].map((position) => `${position}=${JSON.stringify(entry.pattern.segments.slice(Number.parseInt(position, 10)))}`).sort()} ${entry.important}`
      const known = play.get(what)
      const item = { entry, fit: "own" as const, index }
      play.set(what, known === undefined ? item : (ranked([known, item]).at(-1) as typeof item))
    }
    const entries = [...play].map(
      ([what, { entry }]) => `${what} ${JSON.stringify(entry.given)} ${fixed.get(entry.axis) ?? ""}`,
    )
    return JSON.stringify([here.levels.at(-1)?.own, [...values], [...new Set(entries)].sort()])
  }

  // --- nodes

  const visit = (here: Here, fixed: Points, seen: Notes): Visit => {
    left -= 1
    if (left < 0 || here.levels.length > 40) throw new TooBig()
    const { own: task, others } = here.levels.at(-1) as Match.Level
    for (const name of [task, ...others]) seen.names.add(name)
    const surfaces = new Map<string, Axis>()
    const values = new Map<string, unknown>()
    const edges = new Map<string, Built.Edge>()
    const set = new Set<string>()
    const slots = Description.slots(description, task)
    let whole = true

    for (const slot of slots) {
      if (slot._ === "constant") {
        for (const { entry } of atSlot(here, slot.name, seen)) report(seen, "ConstantSet", here, slot.name, entry.key)
        values.set(slot.name, slot.value)
      }
      if (slot._ !== "value") continue
      const found = atSlot(here, slot.name, seen)
      for (const { entry } of found) {
        if (entry.given._ !== "workflow") continue
        report(seen, "WrongKind", here, slot.name, entry.key)
        whole = false
      }
      if (ranked(found).at(-1)?.entry.given._ === "workflow") continue
      const decided = decide(here, slot, found, fixed, surfaces, seen)
      if (decided === undefined && slot.fallback === undefined) {
        report(seen, "MissingParameter", here, slot.name)
        whole = false
      } else if (decided === undefined) values.set(slot.name, slot.fallback)
      else if (decided === "wrong") whole = false
      else values.set(slot.name, decided === "unfixed" ? ["unfixed"] : decided.value)
    }

    const key = cycleKey(here, values, fixed)
    if (whole && here.keys.includes(key)) {
      const first = here.keys.indexOf(key)
      const place = way({ ...here, slots: here.slots.slice(0, first) })
      seen.errors.set(`Cycle ${place}`, { tag: "Cycle", place: "", key: "", last: "" })
      return { surfaces, node: undefined }
    }
    const below: Here = { ...here, keys: [...here.keys, key] }

    const absent = (slot: string, given: ReadonlyArray<Entry> = []): void => {
      const place = { levels: [...here.levels, { own: "", others: [] }], slots: [...here.slots, slot] }
      for (const entry of [...here.entries, ...given]) {
        const from = entry.pin ?? 0
        const rest = Match.left(entry.pattern, { levels: place.levels.slice(from), slots: place.slots.slice(from) })
        if (rest.size === 0) continue
        // A pin is as if written from its owner: that much was needed.
        const needed = entry.pin !== undefined || [...rest].some((position) => position !== "0" && position !== "0>")
        seen[needed ? "reached" : "maybe"].add(entry.origin)
      }
    }

    /** What stands below a slot, with the axes that surface there but for those of the slot's own pins (4.5). */
    const descend = (child: Here, slot: string): Built.Built | undefined => {
      const found = visit(child, fixed, seen)
      for (const [axis, what] of found.surfaces) {
        if (what.entry.pin !== child.levels.length - 1) surfaces.set(axis, what)
        else {
          report(seen, "PinSurfaces", here, slot, what.entry.key)
          whole = false
        }
      }
      return found.node
    }

    for (const slot of slots) {
      if (slot._ !== "dep" && slot._ !== "many") continue
      const given = pins(slot.pins, `${task}.${slot.name}`, here.levels.length, seen)
      const child = stand(below, slot.name, slot.task, given, slot._ === "dep" && slot.optional, seen)
      if (child === undefined) whole = false
      else if (child === null) {
        absent(slot.name, given)
        edges.set(slot.name, null)
      } else if (slot._ === "dep") {
        const node = descend(child, slot.name)
        if (node === undefined) whole = false
        else edges.set(slot.name, { _: "one", node })
      } else {
        const found = points(child, fixed, seen)
        if (found.length === 0) absent(slot.name, given)
        if (found.some((leaf) => leaf.node === undefined)) whole = false
        else
          edges.set(
            slot.name,
            collect(
              found.map((leaf) => leaf.node as Built.Built),
              seen,
            ),
          )
      }
    }

    const asked = whole && surfaces.size === 0
    for (const slot of slots) {
      if (slot._ !== "dynamic") continue
      const found = atSlot(here, slot.name, seen)
      for (const { entry } of found) {
        if (slot.type !== undefined || entry.given._ !== "text" || workflow(entry.given) !== "wrong") continue
        report(seen, "WrongKind", here, slot.name, entry.key)
        whole = false
      }
      const winner = ranked(found).at(-1)?.entry
      if (
        winner !== undefined &&
        slot.type === undefined &&
        winner.given._ === "text" &&
        workflow(winner.given) === "wrong"
      )
        continue
      if (winner !== undefined && isTask(winner.given, slot.type)) {
        const replacement = workflow(winner.given) as {
          readonly task: string
          readonly tables: ReadonlyArray<Description.Table>
        }
        const given = pins(
          replacement.tables.flatMap((table) => table.entries),
          `${winner.origin}>`,
          here.levels.length,
          seen,
        )
        // The entry that placed it does not apply below, nor those that it beat.
        const used = new Set(found.map(({ entry }) => entry))
        const child = stand(
          { ...below, entries: below.entries.filter((entry) => !used.has(entry)) },
          slot.name,
          replacement.task,
          given,
          false,
          seen,
        )
        const node = child === undefined || child === null ? undefined : descend(child, slot.name)
        if (node === undefined) whole = false
        else edges.set(slot.name, { _: "one", node })
        continue
      }
      const decided = decide(here, slot, found, fixed, surfaces, seen)
      if (decided === "wrong") whole = false
      else if (decided === "unfixed") continue
      else if (decided !== undefined) {
        values.set(slot.name, decided.value)
        set.add(slot.name)
      } else if (!asked) {
        if (!whole) seen.blocked = true
        whole = false
      } else {
        const yields = run(slot.body, Built.record({ values: subset(values, slots), edges: subset(edges, slots) }))
        const call = (body: Called): Built.Built | undefined => {
          const name = body.task ?? task
          const written = body.pins.map(
            ({ key, value }): Description.Written => ({ key, given: { _: "plain", value } }),
          )
          const given = pins(written, `${task}.${slot.name}`, here.levels.length, seen)
          const child = stand(below, slot.name, name, given, false, seen)
          const node = child === undefined || child === null ? undefined : descend(child, slot.name)
          if (node === undefined) whole = false
          return node
        }
        if (yields._ === "value") values.set(slot.name, yields.value)
        else if (yields._ === "null") {
          absent(slot.name)
          edges.set(slot.name, null)
        } else if (yields._ === "call") {
          const node = call(yields)
          if (node !== undefined) edges.set(slot.name, { _: "one", node })
        } else {
          const nodes = Object.entries(yields.items).map(([key, item]): [string, Built.Built | undefined] => [
            key,
            call(item),
          ])
          if (nodes.every(([, node]) => node !== undefined))
            edges.set(
              slot.name,
              yields._ === "array"
                ? { _: "array", nodes: nodes.map(([, node]) => node as Built.Built) }
                : { _: "record", nodes: new Map(nodes as Array<[string, Built.Built]>) },
            )
        }
      }
    }

    if (!whole || surfaces.size > 0) return { surfaces, node: undefined }
    return {
      surfaces,
      node: { task, values, edges, set, identity: Built.identify(description, task, values, edges, set) },
    }
  }

  /** A `many` (5.4, 5.5). */
  const collect = (leaves: ReadonlyArray<Built.Built>, seen: Notes): Built.Edge => {
    const distinct = leaves.filter(
      (node, index) => leaves.findIndex((other) => other.identity === node.identity) === index,
    )
    const order = Built.compare(description)
    const nodes = [...distinct].sort((a, b) => order(a, b) || (a.identity < b.identity ? -1 : 1))
    if (nodes.some((node, index) => index > 0 && order(nodes[index - 1] as Built.Built, node) === 0)) seen.tied = true
    return { _: "many", nodes, leaves }
  }

  /** Distribution as its definition (5.3): set one axis that surfaces, begin again; then order by points (5.2). */
  const points = (here: Here, fixed: Points, seen: Notes): ReadonlyArray<Leaf> => {
    const own = notes()
    const found = visit(here, fixed, own)
    if (found.surfaces.size === 0) {
      merge(seen, own)
      return [{ point: new Map(), node: found.node }]
    }
    const rank = (axis: string): number => here.entries.findIndex((entry) => entry.axis === axis)
    const [axis, { size }] = [...found.surfaces].sort(([a], [b]) => rank(a) - rank(b))[0] as [string, Axis]
    if (size === 0) {
      for (const key of ["matched", "names", "reached", "maybe", "axes"] as const)
        for (const item of own[key]) seen[key].add(item)
      return []
    }
    const leaves = Array.from({ length: size }, (_, index) =>
      points(here, new Map([...fixed, [axis, index]]), seen).map((leaf) => ({
        ...leaf,
        point: new Map([...leaf.point, [axis, index]]),
      })),
    ).flat()
    const axes = here.entries.map((entry) => entry.axis)
    return leaves.sort((a, b) => {
      for (const name of axes) {
        const found = (a.point.get(name) ?? -1) - (b.point.get(name) ?? -1)
        if (found !== 0) return found
      }
      return 0
    })
  }

  // --- the whole

  const seen = notes()
  const table = description.tables
    .flatMap((one) => one.entries)
    .map((written, index) => entry(written, `${index}[${written.key}]`, `table ${index}`, undefined))
  for (const item of table) seen.written.set(item.origin, item)
  const nowhere: Here = { levels: [], slots: [], entries: table, keys: [] }
  const root = stand(nowhere, undefined, description.tasks[0]?.name, [], false, seen)
  const atRoot = notes()
  const leaves = root === undefined || root === null ? [] : points(root, new Map(), atRoot)
  merge(seen, atRoot)
  if (root !== undefined && root !== null)
    for (const item of emptyAtRoot(root))
      seen.errors.set(`EmptyRoot ${item.key}`, { tag: "EmptyRoot", place: "", key: item.key, last: "" })

  /** Axes of no points that surface at the root at some points. */
  function emptyAtRoot(here: Here, fixed: Points = new Map()): ReadonlyArray<Entry> {
    const { surfaces } = visit(here, fixed, notes())
    const empty = [...surfaces.values()].filter(({ size }) => size === 0).map((axis) => axis.entry)
    const rank = (axis: string): number => here.entries.findIndex((entry) => entry.axis === axis)
    const [first] = [...surfaces].filter(([, { size }]) => size > 0).sort(([a], [b]) => rank(a) - rank(b))
    if (first === undefined || empty.length > 0) return empty
    return Array.from({ length: first[1].size }, (_, index) =>
      emptyAtRoot(here, new Map([...fixed, [first[0], index]])),
    ).flat()
  }

  for (const { key, sizes } of seen.lengths.values())
    if (sizes.size > 1) seen.errors.set(`AxisLengths ${key}`, { tag: "AxisLengths", place: "", key, last: "" })

  const either: Array<string> = []
  for (const [origin, item] of seen.written) {
    if (seen.matched.has(origin)) continue
    const lacks = item.pattern.segments.some(
      ({ task }) =>
        task !== undefined && !seen.names.has(task) && description.tasks.some((other) => other.name === task),
    )
    if (lacks && item.pin === undefined) continue
    if (lacks || seen.reached.has(origin) || seen.maybe.has(origin) || (item.pin !== undefined && seen.substituted))
      either.push(item.key)
    else seen.errors.set(`Unmatched ${origin}`, { tag: "Unmatched", place: "", key: item.key, last: "" })
  }

  const errors = [...seen.errors.values()]
  if (errors.length > 0 || leaves.some((leaf) => leaf.node === undefined))
    return { _: "errors", errors, blocked: seen.blocked, either }
  const nodes = leaves.map((leaf) => leaf.node as Built.Built)
  const texts = Built.write(nodes)
  const distinct = [...new Set(nodes.map((node) => node.identity))]
  return {
    _: "plan",
    roots: distinct.map((identity) => texts.get(identity) ?? ""),
    nodes: texts,
    axes: table.filter((item) => seen.axes.has(item.origin)).map((item) => item.key),
    tied: seen.tied,
    everywhere: table.flatMap((item, index) => (leaves.every((leaf) => leaf.point.has(item.axis)) ? [index] : [])),
    either,
  }
}

// --- dynamic functions

type Called = {
  readonly _: "call"
  readonly task: string | null
  readonly pins: ReadonlyArray<{ readonly key: string; readonly value: number }>
}

type Yield =
  | { readonly _: "value"; readonly value: number }
  | { readonly _: "null" }
  | Called
  | { readonly _: "array" | "record"; readonly items: Readonly<Record<string, Called>> }

const run = (body: Description.Body, p: Readonly<Record<string, unknown>>): Yield => {
  if (body._ === "value") return { _: "value", value: evaluate(body.of, p) }
  if (body._ === "null") return { _: "null" }
  if (body._ === "call") return called(body, p)
  if (body._ === "when") {
    const test = evaluate(body.test, p)
    return run((body.is === "even" ? test % 2 === 0 : test > 0) ? body.yes : body.no, p)
  }
  return {
    _: body._,
    items: Object.fromEntries(Object.entries(body.items).map(([key, item]) => [key, called(item, p)])),
  }
}

const called = (body: Description.Body & { readonly _: "call" }, p: Readonly<Record<string, unknown>>): Called => ({
  _: "call",
  task: body.task,
  pins: body.pins.map(({ key, of }) => ({ key, value: evaluate(of, p) })),
})

const evaluate = ({ read, plus }: Description.Expression, p: unknown): number => {
  let at: unknown = read.length === 0 ? 0 : p
  for (const name of read)
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined
  return (Array.isArray(at) ? at.length : typeof at === "number" ? at : 0) + plus
}

const subset = <A>(all: ReadonlyMap<string, A>, slots: ReadonlyArray<Description.Slot>): ReadonlyMap<string, A> =>
  new Map([...all].filter(([name]) => slots.some((slot) => slot.name === name && slot._ !== "dynamic")))
