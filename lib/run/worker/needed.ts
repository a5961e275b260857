/**
 * What a task in a worker needs on the way: the plan that it made of it, told to the main process and read there.
 *
 * Nodes that the run knows already stand for their lines: equal identities mean the same work.
 */
import type { Node, Plan } from "../../plan/plan.ts"
import type { Definition } from "../../task/definition.ts"
import type { Book } from "../book.ts"
import * as Line from "./line.ts"
import type { Word } from "./message.ts"
import * as Nodes from "./nodes.ts"
import * as Tasks from "./tasks.ts"

// --- folds

/** Tells a plan in lines; of one that cannot be told, the task that is in the way. O(nodes + edges). */
export const tell = (ticket: number, plan: Plan): Extract<Word, { readonly _tag: "Need" | "Untold" }> => {
  const lines: Array<string> = []
  const places = new Map<string, Line.Reference>()
  const tasks = new Map<string, string>()
  for (const node of plan.nodes.values()) {
    const { definition } = node
    const text = Line.of(node, ({ id }) => places.get(id) as Line.Reference)
    if (text === undefined) return { _tag: "Untold", task: definition.name }
    places.set(node.id, lines.length)
    lines.push(text)
    if (!tasks.has(definition.name)) tasks.set(definition.name, Tasks.print(definition))
  }
  const roots = plan.roots.map(({ id }) => places.get(id) as Line.Reference)
  return { _tag: "Need", ticket, lines, roots, tasks: [...tasks] }
}

/** Makes the plan that was told, or names the task that is not known here. O(nodes). */
export const read = (
  { lines, roots, tasks }: Extract<Word, { readonly _tag: "Need" }>,
  book: Book,
  known: Tasks.Tasks,
): Plan | { readonly unknown: string } => {
  const here = (name: string): Definition | undefined => known.get(name)
  for (const [name, print] of tasks) {
    const definition = here(name)
    if (definition === undefined || Tasks.print(definition) !== print) return { unknown: name }
  }
  const node = Nodes.reader({
    line: (at) => lines[at] ?? "",
    task: here,
    layout: Nodes.layouts(),
    known: book.find,
  })
  const nodes = new Map<string, Node>()
  for (const at of lines.keys()) {
    const made = node(at)
    nodes.set(made.id, made)
  }
  return { _tag: "Plan", roots: roots.map(node), nodes, axes: [], warnings: [] }
}

/** Says that a task is not known to the main process. */
export const unknown = (task: string, file: string): string =>
  `ctx.need: ${task} is not known to the run, whose worker asks for it: export it from ${file}, and where run() is ` +
  `called say run(…, { file, names: { ${task} } })`

/** Says that a plan holds what cannot be told to another process. */
export const untold = (task: string): string =>
  `ctx.need: a value of ${task} cannot be told to another process, for it is no JSON: give the parameter a type with a ` +
  "codec, or leave cpu and memory out of the resources of the task that asks, which then runs in the main process"
