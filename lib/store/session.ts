/**
 * Sessions: the owner of claims on disk. One file per run, below the output root, whose content says whose it is; the
 * file of a claim is another name of it (a hard link), so that one touch is a sign of life for all of them.
 *
 * Where a file can have one name only, that of a claim is a file of its own with the same content.
 */
import {
  closeSync,
  fstatSync,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from "node:fs"
import { dirname, join } from "node:path"
import type { Holder } from "./claim.ts"
import * as Heartbeat from "./heartbeat.ts"
import * as Temporary from "./temporary.ts"

// --- model

export interface Session {
  /** What the files of its claims say. */
  readonly name: string
  /** Makes the file of a claim. False: it is there. */
  readonly make: (file: string) => boolean
  /** Removes the file of a claim, if it can be. */
  readonly remove: (file: string) => void
  /** Ends it, with what is sure to work while a process ends: it keeps its claims, which are then a dead one's. */
  readonly end: () => void
  /** Ends its signs of life too. */
  readonly close: () => Promise<void>
}

export type Link = (existing: string, path: string) => void

// --- constructors

/**
 * Opens a session in a folder, which is made. `beat`: milliseconds between two signs of life. `link`: how a file gets
 * another name.
 */
export const open = (folder: string, we: Temporary.Owner, beat: number, link: Link = linkSync): Session => {
  const name = Temporary.name(we)
  const own = join(folder, name)
  create(folder, own, name)
  const heart = Heartbeat.of(own, beat)
  let linked = true
  /** Files of claims that are no links. */
  const singles = new Set<string>()
  const alone = (path: string): boolean => {
    if (!write(path, `${name}\n`)) return false
    singles.add(path)
    heart.add(path)
    return true
  }
  return {
    name,
    make: (file) => {
      const path = join(folder, file)
      if (!linked) return alone(path)
      try {
        link(own, path)
        return true
      } catch (cause) {
        const code = codeOf(cause)
        if (code === "EEXIST") return false
        if (!unlinkable.has(code)) throw cause
        linked &&= code === "EMLINK"
        return alone(path)
      }
    },
    remove: (file) => {
      const path = join(folder, file)
      remove(path)
      if (singles.delete(path)) heart.drop(path)
    },
    end: () => remove(own),
    close: () => heart.stop(),
  }
}

// --- queries

/** Reads who holds a claim. To open a file asks a server for its times anew, where to look at them alone may not. */
export const read = (path: string): Holder | undefined => {
  let opened: number
  try {
    opened = openSync(path, "r")
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined
    throw cause
  }
  try {
    const { ino, mtimeMs } = fstatSync(opened)
    const bytes = Buffer.alloc(256)
    const text = bytes.toString("utf8", 0, readSync(opened, bytes, 0, bytes.length, 0))
    const name = text.trimEnd()
    // Not written yet, or lost with the power: a holder all the same.
    if (Temporary.ownerOf(name) === undefined)
      return { session: `unknown ${ino} ${mtimeMs}`, inode: ino, seen: mtimeMs, beats: true }
    return { session: name, inode: ino, seen: mtimeMs, beats: text !== name }
  } finally {
    closeSync(opened)
  }
}

/** Tells whether a cause is that a session's file, or its folder, is gone: somebody removed it. */
export const isGone = (cause: unknown): boolean => codeOf(cause) === "ENOENT"

// --- combinators

/** Removes a file, if it can be: one that stays is a dead session's in the end. */
export const remove = (path: string): void => {
  try {
    unlinkSync(path)
  } catch {
    // Gone already, or swept later.
  }
}

/**
 * Makes a folder and those above it. Of a read-only disk, Node's own `recursive` says that something is missing; below
 * /proc it never ends.
 */
export const folders = (path: string): void => {
  const missing: Array<string> = []
  const isMade = (at: string): boolean => {
    try {
      mkdirSync(at)
    } catch (cause) {
      if (codeOf(cause) === "ENOENT" && dirname(at) !== at) return false
      if (codeOf(cause) !== "EEXIST") throw cause
    }
    return true
  }
  for (let at = path; !isMade(at); at = dirname(at)) missing.push(at)
  for (const at of missing.reverse()) isMade(at)
}

/** Removes the folder, if it is empty. */
export const prune = (folder: string): void => {
  try {
    rmdirSync(folder)
  } catch {
    // Others have claims there.
  }
}

// --- internals

const codeOf = (cause: unknown): string => (cause as NodeJS.ErrnoException).code ?? ""

/** A second name is refused: by the file system, or because a file has as many as it may. */
const unlinkable: ReadonlySet<string> = new Set([
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EXDEV",
  "EMLINK",
  "EINVAL",
])

/** Makes the session's file. */
const create = (folder: string, path: string, name: string): void => {
  for (let left = 8; ; left--) {
    try {
      folders(folder)
      write(path, name, true)
      return
    } catch (cause) {
      // Another process may remove the folder in between, while it is empty.
      if (codeOf(cause) !== "ENOENT" || left === 0) throw cause
    }
  }
}

/**
 * Makes a file. False: it is there. `flush`: nothing waits for that, so a run is none the slower; after a power failure
 * the file tells whose the claims were, or those are void a little later.
 */
const write = (path: string, content: string, flush = false): boolean => {
  let opened: number
  try {
    opened = openSync(path, "wx")
  } catch (cause) {
    if (codeOf(cause) === "EEXIST") return false
    throw cause
  }
  try {
    writeSync(opened, content)
  } catch (cause) {
    closeSync(opened)
    remove(path)
    throw cause
  }
  if (flush) fsync(opened, () => closeSync(opened))
  else closeSync(opened)
  return true
}
