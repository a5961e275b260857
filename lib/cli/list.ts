/**
 * `waluigi list`: the tasks and workflows of a file, one line each, with the parameters that must be given.
 */
import { type Drawing, visible } from "../plan/draw/drawing.ts"
import type { Workflow } from "../task/definition.ts"
import * as Entry from "../table/entry.ts"
import * as Exports from "./exports.ts"
import * as Graph from "./graph.ts"
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

/** Parameters at or below a task that have no default, and that the workflow does not set by name; a few of them. */
const required = ({ definition, tables }: Workflow): string => {
  const names = new Set<string>()
  const set = new Set(tables.flatMap(({ record }) => Object.keys(record).map((key) => key.replace(/!$|^.*[.:]/g, ""))))
  for (const reached of Graph.reached([definition]))
    for (const slot of reached.definition.slots.values())
      if (slot._tag === "Value" && slot.fallback === undefined && !set.has(slot.name)) names.add(slot.name)
  const words = [...names].map((name) => `--${name}=…`)
  return words.length > most ? `${words.slice(0, most).join(" ")} …` : words.join(" ")
}

const most = 3

/** Gives the first line of a doc that says something. */
export const firstLine = (doc: string | undefined): string =>
  (doc ?? "")
    .split("\n")
    .map((text) => text.trim())
    .find((text) => text !== "") ?? ""
