/**
 * Packs: the transformed copy of a workflow file and of the files that it imports, so that nothing need be transformed,
 * and no transformer loaded, while they are what they were. (Without: 25 ms of a start.)
 *
 * The code of a pack runs on every start, so whatever it reads, a package or a data file, is read anew; only text that is
 * the same as before is not transformed again. Every file is compared whole, letter by letter.
 */
import { lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { builtinModules, createRequire } from "node:module"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"

// --- model

/** A file and what it was transformed to. */
interface Module {
  readonly source: string
  readonly code: string
}

export interface Pack {
  readonly modules: ReadonlyMap<string, Module>
}

/** As it is written: lists, for a path may be any text. */
interface Written {
  readonly form: string
  readonly file: string
  /** The manifest of the transformer, which tells its version. */
  readonly transformer: { readonly path: string; readonly text: string }
  readonly modules: ReadonlyArray<readonly [path: string, source: string, code: string]>
}

/** What a pack asks of the transformer. */
export interface Transformer {
  readonly transform: (of: { source: string; filename: string; ts: boolean; async: boolean; jsx?: boolean }) => string
  readonly resolve: (name: string, from: string) => string
  /** Names that it hands out without looking for a file. */
  readonly given: ReadonlySet<string>
}

const form = `1 ${process.version}`

// --- constructors

/** Reads the pack of a file; nothing where there is none, or where any file of it is no longer what it was. */
export const read = (file: string): Pack | undefined => {
  try {
    const place = placeOf(file)
    if (place === undefined) return undefined
    const written = JSON.parse(readFileSync(place, "utf8")) as Written
    const { path, text } = written.transformer
    if (written.form !== form || written.file !== file || readFileSync(path, "utf8") !== text) return undefined
    for (const [path, source] of written.modules) if (!isStill(path, source)) return undefined
    return { modules: new Map(written.modules.map(([path, source, code]) => [path, { source, code }])) }
  } catch {
    // None was written, or not by us.
    return undefined
  }
}

/** A link in the way would make its neighbours others than they were. */
const isStill = (path: string, source: string): boolean =>
  realpathSync.native(path) === path && readFileSync(path, "utf8") === source

/** Keeps a file that has just been loaded, where it can be run without the transformer. Never throws. */
export const write = (file: string, transformer: Transformer): void => {
  const place = placeOf(file)
  if (place === undefined) return
  const temporary = `${place}.${process.pid}`
  try {
    const modules = modulesOf(file, transformer)
    if (modules === undefined) return
    const manifest = createRequire(import.meta.url).resolve("jiti/package.json")
    const written: Written = {
      form,
      file,
      transformer: { path: manifest, text: readFileSync(manifest, "utf8") },
      modules: [...modules].map(([path, { source, code }]) => [path, source, code] as const),
    }
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(temporary, JSON.stringify(written))
    renameSync(temporary, place)
  } catch {
    // A folder that takes nothing: the next start is as slow as this one.
    rmSync(temporary, { force: true })
  }
}

// --- queries

/** Where the pack of a file lies: in the nearest `node_modules`, as caches do. A linked one belongs to others. */
const placeOf = (file: string): string | undefined => {
  if (Object.keys(process.env).some((name) => name.startsWith("JITI_"))) return undefined
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules")
    if (lstatSync(modules, { throwIfNoEntry: false })?.isDirectory() === true)
      return join(modules, ".cache/waluigi", `${digest(file)}.json`)
    if (dirname(folder) === folder) return undefined
  }
}

/** Names a file by its path. Two of one name would only take turns; node's own hashes take 5 ms to load. */
const digest = (text: string): string => {
  let [low, high] = [0x811c9dc5, 0x01000193]
  for (let at = 0; at < text.length; at += 1) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193)
    high = Math.imul(high ^ text.charCodeAt(at), 0x85ebca6b)
  }
  return (low >>> 0).toString(16).padStart(8, "0") + (high >>> 0).toString(16).padStart(8, "0")
}

/** Transforms a file and what it imports from beside it. Nothing where the transformer is needed to run one of them. */
const modulesOf = (file: string, transformer: Transformer): ReadonlyMap<string, Module> | undefined => {
  const modules = new Map<string, Module>()
  const waiting = [file]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (modules.has(path)) continue
    if (!/\.m?ts$/.test(path) || realpathSync.native(path) !== path) return undefined
    const source = readFileSync(path, "utf8")
    const code = transformer.transform({ source, filename: path, ts: true, async: true, jsx: false })
    const names = importsOf(code)
    if (names === undefined) return undefined
    modules.set(path, { source, code })
    for (const name of names) {
      if (transformer.given.has(name) || isBuiltin(name)) continue
      const beside = neighbour(path, name)
      if (beside !== undefined) waiting.push(beside)
      // A file of a package cannot lead back here; any other might, and would then be loaded twice.
      else if (!transformer.resolve(name, pathToFileURL(path).href).includes("/node_modules/")) return undefined
    }
  }
  return modules
}

/** The names that transformed code imports. Nothing where one is computed, or code asks its loader for more. */
const importsOf = (code: string): ReadonlyArray<string> | undefined => {
  if (/\b(?:require|jitiESMResolve|__JITI_ERROR__)\b/.test(code)) return undefined
  const all = code.match(/\bjitiImport\b/g) ?? []
  const named = [...code.matchAll(/\bjitiImport\(("(?:[^"\\\n]|\\.)*")\)/g)].map(([, name = '""']) => name)
  return named.length === all.length ? named.map((name) => String(JSON.parse(name))) : undefined
}

/** Tells what node brings along. */
export const isBuiltin = (name: string): boolean => name.startsWith("node:") || builtinModules.includes(name)

/** The file that a name stands for, where the name is that of a file: nothing else is tried before that. */
export const neighbour = (from: string, name: string): string | undefined =>
  /^\.\.?\/.*\.m?ts$/.test(name) && !/[?#%]/.test(name) ? join(dirname(from), name) : undefined
