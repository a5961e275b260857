/**
 * The program as a value: words and a world go in, an exit code comes out. It ends no process.
 *
 * 0: all complete. 1: a task failed, or lint found something. 2: the command is wrong. 130, 143: interrupted.
 */
import { stripVTControlCharacters } from "node:util"
import pc from "picocolors"
import * as E from "#fp/Either"
import { type Drawing, plain } from "../plan/draw/drawing.ts"
import type { Exports } from "./exports.ts"
import * as Frames from "./frames.ts"
import { colours, type Environment, type Io } from "./io.ts"
import * as Instead from "./instead.ts"
import * as Line from "./line.ts"
import * as Mistake from "./mistake.ts"
import type * as Options from "./options.ts"
import * as Plain from "./plain.ts"
import { shapes } from "./shapes.ts"

// --- folds

/** Runs a command line, without the program's own name. Never rejects for what a person typed or wrote. */
export const program = async (argv: ReadonlyArray<string>, env: Environment, io: Io): Promise<number> => {
  const coloured = colours(io, env)
  const drawing = drawingOf(io, coloured)
  const mistaken = (...mistakes: ReadonlyArray<Mistake.Mistake>): 2 => {
    io.err(`${Mistake.drawAll(mistakes, drawing)}\n`)
    return 2
  }

  const line = Line.split(argv, shapes)
  const helpWanted = line.program.includes("--help") || line.program.includes("-h")
  const ofTask = helpWanted && line.requests.length > 0
  const words = ofTask ? line.program.filter((word) => word !== "--help" && word !== "-h") : line.program
  const typed = Plain.read(words)
  const read = typed === undefined ? await parsed(words) : E.right(typed)
  if (E.isLeft(read)) {
    if (read.left._tag === "Wrong") return mistaken(...read.left.problems.map(optional(line)))
    io.out(`${coloured ? read.left.message : stripVTControlCharacters(read.left.message)}\n`)
    return 0
  }
  if (read.right.accept && line.command !== "lint") {
    const task = line.requests[0]?.name
    const reason = `--accept belongs to lint: waluigi lint ${task ?? "Task"} --accept`
    return mistaken({ _tag: "Option", problem: { _tag: "BadOption", text: "--accept", reason }, instead: undefined })
  }
  if (line.stray.length > 0) return mistaken(stray(line))

  // Each loaded when it is needed: `--version` and a misspelt option answer at once.
  const Preset = await import("./settings/preset.ts")
  const preset = Preset.read(read.right, env, io.folder)
  if (E.isLeft(preset)) return mistaken(...preset.left)
  if (line.command === "config") {
    const Show = await import("./settings/show.ts")
    io.out(Show.draw(preset.right, drawing))
    return 0
  }
  const options = Preset.laid(preset.right, read.right, io.folder)
  const load = io.load ?? (await import("./load.ts")).load
  const loaded = await load(Preset.wanted(preset.right, options, io.folder))
  if (E.isLeft(loaded)) return mistaken({ _tag: "Load", error: loaded.left })
  const exports = loaded.right
  if (line.command === "list") {
    const List = await import("./list.ts")
    io.out(List.draw(exports, drawing))
    return 0
  }
  if (line.command === "lint" && !ofTask) {
    const Lint = await import("./lint.ts")
    return Lint.lint({ line, options, exports, drawing, io })
  }
  if (line.requests.length === 0) return mistaken({ _tag: "NoTask", known: [...exports.named.keys()] })
  if (ofTask) return help(exports, line, drawing, io)

  const before = Preset.tables(preset.right, exports)
  if (E.isLeft(before)) return mistaken(...before.left)
  const { session } = await import("./session.ts")
  return session({ line, options, exports, before: before.right, drawing, io })
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

const parsed = async (words: ReadonlyArray<string>): ReturnType<typeof Options.read> => {
  const [{ read }, { version }] = await Promise.all([import("./options.ts"), import("./version.ts")])
  return read(version, words)
}

const optional =
  (line: Line.Line) =>
  (problem: Options.Problem): Mistake.Mistake => {
    const at = line.typed.indexOf(problem.text)
    const parameter = problem._tag === "UnknownOption" && at >= 0 ? problem.parameter : undefined
    const instead = parameter === undefined ? undefined : Instead.behindTask(line, at, parameter)
    return { _tag: "Option", problem, instead }
  }

const stray = ({ typed, command, commandAt = 0, stray: words }: Line.Line): Mistake.Mistake => {
  const isNamed = words.some((word) => word.trim() !== "")
  type Change = readonly [number, ReadonlyArray<string>]
  const blanks = typed.flatMap((word, at): ReadonlyArray<Change> => (word.trim() === "" ? [[at, []]] : []))
  const tries = isNamed
    ? [
        Instead.line([...typed, "--help"], new Map([...blanks, [commandAt, []]])),
        Instead.line(typed, new Map([...blanks, [commandAt, ["plan"]]])),
      ]
    : [Instead.line(typed, new Map(blanks))]
  return { _tag: "Stray", command, words, tries }
}

const help = async (exports: Exports, line: Line.Line, drawing: Drawing, io: Io): Promise<number> => {
  const [Graph, Help, Request] = await Promise.all([import("./graph.ts"), import("./help.ts"), import("./request.ts")])
  const { requests } = line
  const bare = Request.wanted(exports, { ...line, requests: requests.map((one) => ({ ...one, words: [] })) })
  if (E.isLeft(bare)) {
    io.err(`${Mistake.drawAll(bare.left, drawing)}\n`)
    return 2
  }
  const everything = Graph.ofWorkflows(exports.named.values())
  for (const [index, { name }] of requests.entries()) {
    const workflow = Graph.find(exports, everything, name)
    if (workflow !== undefined) io.out(`${index === 0 ? "" : "\n"}${Help.draw(name, workflow, drawing)}`)
  }
  return 0
}
