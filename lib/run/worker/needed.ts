/**
 * What a task in a worker needs on the way: the plan that it made of it, told to the main process and read there.
 *
 * Nodes that the run knows already stand for their lines: equal identities mean the same work.
 */
import type { Node, Plan } from "../../plan/plan.ts"
import type { Definition } from "../../task/definition.ts"
import * as Asked from "../job/asked.ts"
import type { Book } from "../book.ts"
import type { Unmet } from "../executor.ts"
import * as Line from "./line.ts"
import type { Word } from "./message.ts"
import * as Nodes from "./nodes.ts"
import * as Tasks from "./tasks.ts"

// --- model

type Need = Extract<Word, { readonly _tag: "Need" }>
type Refused = Extract<Unmet, { readonly _tag: "Refused" }>

// --- folds

/** Tells a plan in lines; of one that cannot be told, why. O(nodes + edges). */
export const tell = (ticket: number, plan: Plan): Need | Refused => {
  const lines: Array<string> = []
  const places = new Map<string, Line.Reference>()
  const tasks = new Map<string, string>()
  for (const node of plan.nodes.values()) {
    const { definition } = node
    const text = Line.of(node, ({ id }) => places.get(id) as Line.Reference)
    if (text === undefined) return { _tag: "Refused", reason: untold(definition.name) }
    places.set(node.id, lines.length)
    lines.push(text)
    if (!tasks.has(definition.name)) tasks.set(definition.name, Tasks.print(definition))
  }
  const roots = plan.roots.map(({ id }) => places.get(id) as Line.Reference)
  return { _tag: "Need", ticket, lines, roots, tasks: [...tasks] }
}

/** Makes the plan that was told, or says why it can be no part of the run. Never throws. O(nodes). */
export const read = (need: Need, book: Book, known: Tasks.Tasks, file: string): Plan | Refused => {
  try {
    return made(need, book, known, file)
  } catch (cause) {
    // A value that its own type does not decode again, or a function of the author's, must not end the whole run.
    return { _tag: "Refused", reason: `ctx.need: ${cause instanceof Error ? cause.message : String(cause)}` }
  }
}

// --- internals

const made = ({ lines, roots, tasks }: Need, book: Book, known: Tasks.Tasks, file: string): Plan | Refused => {
  const here = (name: string): Definition | undefined => known.get(name)
  for (const [name, print] of tasks) {
    const definition = here(name)
    if (definition === undefined || Tasks.print(definition) !== print)
      return { _tag: "Refused", reason: unknown(name, file) }
  }
  const node = Nodes.reader({
    line: (at) => lines[at] ?? "",
    task: here,
    layout: Nodes.layouts(),
    known: book.find,
  })
  const nodes = new Map<string, Node>()
  for (const at of lines.keys()) {
    const one = node(at)
    nodes.set(one.id, one)
  }
  const plan: Plan = { _tag: "Plan", roots: roots.map(node), nodes, axes: [], warnings: [] }
  const contradictions = book.contradictions?.(plan) ?? []
  if (contradictions.length === 0) return plan
  return { _tag: "Refused", reason: Asked.disagreement("ctx.need", plan, contradictions) }
}

/** Says that a task is not known to the main process. */
const unknown = (task: string, file: string): string =>
  `ctx.need: ${task} is not known to the run, whose worker asks for it: export it from ${file}, and where run() is ` +
  `called say run(…, { file, names: { ${task} } })`

/** Says that a plan holds what cannot be told to another process. */
const untold = (task: string): string =>
  `ctx.need: a value of ${task} cannot be told to another process, for it is no JSON: give the parameter a type with a ` +
  "codec, or leave cpu and memory out of the resources of the task that asks, which then runs in the main process"
