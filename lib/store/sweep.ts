/**
 * Sweeping: what runs that were killed left behind, temporaries all.
 *
 * One that a living process of this machine owns is never touched. A process is of this machine when its host name, the
 * boot of the machine and the table of processes are ours. Of all others nobody can tell, nor of any where a system tells
 * no boot (only Linux does): theirs go when they are old. So it is assumed that nobody takes longer than that over one
 * output.
 */
import type { Dirent } from "node:fs"
import { readdir, rm, stat } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import * as E from "#fp/Either"
import type * as TE from "#fp/TaskEither"
import type { StoreError, Target } from "./store.ts"
import * as System from "./system.ts"
import * as Temporary from "./temporary.ts"

// --- model

export interface Options {
  /** Looks only where these outputs lie, not in the whole tree: the targets of a plan, or those of it that are missing. */
  readonly targets?: ReadonlyArray<Target>
  /** Milliseconds after which a temporary of another machine is taken for forgotten: a week, when left out. */
  readonly olderThan?: number
}

const week = 7 * 24 * 3600 * 1000

// --- queries

/** Removes forgotten temporaries below a root and gives their paths. O(folders looked into). */
export const sweep = (
  root: string,
  { targets, olderThan = week }: Options = {},
): TE.TaskEither<StoreError, ReadonlyArray<string>> => {
  const base = resolve(root)
  return System.attempt(base, async () => {
    const we = Temporary.self()
    const removed: Array<string> = []
    const waiting = targets === undefined ? [base] : [...new Set(targets.map(({ path }) => dirname(join(base, path))))]
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      for (const entry of await listing(folder)) {
        const path = join(folder, entry.name)
        const owner = Temporary.ownerOf(entry.name)
        if (owner === undefined) {
          if (targets === undefined && entry.isDirectory()) waiting.push(path)
        } else if (!(Temporary.lives(owner, we) ?? (await younger(path, olderThan)))) {
          await rm(path, { recursive: true, force: true })
          removed.push(path)
        }
      }
    }
    return E.right(removed)
  })
}

// --- internals

/** A folder may go while we look; one that we may not read is left alone. */
const listing = (folder: string): Promise<ReadonlyArray<Dirent>> =>
  readdir(folder, { withFileTypes: true }).catch(() => [])

const younger = async (path: string, age: number): Promise<boolean> => {
  const stats = await stat(path).catch(() => undefined)
  return stats !== undefined && Date.now() - stats.mtimeMs < age
}
