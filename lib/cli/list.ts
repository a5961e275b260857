/**
 * `waluigi list`: the tasks and workflows of a file, one line each, with the parameters that must be given.
 */
import { type Drawing, visible } from "../plan/draw/drawing.ts"
import type { Definition, Workflow } from "../task/definition.ts"
import * as Entry from "../table/entry.ts"
import * as Exports from "./exports.ts"
import * as Table from "./table.ts"

// --- folds

/** Draws the list. A task that is not exported is reached through others and not listed. */
export const draw = ({ named }: Exports.Exports, drawing: Drawing): string => {
  const any = [...named.values()].some((workflow) => required(workflow) !== "")
  const rows = [...named].map(([name, workflow]) => row(name, workflow, any, drawing))
  return `${Table.layout(rows, "").join("\n")}\n`
}

const row = (name: string, workflow: Workflow, any: boolean, { paint }: Drawing): Table.Row => {
  const { definition } = workflow
  const alias = Exports.isTask(workflow) && name === definition.name ? "" : `= ${Entry.printGiven(workflow)}`
  const doc = firstLine(definition.doc)
  const words = required(workflow)
  return [
    Table.cell(name, paint.key),
    ...(any ? [Table.cell(words)] : []),
    Table.cell(visible([alias, doc].filter((text) => text !== "").join("   "))),
  ]
}

/** A task, and the slots that are set by name on the way to it. */
interface Way {
  readonly definition: Definition
  readonly given: ReadonlySet<string>
}

/** Pins of many slots could make as many ways as there are sets of them. */
const mostWays = 5_000

/** Lists parameters at or below a task that have no default, and that neither the workflow nor a pin on the way sets; a few. */
const required = ({ definition, tables }: Workflow): string => {
  const names = new Set<string>()
  const ways = new Map<string, Way>()
  const go = (way: Way): void => {
    const key = [way.definition.name, ...[...way.given].sort()].join(" ")
    if (ways.size < mostWays && !ways.has(key)) ways.set(key, way)
  }
  go({ definition, given: given(tables) })
  // A Map may grow while it is walked: what is added is visited in turn.
  for (const way of ways.values())
    for (const slot of way.definition.slots.values()) {
      if (slot._tag === "Value" && slot.fallback === undefined && !way.given.has(slot.name)) names.add(slot.name)
      if (slot._tag === "Many" || (slot._tag === "Dependency" && !slot.optional))
        go({ definition: slot.task, given: new Set([...way.given, ...given(slot.pins)]) })
    }
  const words = [...names].map((name) => `--${name}=…`)
  return words.length > most ? `${words.slice(0, most).join(" ")} …` : words.join(" ")
}

/** The slots in which the keys of tables end. */
const given = (tables: Workflow["tables"]): ReadonlySet<string> =>
  new Set(tables.flatMap(({ record }) => Object.keys(record).map((key) => key.replace(/!$|^.*[.:]/g, ""))))

const most = 3

/** Gives the first line of a doc that says something. */
export const firstLine = (doc: string | undefined): string =>
  (doc ?? "")
    .split("\n")
    .map((text) => text.trim())
    .find((text) => text !== "") ?? ""
