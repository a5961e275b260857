/**
 * Plain lines: the options that are spelt in full, with a value that fits. They need no parser.
 *
 * cmd-ts, which reads all others, draws help and says what is wrong, takes 25 ms to load. What is read here it reads alike.
 */
import * as E from "#fp/Either"
import type { Typed } from "./options.ts"
import * as Values from "./values.ts"

// --- queries

/** Reads words that leave nothing to ask; nothing where one is anything else. */
export const read = (words: ReadonlyArray<string>): Typed | undefined => {
  const flags = new Set<string>()
  const values = new Map<string, unknown>()
  for (const word of words) {
    const [, name, text] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? []
    if (name === undefined || flags.has(name) || values.has(name)) return undefined
    if (text === undefined) {
      if (!flagNames.has(name)) return undefined
      flags.add(name)
      continue
    }
    const value = isValued(name) ? readers[name](text) : undefined
    if (value === undefined || E.isLeft(value)) return undefined
    values.set(name, value.right)
  }
  const value = <N extends Name>(name: N): ValueOf<N> | undefined => values.get(name) as ValueOf<N> | undefined
  const typed = {
    file: value("file"),
    workers: value("workers"),
    resources: value("resources") ?? {},
    retries: value("retries"),
    timeout: value("timeout"),
    failFast: flags.has("fail-fast"),
    keepGoing: flags.has("keep-going"),
    maxFailures: value("max-failures"),
    rebuild: flags.has("rebuild"),
    claimTimeout: value("claim-timeout"),
    grace: value("grace"),
    outputRoot: value("output-root"),
    taskLimit: value("task-limit"),
    profile: value("profile"),
    config: flags.has("no-config") ? false : value("config"),
    dryRun: flags.has("dry-run"),
    quiet: flags.has("quiet"),
    json: flags.has("json"),
    accept: flags.has("accept"),
  } as const
  return Values.conflict(typed) === undefined ? typed : undefined
}

// --- internals

const flagNames: ReadonlySet<string> = new Set([
  "dry-run",
  "quiet",
  "json",
  "no-config",
  "fail-fast",
  "keep-going",
  "rebuild",
  "accept",
])

const readers = {
  file: Values.path,
  workers: Values.count("--workers", 1),
  resources: Values.resources,
  retries: Values.count("--retries", 0),
  timeout: Values.time("--timeout", true),
  "max-failures": Values.count("--max-failures", 1),
  "claim-timeout": Values.time("--claim-timeout", true),
  grace: Values.time("--grace", false),
  "output-root": Values.path,
  "task-limit": Values.count("--task-limit", 1),
  profile: Values.names,
  config: Values.path,
}

type Name = keyof typeof readers
type ValueOf<N extends Name> = (typeof readers)[N] extends Values.Reader<infer A> ? A : never

const isValued = (name: string): name is Name => Object.hasOwn(readers, name)
