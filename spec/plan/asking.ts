/**
 * Asking a workflow in a spec: its roots as texts, or its problems as texts.
 */
import * as E from "#fp/Either"
import { printPlace, type ResolveError } from "../../lib/plan/problem.ts"
import type { Plan } from "../../lib/plan/plan.ts"
import { resolve } from "../../lib/plan/resolve.ts"
import { asWorkflow, type Overrides, type Workflow } from "../../lib/task/definition.ts"
import * as Given from "../../lib/task/given.ts"
import { written } from "../oracle/compare.ts"

// --- constructors

/** Appends arguments of the shell to a workflow: `--TaskA.year=2024`, `--year:=[2016]`. */
export const shell = (root: unknown, args: ReadonlyArray<string>): Workflow => {
  const workflow = asWorkflow(root)
  if (workflow === undefined) throw new Error("neither a task nor a workflow")
  const tables = args.map((text, index): Overrides => {
    const at = text.indexOf("=")
    const json = text[at - 1] === ":"
    const key = text.slice(2, json ? at - 1 : at)
    const right = text.slice(at + 1)
    return {
      _tag: "Overrides",
      record: { [key]: json ? Given.json(JSON.parse(right)) : Given.text(right) },
      zipped: false,
      source: { _tag: "Argument", index, text },
    }
  })
  return { ...workflow, tables: [...workflow.tables, ...tables] }
}

/** What text may name beside the tasks of the graph. */
const exported = (tasks: ReadonlyArray<unknown>): ReadonlyMap<string, Workflow> =>
  new Map(
    tasks
      .flatMap((task) => [asWorkflow(task)])
      .flatMap((of) => (of === undefined ? [] : [[of.definition.name, of] as const])),
  )

const ask = (root: unknown, args: ReadonlyArray<string>, tasks: ReadonlyArray<unknown>) =>
  resolve(shell(root, args), { names: exported(tasks) })

// --- queries

/** Resolves what must resolve. */
export const plan = (root: unknown, args: ReadonlyArray<string> = [], tasks: ReadonlyArray<unknown> = []): Plan => {
  const found = ask(root, args, tasks)
  if (E.isLeft(found)) throw new Error(found.left.map(say).join("\n"))
  return found.right
}

/** Gives the roots, whole: `TaskB(datasets: TaskA(year: 2012))`. Slots stand in the order of their names. */
export const roots = (
  root: unknown,
  args: ReadonlyArray<string> = [],
  tasks: ReadonlyArray<unknown> = [],
): ReadonlyArray<string> => written(plan(root, args, tasks)).roots

/** Gives what is wrong: `InvalidValue at TaskB.datasets.year by year`. */
export const problems = (
  root: unknown,
  args: ReadonlyArray<string> = [],
  tasks: ReadonlyArray<unknown> = [],
): ReadonlyArray<string> => {
  const found = ask(root, args, tasks)
  return E.isLeft(found) ? found.left.map(say).sort() : []
}

const say = (error: ResolveError): string => {
  const place = "place" in error && error.place !== undefined ? ` at ${printPlace(error.place)}` : ""
  return `${error._tag}${place}${"written" in error ? ` by ${error.written.key}` : ""}`
}
