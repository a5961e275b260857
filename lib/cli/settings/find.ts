/**
 * Finding the settings: which file they stand in, and what it says.
 *
 * The nearest folder counts, from the current one upwards, that has a `waluigi.toml` or a `package.json`: a project's
 * settings never reach into another. Where that has none, the folder of the workflow file that was asked for.
 */
import { existsSync, readFileSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import * as E from "#fp/Either"
import * as Documents from "./document.ts"
import type { Problem } from "./problem.ts"
import * as Settings from "./settings.ts"

// --- model

export interface Asked {
  readonly folder: string
  /** `--config`, as typed; false for `--no-config`. */
  readonly config: string | false | undefined
  /** `--file`, as typed. */
  readonly workflow: string | undefined
}

export interface Found {
  readonly settings: Settings.Settings | undefined
  /** A package.json that has none. */
  readonly without: string | undefined
}

// --- queries

/** Finds and reads the settings, or says all that is wrong with them. */
export const find = (asked: Asked): E.Either<ReadonlyArray<Problem>, Found> => {
  if (asked.config === false) return E.right({ settings: undefined, without: undefined })
  if (asked.config !== undefined) {
    const file = resolve(asked.folder, asked.config)
    if (!isFile(file)) return E.left([{ _tag: "NoConfig", file: asked.config }])
    return settingsOf(file.endsWith(".json") ? manifest(file) : toml(file))
  }
  const here = upwards(asked.folder)
  if (E.isLeft(here) || here.right.settings !== undefined || asked.workflow === undefined) return here
  const beside = ofFolder(dirname(resolve(asked.folder, asked.workflow)))
  return beside !== undefined && (E.isLeft(beside) || beside.right.settings !== undefined) ? beside : here
}

const upwards = (start: string): E.Either<ReadonlyArray<Problem>, Found> => {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = ofFolder(folder)
    if (found !== undefined) return found
    if (dirname(folder) === folder) return E.right({ settings: undefined, without: undefined })
  }
}

/** Reads what a folder has; nothing where it has neither file. */
const ofFolder = (folder: string): E.Either<ReadonlyArray<Problem>, Found> | undefined => {
  const files = { toml: join(folder, "waluigi.toml"), manifest: join(folder, "package.json") }
  const other = isFile(files.manifest) ? manifest(files.manifest) : undefined
  if (!isFile(files.toml)) return other === undefined ? undefined : settingsOf(other)
  // A package.json that cannot be read is no matter here: the settings stand beside it.
  if (other !== undefined && E.isRight(other) && other.right.document !== undefined)
    return E.left([{ _tag: "TwoFiles", ...files }])
  return settingsOf(toml(files.toml))
}

// --- internals

interface Source {
  readonly file: string
  readonly document: Documents.Document | undefined
}

const settingsOf = (source: E.Either<Problem, Source>): E.Either<ReadonlyArray<Problem>, Found> => {
  if (E.isLeft(source)) return E.left([source.left])
  const { file, document } = source.right
  if (document === undefined) return E.right({ settings: undefined, without: file })
  return E.map((settings: Settings.Settings): Found => ({ settings, without: undefined }))(Settings.read(document))
}

const toml = (file: string): E.Either<Problem, Source> => source(file, Documents.ofToml)
const manifest = (file: string): E.Either<Problem, Source> => source(file, Documents.ofManifest)

const source = (
  file: string,
  parse: (file: string, text: string) => E.Either<Problem, Documents.Document | undefined>,
): E.Either<Problem, Source> => {
  const text = read(file)
  if (E.isLeft(text)) return text
  const document = parse(file, text.right)
  return E.isLeft(document) ? document : E.right({ file, document: document.right })
}

const read = (file: string): E.Either<Problem, string> => {
  try {
    return E.right(readFileSync(file, "utf8"))
  } catch (error) {
    return E.left({ _tag: "Unreadable", file, reason: error instanceof Error ? error.message : String(error) })
  }
}

/** A path may be one that no system takes. */
const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile()
