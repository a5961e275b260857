/**
 * Random descriptions: small graphs with diamonds, and tables drawn from real places with parts of the way forgotten.
 *
 * All that is random is a flat record of numbers, read modulo what there is to choose from: so it shrinks well, and 0
 * is the plainest choice everywhere.
 */
import * as fc from "fast-check"
import * as Description from "./description.ts"
import { show } from "./show.ts"

// --- model

interface RawKey {
  /** Which edge to take at each level. */
  readonly path: ReadonlyArray<number>
  /** Bits of each level: keep the task's name, keep the slot's, by exact steps, and by another name. */
  readonly keep: ReadonlyArray<number>
  readonly end: number
  readonly anchor: number
}

interface RawEntry extends RawKey {
  readonly how: number
  readonly value: number
  readonly important: number
  readonly inner: ReadonlyArray<RawKey & { readonly value: number }>
}

interface RawSlot {
  readonly kind: number
  readonly name: number
  readonly target: number
  readonly flags: number
  readonly value: number
  readonly pins: ReadonlyArray<RawEntry>
  readonly reads: ReadonlyArray<number>
}

interface RawTask {
  /** Some tasks are reached by substitution only; some extend another. */
  readonly link: number
  readonly parent: number
  readonly removes: number
  readonly slots: ReadonlyArray<RawSlot>
}

// --- raw

const small = fc.nat({ max: 99 })

const rawKey = {
  path: fc.array(small, { maxLength: 4 }),
  keep: fc.array(fc.nat({ max: 31 }), { minLength: 5, maxLength: 5 }),
  end: small,
  anchor: small,
}

const rawEntry: fc.Arbitrary<RawEntry> = fc.record({
  ...rawKey,
  how: small,
  value: small,
  important: small,
  inner: fc.array(fc.record({ ...rawKey, value: small }), { maxLength: 2 }),
})

const rawSlot: fc.Arbitrary<RawSlot> = fc.record({
  kind: small,
  name: small,
  target: small,
  flags: small,
  value: small,
  pins: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(rawEntry, { maxLength: 2 }) },
  ),
  reads: fc.array(small, { minLength: 4, maxLength: 4 }),
})

const rawTask: fc.Arbitrary<RawTask> = fc.record({
  link: small,
  parent: small,
  removes: small,
  slots: fc.array(rawSlot, { minLength: 0, maxLength: 4 }),
})

// --- queries

/** What lies below a task: slot and task, for every dependency that a static look finds. */
const edges = (
  description: Description.Description,
  task: string,
): ReadonlyArray<{ readonly slot: string; readonly task: string }> =>
  Description.slots(description, task).flatMap((slot) => {
    if (slot._ === "dep" || slot._ === "many") return [{ slot: slot.name, task: slot.task }]
    return slot._ === "dynamic" ? calls(slot.body).map((name) => ({ slot: slot.name, task: name ?? task })) : []
  })

const calls = (body: Description.Body): ReadonlyArray<string | null> => {
  if (body._ === "call") return [body.task]
  if (body._ === "when") return [...calls(body.yes), ...calls(body.no)]
  return body._ === "array" || body._ === "record" ? Object.values(body.items).flatMap((item) => calls(item)) : []
}

const at = <A>(items: ReadonlyArray<A>, index: number): A => items[index % items.length] as A

type End =
  | { readonly _: "slot"; readonly slot: Description.Slot }
  | { readonly _: "task"; readonly name: string }
  | { readonly _: "none" }

