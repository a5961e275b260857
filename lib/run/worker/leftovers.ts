/**
 * Leftovers: what a worker that was killed had begun to write. They go at once, not when a later run finds them.
 */
import { readdir, rm } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import * as E from "#fp/Either"
import * as Disk from "../../store/disk.ts"
import * as Temporary from "../../store/temporary.ts"
import type { Placing } from "../targets.ts"

// --- combinators

/** Removes the temporaries of a worker of this process beside the outputs of a node, and the folders that are empty then. Never rejects. */
export const remove = async (root: string, outputs: ReturnType<Placing>, worker: number): Promise<void> => {
  if (E.isLeft(outputs)) return
  const base = resolve(root)
  const we = Temporary.self()
  const folders = new Set(outputs.right.map(({ target }) => dirname(join(base, target.path))))
  for (const folder of folders) {
    for (const name of await readdir(folder).catch((): ReadonlyArray<string> => [])) {
      const owner = Temporary.ownerOf(name)
      const own = owner?.worker === worker && owner.pid === we.pid && owner.start === we.start && owner.host === we.host
      // What cannot be removed is swept later.
      if (own) await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)
    }
    await Disk.prune(folder, base)
  }
}
