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
  const offered = Object.entries(module).flatMap(([name, value]) => {
    const workflow = Definition.asWorkflow(value)
    return workflow === undefined ? [] : [{ name, value, workflow, line: lineIn(file, workflow) }]
  })
  // A module lists its exports by name; a person reads them as they stand in the file. The sort is stable.
  for (const { name, value, workflow } of offered.sort((a, b) => a.line - b.line)) {
    const bare = Definition.ofTask(value)
    // A task exported under another name answers to both.
    if (bare !== undefined) named.set(bare.name, workflow)
    if (name !== "default" && !named.has(name)) named.set(name, workflow)
    if (name === "default" && bare === undefined) named.set(name, workflow)
  }
  return { file, named }
}

/** Tells where in the file a workflow was written; what comes from elsewhere stands behind. */
const lineIn = (file: string, { definition, tables }: Definition.Workflow): number => {
  const source = tables[0]?.source
  const at = source === undefined ? definition.source : source._tag === "Code" ? source.at : undefined
  return at?.file === file ? at.line : Number.MAX_SAFE_INTEGER
}

// --- queries

/** Tells whether a name is that of a task, not of a workflow with overrides. */
export const isTask = (workflow: Definition.Workflow): boolean => workflow.tables.length === 0
