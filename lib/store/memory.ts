/**
 * Outputs in memory, for tests: the same contract as on disk, values through their codec included.
 *
 * Files and directories are paths by contract: they lie in a scratch folder, made when the first is asked for and
 * removed by `dispose`, or when the process ends (of a worker thread nobody hears that).
 */
import { mkdtempSync, rmSync } from "node:fs"
import { readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as E from "#fp/Either"
import * as TE from "#fp/TaskEither"
import * as Encoding from "./encoding.ts"
import { local } from "./local.ts"
import type { Staged, Store, StoreError, Target } from "./store.ts"

// --- model

export interface Memory extends Store {
  /** What has been written as json or text, by path, in the order of writing. */
  readonly contents: ReadonlyMap<string, string>
  /** Forgets everything. */
  readonly dispose: () => Promise<void>
}

// --- constructors

export const memory = (): Memory => {
  const contents = new Map<string, string>()
  let made: Store | undefined
  let folder: string | undefined
  const scratch = (): Store => {
    folder ??= scratchFolder()
    made ??= local(folder)
    return made
  }
  const locate = (target: Target): string => (inMemory(target) ? `memory:/${target.path}` : scratch().locate(target))

  const keep = (target: Target, content: string): void => {
    contents.delete(target.path)
    contents.set(target.path, content)
  }

  const prepare: Store["prepare"] = (target, value) => {
    if (!inMemory(target)) return scratch().prepare(target, value)
    return TE.fromIOEither(() => {
      const content = Encoding.encode(target.output, value)
      if (E.isLeft(content))
        return E.left<StoreError, Staged>({ _tag: "Rejected", path: locate(target), problems: content.left })
      const commit = TE.fromIO<void, StoreError>(() => keep(target, String(content.right)))
      return E.right({ path: locate(target), commit, discard: async () => undefined })
    })
  }

  const stage: Store["stage"] = (target) => {
    const staged = scratch().stage(target)
    if (!inMemory(target)) return staged
    // What a task writes itself comes to memory by way of the scratch folder.
    const fetched = TE.fromTask<void, StoreError>(async () => {
      keep(target, await readFile(scratch().locate(target), "utf8"))
      await scratch().remove(target)()
    })
    const here = TE.mapLeft((error: StoreError): StoreError => ({ ...error, path: locate(target) }))
    return TE.map((one: Staged): Staged => ({ ...one, commit: here(TE.chain(() => fetched)(one.commit)) }))(staged)
  }

  return {
    contents,
    dispose: async () => {
      contents.clear()
      if (folder !== undefined) {
        await rm(folder, { recursive: true, force: true })
        folders.delete(folder)
      }
      folder = undefined
      made = undefined
    },
    prepare,
    stage,
    locate,
    write: (target, value) => TE.chain((staged: Staged) => staged.commit)(prepare(target, value)),
    exists: (targets) => {
      const onDisk = targets.filter((target) => !inMemory(target))
      const asked = onDisk.length === 0 || made === undefined ? TE.right(onDisk.map(() => false)) : made.exists(onDisk)
      return TE.map((found: ReadonlyArray<boolean>) => {
        let at = 0
        return targets.map((target) => (inMemory(target) ? contents.has(target.path) : found[at++] === true))
      })(asked)
    },
    read: (target) => {
      if (!inMemory(target)) return scratch().read(target)
      return TE.fromIOEither(() => {
        const content = contents.get(target.path)
        if (content === undefined) return E.left<StoreError, unknown>({ _tag: "Missing", path: locate(target) })
        const decoded = Encoding.decode(target.output, Buffer.from(content))
        return E.mapLeft(
          (problems: Encoding.Problems): StoreError => ({ _tag: "Rejected", path: locate(target), problems }),
        )(decoded)
      })
    },
    remove: (target) => {
      if (!inMemory(target)) return scratch().remove(target)
      return TE.fromIO(() => {
        contents.delete(target.path)
      })
    },
  }
}

// --- internals

const inMemory = ({ output }: Target): boolean => output.form === "json" || output.form === "text"

const folders = new Set<string>()
let listens = false

const scratchFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "waluigi-memory-"))
  folders.add(folder)
  if (!listens)
    process.once("exit", () => {
      for (const each of folders) rmSync(each, { recursive: true, force: true })
    })
  listens = true
  return folder
}