/** Walks down from a task and forgets parts of the way. */
const key = (
  description: Description.Description,
  from: string,
  raw: RawKey,
): { readonly key: string; readonly end: End } => {
  const alias = (task: string, bits: number): string => {
    if (bits < 24) return task
    const others = [
      ...Description.lineage(description, task).slice(1),
      ...description.tasks
        .filter((other) => other.name !== task && Description.lineage(description, other.name).includes(task))
        .map((other) => other.name),
    ]
    return others.length === 0 ? task : at(others, bits)
  }
  const way: Array<{ readonly task: string; readonly slot: string }> = []
  let task = from
  for (const choice of raw.path) {
    const open = edges(description, task)
    const next = open.length === 0 ? undefined : at(open, choice)
    if (next === undefined) break
    way.push({ task, slot: next.slot })
    // The way may go on below what a substitution may put there.
    task = choice % 7 === 6 ? alias(next.task, 24 + choice) : next.task
  }
  const own = Description.slots(description, task)
  const ends: ReadonlyArray<Description.Slot> = [
    ...own.filter((slot) => slot._ === "value"),
    ...own.filter((slot) => slot._ === "value"),
    ...own.filter((slot) => slot._ === "value"),
    ...own.filter((slot) => slot._ !== "value" && slot._ !== "constant"),
    ...(raw.end > 95 ? own : []),
  ]
  const toTask = ends.length === 0 || (raw.end >= 70 && raw.end <= 90)
  const last = toTask ? undefined : at(ends, raw.end)
  const levels = [...way, { task, slot: last?.name }]
  const segments: Array<Array<string>> = []
  let joined = false
  let anchorable = false
  for (const [index, level] of levels.entries()) {
    const bits = at(raw.keep, index)
    const isLast = index === levels.length - 1
    const keepTask = isLast && toTask ? true : (bits & 1) === 1
    const keepSlot = level.slot !== undefined && (isLast || (bits & 2) === 2)
    const exact = (bits & 4) === 4
    if (index === 0) anchorable = keepTask || keepSlot
    if (keepTask) {
      segments.push([isLast && toTask ? level.task : alias(level.task, bits)])
      joined = true
    }
    if (keepSlot && level.slot !== undefined) {
      if (joined && (exact || bits < 16)) segments.at(-1)?.push(level.slot)
      else segments.push([level.slot])
      joined = true
    } else joined = false
  }
  const anchored = anchorable && raw.anchor >= 80
  return {
    key: (anchored ? "." : "") + segments.map((words) => words.join(".")).join(":"),
    end: last === undefined ? { _: "task", name: task } : { _: "slot", slot: last },
  }
}

const plains: Readonly<Record<Description.TypeName, ReadonlyArray<Description.Plain>>> = {
  int: [0, 1, 2, 3],
  str: ["s", "t", "1"],
  choice: ["p", "q", "r"],
  ints: [[1], [2, 1], [1, 2], []],
}

/** Draws what stands on the right: for a value slot values, some of them collections; for the rest tasks. */
const given = (
  description: Description.Description,
  end: End,
  raw: RawEntry,
  collections: boolean,
): { readonly given: Description.Given; readonly via: "code" | "shell" } => {
  const code = (given: Description.Given) => ({ given, via: "code" as const })
  const text = (text: string) => ({ given: { _: "text" as const, text }, via: "shell" as const })
  if (end._ === "task") return replacement(description, end.name, raw)
  if (end._ === "none") return code(Description.plain(raw.value))
  const { slot } = end
  if (slot._ === "dep" || slot._ === "many") {
    if (slot._ === "dep" && slot.optional && raw.how >= 80) return { given: { _: "json", value: null }, via: "shell" }
    if (raw.how === 99) return code(Description.plain(1))
    return replacement(description, slot.task, raw)
  }
  if (slot._ === "constant") return code(Description.plain(1))
  if (slot._ === "dynamic" && calls(slot.body).length > 0)
    return replacement(description, at(calls(slot.body), raw.value) ?? at(description.tasks, raw.value).name, raw)
  if (slot._ === "dynamic" && slot.type === undefined) return code(Description.plain(raw.value % 4))
  const type = slot.type ?? "int"
  const values = plains[type]
  const one = at(values, raw.value)
  const two = at(values, raw.value + 1)
  const three = at(values, raw.value + 2)
  const some: ReadonlyArray<Description.Plain> =
    raw.value % 25 === 24 ? [] : raw.value % 5 === 4 ? [three, two, one] : [two, one]
  if (raw.how === 99) return code(bad(type))
  if (raw.how >= 96) return code(Description.plain(["p"]))
  if (collections && raw.how >= 42) {
    if (raw.how === 95 && type === "int") return text("1,2..3")
    if (raw.how >= 90 && type === "int") return text("1..2")
    if (raw.how >= 76 && type !== "ints" && some.length > 0) return text(some.join(","))
    if (raw.how >= 60 && type !== "ints") return code(Description.plain(some))
    return code({ _: "each", values: some })
  }
  if (raw.how >= 30) return type === "ints" ? { given: { _: "json", value: one }, via: "shell" } : text(String(one))
  return code(Description.plain(one))
}

