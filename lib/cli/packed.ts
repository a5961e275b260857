/**
 * Packed files, run: what the transformer does with the code that it made, without it.
 *
 * A file is loaded once, whoever loads it: by a pack, by the transformer, or by both in turn.
 */
import { createRequire, Module } from "node:module"
import { dirname } from "node:path"
import { Script } from "node:vm"
import * as Packs from "./pack.ts"

// --- model

/** What else a file may import. */
export interface World {
  /** What has a name and no file. */
  readonly given: (name: string) => unknown
  /** Loads any other file or package. */
  readonly other: (name: string, from: string) => Promise<unknown>
}

type Body = (
  exports: object,
  require: undefined,
  module: Module,
  file: string,
  folder: string,
  load: (name: string) => Promise<unknown>,
) => Promise<void>

// --- folds

/** Runs a file of a pack, and what it imports. Gives its exports; rejects with what it throws. */
export const run = (file: string, pack: Packs.Pack, world: World): Promise<unknown> => {
  // Node's own, which the transformer keeps its files in as well.
  const { cache } = createRequire(file)
  const begun = new Map<string, Module>()
  return load(file)

  async function load(path: string): Promise<unknown> {
    const loaded = cache[path]
    if (loaded?.loaded === true) return loaded.exports
    // Files that import each other see what is there by then.
    const open = begun.get(path)
    if (open !== undefined) return open.exports
    const module = new Module(path)
    module.filename = path
    begun.set(path, module)
    cache[path] = module
    await body(path)(module.exports as object, undefined, module, path, dirname(path), (name) => follow(path, name))
    module.loaded = true
    return module.exports
  }

  async function follow(from: string, name: string): Promise<unknown> {
    const given = world.given(name)
    if (given !== undefined) return given
    if (Packs.isBuiltin(name)) return import(name)
    const beside = Packs.neighbour(from, name)
    return beside !== undefined && pack.modules.has(beside) ? load(beside) : world.other(name, from)
  }

  function body(path: string): Body {
    const code = pack.modules.get(path)?.code ?? ""
    // One line, so that places in the file stay what they are.
    const names = "exports, require, module, __filename, __dirname, jitiImport"
    return new Script(`(async function (${names}) { ${code}\n});`, { filename: path }).runInThisContext({
      displayErrors: false,
    }) as Body
  }
}
