/**
 * Settings: what a config file says, read from its document; options of the command apart from parameters of tasks.
 *
 *     workers = 4
 *     [parameters]
 *     year = 2024
 *     "TaskB:TaskA.year" = [2016, 2017]
 *     [profile.test.parameters]
 *     year = 2012
 *
 * A profile is laid over the rest: its options win, and so do its parameters among keys that say as much (rule 3.2).
 */
import * as E from "#fp/Either"
import { isNonEmpty } from "#fp/Array"
import * as Documents from "./document.ts"
import * as Keys from "./keys.ts"
import * as Parameters from "./parameters.ts"
import type { Problem } from "./problem.ts"
import { type Path, type Placed, placed, type Reader, tableOf, unknownKey, wrongKind } from "./reader.ts"

// --- model

/** What stands at the top of the file, or in one profile. */
export interface Section {
  readonly file: Placed<string> | undefined
  readonly workers: Placed<number> | undefined
  readonly resources: ReadonlyArray<Resource>
  readonly retries: Placed<number> | undefined
  /** Milliseconds, like `claimTimeout` and `grace`. */
  readonly timeout: Placed<number> | undefined
  readonly failFast: Placed<boolean> | undefined
  readonly maxFailures: Placed<number> | undefined
  readonly rebuild: Placed<boolean> | undefined
  readonly claimTimeout: Placed<number> | undefined
  readonly grace: Placed<number> | undefined
  readonly outputRoot: Placed<string> | undefined
  readonly taskLimit: Placed<number> | undefined
  readonly quiet: Placed<boolean> | undefined
  /** In the order of the file. */
  readonly parameters: ReadonlyArray<Parameters.Parameter>
}

/** How much there is of one resource. */
export interface Resource {
  readonly name: string
  readonly amount: Placed<number>
}

export interface Settings {
  readonly file: string
  readonly base: Section
  readonly profiles: ReadonlyMap<string, Section>
}

// --- constructors

export const nothing: Section = {
  file: undefined,
  workers: undefined,
  resources: [],
  retries: undefined,
  timeout: undefined,
  failFast: undefined,
  maxFailures: undefined,
  rebuild: undefined,
  claimTimeout: undefined,
  grace: undefined,
  outputRoot: undefined,
  taskLimit: undefined,
  quiet: undefined,
  parameters: [],
}

/** Reads a document, or says everything that is wrong with it. */
export const read = (document: Documents.Document): E.Either<ReadonlyArray<Problem>, Settings> => {
  const reader: Reader = { document, problems: [] }
  const { file, value } = document
  const top = tableOf(value)
  if (top === undefined) {
    wrongKind(reader, [], value, "a table: { … }")
    return E.left(reader.problems)
  }
  const base = section(reader, [], top, ["profile"])
  const profiles = new Map<string, Section>()
  const given = top.get("profile")
  const named = given === undefined ? new Map<string, unknown>() : tableOf(given)
  if (named === undefined) wrongKind(reader, ["profile"], given, "a table of profiles", ["[profile.test.parameters]"])
  for (const [name, body] of named ?? []) {
    const path = ["profile", name]
    const table = tableOf(body)
    if (table !== undefined) profiles.set(name, section(reader, path, table, []))
    else wrongKind(reader, path, body, "a table", [`[profile.${Documents.bare(name)}.parameters]`])
  }
  return isNonEmpty(reader.problems) ? E.left(reader.problems) : E.right({ file, base, profiles })
}

// --- queries

/** Lays profiles over what stands at the top, in the order that they were chosen. */
export const chosen = ({ base, profiles }: Settings, names: ReadonlyArray<string>): Section =>
  names.reduce((below, name) => {
    const above = profiles.get(name) ?? nothing
    return {
      file: above.file ?? below.file,
      workers: above.workers ?? below.workers,
      resources: [...below.resources, ...above.resources],
      retries: above.retries ?? below.retries,
      timeout: above.timeout ?? below.timeout,
      // What is said of failures counts whole.
      ...((above.failFast ?? above.maxFailures) === undefined ? failures(below) : failures(above)),
      rebuild: above.rebuild ?? below.rebuild,
      claimTimeout: above.claimTimeout ?? below.claimTimeout,
      grace: above.grace ?? below.grace,
      outputRoot: above.outputRoot ?? below.outputRoot,
      taskLimit: above.taskLimit ?? below.taskLimit,
      quiet: above.quiet ?? below.quiet,
      parameters: [...below.parameters, ...above.parameters],
    }
  }, base)

const failures = ({ failFast, maxFailures }: Section): Pick<Section, "failFast" | "maxFailures"> => ({
  failFast,
  maxFailures,
})

// --- internals

const section = (
  reader: Reader,
  path: Path,
  table: ReadonlyMap<string, unknown>,
  more: ReadonlyArray<string>,
): Section => {
  const known = [...Keys.names, "parameters", "zip", ...more]
  for (const key of table.keys()) if (!known.includes(key)) unknownKey(reader, path, key, known)
  const option = <A>(name: string, key: Keys.Key<A>): Placed<A> | undefined =>
    table.has(name) ? placed(reader, [...path, name], table.get(name), key) : undefined
  const failFast = option("fail-fast", Keys.flag)
  const maxFailures = option("max-failures", Keys.count)
  if (failFast?.value === true && maxFailures !== undefined)
    wrongKind(reader, [...path, "max-failures"], maxFailures.value, "nothing beside fail-fast = true: leave one out")
  return {
    file: option("file", Keys.file),
    workers: option("workers", Keys.count),
    resources: resources(reader, [...path, "resources"], table.get("resources")),
    retries: option("retries", Keys.retries),
    timeout: option("timeout", Keys.timeout),
    failFast,
    maxFailures,
    rebuild: option("rebuild", Keys.flag),
    claimTimeout: option("claim-timeout", Keys.claimTimeout),
    grace: option("grace", Keys.grace),
    outputRoot: option("output-root", Keys.folder),
    taskLimit: option("task-limit", Keys.count),
    quiet: option("quiet", Keys.flag),
    parameters: Parameters.read(reader, path, table),
  }
}

const resources = (reader: Reader, path: Path, given: unknown): ReadonlyArray<Resource> => {
  if (given === undefined) return []
  const table = tableOf(given)
  if (table === undefined) {
    wrongKind(reader, path, given, "a table of resources", ['resources = { gpu = 1, memory = "16 GB" }'])
    return []
  }
  return [...table].flatMap(([name, value]) => {
    const amount = placed(reader, [...path, name], value, Keys.resource(name))
    return amount === undefined ? [] : [{ name, amount }]
  })
}
