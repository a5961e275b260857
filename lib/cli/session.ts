/**
 * A session: what follows once the words and the file are read. Resolving, then the plan, the dry run or the run.
 *
 * Loaded when it is needed: `list` and `--help` start without resolver, store and runner.
 */
import { resolve as resolvePath } from "node:path"
import * as E from "#fp/Either"
import { nearest } from "../path/nearest.ts"
import { drawErrors, drawWarnings } from "../plan/draw/draw.ts"
import type { Drawing } from "../plan/draw/drawing.ts"
import { planToJson } from "../plan/json.ts"
import { merge } from "../plan/merge.ts"
import type { Plan } from "../plan/plan.ts"
import type { ResolveError } from "../plan/problem.ts"
import { resolve } from "../plan/resolve.ts"
import { local } from "../store/local.ts"
import type { Overrides, Workflow } from "../task/definition.ts"
import * as Action from "./action.ts"
import { distinct } from "./distinct.ts"
import type { Exports } from "./exports.ts"
import * as Graph from "./graph.ts"
import type { Io } from "./io.ts"
import type { Line } from "./line.ts"
import * as Lint from "./lint.ts"
import * as Make from "./make.ts"
import * as Meant from "./meant.ts"
import * as Mistake from "./mistake.ts"
import type { Options } from "./options.ts"
import * as Partly from "./partly.ts"
import * as Request from "./request.ts"
import { shapes } from "./shapes.ts"
import * as View from "./view.ts"

// --- model

export interface Session {
  readonly line: Line
  readonly options: Options
  readonly exports: Exports
  /** Overrides of the config file and the environment. */
  readonly before: ReadonlyArray<Overrides>
  readonly drawing: Drawing
  readonly io: Io
}

// --- folds

/** Does what the line asks for. Gives the exit code. */
export const session = async ({ line, options, exports, before, drawing, io }: Session): Promise<number> => {
  const wanted = Request.wanted(exports, line, before)
  if (E.isLeft(wanted)) {
    io.err(`${Mistake.drawAll(wanted.left, drawing)}\n`)
    return 2
  }
  const all = wanted.right.map((one) => Meant.actions(exports, one, limitOf(options)))
  const workflows = all.map(({ workflow }) => workflow)
  if (all.some(({ calls }) => calls.length > 0)) {
    const Calling = await import("./calling.ts")
    return Calling.session({ line, options, exports, before, drawing, io, hint: hint(line, exports) }, all)
  }
  if (line.command === "explain") {
    const Explain = await import("./explain.ts")
    return Explain.explain({ line, options, exports, drawing, io, hint: hint(line, exports) }, workflows)
  }
  const resolved = plan(exports, workflows, options)
  if (E.isLeft(resolved)) {
    io.err(`${drawErrors(resolved.left.map(hint(line, exports)), drawing)}\n`)
    return 2
  }
  if (resolved.right.warnings.length > 0 && !options.quiet)
    io.err(`${drawWarnings(resolved.right.warnings, drawing, line.command === "plan" ? "whole" : "brief")}\n\n`)
  if (line.command === "plan" && options.json) {
    io.out(`${JSON.stringify(planToJson(resolved.right), null, 2)}\n`)
    return 0
  }
  const store = local(resolvePath(io.folder, options.outputRoot))
  if (!options.quiet) {
    io.err(Lint.drawAll(resolved.right, store, drawing))
    io.err(Partly.drawAll(resolved.right, store, drawing))
  }
  const view = View.of(resolved.right, store, drawing)
  const making = { options, exports, io }
  if (line.command === "plan") return Make.tree(view, store, making)
  return options.dryRun ? Make.dryRun(view, store, making) : Make.run(view, store, making)
}

// --- internals

const limitOf = ({ taskLimit }: Options): { readonly limit?: number } =>
  taskLimit === undefined ? {} : { limit: taskLimit }

/** Resolves every workflow of the line and joins the plans; all errors are said together. */
const plan = (
  exports: Exports,
  workflows: ReadonlyArray<Workflow>,
  options: Options,
): E.Either<ReadonlyArray<ResolveError>, Plan> => {
  const limit = limitOf(options)
  const results = workflows.map((workflow) => resolve(workflow, { names: exports.named, ...limit }))
  const errors = results.flatMap((result) => (E.isLeft(result) ? result.left : []))
  if (errors.length > 0) return E.left(workflows.length < 2 ? errors : distinct(errors))
  return merge(results.flatMap((result) => (E.isRight(result) ? [result.right] : [])))
}

/** A key that matches nothing may be an option of the program, behind a task where the program does not look. */
const hint =
  (line: Line, exports: Exports) =>
  (error: ResolveError): ResolveError => {
    if (error._tag !== "Unmatched" || error.written.source._tag !== "Argument") return error
    const option = shapes.find(({ long }) => long === error.written.key)
    if (option === undefined) {
      // With a value it was taken for a parameter; an action may have been meant.
      const actions = Action.keys(Graph.ofWorkflows(exports.named.values()))
      const suggestions = error.suggestions.length > 0 ? error.suggestions : nearest(error.written.key, actions)
      return { ...error, suggestions }
    }
    const { index, text } = error.written.source
    return { ...error, known: [], note: Request.optionNote(option, { index, text, next: undefined }, line) }
  }
