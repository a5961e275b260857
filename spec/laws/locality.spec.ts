/**
 * Locality (4.2), in both directions. The oracle: every place of a plan, each entry tried at each of them.
 */
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import type { Node, Plan } from "../../lib/plan/plan.ts"
import * as Description from "../oracle/description.ts"
import { plains } from "../oracle/given.ts"
import { descriptions, printable } from "../oracle/generate.ts"
import * as Match from "../oracle/match.ts"
import { planOf } from "./asked.ts"
import { law } from "./law.ts"

// --- what stands where

/** A node, and the way to it through declared slots. */
interface Stand {
  readonly node: Node
  readonly place: Match.Place
}

/** Finds what stands at most so many ways, the shortest first. What functions make is left out. */
const stands = (plan: Plan, most = 60): ReadonlyArray<Stand> => {
  const root = plan.roots[0]
  const found: Array<Stand> = root === undefined ? [] : [{ node: root, place: { levels: [level(root)], slots: [] } }]
  for (let at = 0; at < found.length && found.length < most; at++) {
    const { node, place } = found[at] as Stand
    for (const [slot, edge] of Object.entries(node.edges)) {
      const below = Array.isArray(edge) ? edge[0] : edge
      const kind = node.definition.slots.get(slot)?._tag
      if (below === null || below === undefined || (kind !== "Dependency" && kind !== "Many")) continue
      const next = below as Node
      found.push({ node: next, place: { levels: [...place.levels, level(next)], slots: [...place.slots, slot] } })
    }
  }
  return found
}

/** With no substitution in play a level answers to its lineage and nothing else. */
const level = ({ definition }: Node): Match.Level => ({
  own: definition.name,
  others: definition.lineage.map(({ name }) => name),
})

/** One point everywhere, and no replacement: which axes are fixed above may change what is below (4.2). */
const single = (description: Description.Description): Description.Description => {
  const value = ({ given }: Description.Written): boolean =>
    given._ === "plain" || given._ === "each" || (given._ === "text" && !/^[A-Z]/.test(given.text))
  const first = ({ key, given }: Description.Written): Description.Written => ({ key, given: one(given) })
  const one = (given: Description.Given): Description.Given => {
    if (given._ === "each") return Description.plain(given.values[0] ?? 0)
    if (given._ === "plain" && Array.isArray(given.value)) return Description.plain(given.value[0] ?? 0)
    return given._ === "text" ? { ...given, text: given.text.split(",")[0]?.replace(/\.\..*/, "") ?? "" } : given
  }
  return printable({
    tasks: description.tasks.map((task) => ({
      ...task,
      slots: task.slots.map((slot) =>
        slot._ === "dep" || slot._ === "many" ? { ...slot, pins: slot.pins.filter(value).map(first) } : slot,
      ),
    })),
    tables: description.tables.map((table) => ({ ...table, entries: table.entries.filter(value).map(first) })),
  })
}

const drawn = descriptions(5, 4, { over: true }).map(single)

const starts = (longer: ReadonlyArray<string>, shorter: ReadonlyArray<string>): boolean =>
  shorter.every((slot, index) => longer[index] === slot)

const isDynamic = (description: Description.Description): boolean =>
  description.tasks.some((task) => task.slots.some((slot) => slot._ === "dynamic"))

// --- laws

describe("locality", () => {
  law(
    "an entry that matches nothing at or below a node changes neither it nor anything below",
    150,
    fc.tuple(drawn, fc.nat({ max: 99 })),
    ([description, choice], told) => {
      const entries = description.tables.flatMap((table) => table.entries)
      const out = entries[choice % Math.max(1, entries.length)]
      const before = planOf(description)
      if (before === undefined || out === undefined) return
      const after = planOf({
        ...description,
        tables: description.tables.map((table) => ({
          ...table,
          entries: table.entries.filter((entry) => entry !== out),
        })),
      })
      if (after === undefined) return
      const pattern = Match.parse(out.key.replace(/!$/, ""))
      const all = stands(before)
      if (all.length >= 60) return
      const others = new Map(stands(after).map((stand) => [stand.place.slots.join("."), stand.node.id]))
      for (const { node, place } of all) {
        const reached = all.some(
          (below) =>
            starts(below.place.slots, place.slots) &&
            [...below.node.definition.slots.keys()].some(
              (slot) => Match.slot(pattern, { ...below.place, slots: [...below.place.slots, slot] }) !== "no",
            ),
        )
        // What a function below makes may be reached by what reaches none of the declared places.
        if (reached || (isDynamic(description) && hasDynamic(node))) continue
        expect(others.get(place.slots.join(".")), place.slots.join(".")).toBe(node.id)
        told()
      }
    },
    0.3,
  )

  law(
    "the exact key of a parameter sets it, and changes no node but those above it",
    150,
    fc.tuple(drawn, fc.nat({ max: 99 }), fc.nat({ max: 99 }), fc.nat({ max: 9 })),
    ([description, choice, other, value], told) => {
      const before = planOf(description)
      if (before === undefined) return
      const all = stands(before)
      if (all.length >= 60) return
      const { node, place } = all[choice % all.length] as Stand
      // Of equal nodes the first supplies what is insignificant (4.3).
      const values = Description.slots(description, node.definition.name).filter(
        (slot) => slot._ === "value" && slot.significant,
      )
      const slot = values[other % Math.max(1, values.length)]
      if (slot?._ !== "value") return
      const given = plains[slot.type][value % plains[slot.type].length]
      // Nothing is more specific: every slot, by exact steps from the root, and its task.
      const key = `.${[place.levels[0]?.own, ...place.slots, slot.name].join(".")}!`
      const after = planOf({
        ...description,
        tables: [...description.tables, Description.code([key, Description.plain(given)])],
      })
      // Tests of functions, cycles and missing parameters elsewhere may turn on the value.
      if (after === undefined) return
      const found = new Map(stands(after).map((stand) => [stand.place.slots.join("."), stand.node]))
      expect(found.get(place.slots.join("."))?.slots[slot.name]).toEqual(given)
      told()
      for (const untouched of all) {
        if (starts(place.slots, untouched.place.slots)) continue
        const way = untouched.place.slots.join(".")
        expect(found.get(way)?.id, way).toBe(untouched.node.id)
      }
    },
    0.3,
  )
})

/** Whether a function stands at a node or below. */
const hasDynamic = (node: Node, seen = new Set<Node>()): boolean => {
  if (seen.has(node)) return false
  seen.add(node)
  if ([...node.definition.slots.values()].some((slot) => slot._tag === "Dynamic")) return true
  return Object.values(node.edges).some((edge) =>
    (Array.isArray(edge) ? edge : [edge]).some((below) => below instanceof Object && hasDynamic(below as Node, seen)),
  )
}
