/**
 * Loading a workflow file: found, transpiled on the way, and read as names.
 *
 * Whatever folder it lies in, `import … from "waluigi"` in it gives this very copy of the library.
 */
import { existsSync, statSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, resolve } from "node:path"
import * as E from "#fp/Either"
import * as library from "../index.ts"
import { nearest } from "../path/nearest.ts"
import * as Exports from "./exports.ts"
import * as Pack from "./pack.ts"
import * as Packed from "./packed.ts"

// --- model

export type LoadError =
  /** `looked`: what was tried, one line each. */
  | { readonly _tag: "NoFile"; readonly asked: string | undefined; readonly looked: ReadonlyArray<string> }
  | { readonly _tag: "Threw"; readonly file: string; readonly cause: unknown; readonly remedy: Remedy | undefined }
  | { readonly _tag: "NothingExported"; readonly file: string; readonly others: ReadonlyArray<string> }

/** What would help a file that threw, where that can be told from its words. */
export type Remedy =
  /** A name of the library is used and not imported. */
  | { readonly _tag: "Import"; readonly name: string }
  /** A name is imported that the library does not have. */
  | { readonly _tag: "Misspelt"; readonly names: ReadonlyArray<string> }
  /** A package is imported that is not installed. */
  | { readonly _tag: "Install"; readonly name: string }

/** What a workflow file is looked for by. */
export interface Wanted {
  readonly folder: string
  /** `--file`, as typed. */
  readonly asked: string | undefined
  /** The file of the settings and what it names; `without`: a package.json that has none. */
  readonly settings:
    | { readonly file: string; readonly names: string | undefined; readonly without: boolean }
    | undefined
}

const extensions = [".ts", ".mts", ".js", ".mjs"]

// --- constructors

/** Loads the file that was asked for, or the one of the folder. */
export const load = async (wanted: Wanted): Promise<E.Either<LoadError, Exports.Exports>> => {
  const found = find(wanted)
  return E.isLeft(found) ? found : read(found.right)
}

/**
 * Finds the workflow file: what was asked for; else `workflow.ts` of the folder, what the settings name, or
 * `workflow.ts` beside them. In one folder the settings count more.
 */
export const find = ({ folder, asked, settings }: Wanted): E.Either<LoadError, string> => {
  if (asked !== undefined) {
    const file = resolve(folder, asked)
    return isFile(file) ? E.right(file) : E.left({ _tag: "NoFile", asked, looked: [file] })
  }
  const beside = settings?.file === undefined ? undefined : dirname(settings.file)
  const named = settings?.names === undefined ? undefined : resolve(beside ?? folder, settings.names)
  const here = beside === folder && named !== undefined ? undefined : inFolder(folder)
  if (here !== undefined) return E.right(here)
  const looked = [`${join(folder, "workflow.ts")} (or .mts, .js, .mjs)`]
  if (settings?.file === undefined) return E.left({ _tag: "NoFile", asked: undefined, looked })
  if (named !== undefined) {
    if (isFile(named)) return E.right(named)
    return E.left({ _tag: "NoFile", asked: undefined, looked: [...looked, `${named}, named by ${settings.file}`] })
  }
  const near = beside === undefined || settings.without ? undefined : inFolder(beside)
  if (near !== undefined) return E.right(near)
  const key = settings.file.endsWith(".json") ? `"waluigi": { "file": … }` : 'file = "…"'
  const silent = `${settings.file}, which names no ${key}`
  return E.left({ _tag: "NoFile", asked: undefined, looked: [...looked, silent] })
}

const inFolder = (folder: string): string | undefined =>
  extensions.map((extension) => join(folder, `workflow${extension}`)).find(isFile)

const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile()

/** The io-ts that the file finds, if it is the library's own: loaded already, and 20 ms to import once more. */
const shared = (file: string): object | undefined => {
  const here = createRequire(import.meta.url)
  try {
    if (createRequire(file).resolve("io-ts") !== here.resolve("io-ts")) return undefined
    const codecs = here("io-ts") as object
    return { ...codecs, default: codecs }
  } catch {
    return undefined
  }
}

/** Loaded where it is needed alone; by `require`, for node reads all of a CommonJS file that is imported twice. */
const transformer = (file: string, virtualModules: Readonly<Record<string, object>>) => {
  const { createJiti } = createRequire(import.meta.url)("jiti") as typeof import("jiti")
  return createJiti(file, { virtualModules, interopDefault: false })
}

const read = async (file: string): Promise<E.Either<LoadError, Exports.Exports>> => {
  const codecs = shared(file)
  const given: Readonly<Record<string, object>> = {
    waluigi: library,
    ...(codecs === undefined ? {} : { "io-ts": codecs }),
  }
  const pack = Pack.read(file)
  let module: unknown
  try {
    if (pack === undefined) {
      const jiti = transformer(import.meta.url, given)
      module = await jiti.import(file)
      const resolve = (name: string, from: string): string => jiti.esmResolve(name, { parentURL: from })
      Pack.write(file, { transform: jiti.transform, resolve, given: new Set(Object.keys(given)) })
    } else {
      module = await Packed.run(file, pack, {
        given: (name) => (Object.hasOwn(given, name) ? given[name] : undefined),
        other: (name, from) => transformer(from, given).import(name),
      })
    }
  } catch (cause) {
    return E.left({ _tag: "Threw", file, cause, remedy: remedyOf(cause) })
  }
  const entries = typeof module === "object" && module !== null ? Object.entries(module) : []
  const exports = Exports.ofModule(file, Object.fromEntries(entries))
  if (exports.named.size > 0) return E.right(exports)
  return E.left({ _tag: "NothingExported", file, others: entries.map(([name]) => name) })
}

// --- queries

/** Reads from what was thrown what would help. Words of an engine, so nothing is said where they differ. */
const remedyOf = (cause: unknown): Remedy | undefined => {
  if (!(cause instanceof Error)) return undefined
  const names = Object.keys(library)
  const unknown = /^([\w$]+) is not defined$/.exec(cause.message)?.[1]
  if (unknown !== undefined) return names.includes(unknown) ? { _tag: "Import", name: unknown } : undefined
  const misspelt = /\(0 , _waluigi\.([\w$]+)\) is not a function/.exec(cause.message)?.[1]
  if (misspelt !== undefined) return { _tag: "Misspelt", names: nearest(misspelt, names) }
  const module = /^Cannot find (?:module|package) '([^']+)'/.exec(cause.message)?.[1]
  if (module === undefined || /^(?:[./#]|[A-Za-z]:|node:)/.test(module)) return undefined
  // `@scope/name/file` and `name/file` are files of a package.
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0]
  return name === undefined ? undefined : { _tag: "Install", name }
}
