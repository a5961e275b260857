/**
 * Disk: the few steps by which files and folders appear and go, each safe against other processes that do the same.
 *
 * At every moment a place holds the old content, the new, or nothing; never a part.
 */
import { lstat, mkdir, open, rename, rm, rmdir, unlink } from "node:fs/promises"
import { dirname, join } from "node:path"
import * as Flush from "./flush.ts"
import * as Temporary from "./temporary.ts"

// --- queries

/**
 * Makes the folder of a path, then something in it. Gives the topmost folder that was new; `make` hears whether one was.
 * Another process may remove the folder in between, while it is empty: then once more.
 */
export const create = async (path: string, make: (isNew: boolean) => Promise<unknown>): Promise<string | undefined> => {
  let made: string | undefined
  for (let left = 8; ; left--) {
    try {
      made = (await folders(dirname(path))) ?? made
      await make(made !== undefined)
      return made
    } catch (cause) {
      if (codeOf(cause) !== "ENOENT" || left === 0) throw cause
    }
  }
}

/**
 * Makes a folder and those above it; gives the topmost that was new. Node's own `recursive` never ends below a folder
 * that denies with ENOENT, such as /proc.
 */
export const folders = async (path: string): Promise<string | undefined> => {
  const missing: Array<string> = []
  let topmost: string | undefined
  for (let at = path; ; at = dirname(at)) {
    try {
      await mkdir(at)
      topmost = at
      break
    } catch (cause) {
      if (codeOf(cause) === "EEXIST") break
      if (codeOf(cause) !== "ENOENT" || dirname(at) === at) throw cause
      missing.push(at)
    }
  }
  topmost ??= missing.at(-1)
  for (const folder of missing.reverse()) {
    try {
      await mkdir(folder)
    } catch (cause) {
      if (codeOf(cause) !== "EEXIST") throw cause
    }
  }
  return topmost
}

/** Writes a new file and flushes it. */
export const write = async (path: string, content: string | Uint8Array): Promise<void> => {
  const opened = await open(path, "wx")
  try {
    await opened.writeFile(content)
    await Flush.handle(opened)
  } finally {
    await opened.close()
  }
}

/**
 * Brings a flushed temporary to its place and flushes the name, with those of the folders that were new for it. What
 * cannot be flushed is removed again, so that a failure leaves nothing in the place.
 */
export const place = async (
  from: string,
  to: string,
  made: string | undefined,
  we: Temporary.Owner,
  flush: Flush.Folder = Flush.folder,
): Promise<void> => {
  let folder = dirname(to)
  const names = await Flush.openFolder(folder)
  try {
    while (made !== undefined && folder.startsWith(made)) {
      folder = dirname(folder)
      await flush(folder)
    }
    await replace(from, to, we)
    try {
      if (names !== undefined) await Flush.handle(names)
    } catch (cause) {
      await discard(to)
      throw cause
    }
  } finally {
    await names?.close()
  }
}

/** Throws where a folder stands and a file should go, or the other way round: a person put it there, and may need it. */
export const refuseOther = async (path: string, directory: boolean): Promise<void> => {
  const there = await lstat(path).catch(() => undefined)
  if (there === undefined || there.isDirectory() === directory) return
  const found = there.isSymbolicLink() ? "link" : there.isDirectory() ? "folder" : "file"
  // A file replaces a link in one step, and nothing but the link is lost.
  if (found === "link" && !directory) return
  const words = `a ${found} stands where this ${directory ? "folder" : "file"} should go: move it away`
  throw Object.assign(new Error(words), { code: "EEXIST" })
}

/**
 * Removes the file, folder or link that stands at a path, a folder at one stroke: what is left of it has another name
 * already. A folder in the place of a file is left alone, and a file in that of a folder: it is none of ours.
 */
export const remove = async (path: string, directory: boolean, we: Temporary.Owner): Promise<void> => {
  try {
    const there = await lstat(path)
    if (there.isDirectory() !== directory && !there.isSymbolicLink()) return
    if (!there.isDirectory()) return await unlink(path)
  } catch (cause) {
    if (codeOf(cause) === "ENOENT" || codeOf(cause) === "ENOTDIR") return
    throw cause
  }
  const aside = join(dirname(path), Temporary.name(we))
  if (await moved(path, aside)) await rm(aside, { recursive: true, force: true })
}

/** Removes a temporary as far as that can be done; `sweep` finds what is left. */
export const discard = async (path: string): Promise<void> => {
  await rm(path, { recursive: true, force: true }).catch(() => undefined)
}

/** Removes a folder and those above it up to the root, as long as they are empty. */
export const prune = async (folder: string, root: string): Promise<void> => {
  try {
    for (let at = folder; at !== root && at.startsWith(root); at = dirname(at)) await rmdir(at)
  } catch {
    // Not empty, or gone already.
  }
}

// --- internals

const codeOf = (cause: unknown): string => (cause as NodeJS.ErrnoException).code ?? ""

/**
 * Renames to a place: a file for a file in one step, a folder for a folder. A system replaces no full folder by another:
 * that is moved aside first, and comes back if the new one cannot take its place. Nothing gives way to another kind.
 */
const replace = async (from: string, to: string, we: Temporary.Owner): Promise<void> => {
  for (let left = 8; ; left--) {
    try {
      return await rename(from, to)
    } catch (cause) {
      const directory = (await lstat(from)).isDirectory()
      await refuseOther(to, directory)
      if (!directory || !full.has(codeOf(cause)) || left === 0) throw cause
      const aside = join(dirname(to), Temporary.name(we))
      if (!(await moved(to, aside))) continue
      try {
        await rename(from, to)
      } catch (again) {
        if (full.has(codeOf(again))) {
          // Another process was quicker: its output is the newer one.
          await discard(aside)
          continue
        }
        await moved(aside, to)
        throw again
      }
      return discard(aside)
    }
  }
}

/** A full folder stands where a folder should go. */
const full: ReadonlySet<string> = new Set(["ENOTEMPTY", "EEXIST"])

/** Renames what is there; tells whether something was. */
const moved = async (from: string, to: string): Promise<boolean> => {
  try {
    await rename(from, to)
    return true
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return false
    throw cause
  }
}
