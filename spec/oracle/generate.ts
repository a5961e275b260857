/**
 * Random descriptions: small graphs with diamonds, and tables drawn from real places with parts of the way forgotten.
 *
 * All that is random is a flat record of numbers, read modulo what there is to choose from: so it shrinks well, and 0
 * is the plainest choice everywhere.
 */
import * as fc from "fast-check"
import * as Description from "./description.ts"
import { asCode, given, plains } from "./given.ts"
import { at, key } from "./key.ts"
import { type RawEntry, type RawSlot, type RawTask, type RawZip, rawEntry, rawTask, rawZip } from "./raw.ts"
import { show } from "./show.ts"

// --- model

/** What may be in a description beside what always may. */
export interface Language {
  readonly zip?: boolean
  readonly over?: boolean
  readonly tasks?: boolean
}

// --- constructors

const slotNames = {
  value: ["a", "b", "c", "l", "s", "v", "o", "j", "f"],
  dep: ["x", "y", "z"],
  many: ["m", "n"],
  dynamic: ["d", "e"],
  constant: ["k"],
}

/** A value slot's type by its name, so that replacements often fit; `v` has any. */
const typeOf = (name: string, value: number): Description.TypeName =>
  name === "v" ? at(["int", "str", "ints"], value) : (types[name] ?? "int")

const types: Readonly<Record<string, Description.TypeName>> = {
  c: "choice",
  l: "ints",
  s: "str",
  o: "maybe",
  j: "data",
  f: "bool",
}

const decodeTask = (
  raw: RawTask,
  index: number,
  later: ReadonlyArray<Description.Task>,
  extra: ReadonlyArray<number>,
  language: Language,
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
        : raw.kind < (language.over ? 58 : 68)
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
        const value = given(
          description,
          found.end,
          { ...pin, how: pin.how % 96 },
          {
            values: collections,
            tasks: collections && language.tasks === true,
          },
        )
        return {
          key: found.key,
          given: value.via === "shell" && value.given._ === "text" ? asCode(found.end, value.given.text) : value.given,
        }
      })
      return written.filter((one, index) => written.findIndex((other) => other.key === one.key) === index)
    }
    if (kind === "dep") return Description.dep(name, target, drawn(raw.flags >= 97), raw.flags % 10 === 9)
    if (kind === "many") {
      if (!language.over || raw.flags % 3 === 0) return Description.many(name, target, drawn(true))
      const keys = raw.pins.flatMap((pin) => {
        const found = key(description, target, { ...pin, end: pin.end % 60 })
        return found.end._ === "slot" && found.end.slot._ === "value" ? [found.key] : []
      })
      if (keys.length === 0) return Description.many(name, target, [], raw.value % 4 === 3 ? [] : undefined)
      return raw.value % 4 === 3
        ? Description.many(name, target, drawn(true).slice(1), keys.slice(0, 1))
        : Description.many(name, target, [], keys)
    }
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
  // Links make the forms of outputs as random as anything.
  const output = raw.link % 16 === 15 ? { output: at(["text", "record"] as const, raw.removes) } : {}
  return { name, parent: parent?.name, removed, slots, ...output }
}

const decode = (
  raws: ReadonlyArray<RawTask>,
  entries: ReadonlyArray<RawEntry>,
  zips: ReadonlyArray<RawZip>,
  language: Language,
): Description.Description => {
  let tasks: ReadonlyArray<Description.Task> = []
  // Whoever comes later is linked from one before it, so that most of the graph is reached.
  const links = raws.map((raw, index) => (index === 0 || raw.link >= 85 ? -1 : raw.link % index))
  for (const [step, raw] of [...raws].reverse().entries()) {
    const index = raws.length - 1 - step
    const extra = links.flatMap((link, target) => (link === index ? [target - index - 1] : []))
    tasks = [decodeTask(raw, index, tasks, extra, language), ...tasks]
  }
  const description: Description.Description = { tasks, tables: [] }
  let axes = 0
  const tables = entries.map((raw): Description.Table => {
    const found = key(description, tasks[0]?.name ?? "", raw)
    // Where axes are to be told apart, there must be some.
    const how = language.over && raw.how < 60 ? raw.how + 40 : raw.how
    const made = given(
      description,
      found.end,
      { ...raw, how },
      { values: axes < 3, tasks: axes < 3 && language.tasks === true },
    )
    if (
      made.given._ === "tasks" ||
      made.given._ === "each" ||
      (made.given._ === "text" && /,|\.\./.test(made.given.text)) ||
      (made.given._ === "plain" && Array.isArray(made.given.value))
    )
      axes += 1
    const name = raw.important >= 97 && raw.end === 50 ? `${found.key}:zz` : found.key
    return { via: made.via, entries: [{ key: raw.important >= 93 ? `${name}!` : name, given: made.given }] }
  })
  return {
    tasks,
    tables: zips.reduce<ReadonlyArray<Description.Table>>((before, raw) => {
      const zip = decodeZip(description, raw)
      return zip === undefined ? before : before.toSpliced(raw.at, 0, zip)
    }, tables),
  }
}

/** Two or three entries of one axis; rarely one has a point too many. */
const decodeZip = (description: Description.Description, raw: RawZip): Description.Table | undefined => {
  const { members, points } = raw
  const entries = members.flatMap((member, index): ReadonlyArray<Description.Written> => {
    const found = key(description, description.tasks[0]?.name ?? "", { ...member, end: member.end % 60 })
    if (found.end._ !== "slot" || found.end.slot._ !== "value") return []
    const values = plains[found.end.slot.type]
    const size = 1 + (points % 3) + (index > 0 && member.how === 99 ? 1 : 0)
    const some = Array.from({ length: size }, (_, step) => at(values, member.value + step))
    return [{ key: found.key, given: { _: "each", values: some } }]
  })
  const distinct = entries.filter((one, index) => entries.findIndex((other) => other.key === one.key) === index)
  return distinct.length < 2 ? undefined : { via: "code", zip: true, entries: distinct }
}

/** Draws a graph with its tables. Printed, it is the code that makes it. */
export const descriptions = (tasks = 7, entries = 5, language: Language = {}): fc.Arbitrary<Description.Description> =>
  fc
    .tuple(
      fc.array(rawTask, { minLength: 1, maxLength: tasks }),
      fc.array(rawEntry, { maxLength: entries }),
      language.zip ? fc.array(rawZip, { minLength: 1, maxLength: 2 }) : fc.constant([]),
    )
    .map(([raws, entries, zips]) => printable(decode(raws, entries, zips, language)))

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
    const made = given(description, found.end, raw, { values: true, tasks: false })
    return { via: made.via, entries: [{ key: found.key, given: made.given }] }
  })
