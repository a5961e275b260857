/**
 * `waluigi config`: what is set before the command line says anything, and where each comes from.
 *
 * It shows what would be read, whether a workflow has a place for it or not: `waluigi explain` tells that.
 */
import { basename } from "node:path"
import { printGiven } from "../../table/entry.ts"
import * as Duration from "../../task/duration.ts"
import * as Size from "../../task/size.ts"
import { type Drawing, line, labelled, listing, shorten, showFile, visible } from "../../plan/draw/drawing.ts"
import * as Written from "../../plan/draw/written.ts"
import * as Table from "../table.ts"
import * as Environment from "./environment.ts"
import type { Preset } from "./preset.ts"
import type { At } from "./problem.ts"
import type { Placed } from "./reader.ts"
import type { Section } from "./settings.ts"

// --- folds

/** Draws a preset, with a newline at the end. */
export const draw = ({ file, section, profiles, known, words }: Preset, drawing: Drawing): string => {
  const { paint } = drawing
  const where = ({ file: own, line: number }: At): string =>
    `${own === file ? basename(own) : showFile(drawing, own)}${number === undefined ? "" : `:${number}`}`
  const rows = [
    ...options(section).map(
      ({ name, placed }): Table.Row => [
        Table.cell(name, paint.key),
        Table.cell(shown(String(placed.value))),
        Table.cell(where(placed.at), paint.dim),
      ],
    ),
    ...section.parameters.map(
      ({ key, given, zip, at }): Table.Row => [
        Table.cell(shown(`--${key}`), paint.key),
        Table.cell(`${shown(printGiven(given))}${zip === undefined ? "" : "   zipped"}`),
        Table.cell(where(at), paint.dim),
      ],
    ),
    ...words.map((word): Table.Row => {
      const equals = word.indexOf("=")
      return [
        Table.cell(shown(equals < 0 ? word : word.slice(0, equals).replace(/:$/, "")), paint.key),
        Table.cell(equals < 0 ? "" : shown(word.slice(equals + 1))),
        Table.cell(`$${Environment.overrides}`, paint.dim),
      ]
    }),
  ]
  const unused = known.filter((name) => !profiles.includes(name))
  const head = [
    line(
      "settings",
      file === undefined ? "none: no waluigi.toml, no waluigi in package.json" : showFile(drawing, file),
    ),
    ...(profiles.length === 0 ? [] : [line("profile", shown(profiles.join(", ")))]),
    ...(unused.length === 0
      ? []
      : [line("others", `${shown(listing(unused, "and"))}   (${Written.shell(`--profile=${unused[0] ?? ""}`)})`)]),
  ]
  const body = rows.length === 0 ? [] : ["", ...Table.layout(rows, "  ")]
  return `${[...labelled(drawing, head), ...body].join("\n")}\n`
}

// --- internals

const options = (section: Section): ReadonlyArray<{ readonly name: string; readonly placed: Placed<unknown> }> =>
  [
    { name: "file", placed: section.file },
    { name: "workers", placed: section.workers },
    ...section.resources.map(({ name, amount }) => ({
      name: `resources.${name}`,
      placed: name === "memory" ? printed(amount, Size.print) : amount,
    })),
    { name: "retries", placed: section.retries },
    { name: "timeout", placed: printed(section.timeout, Duration.print) },
    { name: "fail-fast", placed: section.failFast },
    { name: "max-failures", placed: section.maxFailures },
    { name: "rebuild", placed: section.rebuild },
    { name: "claim-timeout", placed: printed(section.claimTimeout, Duration.print) },
    { name: "grace", placed: printed(section.grace, Duration.print) },
    { name: "output-root", placed: section.outputRoot },
    { name: "task-limit", placed: section.taskLimit },
    { name: "quiet", placed: section.quiet },
  ].flatMap(({ name, placed }) => (placed === undefined ? [] : [{ name, placed }]))

const printed = (placed: Placed<number> | undefined, print: (value: number) => string): Placed<string> | undefined =>
  placed === undefined ? undefined : { value: print(placed.value), at: placed.at }

const shown = (text: string): string => shorten(visible(text), 80)
