/**
 * `waluigi list`: the tasks and workflows of a file, one line each.
 */
import { type Drawing, visible } from "../plan/draw/drawing.ts"
import type { Workflow } from "../task/definition.ts"
import * as Entry from "../table/entry.ts"
import * as Exports from "./exports.ts"
import * as Table from "./table.ts"

// --- folds

/** Draws the list. A task that is not exported is reached through others and not listed. */
export const draw = ({ named }: Exports.Exports, drawing: Drawing): string => {
  const rows = [...named].map(([name, workflow]) => row(name, workflow, drawing))
  return `${Table.layout(rows, "").join("\n")}\n`
}

const row = (name: string, workflow: Workflow, { paint }: Drawing): Table.Row => {
  const { definition } = workflow
  const alias = Exports.isTask(workflow) && name === definition.name ? "" : `= ${Entry.printGiven(workflow)}`
  const doc = firstLine(definition.doc)
  const text = alias === "" ? doc : doc === "" ? alias : `${alias}   ${doc}`
  return [Table.cell(name, paint.key), Table.cell(visible(text))]
}

/** Gives the first line of a doc that says something. */
export const firstLine = (doc: string | undefined): string =>
  (doc ?? "")
    .split("\n")
    .map((text) => text.trim())
    .find((text) => text !== "") ?? ""
