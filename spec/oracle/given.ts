/**
 * Random givens for the end of a key: mostly of its type, some of them collections, a few that do not fit.
 */
import * as Description from "./description.ts"
import { at, calls, type End, key } from "./key.ts"
import type { RawEntry } from "./raw.ts"

// --- model

/** Which collections may be drawn: of values, of tasks. */
export interface Collections {
  readonly values: boolean
  readonly tasks: boolean
}

// --- queries

export const plains: Readonly<Record<Description.TypeName, ReadonlyArray<Description.Plain>>> = {
  int: [0, 1, 2, 3],
  str: ["s", "t", "1"],
  choice: ["p", "q", "r"],
  ints: [[1], [2, 1], [1, 2], []],
  bool: [false, true],
  maybe: [1, null, 0, 2],
  data: [1, "s", [1, 2], true, null],
}

/** Draws what stands on the right: for a value slot values, some of them collections; for the rest tasks. */
export const given = (
  description: Description.Description,
  end: End,
  raw: RawEntry,
  collections: Collections,
): { readonly given: Description.Given; readonly via: "code" | "shell" } => {
  const code = (given: Description.Given) => ({ given, via: "code" as const })
  const text = (text: string) => ({ given: { _: "text" as const, text }, via: "shell" as const })
  if (end._ === "task") return replacement(description, end.name, raw, collections)
  if (end._ === "none") return code(Description.plain(raw.value))
  const { slot } = end
  if (slot._ === "dep" || slot._ === "many") {
    if (slot._ === "dep" && slot.optional && raw.how >= 80) return { given: { _: "json", value: null }, via: "shell" }
    if (raw.how === 99) return code(Description.plain(1))
    return replacement(description, slot.task, raw, collections)
  }
  if (slot._ === "constant") return code(Description.plain(1))
  if (slot._ === "dynamic" && calls(slot.body).length > 0)
    return replacement(
      description,
      at(calls(slot.body), raw.value) ?? at(description.tasks, raw.value).name,
      raw,
      collections,
    )
  if (slot._ === "dynamic" && slot.type === undefined) return code(Description.plain(raw.value % 4))
  const type = slot.type ?? "int"
  const values = plains[type]
  const one = at(values, raw.value)
  const two = at(values, raw.value + 1)
  const three = at(values, raw.value + 2)
  const listed = type === "ints" || type === "data"
  const some: ReadonlyArray<Description.Plain> =
    raw.value % 25 === 24 ? [] : raw.value % 5 === 4 ? [three, two, one] : [two, one]
  if (raw.how === 99) return code(bad(type))
  if (raw.how >= 96) return code(Description.plain(["p"]))
  if (collections.values && raw.how >= 42) {
    if (raw.how === 95 && type === "int") return text("1,2..3")
    if (raw.how >= 90 && (type === "int" || type === "maybe")) return text("1..2")
    if (raw.how >= 76 && !listed && some.length > 0) return text(some.map(String).join(","))
    if (raw.how >= 60 && type !== "ints") return code(Description.plain(some))
    return code({ _: "each", values: some })
  }
  if (raw.how >= 30 && type === "data") return text(JSON.stringify(one))
  if (raw.how >= 30)
    return listed || raw.how > 40 ? { given: { _: "json", value: one }, via: "shell" } : text(String(one))
  return code(Description.plain(one))
}

const bad = (type: Description.TypeName): Description.Given =>
  Description.plain(type === "int" || type === "choice" || type === "bool" ? "no" : type === "data" ? 7 : true)

const replacement = (
  description: Description.Description,
  original: string,
  raw: RawEntry,
  collections: Collections,
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
  if (collections.tasks && raw.important % 4 === 3) {
    const others = [task, at(pool.length === 0 ? [original] : pool, raw.value + 1)]
    const names = raw.important % 8 === 7 ? [...others, original] : others
    if (raw.how >= 60) return { given: { _: "text", text: names.join() }, via: "shell" }
    const tables = inner(description, task, raw.inner)
    const items = names.map((name, index) => ({ task: name, tables: index === 0 ? tables : [] }))
    return { given: { _: "tasks", items, each: raw.how >= 30 }, via: "code" }
  }
  if (raw.how >= 50) return { given: { _: "text", text: task }, via: "shell" }
  if (raw.inner.length === 0 || raw.how < 20) return { given: Description.bare(task), via: "code" }
  return { given: Description.bare(task, ...inner(description, task, raw.inner)), via: "code" }
}

/** A table of values only. */
export const inner = (
  description: Description.Description,
  task: string,
  raws: RawEntry["inner"],
): ReadonlyArray<Description.Table> =>
  raws.flatMap((raw) => {
    const found = key(description, task, { ...raw, end: raw.end % 60 })
    if (found.end._ !== "slot" || found.end.slot._ !== "value") return []
    return [Description.code([found.key, Description.plain(at(plains[found.end.slot.type], raw.value))])]
  })

/** A table of code has no text. */
export const asCode = (end: End, text: string): Description.Given => {
  if (/^[A-Z]/.test(text)) return text.includes(",") ? Description.tasks(text.split(",")) : Description.bare(text)
  const type = end._ === "slot" && end.slot._ === "value" ? end.slot.type : "int"
  if (text.includes("..")) return { _: "each", values: [1, 2] }
  if (type === "data") return Description.plain(JSON.parse(text))
  const read = (word: string): Description.Plain =>
    type === "bool"
      ? word === "true"
      : word === "null"
        ? null
        : type === "int" || type === "maybe"
          ? Number(word)
          : word
  return text.includes(",") ? { _: "each", values: text.split(",").map(read) } : Description.plain(read(text))
}
