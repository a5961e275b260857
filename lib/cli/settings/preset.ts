/**
 * Presets: all that holds before the command line says anything, from the config file, its profiles and the environment.
 *
 * Sources stand in the order of rule 3: config file, environment, code, command line.
 */
import { dirname, relative, resolve } from "node:path"
import * as E from "#fp/Either"
import { nearest } from "../../path/nearest.ts"
import type { Overrides } from "../../task/definition.ts"
import type { Exports } from "../exports.ts"
import * as Graph from "../graph.ts"
import type { Environment } from "../io.ts"
import type { Wanted } from "../load.ts"
import type { Mistake } from "../mistake.ts"
import type { Options, Typed } from "../options.ts"
import { shapes } from "../shapes.ts"
import * as Environments from "./environment.ts"
import * as Find from "./find.ts"
import * as Parameters from "./parameters.ts"
import type { Problem } from "./problem.ts"
import type { Placed } from "./reader.ts"
import * as Settings from "./settings.ts"

// --- model

export interface Preset {
  /** The file that the settings stand in. */
  readonly file: string | undefined
  /** A package.json that has none, where nothing else has any. */
  readonly without: string | undefined
  readonly section: Settings.Section
  /** The profiles that were chosen, and all that there are. */
  readonly profiles: ReadonlyArray<string>
  readonly known: ReadonlyArray<string>
  /** Words of `WALUIGI_OVERRIDES`. */
  readonly words: ReadonlyArray<string>
}

// --- constructors

/** Reads the settings and the environment, or says all that is wrong with them. */
export const read = (
  options: Typed,
  environment: Environment,
  folder: string,
): E.Either<ReadonlyArray<Mistake>, Preset> => {
  const problems: Array<Problem> = []
  const found = Find.find({ folder, config: options.config, workflow: options.file })
  if (E.isLeft(found)) problems.push(...found.left)
  const words = Environments.words(environment)
  if (E.isLeft(words)) problems.push(words.left)
  const { settings, without } = E.isRight(found) ? found.right : { settings: undefined, without: undefined }
  const typed = options.profile
  const text = typed ?? environment[Environments.profile] ?? ""
  const profiles = Environments.names(text)
  const known = settings === undefined ? [] : [...settings.profiles.keys()]
  // Of a file that cannot be read nobody knows the profiles.
  for (const name of E.isRight(found) ? profiles : [])
    if (!known.includes(name))
      problems.push({
        _tag: "UnknownProfile",
        name,
        chosen: typed === undefined ? `${Environments.profile}=${text}` : `--profile=${text}`,
        file: settings?.file,
        known,
        suggestions: nearest(name, known),
      })
  if (problems.length > 0 || E.isLeft(words)) return E.left(problems.map((problem) => ({ _tag: "Settings", problem })))
  const section = settings === undefined ? Settings.nothing : Settings.chosen(settings, profiles)
  return E.right({ file: settings?.file, without, section, profiles, known, words: words.right })
}

// --- queries

/** Lays what was typed over the settings. A path of the settings counts from their folder. */
export const laid = ({ section }: Preset, options: Typed, folder: string): Options => {
  const { outputRoot: root } = section
  return {
    ...options,
    workers: options.workers ?? section.workers?.value,
    resources: {
      ...Object.fromEntries(section.resources.map(({ name, amount }) => [name, amount.value])),
      ...options.resources,
    },
    retries: options.retries ?? section.retries?.value,
    timeout: options.timeout ?? section.timeout?.value,
    maxFailures: failures(section, options),
    rebuild: options.rebuild || section.rebuild?.value === true,
    claimTimeout: options.claimTimeout ?? section.claimTimeout?.value,
    grace: options.grace ?? section.grace?.value,
    taskLimit: options.taskLimit ?? section.taskLimit?.value,
    quiet: options.quiet || section.quiet?.value === true,
    outputRoot: options.outputRoot ?? (root === undefined ? "results" : from(folder, root)),
  }
}

/** What was typed of failures counts whole; settings say nothing then. */
const failures = (section: Settings.Section, { failFast, keepGoing, maxFailures }: Typed): number | undefined => {
  if (keepGoing) return undefined
  if (failFast) return 1
  return maxFailures ?? (section.failFast?.value === true ? 1 : section.maxFailures?.value)
}

const from = (folder: string, { value, at }: Placed<string>): string =>
  relative(folder, resolve(dirname(at.file), value)) || "."

/** Says what the workflow file is looked for by. */
export const wanted = ({ file, without, section }: Preset, options: Options, folder: string): Wanted => {
  const at = file ?? without
  const settings = at === undefined ? undefined : { file: at, names: section.file?.value, without: file === undefined }
  return { folder, asked: options.file, settings }
}

/** Gives the overrides of config file and environment, in this order, for the tasks of a workflow file. */
export const tables = (
  { section, words }: Preset,
  exports: Exports,
): E.Either<ReadonlyArray<Mistake>, ReadonlyArray<Overrides>> =>
  E.map((environment: ReadonlyArray<Overrides>) => [...Parameters.tables(section.parameters), ...environment])(
    Environments.tables(words, Graph.ofWorkflows(exports.named.values()), shapes),
  )
