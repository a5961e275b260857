/**
 * `waluigi lint`: which outputs older code of their task has made; and the warning of it in a run and a plan.
 *
 * Nothing is run, resolved or removed. By `--accept` what is there is taken for what the code of today makes.
 */
import { resolve as resolvePath } from "node:path"
import { count, type Drawing, type Line, layout, line, listing } from "../plan/draw/drawing.ts"
import type { Plan } from "../plan/plan.ts"
import * as Lint from "../run/code/lint.ts"
import type { Store } from "../store/store.ts"
import type { Definition } from "../task/definition.ts"
import * as Graph from "./graph.ts"
import * as Mistake from "./mistake.ts"
import * as Instead from "./instead.ts"
import * as Unknown from "./unknown.ts"
import type { Session } from "./session.ts"

// --- model

/** What makes JavaScript of a workflow file that the command loads. */
export const transpiler = "waluigi"

// --- folds

/** Lints the tasks that are named and those below them, else all of the workflow file. Gives the exit code: 1 if anything was found. */
export const lint = ({ line, options, exports, drawing, io }: Omit<Session, "before">): number => {
  const everything = Graph.ofWorkflows(exports.named.values())
  const mistakes: Array<Mistake.Mistake | Unknown.Unknown> = []
  const wanted = line.requests.flatMap((request) => {
    const found = Graph.find(exports, everything, request.name)
    if (found === undefined) mistakes.push(Unknown.seek(exports, everything, line, request, undefined))
    if (request.words.length > 0)
      mistakes.push({
        _tag: "NoParameters",
        command: "lint",
        words: request.words.map(({ text }) => text),
        instead: Instead.line(line.typed, new Map(request.words.map(({ index }) => [index, []]))),
      })
    return found === undefined ? [] : [found.definition]
  })
  if (mistakes.length > 0) {
    io.err(`${Mistake.drawAll(Unknown.told(mistakes, line), drawing)}\n`)
    return 2
  }
  // As everywhere, a task stands for itself and what is below it; but accepted is only what a person has named.
  const named = options.accept ? wanted : Graph.reached(wanted).map(({ definition }) => definition)
  const definitions = distinct(line.requests.length > 0 ? named : everything.map(({ definition }) => definition))
  const root = resolvePath(io.folder, options.outputRoot)
  const found = Lint.ofTasks(definitions, root, transpiler)
  if (options.accept) {
    const old = found.map(({ definition }) => definition)
    Lint.accept(old, root, transpiler)
    io.out(
      old.length === 0
        ? "nothing to accept\n"
        : `accepted  ${listing(
            old.map(({ name }) => name),
            "and",
            20,
          )}\n`,
    )
    return 0
  }
  for (const one of found) io.out(`${draw(one, drawing)}\n\n`)
  io.out(found.length === 0 ? "no output was made by older code\n" : `${count(found.length, "task")} of changed code\n`)
  return found.length === 0 ? 0 : 1
}

/** Draws a task whose code has changed, and what to type. */
export const draw = ({ definition, outputs, made }: Lint.Outdated, drawing: Drawing): string => {
  const { name } = definition
  const day = new Date(made).toISOString().slice(0, 10)
  const what =
    outputs === undefined
      ? "its outputs were made"
      : `${count(outputs, "output")} of it ${outputs === 1 ? "was" : "were"} made`
  return layout(drawing, "warning", {
    headline: `the code of ${name} changed since ${what} (${day}); ${outputs === 1 ? "it stays as it is" : "they stay as they are"}`,
    lines: [anew(definition), line("try", `waluigi lint ${name} --accept   if it means the same`)],
  })
}

/** Draws the tasks of a plan whose code has changed: at most ten. */
export const drawAll = (plan: Plan, store: Store, drawing: Drawing): string => {
  const found = Lint.ofPlan(plan, store, transpiler)
  const drawn = found.slice(0, 10).map((one) => draw(one, drawing))
  if (found.length > 10) drawn.push(`… and ${found.length - 10} more: waluigi lint`)
  return drawn.map((text) => `${text}\n\n`).join("")
}

// --- internals

/** Each task once, by its name: what is extended on the way is another. */
const distinct = (definitions: ReadonlyArray<Definition>): ReadonlyArray<Definition> => [
  ...new Map(definitions.map((definition) => [definition.name, definition])).values(),
]

/** What makes the outputs anew: another identity, but where the task says itself where they lie. */
const anew = (definition: Definition): Line =>
  definition.place === undefined
    ? line(
        "try",
        `${next(definition)} under params of ${definition.name}   makes them anew, and all that stands on them`,
      )
    : line("try", `waluigi ${definition.name} --remove --run   makes them anew: their places are the task's own`)

/** The constant to write: a number more than the one that there is. */
const next = ({ slots }: Definition): string => {
  const version = slots.get("version")
  const now = version?._tag === "Constant" && typeof version.value === "number" ? version.value : 1
  return `version: constant(${now + 1})`
}
