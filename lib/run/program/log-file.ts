/**
 * Log files: what the programs of a task say, one file for each node, written anew by each attempt.
 *
 *     results/.waluigi-logs/Fit/<identity>.log
 *
 * A file that holds nothing but the headers of its commands is removed.
 */
import { closeSync, fstatSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { stripVTControlCharacters } from "node:util"
import type { Around } from "../job/context.ts"

// --- model

/** The part of a log that one command writes. */
export interface Part {
  /** Absolute. Undefined: no place takes a log, and what the program says is lost. */
  readonly path: string | undefined
  /** Where the program writes to; -1 where nowhere. */
  readonly descriptor: number
  readonly write: (text: string) => void
  /** The last lines that are not empty, as a person would see them. */
  readonly last: (lines: number) => ReadonlyArray<string>
  /** Closes it; removes the file if nothing was said. */
  readonly close: () => void
}

/** The log of a job: commands one after another, or several at once. */
interface Log {
  readonly path: string
  open: number
  /** Bytes that are headers. */
  headers: number
}

/** So much of the end is read for its last lines, and so much is shown of each. */
const end = 64 * 1024
const widest = 500

// --- constructors

/** Begins the part of a command in the log of its job. Never throws: a program may run where no log can be kept. */
export const begin = (job: Around | undefined, command: string): Part => {
  let opened: number | undefined
  try {
    const log = logOf(job)
    const descriptor = (opened = openSync(log.path, "a+"))
    const header = Buffer.from(`# attempt ${job?.attempt ?? 1}: ${command}\n`)
    writeSync(descriptor, header)
    log.open += 1
    log.headers += header.length
    const from = fstatSync(descriptor).size
    return {
      path: log.path,
      descriptor,
      write: (text) => append(descriptor, text),
      last: (lines) => tail(descriptor, from, lines),
      close: () => close(log, descriptor),
    }
  } catch {
    if (opened !== undefined) closeSync(opened)
    return { path: undefined, descriptor: -1, write: () => undefined, last: () => [], close: () => undefined }
  }
}

/** Gives the place of a node's log: below the output root, or in a temporary folder where that is none. */
export const place = (job: Pick<Around, "node" | "library"> | undefined): string =>
  job === undefined
    ? join(scratch(), "shell.log")
    : join(folder(job.library.store.root), job.node.definition.name, `${job.node.id}.log`)

// --- internals

const logs = new WeakMap<Around, Log>()

const logOf = (job: Around | undefined): Log => {
  const known = job === undefined ? undefined : logs.get(job)
  if (known !== undefined) return known
  const path = place(job)
  mkdirSync(dirname(path), { recursive: true })
  // Another attempt's.
  rmSync(path, { force: true })
  const log = { path, open: 0, headers: 0 }
  if (job !== undefined) logs.set(job, log)
  return log
}

const folder = (root: string | undefined): string => (root === undefined ? scratch() : join(root, ".waluigi-logs"))

let made: string | undefined

const scratch = (): string => {
  if (made === undefined) {
    const fresh = mkdtempSync(join(tmpdir(), "waluigi-logs-"))
    process.once("exit", () => rmSync(fresh, { recursive: true, force: true }))
    made = fresh
  }
  return made
}

/** How a program ended is told, whether or not the disk takes what it said. */
const append = (descriptor: number, text: string): void => {
  try {
    writeSync(descriptor, text)
  } catch {
    // The disk is full.
  }
}

const close = (log: Log, descriptor: number): void => {
  try {
    const { size } = fstatSync(descriptor)
    closeSync(descriptor)
    log.open -= 1
    if (log.open > 0 || size > log.headers) return
    rmSync(log.path, { force: true })
    log.headers = 0
  } catch {
    // What is said is said; a log that cannot be looked at stays.
  }
}

const tail = (descriptor: number, from: number, lines: number): ReadonlyArray<string> => {
  try {
    const { size } = fstatSync(descriptor)
    const start = Math.max(from, size - end)
    const bytes = Buffer.alloc(size - start)
    const read = readSync(descriptor, bytes, 0, bytes.length, start)
    return seen(bytes.subarray(0, read).toString("utf8")).slice(-lines)
  } catch {
    return []
  }
}

/** Lines as a terminal would leave them: without colours, and of a progress that overwrites itself the last state. */
const seen = (text: string): ReadonlyArray<string> =>
  stripVTControlCharacters(text)
    .split("\n")
    .map((line) => line.trimEnd().split("\r").at(-1) ?? "")
    .filter((line) => line !== "")
    .map((line) => (line.length > widest ? `${line.slice(0, widest - 1)}…` : line))
