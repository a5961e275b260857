/**
 * Frames: where in the user's own files something was thrown. The library's and Node's own are nobody's business.
 */
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"

// --- model

/** A person follows so many calls; the rest is plumbing. */
const most = 4

/** The folder of the library itself, as source or built. */
const own = dirname(dirname(fileURLToPath(import.meta.url)))

// --- queries

/** Lists `file:line   in function` of the user's frames, innermost first, below a folder without its name. */
export const ofCause =
  (folder: string) =>
  (cause: unknown): ReadonlyArray<string> => {
    const stack = stackOf(cause)
    const found: Array<string> = []
    for (const text of stack.split("\n")) {
      const match = /^\s+at (?:(.*?) \()?(.*?):(\d+):(\d+)\)?$/.exec(text)
      if (match === null) continue
      const [, name = "", place = "", row] = match
      const file = toPath(place.replace(/^async /, ""))
      // What called into the library is not the user's any more: a test runner, a script.
      if (file.startsWith(`${own}/`) && found.length > 0) break
      if (!isUsers(file)) continue
      const called = functionOf(name)
      const where = `${file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file}:${row}`
      found.push(called === undefined ? where : `${where}   in ${called}`)
    }
    return [...new Set(found)].slice(0, most)
  }

/** An error of a user's may throw when it is asked. */
const stackOf = (cause: unknown): string => {
  try {
    const stack = cause instanceof Error ? cause.stack : undefined
    return typeof stack === "string" ? stack : ""
  } catch {
    return ""
  }
}

/**
 * Names a function as its author did. The members of a task have no name of their own: the message says of which task
 * and slot they are.
 */
const functionOf = (name: string): string | undefined => {
  const bare = name.replace(/^(?:async |new )*/, "").replace(/^(?:Object|Module)\./, "")
  return bare === "" || / \[as |^(?:<anonymous>|run|path|compute|eval)$/.test(bare) ? undefined : bare
}

const isUsers = (file: string): boolean =>
  !file.startsWith("node:") && !file.includes("/node_modules/") && !file.startsWith(`${own}/`) && file !== "<anonymous>"

const toPath = (place: string): string => {
  if (!place.startsWith("file://")) return place
  try {
    return fileURLToPath(place.replace(/[?#].*$/, ""))
  } catch {
    return place
  }
}
