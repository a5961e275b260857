/**
 * Keys: a way through the graph of which parts are forgotten. What is left matches at least where the way ends.
 *
 *     TaskC b TaskB datasets TaskA year   →   year, TaskA.year, TaskB:TaskA.year, b.datasets:year, .b.datasets.year, …
 */
import type { Definition, Slot } from "../task/definition.ts"
import { type Arbitrary, fc } from "./fast-check.ts"
import * as Scene from "./scene.ts"

// --- model

export interface Key {
  readonly key: string
  /** The task at which the way ends. */
  readonly task: Definition
  /** The slot in which the key ends; absent where it ends in the task itself. */
  readonly slot: Slot | undefined
}

/** All that is random: numbers read modulo what there is to choose from, so that 0 is the plainest everywhere. */
interface Raw {
  readonly start: number
  readonly steps: ReadonlyArray<number>
  readonly end: number
  readonly forget: ReadonlyArray<number>
  readonly join: ReadonlyArray<boolean>
  readonly anchored: boolean
}

// --- constructors

/** Draws a key that ends where `ends` says: in a parameter, in a slot that leads to a task, or in a task. */
export const keys = (scene: Scene.Scene, ends: "value" | "task"): Arbitrary<Key | undefined> =>
  raws.map((raw) => of(scene, raw, ends))

const longest = 4

const raws: Arbitrary<Raw> = fc.record({
  start: fc.nat({ max: 999 }),
  steps: fc.array(fc.nat({ max: 99 }), { maxLength: longest }),
  end: fc.nat({ max: 999 }),
  forget: fc.array(fc.nat({ max: 3 }), { minLength: longest + 1, maxLength: longest + 1 }),
  join: fc.array(fc.boolean(), { minLength: longest + 1, maxLength: longest + 1 }),
  anchored: fc.boolean(),
})

/** One level of a way: what of it the key names. */
interface Level {
  readonly task: string
  readonly slot: string | undefined
  readonly named: boolean
  readonly taken: boolean
}

const of = (scene: Scene.Scene, raw: Raw, ends: "value" | "task"): Key | undefined => {
  const start = raw.anchored ? scene.root : pick(scene.tasks, raw.start)
  if (start === undefined) return undefined
  const way: Array<{ readonly task: Definition; readonly slot: string }> = []
  let task = start
  for (const step of raw.steps) {
    const slot = pick(Scene.ways(task), step)
    if (slot === undefined) break
    way.push({ task, slot: slot.name })
    task = slot.task
  }
  // The root itself is replaced by a key like any other, but then nothing of what is asked would be left.
  const itself: ReadonlyArray<Slot | undefined> = ends === "task" && task !== scene.root ? [undefined] : []
  const slots: ReadonlyArray<Slot | undefined> = [
    ...(ends === "value" ? Scene.valueSlots(task) : Scene.ways(task)),
    ...itself,
  ]
  if (slots.length === 0) return undefined
  const slot = pick(slots, raw.end)
  const levels: ReadonlyArray<Level> = [
    ...way.map(({ task, slot }, at): Level => {
      // A key that is anchored says something of the root.
      const kept = raw.anchored && at === 0 ? 1 + ((raw.forget[at] ?? 0) % 3) : (raw.forget[at] ?? 0)
      return { task: task.name, slot, named: kept === 1 || kept === 3, taken: kept >= 2 }
    }),
    {
      task: task.name,
      slot: slot?.name,
      named: slot === undefined || (raw.forget[longest] ?? 0) % 2 === 1,
      taken: slot !== undefined,
    },
  ]
  return { key: print(levels, raw), task, slot }
}

/** A slot is taken exactly from the task named at its level, or from what the slot before it led to. */
const print = (levels: ReadonlyArray<Level>, raw: Raw): string => {
  let key = raw.anchored ? "." : ""
  let before: "nothing" | "slot" | "other" = "nothing"
  let started = false
  for (const [at, { task, slot, named, taken }] of levels.entries()) {
    const exactly = raw.join[at] === true
    if (named) {
      key += `${started ? ":" : ""}${task}`
      started = true
      if (taken) key += `${exactly ? "." : ":"}${slot}`
    } else if (taken) {
      key += `${!started ? "" : before === "slot" && exactly ? "." : ":"}${slot}`
      started = true
    }
    before = taken ? "slot" : "other"
  }
  return key
}

const pick = <A>(list: ReadonlyArray<A>, at: number): A | undefined => list[at % Math.max(1, list.length)]
