/**
 * Problems of settings in words: the place, what stands there, what to write instead.
 */
import { absurd } from "#fp/function"
import {
  type Drawing,
  type Line,
  line,
  listing,
  type Message,
  shorten,
  showFile,
  visible,
} from "../../plan/draw/drawing.ts"
import * as Written from "../../plan/draw/written.ts"
import type { At, Problem } from "./problem.ts"

// --- folds

/** Says what is wrong. */
export const describe = (problem: Problem, drawing: Drawing): Message => {
  switch (problem._tag) {
    case "Unreadable":
      return {
        headline: `${showFile(drawing, problem.file)} cannot be read: ${short(problem.reason)}`,
        lines: [line("try", "waluigi --no-config … to do without it")],
      }
    case "Syntax": {
      const before = problem.text.slice(0, problem.column - 1)
      const start = Math.max(0, before.length - around)
      const shown = `${start > 0 ? "…" : ""}${problem.text.slice(start, problem.column - 1 + around)}`
      const caret = [...visible(before.slice(start))].length + (start > 0 ? 1 : 0)
      return {
        headline: `${showFile(drawing, problem.file)} is no ${problem.language}: ${short(problem.reason)}`,
        lines: [
          line("at", `${showFile(drawing, problem.file)}:${problem.line}:${problem.column}`),
          { label: "given", text: visible(shown), caret },
        ],
      }
    }
    case "UnknownKey":
      return {
        headline: `there is no setting ${short(problem.key)}`,
        lines: [
          line("at", place(drawing, problem.at)),
          ...(problem.note === undefined ? [] : [line("note", visible(problem.note))]),
          ...tries(problem.tries),
          line("known", listing(problem.known, "and", 20)),
        ],
      }
    case "WrongKind":
      return {
        headline: `${short(problem.key)} cannot be ${short(problem.given)}`,
        lines: [line("at", place(drawing, problem.at)), line("takes", short(problem.takes)), ...tries(problem.tries)],
      }
    case "TwoFiles":
      return {
        headline: "settings stand in two files",
        lines: [
          line("at", showFile(drawing, problem.toml)),
          line("at", `${showFile(drawing, problem.manifest)}, under "waluigi"`),
          line("try", "move what package.json has into waluigi.toml"),
          line("try", "waluigi --config waluigi.toml … to read that one alone"),
        ],
      }
    case "UnknownProfile":
      return {
        headline: `there is no profile ${short(problem.name)}`,
        lines: [
          line("given", Written.shell(problem.chosen)),
          ...(problem.file === undefined ? [] : [line("looked", showFile(drawing, problem.file))]),
          ...problem.suggestions.map((name) => line("try", Written.shell(problem.chosen.replace(problem.name, name)))),
          problem.known.length > 0
            ? line("known", short(listing(problem.known, "and")))
            : line("try", `[profile.${heading(problem.name)}.parameters] in waluigi.toml`),
        ],
      }
    case "NoConfig":
      return {
        headline: `there is no file ${short(problem.file)}`,
        lines: [
          line("given", Written.shell(`--config=${problem.file}`)),
          line("takes", "the path of a waluigi.toml, or of a package.json"),
        ],
      }
    case "Unclosed": {
      const start = Math.max(0, problem.offset - around)
      const shown = `${start > 0 ? "…" : ""}${problem.text.slice(start, problem.offset + around)}`
      const mark = problem.text[problem.offset] ?? ""
      return {
        headline: `${problem.variable} cannot be read: ${mark === "\\" ? "nothing stands behind the \\" : `the ${mark} is never closed`}`,
        lines: [
          {
            label: "given",
            text: visible(shown),
            caret: [...visible(problem.text.slice(start, problem.offset))].length + (start > 0 ? 1 : 0),
          },
          line("takes", "words of a command line, quoted as in sh: --year=2024 --title='two words'"),
        ],
      }
    }
    case "NoOverride":
      return {
        headline: `${problem.variable} holds overrides only, and ${short(problem.word)} is none: ${short(problem.reason)}`,
        lines: [
          line("given", Written.shell(problem.word)),
          ...tries(problem.tries.map((text) => Written.shell(text))),
          line("takes", "overrides as behind a task: --year=2024 --TaskA.title='two words'"),
        ],
      }
    default:
      return absurd(problem)
  }
}

// --- internals

/** So much of a line is shown on either side. */
const around = 60

/** Writes the name of a profile in a heading of TOML. */
const heading = (name: string): string => (/^[\w-]+$/.test(name) ? name : short(JSON.stringify(name)))

const short = (text: string): string => shorten(visible(text), 120)

const place = (drawing: Drawing, { file, line: number }: At): string =>
  `${showFile(drawing, file)}${number === undefined ? "" : `:${number}`}`

const tries = (texts: ReadonlyArray<string>): ReadonlyArray<Line> => texts.map((text) => line("try", visible(text)))