const bad = (type: Description.TypeName): Description.Given =>
  Description.plain(type === "int" ? "no" : type === "choice" ? "no" : true)

const replacement = (
  description: Description.Description,
  original: string,
  raw: RawEntry,
): { readonly given: Description.Given; readonly via: "code" | "shell" } => {
  const extensions = description.tasks.filter(
    (task) => task.name !== original && Description.lineage(description, task.name).includes(original),
  )
  const parents = Description.lineage(description, original)
  // Some task that has every slot, or else a task at random: unfit most of the time.
  const names = Description.slots(description, original).map((slot) => slot.name)
  const fit = description.tasks.filter((task) =>
    names.every((name) => Description.slots(description, task.name).some((slot) => slot.name === name)),
  )
  const pool = [
    ...extensions.map((task) => task.name),
    ...extensions.map((task) => task.name),
    ...fit.map((task) => task.name),
    ...fit.map((task) => task.name),
    ...parents,
    ...(raw.how % 10 === 9 ? description.tasks.map((task) => task.name) : []),
  ]
  const task = pool.length === 0 ? original : at(pool, raw.value)
  if (raw.how >= 50) return { given: { _: "text", text: task }, via: "shell" }
  if (raw.inner.length === 0 || raw.how < 20) return { given: Description.bare(task), via: "code" }
  return { given: Description.bare(task, ...inner(description, task, raw.inner)), via: "code" }
}

/** A table of values only. */
const inner = (
  description: Description.Description,
  task: string,
  raws: RawEntry["inner"],
): ReadonlyArray<Description.Table> =>
  raws.flatMap((raw) => {
    const found = key(description, task, { ...raw, end: raw.end % 60 })
    if (found.end._ !== "slot" || found.end.slot._ !== "value") return []
    return [Description.code([found.key, Description.plain(at(plains[found.end.slot.type], raw.value))])]
  })

// --- constructors

const slotNames = {
  value: ["a", "b", "c", "l", "s", "v"],
  dep: ["x", "y", "z"],
  many: ["m", "n"],
  dynamic: ["d", "e"],
  constant: ["k"],
}

/** A value slot's type by its name, so that replacements often fit; `v` has any. */
const typeOf = (name: string, value: number): Description.TypeName =>
  name === "c"
    ? "choice"
    : name === "l"
      ? "ints"
      : name === "s"
        ? "str"
        : name === "v"
          ? at(["int", "str", "ints"], value)
          : "int"

