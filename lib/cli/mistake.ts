/**
 * Mistakes on the command line, before anything is resolved: as data, and in words.
 */
import { absurd } from "#fp/function"
import {
  type Drawing,
  type Line,
  layout,
  line,
  listing,
  type Message,
  showLocation,
  visible,
} from "../plan/draw/drawing.ts"
import * as Written from "../plan/draw/written.ts"
import type { LoadError, Remedy } from "./load.ts"
import type { Problem } from "./options.ts"
import * as Settings from "./settings/draw.ts"
import type { Problem as SettingsProblem } from "./settings/problem.ts"

// --- model

export type Mistake =
  /** `tries` are whole lines. `known`: what the workflow file offers. */
  | {
      readonly _tag: "UnknownTask"
      readonly name: string
      readonly tries: ReadonlyArray<string>
      readonly known: ReadonlyArray<string>
    }
  | { readonly _tag: "NoTask"; readonly known: ReadonlyArray<string> }
  /** `--year` alone, for a slot that takes more than yes and no. `tries` can be typed instead. */
  | { readonly _tag: "NoValue"; readonly text: string; readonly takes: string; readonly tries: ReadonlyArray<string> }
  /** A bare word for which there is no slot. */
  | {
      readonly _tag: "NoSlot"
      readonly text: string
      readonly task: string
      readonly tries: ReadonlyArray<string>
      readonly note: string | undefined
    }
  /** `tries` can be typed instead, with what they mean. */
  | {
      readonly _tag: "NoJson"
      readonly text: string
      readonly key: string
      readonly reason: string
      readonly tries: ReadonlyArray<{ readonly text: string; readonly note: string }>
    }
  /** A `--zip` that joins nothing. `reason` is a whole sentence. */
  | {
      readonly _tag: "Zip"
      readonly text: string
      readonly reason: string
      readonly tries: ReadonlyArray<string>
    }
  /** Words behind a task, for a command that takes tasks alone. `instead`: the line without them. */
  | {
      readonly _tag: "NoParameters"
      readonly command: string
      readonly words: ReadonlyArray<string>
      readonly instead: string
    }
  /** Words for a command that takes none. `tries` are whole lines. */
  | {
      readonly _tag: "Stray"
      readonly command: string
      readonly words: ReadonlyArray<string>
      readonly tries: ReadonlyArray<string>
    }
  /** A name that is an action of some tasks and a parameter of others: who means which, and how to say so. */
  | {
      readonly _tag: "ActionOrSlot"
      readonly text: string
      readonly name: string
      readonly callers: ReadonlyArray<{ readonly task: string; readonly text: string }>
      readonly setters: ReadonlyArray<{ readonly task: string; readonly text: string }>
    }
  | { readonly _tag: "Load"; readonly error: LoadError }
  /** Something in a config file, a profile or the environment. */
  | { readonly _tag: "Settings"; readonly problem: SettingsProblem }
  /** `instead`: the whole line, where the word is a parameter. */
  | { readonly _tag: "Option"; readonly problem: Problem; readonly instead: string | undefined }

// --- folds

/** Draws mistakes, without a newline at the end. */
export const drawAll = (mistakes: ReadonlyArray<Mistake>, drawing: Drawing): string =>
  mistakes.map((mistake) => layout(drawing, "error", describe(mistake, drawing))).join("\n\n")

const describe = (mistake: Mistake, drawing: Drawing): Message => {
  switch (mistake._tag) {
    case "UnknownTask":
      return {
        headline: `there is no task ${visible(mistake.name)}`,
        lines: [
          ...mistake.tries.map((text) => line("try", text)),
          ...(mistake.tries.length === 0 ? known(mistake.known) : []),
        ],
      }
    case "NoTask":
      return { headline: "no task is named", lines: [...known(mistake.known), line("see", "waluigi --help")] }
    case "NoValue":
      return {
        headline: `${visible(mistake.text)} needs a value`,
        lines: [
          line("takes", visible(mistake.takes)),
          ...mistake.tries.map((text) => line("try", Written.shell(text))),
        ],
      }
    case "NoSlot":
      return {
        headline: `no parameter ${mistake.note === undefined ? "or action " : ""}of ${visible(mistake.task)} matches ${visible(mistake.text)}`,
        lines: [
          ...(mistake.note === undefined ? [] : [line("note", mistake.note)]),
          ...mistake.tries.map((text) => line("try", Written.shell(text))),
          ...(mistake.tries.length === 0 && mistake.note === undefined
            ? [line("see", `waluigi ${visible(mistake.task)} --help lists every parameter`)]
            : []),
        ],
      }
    case "NoJson":
      return {
        headline: `what stands behind := is no JSON: ${visible(mistake.reason)}`,
        lines: [
          line("given", Written.shell(mistake.text)),
          line("takes", `JSON in quotes: '--${visible(mistake.key)}:=[1, 2]', '--${visible(mistake.key)}:="text"'`),
          ...mistake.tries.map(({ text, note }) =>
            line("try", note === "" ? Written.shell(text) : `${Written.shell(text)}   ${note}`),
          ),
        ],
      }
    case "Zip":
      return {
        headline: visible(mistake.reason),
        lines: [
          line("given", Written.shell(mistake.text)),
          line("takes", "the keys of two or more parameters that stand beside it, with as many values each"),
          ...mistake.tries.map((text) => line("try", Written.shell(text))),
        ],
      }
    case "NoParameters":
      return {
        headline: `waluigi ${mistake.command} takes tasks, whatever their parameters: ${mistake.words.map(Written.shell).join(" ")}`,
        lines: [line("try", mistake.instead)],
      }
    case "Stray":
      return {
        headline: `waluigi ${mistake.command} takes no task: ${mistake.words.map(Written.shell).join(" ")}`,
        lines: mistake.tries.map((text) => line("try", text)),
      }
    case "ActionOrSlot": {
      const names = (of: typeof mistake.callers): string =>
        listing(
          of.map(({ task }) => task),
          "and",
          3,
        )
      return {
        headline: `${mistake.name} is an action of ${names(mistake.callers)} and a parameter of ${names(mistake.setters)}`,
        lines: [
          line("given", Written.shell(mistake.text)),
          ...mistake.callers.slice(0, 3).map(({ text }) => line("try", `${Written.shell(text)}   to call it`)),
          ...mistake.setters.slice(0, 3).map(({ text }) => line("try", `${Written.shell(text)}   to set it`)),
        ],
      }
    }
    case "Settings":
      return Settings.describe(mistake.problem, drawing)
    case "Load":
      return describeLoad(mistake.error, drawing)
    case "Option":
      return describeOption(mistake.problem, mistake.instead)
    default:
      return absurd(mistake)
  }
}

