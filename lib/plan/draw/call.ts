/**
 * Problems of calls in words: like those of overrides, a headline, what was given, and what to type instead.
 */
import { absurd } from "#fp/function"
import type { CallError, Written } from "../call/problem.ts"
import { type Drawing, forCode, grouped, type Line, layout, line, listing, type Message, shorten } from "./drawing.ts"
import * as Drawings from "./drawing.ts"
import { shell } from "./written.ts"

// --- model

/** More are counted, not shown. */
const most = 10

// --- folds

/** Draws what is wrong with calls, at most ten, without a trailing newline. */
export const drawCallErrors = (errors: ReadonlyArray<CallError>, drawing: Drawing = forCode): string => {
  const drawn = errors.slice(0, most).map((error) => layout(drawing, "error", describe(drawing, error)))
  if (errors.length > most) drawn.push(`… and ${grouped(errors.length - most)} more calls that cannot be made`)
  return drawn.join("\n\n")
}

const describe = (drawing: Drawing, error: CallError): Message => {
  const { written } = error
  const given = (offset?: number): Line => givenLine(drawing, written, offset)
  const tries = (keys: ReadonlyArray<string>, argument = written.given): ReadonlyArray<Line> =>
    keys.map((key) => line("try", typed(written, key, argument)))
  switch (error._tag) {
    case "InvalidCall":
      return {
        headline: `${Drawings.visible(JSON.stringify(shorten(written.key)))} calls no action: ${Drawings.visible(error.reason)}`,
        lines: [given(error.offset)],
      }
    case "UnmatchedCall":
      return {
        headline: `no action of ${error.root} matches ${Drawings.visible(written.key)}`,
        lines: [
          given(),
          ...(error.note === undefined ? [] : [line("note", Drawings.visible(error.note))]),
          ...tries(error.suggestions),
          ...(error.suggestions.length > 0 ? [] : [line("known", listing(error.known, "and"))]),
        ],
      }
    case "MissingArgument":
      return {
        headline: `${error.task}.${error.action} needs an argument`,
        lines: [
          given(),
          line("takes", Drawings.visible(error.type)),
          ...(error.choices.length > 0 ? error.choices.slice(0, 3) : ["…"]).flatMap((choice) =>
            tries([error.key], choice),
          ),
          ...tries(error.keys),
        ],
      }
    case "UnwantedArgument":
      return {
        headline: `${error.task}.${error.action} takes no argument`,
        lines: [
          given(),
          ...(error.keys.length > 0 ? tries(error.keys) : [line("try", typed(written, written.key, undefined))]),
        ],
      }
    case "InvalidArgument": {
      const guess = /; did you mean (.+)\?(?= \(|$)/.exec(error.reason)?.[1]
      return {
        headline: `${error.task}.${error.action} cannot be called with ${Drawings.visible(JSON.stringify(shorten(written.given ?? "")))}`,
        lines: [
          given(),
          line("takes", takes(error.expected, error.reason)),
          ...(guess === undefined ? [] : tries([written.key], guess)),
        ],
      }
    }
    default:
      return absurd(error)
  }
}

// --- internals

/** The type, and what its own words add to that. */
const takes = (expected: string, reason: string): string => {
  const words = reason.replace(/; did you mean .+\?(?= \(|$)/, "")
  return Drawings.visible(words === `expected ${expected}` ? expected : words.replace(/^expected /, ""))
}

const givenLine = (drawing: Drawing, { key, given, source }: Written, offset: number | undefined): Line => {
  const text = source._tag === "Argument" ? shell(source.text) : inCode(key, given)
  const place =
    source._tag === "Code" && source.at !== undefined ? `   at ${Drawings.showLocation(drawing, source.at)}` : ""
  const before = source._tag === "Argument" ? text.indexOf("--") + 2 : text.indexOf('"') + 1
  return { ...line("given", text + place), ...(offset === undefined ? {} : { caret: before + offset }) }
}

/** Writes a call anew in the form of its source. */
const typed = ({ source }: Written, key: string, argument: string | undefined): string => {
  if (source._tag !== "Argument") return inCode(key, argument)
  const json = /^--[^=]*:=/.test(source.text) ? ":=" : "="
  return shell(argument === undefined ? `--${key}` : `--${key}${json}${argument}`)
}

const inCode = (key: string, argument: string | undefined): string =>
  argument === undefined
    ? JSON.stringify(key)
    : `[${JSON.stringify(key)}, ${shorten(Drawings.visible(argument === "…" || /^["[{\d-]/.test(argument) ? argument : JSON.stringify(argument)))}]`