const decodeTask = (
  raw: RawTask,
  index: number,
  later: ReadonlyArray<Description.Task>,
  extra: ReadonlyArray<number>,
): Description.Task => {
  const description: Description.Description = { tasks: later, tables: [] }
  const name = `Task${String.fromCharCode(65 + index)}`
  const parent = later.length > 0 && raw.parent >= 75 ? at(later, raw.parent) : undefined
  const inherited = parent === undefined ? [] : Description.slots(description, parent.name)
  const slots: Array<Description.Slot> = []
  const fresh = (names: ReadonlyArray<string>, from: number): string | undefined =>
    names.map((_, step) => at(names, from + step)).find((candidate) => !slots.some((slot) => slot.name === candidate))
  const readable = (): ReadonlyArray<ReadonlyArray<string>> => {
    const own = [...inherited.filter((slot) => !slots.some((other) => other.name === slot.name)), ...slots]
    return own.flatMap((slot): ReadonlyArray<ReadonlyArray<string>> => {
      if (slot._ === "value" && slot.type === "int") return [[slot.name]]
      if (slot._ === "many") return [[slot.name]]
      if (slot._ !== "dep") return []
      return Description.slots(description, slot.task)
        .filter((other) => other._ === "value" && other.type === "int" && other.significant)
        .map((other) => [slot.name, other.name])
    })
  }
  const expression = (choice: number, plus: number): Description.Expression => {
    const open = readable()
    return open.length === 0 ? { read: [], plus } : { read: at(open, choice), plus }
  }
  for (const one of raw.slots) {
    const slot = decodeSlot(one)
    if (slot !== undefined) slots.push(slot)
  }
  for (const [nth, target] of extra.entries()) {
    const slot = fresh(slotNames.dep, nth)
    const found = later[target]
    if (slot !== undefined && found !== undefined) slots.push(Description.dep(slot, found.name))
  }
  function decodeSlot(raw: RawSlot): Description.Slot | undefined {
    const kind =
      raw.kind < 45 || later.length === 0
        ? raw.kind >= 95
          ? "constant"
          : "value"
        : raw.kind < 68
          ? "dep"
          : raw.kind < 78
            ? "many"
            : raw.kind < 97
              ? "dynamic"
              : "constant"
    const name = fresh(slotNames[kind], raw.name)
    if (name === undefined) return undefined
    if (kind === "constant") return Description.constant(name, raw.value % 3)
    if (kind === "value") {
      const type = typeOf(name, raw.flags)
      const fallback = raw.flags % 40 === 39 ? undefined : at(plains[type], raw.value)
      return Description.value(name, type, fallback, {
        significant: raw.flags < 90,
        ...(raw.flags % 7 === 6 ? { neutral: at(plains[type], raw.value) } : {}),
      })
    }
    const target = at(later, raw.target).name
    const drawn = (collections: boolean): ReadonlyArray<Description.Written> => {
      const written = raw.pins.map((pin): Description.Written => {
        const found = key(description, target, pin)
        const value = given(description, found.end, { ...pin, how: pin.how % 96 }, collections)
        return {
          key: found.key,
          given: value.via === "shell" && value.given._ === "text" ? asCode(found.end, value.given.text) : value.given,
        }
      })
      return written.filter((one, index) => written.findIndex((other) => other.key === one.key) === index)
    }
    if (kind === "dep") return Description.dep(name, target, drawn(raw.flags >= 97), raw.flags % 10 === 9)
    if (kind === "many") return Description.many(name, target, drawn(true))
    const [first = 0, second = 0, third = 0] = raw.reads
    const pinned = (
      target: string,
      choice: number,
    ): ReadonlyArray<{ readonly key: string; readonly of: Description.Expression }> => {
      const open = Description.slots(description, target).filter((slot) => slot._ === "value" && slot.type === "int")
      if (choice < 20 || open.length === 0) return []
      const slot = at(open, choice)
      return [{ key: (choice % 2 === 0 ? "." : "") + slot.name, of: expression(choice, choice % 3) }]
    }
    const called = (choice: number): Description.Body & { readonly _: "call" } => {
      const target = at(later, choice).name
      return { _: "call", task: target, pins: pinned(target, raw.reads[3] ?? 0) }
    }
    if (first < 25)
      return Description.dynamic(
        name,
        { _: "value", of: expression(second, third % 3) },
        third % 2 === 0 ? "int" : undefined,
      )
    if (first < 45) return Description.dynamic(name, called(second))
    if (first < 55) return Description.dynamic(name, { _: "array", items: [called(second), called(third)] })
    if (first < 65)
      return Description.dynamic(name, { _: "record", items: { two: called(second), one: called(third) } })
    if (first < 85)
      return Description.dynamic(name, {
        _: "when",
        test: expression(third, 0),
        is: "even",
        yes: called(second),
        no: third % 2 === 0 ? { _: "null" } : called(third),
      })
    // Recursion through self, counting down a slot of its own.
    const counter = [...inherited, ...slots].find(
      (slot) => slot._ === "value" && slot.type === "int" && slot.significant,
    )
    if (counter === undefined) return undefined
    return Description.dynamic(name, {
      _: "when",
      test: { read: [counter.name], plus: 0 },
      is: "positive",
      yes: {
        _: "call",
        task: null,
        pins: [{ key: (second % 4 === 0 ? "" : ".") + counter.name, of: { read: [counter.name], plus: -1 } }],
      },
      no: { _: "null" },
    })
  }
  const goes = inherited.filter((slot) => !slots.some((other) => other.name === slot.name) && slot._ !== "dynamic")
  const removed = parent !== undefined && raw.removes >= 90 && goes.length > 0 ? [at(goes, raw.removes).name] : []
  return { name, parent: parent?.name, removed, slots }
}

