/**
 * Exports: what a workflow file offers by name, tasks and workflows alike.
 *
 * A task has its own name whatever it is exported as; a workflow has the name of its export.
 */
import * as Definition from "../task/definition.ts"

// --- model

export interface Exports {
  /** The file they come from. */
  readonly file: string
  /** What a person or a text may name, in the order of the file. */
  readonly named: ReadonlyMap<string, Definition.Workflow>
}

// --- constructors

/** Picks the tasks and workflows out of a module. What else it exports is its own business. */
export const ofModule = (file: string, module: Readonly<Record<string, unknown>>): Exports => {
  const named = new Map<string, Definition.Workflow>()
  for (const [name, value] of Object.entries(module)) {
    const workflow = Definition.asWorkflow(value)
    if (workflow === undefined) continue
    const bare = Definition.ofTask(value)
    // A task exported under another name answers to both.
    if (bare !== undefined) named.set(bare.name, workflow)
    if (name !== "default" && !named.has(name)) named.set(name, workflow)
    if (name === "default" && bare === undefined) named.set(name, workflow)
  }
  return { file, named }
}

// --- queries

/** Tells whether a name is that of a task, not of a workflow with overrides. */
export const isTask = (workflow: Definition.Workflow): boolean => workflow.tables.length === 0
