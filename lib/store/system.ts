/**
 * What the system refuses, as data.
 */
import { constants } from "node:os"
import * as E from "#fp/Either"
import type * as TE from "#fp/TaskEither"
import type { StoreError } from "./store.ts"

// --- constructors

/** Makes an error of what a file function threw. `path` is what a person would open, not the temporary. */
export const refused = (path: string, cause: unknown): StoreError => {
  const error = cause instanceof Error ? cause : new Error(String(cause))
  const code = codeOf(error)
  // "ENOSPC: no space left on device, write '/…/temporary'": the middle is what a person wants.
  const words = /^[A-Z0-9_]+: (.*?), \w+(?: '.*)?$/s.exec(error.message)?.[1] ?? error.message
  return { _tag: "System", path, code: code ?? "UNKNOWN", message: words }
}

/** Of some errors Node knows the number alone, such as of a quota that is used up; of those the system has the names. */
const codeOf = ({ code, errno }: NodeJS.ErrnoException): string | undefined => {
  if (errno === undefined || code?.startsWith("Unknown system error") === false) return code
  return Object.entries(constants.errno).find(([, number]) => number === Math.abs(errno))?.[0] ?? code
}

/** Runs what may throw. */
export const attempt =
  <A>(path: string, f: () => Promise<E.Either<StoreError, A>>): TE.TaskEither<StoreError, A> =>
  async () => {
    try {
      return await f()
    } catch (cause) {
      return E.left(refused(path, cause))
    }
  }

// --- queries

/** Nothing is there, or a file stands where a folder would have to. */
export const isAbsent = (cause: unknown): boolean => {
  const { code } = cause as NodeJS.ErrnoException
  return code === "ENOENT" || code === "ENOTDIR"
}