/** A table of code has no text. */
const asCode = (end: End, text: string): Description.Given => {
  if (/^[A-Z]/.test(text)) return Description.bare(text)
  const type = end._ === "slot" && end.slot._ === "value" ? end.slot.type : "int"
  if (text.includes("..")) return { _: "each", values: [1, 2] }
  const read = (word: string): Description.Plain => (type === "int" ? Number(word) : word)
  return text.includes(",") ? { _: "each", values: text.split(",").map(read) } : Description.plain(read(text))
}

const decode = (raws: ReadonlyArray<RawTask>, entries: ReadonlyArray<RawEntry>): Description.Description => {
  let tasks: ReadonlyArray<Description.Task> = []
  // Whoever comes later is linked from one before it, so that most of the graph is reached.
  const links = raws.map((raw, index) => (index === 0 || raw.link >= 85 ? -1 : raw.link % index))
  for (const [step, raw] of [...raws].reverse().entries()) {
    const index = raws.length - 1 - step
    const extra = links.flatMap((link, target) => (link === index ? [target - index - 1] : []))
    tasks = [decodeTask(raw, index, tasks, extra), ...tasks]
  }
  const description: Description.Description = { tasks, tables: [] }
  let axes = 0
  const tables = entries.map((raw): Description.Table => {
    const found = key(description, tasks[0]?.name ?? "", raw)
    const made = given(description, found.end, raw, axes < 3)
    if (
      made.given._ === "each" ||
      (made.given._ === "text" && /,|\.\./.test(made.given.text)) ||
      (made.given._ === "plain" && Array.isArray(made.given.value))
    )
      axes += 1
    const name = raw.important >= 97 && raw.end === 50 ? `${found.key}:zz` : found.key
    return { via: made.via, entries: [{ key: raw.important >= 93 ? `${name}!` : name, given: made.given }] }
  })
  return { tasks, tables }
}

/** Draws a graph with its tables. Printed, it is the code that makes it. */
export const descriptions = (tasks = 6, entries = 5): fc.Arbitrary<Description.Description> =>
  fc
    .tuple(fc.array(rawTask, { minLength: 1, maxLength: tasks }), fc.array(rawEntry, { maxLength: entries }))
    .map(([raws, entries]) => printable(decode(raws, entries)))

/** Makes a failing property print a description as the code that makes it. */
export const printable = (description: Description.Description): Description.Description =>
  Object.defineProperty({ ...description }, fc.toStringMethod, {
    value: () => `\n${show(description)}\n`,
    enumerable: false,
  })

/** Draws one more entry for a graph. */
export const entriesOf = (description: Description.Description): fc.Arbitrary<Description.Table> =>
  rawEntry.map((raw) => {
    const found = key(description, description.tasks[0]?.name ?? "", raw)
    const made = given(description, found.end, raw, true)
    return { via: made.via, entries: [{ key: found.key, given: made.given }] }
  })
