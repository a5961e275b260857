/**
 * The program's own options, by cmd-ts: what stands before the first task.
 *
 * cmd-ts reads and documents them; its exit comes back as a value, so that nothing here ends the process.
 */
import { command, extendType, flag, option, optional, parse, runSafely, string, type Type } from "cmd-ts"
import type { ArgParser, ParseContext } from "cmd-ts/dist/cjs/argparser.js"
import type { HelpTopic } from "cmd-ts/dist/cjs/helpdoc.js"
import type { AstNode } from "cmd-ts/dist/cjs/newparser/parser.js"
import * as E from "#fp/Either"
import { nearest } from "../path/nearest.ts"
import { shorten } from "../plan/draw/drawing.ts"
import * as Pattern from "../path/pattern.ts"
import { shapes } from "./shapes.ts"

// --- model

export interface Options {
  readonly file: string | undefined
  readonly workers: number | undefined
  readonly outputRoot: string
  readonly taskLimit: number | undefined
  /** A config file, or false for none; undefined where it is looked for. */
  readonly config: string | false | undefined
  /** As typed: names with commas between. */
  readonly profile: string | undefined
  readonly dryRun: boolean
  readonly quiet: boolean
  readonly json: boolean
}

/** What was typed; settings lie under it. */
export interface Typed extends Omit<Options, "outputRoot"> {
  readonly outputRoot: string | undefined
}

/** What comes instead of options: help or a version to show, or all that is wrong. */
export type Exit =
  | { readonly _tag: "Shown"; readonly message: string }
  | { readonly _tag: "Wrong"; readonly problems: ReadonlyArray<Problem> }

export type Problem =
  /** `suggestions` are words to type instead, `parameter` the word as one of a task. */
  | {
      readonly _tag: "UnknownOption"
      readonly text: string
      readonly suggestions: ReadonlyArray<string>
      readonly parameter: string | undefined
    }
  /** An option of the program with a value that it does not take. `reason` is a whole sentence. */
  | { readonly _tag: "BadOption"; readonly text: string; readonly reason: string }

// --- constructors

