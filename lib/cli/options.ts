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
import * as Pattern from "../path/pattern.ts"
import { shapes } from "./shapes.ts"
import { description, examples, topics } from "./usage.ts"
import * as Values from "./values.ts"

// --- model

export interface Options {
  readonly file: string | undefined
  readonly workers: number | undefined
  readonly resources: Values.Resources
  readonly retries: number | undefined
  /** Milliseconds, like `claimTimeout` and `grace`. */
  readonly timeout: number | undefined
  readonly maxFailures: number | undefined
  readonly rebuild: boolean
  readonly claimTimeout: number | undefined
  readonly grace: number | undefined
  readonly outputRoot: string
  readonly taskLimit: number | undefined
  /** A config file, or false for none; undefined where it is looked for. */
  readonly config: string | false | undefined
  /** As typed: names with commas between. */
  readonly profile: string | undefined
  readonly dryRun: boolean
  readonly quiet: boolean
  readonly json: boolean
  /** With `lint`: takes what is there for what the code of today makes. */
  readonly accept: boolean
}

/** What was typed; settings lie under it. */
export interface Typed extends Omit<Options, "outputRoot">, Values.Failures {
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
  if (result._tag === "ok") {
    const reason = Values.conflict(result.value)
    if (reason === undefined) return E.right(result.value)
    return E.left({ _tag: "Wrong", problems: [{ _tag: "BadOption", text: "", reason }] })
  }
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

/** A reader as cmd-ts has them. */
const typeOf = <A>(displayName: string, read: Values.Reader<A>): Type<string, A> =>
  extendType(string, {
    displayName,
    from: async (text) => {
      const value = read(text)
      if (E.isRight(value)) return value.right
      throw new Error(value.left)
    },
  })

const program = (version: string) =>
  command({
    name: "waluigi",
    version,
    description,
    args: {
      file: option({
        long: "file",
        short: "f",
        type: optional(typeOf("PATH", Values.path)),
        description: "the workflow file (default: workflow.ts here, or the file of the settings)",
      }),
      workers: option({
        long: "workers",
        short: "w",
        type: optional(typeOf("N", Values.count("--workers", 1))),
        description: "how many tasks run at once (default: one for each core)",
      }),
      resources: option({
        long: "resources",
        type: optional(typeOf("NAME=N,…", Values.resources)),
        description:
          "what there is for tasks to share: gpu=2,memory=16GB (default: this machine's memory, 1 of any other)",
      }),
      retries: option({
        long: "retries",
        type: optional(typeOf("N", Values.count("--retries", 0))),
        description: "how often a task that failed is tried again, if it does not say so itself (default: 0)",
      }),
      timeout: option({
        long: "timeout",
        type: optional(typeOf("TIME", Values.time("--timeout", true))),
        description: "how long a task may take, if it does not say so itself: 90s, 10min, 2h (default: for ever)",
      }),
      failFast: flag({ long: "fail-fast", description: "start nothing more once a task has failed" }),
      keepGoing: flag({ long: "keep-going", description: "make all that does not need what failed (the default)" }),
      maxFailures: option({
        long: "max-failures",
        type: optional(typeOf("N", Values.count("--max-failures", 1))),
        description: "start nothing more once so many have failed",
      }),
      rebuild: flag({
        long: "rebuild",
        description: "make also what is missing below complete tasks; these stay, for their identity is the same",
      }),
      claimTimeout: option({
        long: "claim-timeout",
        type: optional(typeOf("TIME", Values.time("--claim-timeout", true))),
        description: "how long another machine may be silent before its task is taken over (default: 60s)",
      }),
      grace: option({
        long: "grace",
        type: optional(typeOf("TIME", Values.time("--grace", false))),
        description: "how long a task has to stop after Ctrl-C, or when its time is over (default: 5s)",
      }),
      outputRoot: option({
        long: "output-root",
        short: "o",
        type: optional(typeOf("PATH", Values.path)),
        description: "the folder of all outputs (default: results)",
      }),
      taskLimit: option({
        long: "task-limit",
        type: optional(typeOf("N", Values.count("--task-limit", 1))),
        description: "how large a graph may grow (default: two million tasks)",
      }),
      profile: option({
        long: "profile",
        short: "p",
        type: optional(typeOf("NAME", Values.names)),
        description: "profiles of the settings to lay over them, with commas between (default: $WALUIGI_PROFILE)",
      }),
      config: option({
        long: "config",
        type: optional(typeOf("PATH", Values.path)),
        description: "the settings (default: the nearest waluigi.toml, or waluigi of package.json)",
      }),
      noConfig: flag({ long: "no-config", description: "read no settings; $WALUIGI_OVERRIDES counts all the same" }),
      dryRun: flag({ long: "dry-run", short: "n", description: "say what would run, and run nothing" }),
      quiet: flag({ long: "quiet", short: "q", description: "say nothing but what fails" }),
      json: flag({
        long: "json",
        description: "with plan: the plan as JSON, whatever is there; with explain: as data",
      }),
      accept: flag({ long: "accept", description: "with lint: the code means the same, what is there stays" }),
      rest: rest(),
    },
    examples: [...examples],
    handler: ({ rest: _, noConfig, ...options }): Typed => ({
      ...options,
      resources: options.resources ?? {},
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
