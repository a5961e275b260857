/**
 * What a workflow author imports, and nothing more.
 *
 * @module
 */
export { drawErrors, drawWarnings } from "./plan/draw/draw.ts"
export { explain, type Options as ExplainOptions } from "./plan/explain/explain.ts"
export type { Beaten, Contestant, Explained, Explanation, Reason, Substitution } from "./plan/explain/explanation.ts"
export { planToJson } from "./plan/json.ts"
export type { Node, Plan } from "./plan/plan.ts"
export type { ResolveError, Warning } from "./plan/problem.ts"
export { resolve } from "./plan/resolve.ts"
export { type CallOptions, type CallResult, call } from "./run/call/call.ts"
export { type Linted, type LintOptions, lint } from "./run/code/lint.ts"
export type { Result, Root } from "./run/result.ts"
export { run, type RunOptions } from "./run/run.ts"
export { shell, type ShellOptions } from "./run/program/shell.ts"
export { action } from "./task/action.ts"
export type { ActionContext } from "./task/action-context.ts"
export { collect } from "./task/collect.ts"
export { constant } from "./task/constant.ts"
export type { Context } from "./task/context.ts"
export type { OutputOf, Slots } from "./task/decided.ts"
export { dep } from "./task/dep.ts"
export { dynamic } from "./task/dynamic.ts"
export { each } from "./task/each.ts"
export { extend } from "./task/extend.ts"
export { important } from "./task/important.ts"
export { inherit } from "./task/inherit.ts"
export { many } from "./task/many.ts"
export type { Output } from "./task/output.ts"
export { directory, file, text } from "./task/outputs.ts"
export { override } from "./task/override.ts"
export type { Policies, Retries } from "./task/policies.ts"
export { param } from "./task/param.ts"
export { rename } from "./task/rename.ts"
export { set } from "./task/set.ts"
export { substitute } from "./task/substitute.ts"
export { Table } from "./task/table.ts"
export { task } from "./task/task.ts"
export type { Type } from "./task/type.ts"
export { bool, choice, date, float, int, json, list, optional, str, type } from "./task/types.ts"
export { zip } from "./task/zip.ts"

// What the compiler writes in the declarations of exported tasks, workflows and tables; nobody types these.
export type { Action } from "./task/action.ts"
export type { Decided, EntryOf, Loadable } from "./task/decided.ts"
export type { Dep } from "./task/dep.ts"
export type { Dynamic } from "./task/dynamic.ts"
export type { Each } from "./task/given.ts"
export type {
  ConstantEdge,
  DependencyEdge,
  Described,
  DynamicEdge,
  Entry,
  GraphOf,
  Known,
  Own,
  ValueEdge,
} from "./task/graph.ts"
export type { Marked } from "./task/important.ts"
export type { InheritedOf } from "./task/inherit.ts"
export type { MetaOf, Param } from "./task/param.ts"
export type { Renamed, RenamedEntry } from "./task/rename.ts"
export type { AnyTable } from "./task/table.ts"
export type { Callable, Place, Reference, SelfOf, Task, Workflow } from "./task/typed.ts"
