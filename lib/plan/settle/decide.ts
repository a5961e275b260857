/**
 * Decisions: what the entries in play say of one slot of a view, before points and values are known.
 */
import { accepts } from "../../task/accepts.ts"
import { printPlace, type Place, type ResolveError } from "../problem.ts"
import * as Nearest from "../../path/nearest.ts"
import { givesTask } from "../../table/entry.ts"
import { show } from "../../task/show.ts"
import type { ConstantSlot, DynamicSlot, ValueSlot } from "../../task/definition.ts"
import * as Given from "../../task/given.ts"
import * as Words from "../../task/words.ts"
import * as Axis from "./axis.ts"
import * as Encode from "../encode.ts"
import * as Failure from "../visit/failure.ts"
import * as Live from "../match/live.ts"
import { type Context, isName } from "./context.ts"
import * as Trail from "../visit/trail.ts"
import * as View from "../match/view.ts"

// --- model

export type Decision =
  | { readonly _tag: "Fixed"; readonly value: unknown; readonly text: string | undefined }
  | {
      readonly _tag: "Along"
      readonly axis: Axis.Axis
      readonly values: ReadonlyArray<unknown>
      readonly texts: Array<string | undefined>
    }
  /** The value of a pin that differs from node to node; checked when it is known. */
  | { readonly _tag: "Cell"; readonly cell: number; readonly winner: Live.Ranked }
  /** A dynamic slot that no entry sets. */
  | { readonly _tag: "Computed" }
  /** A dependency, or a dynamic slot that an entry sets to a task. */
  | { readonly _tag: "Leads" }
  /** `value` where the slot is decided all the same. */
  | { readonly _tag: "Broken"; readonly failure: Failure.Failure; readonly value?: { readonly is: unknown } }

// --- constructors

/** Decides a slot of a view. The trail is the way to the view by which it was first met. */
export const decide = (context: Context, view: View.View, at: number, trail: Trail.Trail | undefined): Decision => {
  const slot = view.level.slots[at]
  switch (slot?._tag) {
    case undefined:
    case "Dependency":
    case "Many":
      return { _tag: "Leads" }
    case "Constant":
      return constant(view, slot, trail)
    case "Value":
      return valued(context, view, slot, trail)
    case "Dynamic":
      return dynamic(context, view, slot, trail)
  }
}

const constant = (view: View.View, slot: ConstantSlot, trail: Trail.Trail | undefined): Decision => {
  const matches = View.matched(view, slot.name)
  const place = Trail.place(trail, view.level.definition.name, slot.name)
  if (!Encode.isNamed(slot, slot.value))
    return broken({
      _tag: "InvalidDefault",
      place,
      expected: "a constant with JSON",
      value: show(slot.value),
      at: view.level.definition.source,
    })
  if (matches.length === 0) return fixed(slot, slot.value)
  const errors = matches.map(
    (live): ResolveError => ({
      _tag: "ConstantSet",
      place,
      written: Axis.written(live.entry.entry),
      value: show(slot.value),
    }),
  )
  return { _tag: "Broken", failure: Failure.all(errors), value: { is: slot.value } }
}

const valued = (context: Context, view: View.View, slot: ValueSlot, trail: Trail.Trail | undefined): Decision => {
  const place = (): Place => Trail.place(trail, view.level.definition.name, slot.name)
  const matches = View.matched(view, slot.name)
  const tasks = matches.filter((live) => live.cell < 0 && givesTask(live.entry.entry.given))
  if (tasks.length > 0)
    return broken(
      ...tasks.map(
        (live): ResolveError => ({
          _tag: "WrongKind",
          place: place(),
          written: Axis.written(live.entry.entry),
          expected: `a value (${slot.type.name})`,
          suggestions: [],
          keys: [],
        }),
      ),
    )
  const neutral = wrongNeutral(slot, view, place)
  if (neutral !== undefined) return neutral
  const winner = Live.best(matches)
  if (winner === undefined) return fallback(slot, view, place)
  if (winner.cell >= 0) return { _tag: "Cell", cell: winner.cell, winner: winner.entry }
  return read(context, winner, slot, slot.type, place)
}

/** Says what is wrong with the neutral value of a slot, if it is. */
const wrongNeutral = (slot: ValueSlot, view: View.View, place: () => Place): Decision | undefined =>
  slot.neutral === undefined || accepts(slot.type, slot.neutral.value)
    ? undefined
    : broken({
        _tag: "InvalidDefault",
        place: place(),
        expected: slot.type.name,
        value: show(slot.neutral.value),
        at: view.level.definition.source,
      })

const fallback = (slot: ValueSlot, view: View.View, place: () => Place): Decision => {
  if (slot.fallback === undefined) return broken(missing(slot, view, place()))
  const { value } = slot.fallback
  if (accepts(slot.type, value) && Encode.isNamed(slot, value)) return fixed(slot, value)
  return broken({
    _tag: "InvalidDefault",
    place: place(),
    expected: slot.type.name,
    value: show(value),
    at: view.level.definition.source,
  })
}