/** Reads the words that `line.ts` left to the program. */
export const read = async (version: string, words: ReadonlyArray<string>): Promise<E.Either<Exit, Typed>> => {
  // cmd-ts would fall over a dash whose name is missing.
  const nameless = words.filter((word) => /^--?=/.test(word))
  if (nameless.length > 0)
    return E.left({ _tag: "Wrong", problems: nameless.map((text) => problem([{ type: "value", raw: text }], nobodys)) })
  const wanted = program(version)
  const result = await runSafely(wanted, [...words])
  if (result._tag === "ok") return E.right(result.value)
  const { exitCode, message } = result.error.config
  // Every option is optional; cmd-ts says so line by line.
  if (exitCode === 0) return E.left({ _tag: "Shown", message: message.replaceAll(optionalMark, "") })
  // Of what is wrong it gives a drawing there, and here the data.
  const parsed = await parse(wanted, [...words])
  const errors = parsed._tag === "error" ? parsed.error.errors : []
  return E.left({ _tag: "Wrong", problems: errors.map(({ nodes, message }) => problem(nodes, message)) })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
const optionalMark = /(?:\u001b\[2m)? \[optional\](?:\u001b\[22m)?/g

const atLeastOne = (what: string): Type<string, number> =>
  extendType(string, {
    displayName: "N",
    from: async (text) => {
      if (/^[0-9]{1,15}$/.test(text) && Number(text) >= 1) return Number(text)
      throw new Error(`${what} takes a whole number from 1 upwards, not ${JSON.stringify(shorten(text, 60))}`)
    },
  })

const path: Type<string, string> = extendType(string, {
  displayName: "PATH",
  from: async (text) => {
    if (text !== "") return text
    throw new Error("a path is missing: write it behind the =")
  },
})

const names: Type<string, string> = extendType(string, {
  displayName: "NAME",
  from: async (text) => {
    if (/[^\s,]/.test(text)) return text
    throw new Error("a profile is missing: write its name behind the =")
  },
})

const program = (version: string) =>
  command({
    name: "waluigi",
    version,
    description: [
      "run tasks with their parameters, and what they depend on",
      "",
      "USAGE:",
      "  waluigi [options] Task [--parameter=value …] [Task …]   make what is missing",
      "  waluigi [options] plan Task [--parameter=value …]       show what is there and what is missing",
      "  waluigi [options] explain Task [--parameter=value …] [-- pattern …]",
      "                                                          show why parameters have their values",
      "  waluigi [options] list                                  show the tasks of the workflow file",
      "  waluigi [options] config                                show the settings, and where each comes from",
      "  waluigi Task --help                                     show every parameter of a task and below it",
    ].join("\n"),
    args: {
      file: option({
        long: "file",
        short: "f",
        type: optional(path),
        description: "the workflow file (default: workflow.ts here, or the file of the settings)",
      }),
      workers: option({
        long: "workers",
        short: "w",
        type: optional(atLeastOne("--workers")),
        description: "how many tasks run at once (default: one for each core)",
      }),
      outputRoot: option({
        long: "output-root",
        short: "o",
        type: optional(path),
        description: "the folder of all outputs (default: results)",
      }),
      taskLimit: option({
        long: "task-limit",
        type: optional(atLeastOne("--task-limit")),
        description: "how large a graph may grow (default: two million tasks)",
      }),
      profile: option({
        long: "profile",
        short: "p",
        type: optional(names),
        description: "profiles of the settings to lay over them, with commas between (default: $WALUIGI_PROFILE)",
      }),
      config: option({
        long: "config",
        type: optional(path),
        description: "the settings (default: the nearest waluigi.toml, or waluigi of package.json)",
      }),
      noConfig: flag({ long: "no-config", description: "read no settings; $WALUIGI_OVERRIDES counts all the same" }),
      dryRun: flag({ long: "dry-run", short: "n", description: "say what would run, and run nothing" }),
      quiet: flag({ long: "quiet", short: "q", description: "say nothing but what fails" }),
      json: flag({
        long: "json",
        description: "with plan: the plan as JSON, whatever is there; with explain: as data",
      }),
      rest: rest(),
    },
    examples: [
      { description: "one year, wherever it is asked for", command: "waluigi TaskC --year=2024" },
      {
        description: "the year of one task, of all at one slot, at one place",
        command: "waluigi TaskC --TaskA.year=2024 --TaskB.datasets:year=2024 --.b.datasets.year=2024",
      },
      {
        description: "several values: each is a task of its own",
        command: "waluigi TaskA --year=2016,2018  (or 2016..2018)",
      },
      {
        description: "values that go together: two tasks, not four",
        command: "waluigi TaskA --year=2016,2018 --lumi=36,60 --zip=year,lumi",
      },
      { description: "another task in place of one", command: "waluigi TaskZ --TaskB=TaskBcustom" },
    ],
    handler: ({ rest: _, noConfig, ...options }): Typed => ({
      ...options,
      config: noConfig ? false : options.config,
    }),
  })

/** Takes what no option took: cmd-ts would take an option without its value for one that is not there. */
const rest = (): ArgParser<undefined> & { helpTopics: () => Array<HelpTopic> } => ({
  helpTopics: () => topics,
  async parse({ nodes, visitedNodes }: ParseContext) {
    const isVisited = (node: AstNode): boolean =>
      visitedNodes.has(node) || (node.type === "shortOptions" && node.options.every((one) => visitedNodes.has(one)))
    const unknown = nodes
      .filter((node) => !isVisited(node) && node.type !== "forcePositional")
      .map((node) => ({ nodes: [node], message: nobodys }))
    const empty = nodes
      .flatMap((node): ReadonlyArray<AstNode> => (node.type === "shortOptions" ? node.options : [node]))
      .filter(
        (node) => (node.type === "longOption" || node.type === "shortOption") && isValued(node.key) && !node.value,
      )
      .map((node) => ({ nodes: [node], message: missing(node.raw) }))
    const errors = [...unknown, ...empty]
    for (const node of nodes) {
      visitedNodes.add(node)
      if (node.type === "shortOptions") for (const one of node.options) visitedNodes.add(one)
    }
    return errors.length === 0 ? { _tag: "ok", value: undefined } : { _tag: "error", error: { errors } }
  },
})

const missing = (raw: string): string => `${raw.startsWith("-") ? raw : `-${raw}`} needs a value`

const nobodys = "nobody takes it"

const isValued = (key: string): boolean =>
  shapes.some(({ long, short, valued }) => valued && (key === long || key === short))

/** Says of words that cmd-ts could not read what they are. */
const problem = (nodes: ReadonlyArray<Pick<AstNode, "type" | "raw">>, message: string): Problem => {
  const text = nodes.map(({ type, raw }) => (type === "shortOption" ? `-${raw}` : raw)).join(" ")
  const word = text.replace(/[ =].*$/s, "")
  if (/^(?:Too many times|Expected 1 occurence)/.test(message))
    return { _tag: "BadOption", text, reason: `${word} is given more than once` }
  if (message.startsWith("expected value to be either"))
    return { _tag: "BadOption", text, reason: `${word} takes no value` }
  if (message !== nobodys) return { _tag: "BadOption", text, reason: message }
  const [name = "", ...value] = text.replace(/^-+/, "").split("=")
  const near = nearest(
    name,
    shapes.map(({ long }) => long),
  )
  return {
    _tag: "UnknownOption",
    text,
    suggestions: near.map((long) => [`--${long}`, ...value].join("=")),
    // One dash with a word behind it: the second one was forgotten.
    parameter:
      name.length > 1 && E.isRight(Pattern.parse(name.replace(/[!:]+$/, ""))) ? text.replace(/^-+/, "--") : undefined,
  }
}

const topics: Array<HelpTopic> = [
  { category: "parameters, behind their task", usage: "--year=2024", description: "year of any task", defaults: [] },
  {
    category: "parameters, behind their task",
    usage: "--TaskA.year=2024",
    description: "year of any TaskA",
    defaults: [],
  },
  {
    category: "parameters, behind their task",
    usage: "--TaskB:year=2024",
    description: "any year at or below a TaskB",
    defaults: [],
  },
  {
    category: "parameters, behind their task",
    usage: "--TaskB.datasets.year=2024",
    description: "year of what a TaskB has in its slot datasets",
    defaults: [],
  },
  { category: "parameters, behind their task", usage: "--fast, --no-fast", description: "a bool", defaults: [] },
  { category: "parameters, behind their task", usage: "--year:=[2024]", description: "a value as JSON", defaults: [] },
  {
    category: "parameters, behind their task",
    usage: "--zip=year,lumi",
    description: "one axis of two: the first year with the first lumi",
    defaults: [],
  },
  {
    category: "parameters, behind their task",
    usage: "--year!=2024",
    description: "above all that are not so marked",
    defaults: [],
  },
  {
    category: "actions, behind their task",
    usage: "--cleanup, --TaskA.publish=stable",
    description: "called where the key reaches; nothing runs",
    defaults: [],
  },
  {
    category: "actions, behind their task",
    usage: "--status, --remove, --run",
    description: "tell what is complete, remove outputs, run in between",
    defaults: [],
  },
]
