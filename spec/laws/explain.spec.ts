/**
 * The oracle of explaining: the slow reading of the rules, that walks the one way of a place and tries every entry there.
 * Beside it the resolver's own decisions, and the key that is suggested, typed.
 */
import * as E from "#fp/Either"
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import { explain } from "../../lib/plan/explain/explain.ts"
import type { Explained } from "../../lib/plan/explain/explanation.ts"
import * as Live from "../../lib/plan/match/live.ts"
import * as View from "../../lib/plan/match/view.ts"
import { printPlace } from "../../lib/plan/problem.ts"
import { investigate } from "../../lib/plan/resolve.ts"
import { build } from "../oracle/build.ts"
import * as Context from "../oracle/context.ts"
import type * as Description from "../oracle/description.ts"
import * as Entry from "../oracle/entry.ts"
import { descriptions } from "../oracle/generate.ts"
import * as Notes from "../oracle/notes.ts"
import { show } from "../oracle/show.ts"
import * as Stand from "../oracle/stand.ts"
import { law } from "./law.ts"

// --- queries

const parametersOf = (
  description: Description.Description,
): { readonly workflow: unknown; readonly parameters: ReadonlyArray<Explained> } => {
  const { workflow, names } = build(description)
  const explained = explain(workflow, [], { names, limit: 300 })
  return { workflow, parameters: E.isRight(explained) ? explained.right.parameters : [] }
}

/** Walks the one way to a place; nothing where a function or an axis of tasks is on it. */
const entriesAt = (
  description: Description.Description,
  { place, slot }: Explained,
): ReadonlyArray<Entry.Found> | undefined => {
  const context = Context.create(description, 1000)
  const notes = Notes.create()
  const entries = Entry.table(description.tables)
  const start = { levels: [], slots: [], entries, keys: [], count: entries.length }
  let here = Stand.decide(
    context,
    { here: start, slot: undefined, declared: description.tasks[0]?.name ?? "", pins: [], optional: false },
    new Map(),
    notes,
  )
  for (const step of place.steps.slice(0, -1)) {
    if (here === null || here === undefined || "unset" in here) return undefined
    const { own } = here.levels.at(-1) as { readonly own: string }
    const found = context.slots(own).find(({ name }) => name === step.slot)
    if (found?._ !== "dep" && found?._ !== "many") return undefined
    const table = [{ via: "code" as const, entries: found.pins }]
    const pins = Entry.pins(table, `${own}.${found.name}`, here.levels.length, here.count, notes)
    const optional = found._ === "dep" && found.optional
    const question = { here, slot: found.name, declared: found.task, pins, optional }
    here = Stand.decide(context, question, new Map(), notes)
  }
  return here === null || here === undefined || "unset" in here ? undefined : Entry.atSlot(here, slot, notes)
}

const winnerOf = ({ reason }: Explained): string | undefined =>
  reason._tag === "Entry" ? `${reason.written.source._tag === "Pin" ? "pin " : ""}${reason.written.key}` : undefined

const named = (entry: Entry.Entry): string => `${entry.pin === undefined ? "" : "pin "}${entry.key}`

// --- laws

describe("3.7 an explanation", () => {
  law(
    "names the entry that decides, and all that match beside it, as one finds who tries every entry at the place",
    300,
    descriptions(),
    (description) => {
      for (const explained of parametersOf(description).parameters) {
        if (explained.kind !== "value") continue
        const found = entriesAt(description, explained)
        if (found === undefined) continue
        const best = Entry.best(found)
        const why = `${printPlace(explained.place)}\n${show(description)}`
        expect(winnerOf(explained), why).toBe(best === undefined ? undefined : named(best))
        const beaten = explained.beaten.map(
          ({ written }) => `${written.source._tag === "Pin" ? "pin " : ""}${written.key}`,
        )
        const all = new Set(found.map(({ entry }) => named(entry)))
        expect(new Set([...beaten, ...(best === undefined ? [] : [named(best)])]), why).toStrictEqual(all)
      }
    },
  )

  law("agrees with what the resolver decided, at every task that it met", 150, descriptions(4, 8), (description) => {
    const { workflow, parameters } = parametersOf(description)
    if (parameters.length === 0) return
    const { survey, result } = investigate(workflow as never, { names: build(description).names, limit: 300 })
    if (E.isLeft(result)) return
    const told = new Set(parameters.map((one) => `${one.task}.${one.slot} ${winnerOf(one)}`))
    for (const view of survey.views)
      for (const slot of view.level.slots) {
        if (!view.real || slot._tag !== "Value") continue
        const winner = Live.best(View.matched(view, slot.name))
        const name = winner === undefined ? undefined : `${winner.entry.pin ? "pin " : ""}${winner.entry.entry.key}`
        const isMade = [...result.right.nodes.values()].some(({ definition }) => definition === view.level.definition)
        if (isMade) expect([...told], show(description)).toContain(`${view.level.definition.name}.${slot.name} ${name}`)
      }
  })

  law(
    "suggests a key that decides its place, typed behind all others",
    150,
    fc.tuple(descriptions(), fc.nat()),
    ([description, pick]) => {
      const { parameters } = parametersOf(description)
      const values = parameters.filter(({ kind, key }) => kind === "value" && key !== undefined)
      const explained = values[pick % Math.max(1, values.length)]
      if (explained?.key === undefined) return
      const value = explained.values[0]?.json
      const written = { key: explained.key, given: { _: "json" as const, value } }
      const more = { ...description, tables: [...description.tables, { via: "shell" as const, entries: [written] }] }
      // A collection set to one value may leave another one at a loss.
      const { parameters: after } = parametersOf(more)
      if (after.length === 0) return
      const same = after.filter(({ place }) => printPlace(place) === printPlace(explained.place))
      expect(same.map(winnerOf), show(more)).toContain(explained.key)
    },
  )
})
