/**
 * Stores: where outputs live. An output is there whole or not at all.
 *
 * The runner knows this record of functions and nothing of disks.
 */
import type * as TE from "#fp/TaskEither"
import type { Output } from "../task/output.ts"

// --- model

/** One output and its place: a path relative to the store's root, with forward slashes. */
export interface Target {
  readonly output: Output<unknown>
  readonly path: string
}

/** What went wrong with an output. `path` is what a person would open. */
export type StoreError =
  | { readonly _tag: "Missing"; readonly path: string }
  /** `run` did not leave the file or directory that it promised. */
  | { readonly _tag: "NotWritten"; readonly path: string }
  /** The codec rejects the value that `run` returned, or what was read back. `problems` name the place inside. */
  | { readonly _tag: "Rejected"; readonly path: string; readonly problems: ReadonlyArray<string> }
  /** The system refused: `code` as Node gives it (ENOSPC, EACCES, EROFS, EDQUOT, …). */
  | { readonly _tag: "System"; readonly path: string; readonly code: string; readonly message: string }

/** A temporary beside the target: to be written by a task itself, or written already by `prepare`. */
export interface Staged {
  /** Absolute path to write to. For a directory it exists and is empty. */
  readonly path: string
  /** Flushes it and renames it into place. */
  readonly commit: TE.TaskEither<StoreError, void>
  /** Removes it; never fails. */
  readonly discard: () => Promise<void>
}

/** The claims of one run: which places it makes outputs for at this moment, so that no other process does. */
export interface Claims {
  /** Claims the place of a node: all its targets at one stroke. Left: claims cannot be written here. */
  readonly take: (targets: ReadonlyArray<Target>) => TE.TaskEither<StoreError, Taken | Held>
  /** Gives back what is held, and removes what dead processes left. Never rejects. */
  readonly close: () => Promise<void>
}

export interface Taken {
  readonly _tag: "Taken"
  /** Gives the claim back. Never throws. */
  readonly release: () => void
}

/** A living process has it. `by` says which, in words. */
export interface Held {
  readonly _tag: "Held"
  readonly by: string
}

export interface ClaimOptions {
  /** Milliseconds without a sign of life after which the claim of another machine's process is void. */
  readonly timeout?: number | undefined
}

export interface Store {
  /** Tells of each target whether it is there. */
  readonly exists: (targets: ReadonlyArray<Target>) => TE.TaskEither<StoreError, ReadonlyArray<boolean>>
  /** Encodes and writes a value (json), a text, or the bytes of a file. */
  readonly write: (target: Target, value: unknown) => TE.TaskEither<StoreError, void>
  /** Encodes and writes a value beside its place, so that several outputs can appear together. `write` is this, then `commit`. */
  readonly prepare: (target: Target, value: unknown) => TE.TaskEither<StoreError, Staged>
  /** Gives a task a place to write a file or directory itself. */
  readonly stage: (target: Target) => TE.TaskEither<StoreError, Staged>
  /** Gives the decoded value, the text, or the absolute path of a file or directory. */
  readonly read: (target: Target) => TE.TaskEither<StoreError, unknown>
  readonly remove: (target: Target) => TE.TaskEither<StoreError, void>
  /** The path that a person would open. */
  readonly locate: (target: Target) => string
  /** The folder that another process can open as this store (`local(root)`), where it is one. */
  readonly root?: string
  /** Opens the claims of a run. Absent where no other process can see the outputs. */
  readonly claims?: (options?: ClaimOptions) => Claims
}