const known = (names: ReadonlyArray<string>): ReadonlyArray<Line> =>
  names.length === 0 ? [] : [line("known", visible(listing(names, "and")))]

const describeOption = (problem: Problem, instead: string | undefined): Message => {
  const given = line("given", visible(problem.text))
  const see = line("see", "waluigi --help")
  if (problem._tag === "BadOption")
    return { headline: visible(problem.reason), lines: [...(problem.text === "" ? [] : [given]), see] }
  const headline = `there is no option ${visible(problem.text.replace(/=.*$/s, ""))}`
  if (problem.suggestions.length > 0)
    return { headline, lines: [given, ...problem.suggestions.map((text) => line("try", Written.shell(text))), see] }
  if (instead === undefined) return { headline, lines: [given, see] }
  return {
    headline,
    lines: [
      given,
      line("note", "a parameter begins with two dashes, and stands behind its task"),
      line("try", instead),
    ],
  }
}

const describeLoad = (error: LoadError, drawing: Drawing): Message => {
  switch (error._tag) {
    case "NoFile":
      return {
        headline: error.asked === undefined ? "there is no workflow file" : `there is no file ${visible(error.asked)}`,
        lines: [
          ...error.looked.map((where) => line("looked", visible(where))),
          line("try", "waluigi -f path/to/workflow.ts list"),
          ...(error.asked === undefined ? first.map((text) => line("or write", text)) : []),
        ],
      }
    case "Threw":
      return {
        headline: `the workflow file ${isDefinitionError(error.cause) ? "is wrong" : "failed"}: ${visible(words(error.cause))}`,
        lines: [...frames(drawing, error), ...(error.remedy === undefined ? [] : [remedy(error.remedy)])],
      }
    case "NothingExported":
      return {
        headline: "the workflow file exports no task",
        lines: [
          line("file", visible(error.file)),
          ...(error.others.length === 0 ? [] : [line("exports", visible(listing(error.others, "and")))]),
          line("try", 'export const Hello = task("Hello", { … })'),
        ],
      }
    default:
      return absurd(error)
  }
}

const first: ReadonlyArray<string> = [
  "workflow.ts:",
  '  import { param, str, task, text } from "waluigi"',
  '  export const Hello = task("Hello", {',
  '    params: { name: param(str, { default: "world" }) },',
  "    output: text(),",
  '    run: ({ name }) => "hello " + name,',
  "  })",
]

const remedy = (remedy: Remedy): Line => {
  switch (remedy._tag) {
    case "Import":
      return line("try", `import { ${visible(remedy.name)} } from "waluigi"`)
    case "Misspelt":
      return remedy.names.length === 0
        ? line("note", "waluigi exports nothing of this name")
        : line("try", `import { ${remedy.names.join(" or ")} } from "waluigi"`)
    case "Install":
      return line("try", `npm install ${visible(remedy.name)}`)
  }
}

const frames = (drawing: Drawing, error: Extract<LoadError, { readonly _tag: "Threw" }>): ReadonlyArray<Line> => {
  // Of a file that is no TypeScript the loader says the place in its message.
  const place = error.cause instanceof Error ? /^\s*(\/.*|[A-Za-z]:\\.*):(\d+):(\d+)$/m.exec(error.cause.message) : null
  if (place !== null) {
    const [, file = "", row, column] = place
    return [line("at", `${showLocation(drawing, { file, line: Number(row), column: 0 })}:${Number(column) + 1}`)]
  }
  const found = drawing.frames(error.cause)
  return (found.length === 0 ? [error.file] : found).map((frame) => line("at", visible(frame)))
}

/** Errors that the library raises about what a person defined: their words stand alone. By name, for copies that meet. */
const isDefinitionError = (cause: unknown): boolean => cause instanceof Error && cause.name === "DefinitionError"

/** A syntax error comes with a drawing of its own, below the first line. */
const words = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause)
  const message = (cause.message.split("\n")[0] ?? "").trim().replace(/^ParseError: /, "this is no TypeScript: ")
  // Of an imported name the loader makes a member of the module.
  const unwrapped = message.replace(/\(0 , _[\w$]+\.([\w$]+)\)/g, "$1")
  const name = cause.name === "Error" || cause.name === "DefinitionError" ? "" : `${cause.name}: `
  return message === "" ? cause.name : `${name}${unwrapped}`
}
