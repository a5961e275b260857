/**
 * Parameters that have no value, drawn as one list: whoever meets them wants to set them all at once.
 *
 * Parameters that one short key would set stand together, so the list is as short as the words to type.
 */
import { count, type Drawing, grouped, layout, line, listing, type Line, type Message, visible } from "./drawing.ts"
import { printPlace, type ResolveError } from "../problem.ts"
import * as Words from "../../task/words.ts"
import * as Written from "./written.ts"

// --- model

export type Missing = Extract<ResolveError, { readonly _tag: "MissingParameter" }>

const most = 10

// --- folds

/** Draws all of them under one headline. */
export const draw = (drawing: Drawing, missing: ReadonlyArray<Missing>): string => {
  const [only] = missing
  if (only !== undefined && missing.length === 1) return layout(drawing, "error", describe(drawing, only))
  const groups = [...byShort(missing)]
  const shown = groups.slice(0, most)
  const head = layout(drawing, "error", { headline: `${count(missing.length, "parameter")} have no value`, lines: [] })
  const body = shown.map(([, group]) => block(drawing, group))
  const hidden = groups.slice(most).reduce((sum, [, group]) => sum + group.length, 0)
  if (hidden > 0) body.push(`  … and ${grouped(hidden)} more parameters`)
  const words = shown
    .map(([, [first]]) => first)
    .map((first) => Written.typed("shell", first.short, sample(drawing, first)))
  if (drawing.voice === "shell" && hidden === 0 && groups.length > 1)
    body.push(`  ${drawing.paint.dim("all at once")}  ${drawing.paint.key(words.join(" "))}`)
  return [head, ...body].join("\n\n")
}

/** Describes a single one. */
export const describe = (drawing: Drawing, missing: Missing): Message => ({
  headline: `${visible(printPlace(missing.place))} has no value`,
  lines: [line("takes", fits(missing)), ...tries(drawing, [missing])],
})

type Group = [Missing, ...Array<Missing>]

const byShort = (missing: ReadonlyArray<Missing>): ReadonlyMap<string, Group> => {
  const groups = new Map<string, Group>()
  for (const one of missing) {
    const key = JSON.stringify([one.short, one.type, one.doc])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return groups
}

const block = (drawing: Drawing, group: Group): string => {
  const { paint } = drawing
  const places = listing(
    group.map(({ place }) => visible(printPlace(place))),
    "and",
    3,
  )
  const rows = tries(drawing, group).map(
    ({ text }, index) => `    ${paint.dim(index === 0 ? "try" : "   ")}  ${paint.key(text)}`,
  )
  return [`  ${paint.bold(places)}   ${fits(group[0])}`, ...rows].join("\n")
}

const fits = ({ type, doc }: Missing): string => visible(doc === undefined ? type : `${type}: ${doc}`)

const tries = (drawing: Drawing, group: Group): ReadonlyArray<Line> => {
  const [first] = group
  const write = (key: string): string => Written.typed(drawing.voice, key, sample(drawing, first))
  const short = line("try", write(first.short))
  if (group.length > 1) return [short]
  return first.exact === first.short ? [short] : [short, line("try", `${write(first.exact)}   for this one alone`)]
}

/** A value to type: the first that fits where there are few, else a gap to fill. */
const sample = (drawing: Drawing, { choices }: Missing): string => {
  const choice = choices?.[0]
  if (choice === undefined) return "…"
  if (drawing.voice === "shell") return Words.quote(choice)
  return /^(?:-?\d|true$|false$)/.test(choice) ? choice : JSON.stringify(choice)
}