const missing = (slot: ValueSlot, view: View.View, place: Place): ResolveError => ({
  _tag: "MissingParameter",
  place,
  type: slot.type.name,
  doc: typeof slot.meta.doc === "string" ? slot.meta.doc : undefined,
  exact: place.elided > 0 ? `${view.level.definition.name}.${slot.name}` : printPlace(place),
  short: slot.name,
  choices: slot.type.choices,
})

const dynamic = (context: Context, view: View.View, slot: DynamicSlot, trail: Trail.Trail | undefined): Decision => {
  const matches = View.matched(view, slot.name)
  const winner = Live.best(matches)
  if (winner === undefined) return { _tag: "Computed" }
  const { type } = slot
  const place = (): Place => Trail.place(trail, view.level.definition.name, slot.name)
  if (type === undefined) {
    const wrong = matches.filter((live) => isPlainText(context, live)).flatMap((live) => context.wrong(live, place()))
    if (wrong.length > 0) return broken(...wrong)
  }
  if (winner.cell >= 0) return { _tag: "Cell", cell: winner.cell, winner: winner.entry }
  const { given } = winner.entry.entry
  if (givesTask(winner.entry.entry.given)) return { _tag: "Leads" }
  const wrapped = Given.ofValue(given)
  if (wrapped?.[Given.given] === "Text" && (type === undefined || isName(context, wrapped.text)))
    return { _tag: "Leads" }
  if (type !== undefined) return read(context, winner, slot, type, place)
  const values = wrapped?.[Given.given] === "Each" ? wrapped.values : undefined
  const value = wrapped?.[Given.given] === "Json" ? wrapped.value : given
  const without = (values ?? [value]).find((one) => !Encode.isNamed(slot, one))
  if (without !== undefined) return broken(nameless(winner, without, "a value with JSON", place()))
  return values === undefined ? alone(winner, () => fixed(slot, value)) : along(context, winner, slot, values, place)
}

/** One value: what a member of a zip may not hold. */
const alone = (winner: Live.Live, decision: () => Decision): Decision => {
  const wrong = Axis.single(winner.entry)
  return wrong === undefined ? decision() : broken(wrong)
}

/** Text can set a function without a type only to a task. */
const isPlainText = (context: Context, live: Live.Live): boolean => {
  const wrapped = Given.ofValue(live.entry.entry.given)
  return wrapped?.[Given.given] === "Text" && !isName(context, wrapped.text)
}

/** Reads the winner by the slot's type: one value, or an axis. */
const read = (
  context: Context,
  winner: Live.Live,
  slot: ValueSlot | DynamicSlot,
  type: ValueSlot["type"],
  place: () => Place,
): Decision => {
  const reading = context.read(winner.entry, type)
  switch (reading._tag) {
    case "Rejected":
      return broken({
        _tag: "InvalidValue",
        place: place(),
        written: Axis.written(winner.entry.entry),
        expected: type.name,
        value: reading.value,
        reason: reading.reason,
        suggestions: type.choices === undefined ? [] : Nearest.nearest(Words.plain(reading.value), type.choices),
      })
    case "Single":
      if (!Encode.isNamed(slot, reading.value)) return broken(nameless(winner, reading.value, type.name, place()))
      return alone(winner, () => fixed(slot, reading.value))
    case "Points": {
      const without = reading.values.find((value) => !Encode.isNamed(slot, value))
      if (without !== undefined) return broken(nameless(winner, without, type.name, place()))
      return along(context, winner, slot, reading.values, place)
    }
  }
}

const nameless = (winner: Live.Live, value: unknown, expected: string, place: Place): ResolveError => ({
  _tag: "InvalidValue",
  place,
  written: Axis.written(winner.entry.entry),
  expected,
  value: show(value),
  reason: Encode.nameless,
  suggestions: [],
})

const along = (
  context: Context,
  winner: Live.Live,
  slot: ValueSlot | DynamicSlot,
  values: ReadonlyArray<unknown>,
  place: () => Place,
): Decision => {
  const axis = context.axes.read(winner.entry, values.length, place(), () =>
    values.map((value) => Encode.value(slot, value)),
  )
  return "_tag" in axis ? broken(axis) : { _tag: "Along", axis, values, texts: [] }
}

const fixed = (slot: ConstantSlot | ValueSlot | DynamicSlot, value: unknown): Decision => ({
  _tag: "Fixed",
  value,
  text: Encode.significant(slot, value),
})

const broken = (...errors: ReadonlyArray<ResolveError>): Decision => ({
  _tag: "Broken",
  failure: Failure.all(errors),
})
