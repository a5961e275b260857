/**
 * Random keys: a way through the graph with parts of it forgotten, so that most of them match something.
 */
import * as Description from "./description.ts"
import type { RawKey } from "./raw.ts"

// --- queries

/** What lies below a task: slot and task, for every dependency that a static look finds. */
export const edges = (
  description: Description.Description,
  task: string,
): ReadonlyArray<{ readonly slot: string; readonly task: string }> =>
  Description.slots(description, task).flatMap((slot) => {
    if (slot._ === "dep" || slot._ === "many") return [{ slot: slot.name, task: slot.task }]
    return slot._ === "dynamic" ? calls(slot.body).map((name) => ({ slot: slot.name, task: name ?? task })) : []
  })

export const calls = (body: Description.Body): ReadonlyArray<string | null> => {
  if (body._ === "call") return [body.task]
  if (body._ === "when") return [...calls(body.yes), ...calls(body.no)]
  return body._ === "array" || body._ === "record" ? Object.values(body.items).flatMap((item) => calls(item)) : []
}

export const at = <A>(items: ReadonlyArray<A>, index: number): A => items[index % items.length] as A

export type End =
  | { readonly _: "slot"; readonly slot: Description.Slot }
  | { readonly _: "task"; readonly name: string }
  | { readonly _: "none" }

/** Walks down from a task and forgets parts of the way. */
export const key = (
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
