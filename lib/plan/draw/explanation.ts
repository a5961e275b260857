/**
 * Explanations in words: each parameter with its value, what gave it, and what that beat.
 *
 *     TaskC.b.corrections.year = 2018
 *       by     { year: 2018 }   pinned at TaskB.corrections, workflow.ts:31
 *       beats  --year=2024   it names more slots (2, not 1)
 *       key    --TaskC.b.corrections.year=…   sets just this
 */
import type { Beaten, Explained, Explanation } from "../explain/explanation.ts"
import { columns, count, type Drawing, grouped, labelled, type Line, line, shorten, visible } from "./drawing.ts"
import { printPlace } from "../problem.ts"
import { why } from "./why.ts"
import * as WrittenAs from "./written.ts"

// --- folds

/** Draws each parameter in full: what it beat, its axis, the substitutions above it, the key that sets just it. */
export const drawExplanation = (explanation: Explanation, drawing: Drawing): string => {
  const isShared = shared(explanation)
  return [
    ...explanation.parameters.map((explained) => full(explained, isShared, drawing)),
    ...(explanation.more === 0 ? [] : [more(explanation.more)]),
  ].join("\n\n")
}

/** Draws one line for each parameter, and below it what it beat. */
export const drawOverview = (explanation: Explanation, drawing: Drawing): string => {
  const { paint } = drawing
  const isShared = shared(explanation)
  const rows = explanation.parameters.map((explained): ReadonlyArray<string> => {
    const [first] = reason(explained, drawing)
    return [named(explained, isShared), cell(explained), first?.text ?? ""]
  })
  const lines = columns(rows, [paint.key, paint.bold, paint.dim], [48, 16])
  const drawn = explanation.parameters.flatMap((explained, index) => {
    const beaten = explained.beaten.slice(0, most).map((one) => line("beats", beat(explained, one, drawing)))
    const near = reason(explained, drawing).filter(({ label }) => label === "near")
    return [lines[index] ?? "", ...labelled(drawing, [...near, ...beaten, ...others(explained), ...axis(explained)])]
  })
  return [...drawn, ...(explanation.more === 0 ? [] : ["", more(explanation.more)])].join("\n")
}

/** More of one list are counted, not shown. */
const most = 10

// --- internals

const full = (explained: Explained, isShared: ReadonlySet<string>, drawing: Drawing): string => {
  const { paint } = drawing
  const head = `${paint.key(named(explained, isShared))} ${stands(explained, paint.bold)}`
  const lines: ReadonlyArray<Line> = [
    ...reason(explained, drawing),
    ...explained.beaten.slice(0, most).map((one) => line("beats", beat(explained, one, drawing))),
    ...others(explained),
    ...axis(explained),
    ...above(explained).map(({ from, to, written, place: at }) => {
      const { text } = WrittenAs.line(drawing, "", written)
      return line("with", `${to} for ${from} at ${visible(printPlace(at))}, by ${text}`)
    }),
    ...(explained.nodes < 2 ? [] : [line("in", count(explained.nodes, "task"))]),
    ...(explained.key === undefined
      ? []
      : [line("try", `${WrittenAs.typed(drawing.voice, explained.key, "…")}   sets just this`)]),
  ]
  return [head, ...labelled(drawing, lines)].join("\n")
}

/** What an entry put into this very slot stands in the line above, unless it was replaced in turn. */
const above = ({ place: here, substitutions }: Explained): Explained["substitutions"] => {
  const own = substitutions.filter(({ place }) => printPlace(place) === printPlace(here))
  return own.length === 1 ? substitutions.filter((one) => !own.includes(one)) : substitutions
}

const others = ({ beaten }: Explained): ReadonlyArray<Line> =>
  beaten.length > most ? [line("beats", `… and ${grouped(beaten.length - most)} more`)] : []

const axis = ({ axis }: Explained): ReadonlyArray<Line> =>
  axis === undefined ? [] : [line("axis", `${visible(axis.entry)}, ${count(axis.points, "value")}`)]

const more = (n: number): string => `… and ${count(n, "parameter")} more: name some behind --`

/** `= 2018`, or what keeps it from having a value. */
const stands = (explained: Explained, bold: (text: string) => string): string => {
  if (explained.reason._tag === "Missing") return bold("has no value")
  if (explained.rejected !== undefined) return `cannot be ${bold(visible(shorten(explained.rejected, 60)))}`
  return explained.values.length === 0 ? bold("is not known") : `= ${bold(values(explained, 60))}`
}

/** The same in a column of values. */
const cell = (explained: Explained): string => {
  if (explained.reason._tag === "Missing") return "no value"
  if (explained.rejected !== undefined) return `not ${visible(shorten(explained.rejected, 20))}`
  return explained.values.length === 0 ? "not known" : values(explained, 24)
}

const place = (explained: Explained): string => visible(printPlace(explained.place))

/** Places of one name at which an axis puts several tasks. */
const shared = ({ parameters }: Explanation): ReadonlySet<string> => {
  const tasks = new Map<string, string>()
  const found = new Set<string>()
  for (const explained of parameters) {
    const name = place(explained)
    if ((tasks.get(name) ?? explained.task) !== explained.task) found.add(name)
    tasks.set(name, explained.task)
  }
  return found
}

/** `Two.x.a.year`; of a place that several tasks share, with the one that is meant: `Two.x.a.year (A2)`. */
const named = (explained: Explained, isShared: ReadonlySet<string>): string => {
  const name = place(explained)
  return isShared.has(name) ? `${name} (${visible(explained.task)})` : name
}

const values = ({ values, moreValues }: Explained, length: number): string => {
  const shown: Array<string> = []
  let room = length
  for (const { text } of values) {
    const one = visible(shorten(text, Math.max(12, length)))
    room -= one.length + 2
    if (shown.length > 0 && room < 0) break
    shown.push(one)
  }
  const left = values.length + moreValues - shown.length
  return left === 0 ? shown.join(", ") : `${shown.join(", ")}, … ${grouped(left)} more`
}

const reason = (explained: Explained, drawing: Drawing): ReadonlyArray<Line> => {
  const { reason } = explained
  switch (reason._tag) {
    case "Entry":
      return [{ ...WrittenAs.line(drawing, "by", reason.written) }]
    case "Default":
      return [line("by", "its default")]
    case "Constant":
      return [line("by", "its definition: a constant")]
    case "Computed":
      return [line("by", "its function")]
    case "Declared":
      return [line("by", "its definition")]
    case "Absent":
      return [line("by", "its definition: it is optional, and no entry names a task for it")]
    case "Missing":
      return [
        line("by", "nothing: no entry is for it, and it has no default"),
        ...reason.near.map(({ written, why }) => line("near", `${WrittenAs.line(drawing, "", written).text}   ${why}`)),
      ]
  }
}

/** Says of a beaten entry what it was and what the winner has before it. */
const beat = ({ reason }: Explained, beaten: Beaten, drawing: Drawing): string => {
  const { text } = WrittenAs.line(drawing, "", beaten.written)
  return reason._tag === "Entry" ? `${text}   ${why(beaten.by, reason.specificity, beaten.specificity)}` : text
}
