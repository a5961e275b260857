/**
 * `waluigi Task --help`: every parameter that can be set at or below a task, and every action, as it is typed.
 *
 * What stands there is declared: tasks that a dynamic slot returns are known only when a plan is made.
 */
import { type Drawing, visible } from "../plan/draw/drawing.ts"
import type { Action, Definition, Slot, ValueSlot, Workflow } from "../task/definition.ts"
import * as Entry from "../table/entry.ts"
import { show } from "../task/show.ts"
import * as Graph from "./graph.ts"
import { firstLine } from "./list.ts"
import { kindOf } from "./request.ts"
import * as Table from "./table.ts"

// --- folds

/** Draws the help of a task or an exported workflow. */
export const draw = (name: string, workflow: Workflow, drawing: Drawing): string => {
  const { paint } = drawing
  const { definition } = workflow
  const graph = Graph.reached([definition])
  const out = [`${paint.bold("waluigi [options]")} ${paint.key(name)} ${paint.bold("[--parameter=value …]")}`, ""]
  if (name !== definition.name || workflow.tables.length > 0) out.push(`  = ${visible(Entry.printGiven(workflow))}`, "")
  const doc = (definition.doc ?? "").trim()
  if (doc !== "") out.push(...doc.split("\n").map((text) => `  ${visible(text.trim())}`), "")
  for (const reached of graph) out.push(...section(reached, definition, drawing), "")
  if (graph.some(({ definition: { slots } }) => slots.size > 0)) out.push(...footer(graph, drawing), "")
  out.push(...builtIn(drawing))
  return `${out.join("\n").trimEnd()}\n`
}

const section = ({ definition, way }: Graph.Reached, root: Definition, drawing: Drawing): ReadonlyArray<string> => {
  const { paint } = drawing
  const where = definition === root ? "" : paint.dim(`   at ${[root.name, ...way].join(".")}`)
  const lineage = definition.lineage[0] === undefined ? "" : paint.dim(`   extends ${definition.lineage[0].name}`)
  const doc = definition === root ? "" : firstLine(definition.doc)
  const slots = [...definition.slots.values()]
  const actions = [...definition.actions.values()]
  return [
    paint.bold(definition.name) + lineage + where,
    ...(doc === "" ? [] : [`  ${paint.dim(visible(doc))}`]),
    ...Table.layout(
      [
        ...slots.map((slot) => row(definition, slot, drawing)),
        ...actions.map((action) => actionRow(definition, action, drawing)),
      ],
      "  ",
    ),
    ...(slots.length === 0 ? [`  ${paint.dim("no parameters")}`] : []),
  ]
}

const row = (definition: Definition, slot: Slot, { paint }: Drawing): Table.Row => {
  const key = `${definition.name}.${slot.name}`
  const typed = slot._tag === "Constant" ? `  ${key}` : Graph.isFlag(slot) ? `--${key}, --no-${key}` : `--${key}=…`
  const [kind, standard, doc] = columns(slot)
  return [
    Table.cell(typed, slot._tag === "Constant" ? paint.dim : paint.key),
    Table.cell(kind),
    Table.cell(standard),
    Table.cell(visible(doc), paint.dim),
  ]
}

const actionRow = (definition: Definition, { name, type, doc }: Action, { paint }: Drawing): Table.Row => [
  Table.cell(`--${definition.name}.${name}${type === undefined ? "" : "=…"}`, paint.key),
  Table.cell(type === undefined ? "action" : `action ${type.name}`),
  Table.cell(""),
  Table.cell(visible(firstLine(doc)), paint.dim),
]

const columns = (slot: Slot): readonly [kind: string, standard: string, doc: string] => {
  switch (slot._tag) {
    case "Value":
      return [kindOf(slot), standardOf(slot), docOf(slot)]
    case "Dependency":
      return [slot.task.name, slot.optional ? "absent" : pins(slot.pins), "a task in its place"]
    case "Many":
      return [`many ${slot.task.name}`, pins(slot.pins), "a task in its place"]
    case "Constant":
      return ["constant", visible(show(slot.value)), ""]
    case "Dynamic":
      return [slot.type === undefined ? "dynamic" : `dynamic ${slot.type.name}`, "computed", ""]
  }
}

const standardOf = ({ fallback, type }: ValueSlot): string => {
  if (fallback === undefined) return "required"
  const text = type.codec.is(fallback.value) ? type.print(fallback.value) : show(fallback.value)
  return `= ${text === "" ? '""' : visible(text)}`
}

const docOf = ({ meta }: ValueSlot): string => (typeof meta.doc === "string" ? firstLine(meta.doc) : "")

const pins = (tables: ReadonlyArray<{ readonly record: Readonly<Record<string, unknown>> }>): string => {
  const all = tables.flatMap(({ record }) => Object.entries(record))
  return all.length === 0
    ? ""
    : visible(`with ${all.map(([key, value]) => `${Entry.printKey(key)}: ${Entry.printGiven(value)}`).join(", ")}`)
}

/** What can be called on every task (7.2). */
const builtIn = ({ paint }: Drawing): ReadonlyArray<string> => [
  paint.bold("Actions that every task has, by the same keys; with one nothing runs:"),
  ...Table.layout(
    [
      ["--status", "tells what is complete"],
      ["--remove", "removes the outputs"],
      ["--run", "makes what is missing, at its place among other actions"],
    ].map(([key = "", text = ""]) => [Table.cell(key, paint.key), Table.cell(text)]),
    "  ",
  ),
]

/** The three ways to address, on a slot that this graph has: the deepest shows most. */
const footer = (graph: ReadonlyArray<Graph.Reached>, { paint }: Drawing): ReadonlyArray<string> => {
  const found = graph
    .flatMap((reached) =>
      [...reached.definition.slots.values()]
        .filter(({ _tag }) => _tag === "Value")
        .map((slot) => ({ ...reached, slot })),
    )
    .reduce<{ readonly way: ReadonlyArray<string>; readonly definition: Definition; readonly slot: Slot } | undefined>(
      (best, next) => (best === undefined || next.way.length > best.way.length ? next : best),
      undefined,
    )
  if (found === undefined) return []
  const { way, definition, slot } = found
  const rows: ReadonlyArray<readonly [string, string]> = [
    [`--${slot.name}=…`, `${slot.name} of every task`],
    [`--${definition.name}.${slot.name}=…`, `${slot.name} of every ${definition.name}`],
    ...(way.length === 0 ? [] : [[`--.${[...way, slot.name].join(".")}=…`, "at this one place"] as const]),
    [`--${slot.name}=…,…`, "several values: a task for each"],
  ]
  return [
    paint.bold("The more a key says, the more it counts:"),
    ...Table.layout(
      rows.map(([key, text]) => [Table.cell(key, paint.key), Table.cell(text)]),
      "  ",
    ),
  ]
}
