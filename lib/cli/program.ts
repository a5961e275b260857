/**
 * The program as a value: words and a world go in, an exit code comes out. It ends no process.
 *
 * 0: all complete. 1: a task failed. 2: the command is wrong. 130: interrupted.
 */
import { stripVTControlCharacters } from "node:util"
import { resolve as resolvePath } from "node:path"
import pc from "picocolors"
import * as E from "#fp/Either"
import { drawErrors, drawWarnings } from "../plan/draw.ts"
import { type Drawing, plain } from "../plan/drawing.ts"
import { planToJson } from "../plan/json.ts"
import { merge } from "../plan/merge.ts"
import type { Plan } from "../plan/plan.ts"
import type { ResolveError } from "../plan/problem.ts"
import { resolve } from "../plan/resolve.ts"
import { local } from "../store/local.ts"
import type { Workflow } from "../task/definition.ts"
import type { Exports } from "./exports.ts"
import * as Frames from "./frames.ts"
import * as Graph from "./graph.ts"
import * as Help from "./help.ts"
import { colours, type Environment, type Io } from "./io.ts"
import * as Line from "./line.ts"
import * as List from "./list.ts"
import { load } from "./load.ts"
import * as Make from "./make.ts"
import * as Mistake from "./mistake.ts"
import * as Options from "./options.ts"
import * as Request from "./request.ts"
import { version } from "./version.ts"
import * as View from "./view.ts"

// --- folds

/** Runs a command line, without the program's own name. Never rejects for what a person typed or wrote. */
export const program = async (argv: ReadonlyArray<string>, env: Environment, io: Io): Promise<number> => {
  const coloured = colours(io, env)
  const drawing = drawingOf(io, coloured)
  const wrong = (text: string): 2 => {
    io.err(`${text}\n`)
    return 2
  }
  const mistaken = (mistakes: ReadonlyArray<Mistake.Mistake>): 2 =>
    wrong(mistakes.map((mistake) => Mistake.draw(mistake, drawing)).join("\n\n"))

  const line = Line.split(argv, Options.shapes)
  const helpWanted = line.program.includes("--help") || line.program.includes("-h")
  const ofTask = helpWanted && line.requests.length > 0
  const words = ofTask ? line.program.filter((word) => word !== "--help" && word !== "-h") : line.program
  const read = await Options.read(version, words)
  if (E.isLeft(read)) {
    const { code, message } = read.left
    const text = `${coloured ? message : stripVTControlCharacters(message)}\n`
    if (code === 0) io.out(text)
    else io.err(text)
    return code
  }
  const options = read.right
  if (line.stray.length > 0) return mistaken([{ _tag: "Stray", command: line.command, words: line.stray }])

  const loaded = await load(io.folder, options.file)
  if (E.isLeft(loaded)) return mistaken([{ _tag: "Load", error: loaded.left }])
  const exports = loaded.right
  if (line.command === "list") {
    io.out(List.draw(exports, drawing))
    return 0
  }
  if (line.requests.length === 0) return mistaken([{ _tag: "NoTask", known: [...exports.named.keys()] }])
  if (ofTask) return help(exports, line.requests, drawing, io, mistaken)

  const workflows = Request.workflows(exports, line.requests)
  if (E.isLeft(workflows)) return mistaken(workflows.left)
  const resolved = plan(exports, workflows.right, options)
  if (E.isLeft(resolved)) return wrong(drawErrors(resolved.left.map(hint(line)), drawing))
  if (resolved.right.warnings.length > 0 && !options.quiet)
    io.err(`${drawWarnings(resolved.right.warnings, drawing)}\n\n`)
  if (line.command === "plan" && options.json) {
    io.out(`${JSON.stringify(planToJson(resolved.right), null, 2)}\n`)
    return 0
  }
  const store = local(resolvePath(io.folder, options.outputRoot))
  const view = View.of(resolved.right, store, drawing)
  if (line.command === "plan") return Make.tree(view, store, io)
  return options.dryRun ? Make.dryRun(view, store, io) : Make.run(view, store, options, io)
}

// --- internals

const drawingOf = (io: Io, coloured: boolean): Drawing => {
  const c = pc.createColors(coloured)
  return {
    paint: coloured
      ? {
          bad: (text) => c.bold(c.red(text)),
          warn: (text) => c.yellow(text),
          good: (text) => c.green(text),
          key: (text) => c.cyan(text),
          dim: (text) => c.dim(text),
          bold: (text) => c.bold(text),
        }
      : plain,
    voice: "shell",
    folder: io.folder,
    frames: Frames.ofCause(io.folder),
  }
}

const help = (
  exports: Exports,
  requests: ReadonlyArray<Line.Request>,
  drawing: Drawing,
  io: Io,
  mistaken: (mistakes: ReadonlyArray<Mistake.Mistake>) => number,
): number => {
  const everything = Graph.ofWorkflows(exports.named.values())
  const named = requests.map(({ name }) => ({ name, workflow: Request.find(exports, everything, name) }))
  if (named.some(({ workflow }) => workflow === undefined)) {
    const bare = Request.workflows(
      exports,
      requests.map((request) => ({ ...request, words: [] })),
    )
    if (E.isLeft(bare)) return mistaken(bare.left)
  }
  const texts = named.flatMap(({ name, workflow }) =>
    workflow === undefined ? [] : [Help.draw(name, workflow, drawing)],
  )
  io.out(texts.join("\n"))
  return 0
}

/** Resolves every workflow of the line and joins the plans; all errors are said together. */
const plan = (
  exports: Exports,
  workflows: ReadonlyArray<Workflow>,
  { taskLimit }: Options.Options,
): E.Either<ReadonlyArray<ResolveError>, Plan> => {
  const limit = taskLimit === undefined ? {} : { limit: taskLimit }
  const results = workflows.map((workflow) => resolve(workflow, { names: exports.named, ...limit }))
  const errors = results.flatMap((result) => (E.isLeft(result) ? result.left : []))
  if (errors.length > 0) return E.left(errors)
  return merge(results.flatMap((result) => (E.isRight(result) ? [result.right] : [])))
}

/** A key that matches nothing may be an option of the program, behind a task where the program does not look. */
const hint =
  ({ requests }: Line.Line) =>
  (error: ResolveError): ResolveError => {
    if (error._tag !== "Unmatched" || error.written.source._tag !== "Argument") return error
    const option = Options.shapes.find(({ long }) => long === error.written.key)
    if (option === undefined) return error
    const task = requests[0]?.name ?? "Task"
    const note = `--${option.long} is an option of the program: waluigi ${error.written.source.text} ${task}`
    return { ...error, note }
  }
