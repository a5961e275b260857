/**
 * The file of a plan: a line for each node that a worker needs, written once, read where it is needed.
 *
 * It has no name: workers inherit it open, so that nothing is left of it, however the processes end.
 */
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Node } from "../../plan/plan.ts"
import type { Definition } from "../../task/definition.ts"
import * as System from "../../store/system.ts"
import * as Temporary from "../../store/temporary.ts"
import { TaskError } from "../failure.ts"
import * as Line from "./line.ts"

// --- model

export interface PlanFile {
  readonly file: number
  /**
   * Writes the lines of a node and of all below it that are not there yet; gives where its own stands. Throws a TaskError
   * for what the system refuses.
   */
  readonly write: (node: Node) => Line.Reference | Stranger
  readonly close: () => void
}

/** A node at or below the one that was to be written is nothing that a worker could know. */
export interface Stranger {
  readonly _tag: "Stranger"
  readonly definition: Definition
  /** Whether its task is not known there; else a value of the node cannot be told. */
  readonly unknown: boolean
}

// --- constructors

/**
 * Opens the file of a run. `knows`: whether workers know a task, asked once for each. Throws a TaskError for what the
 * system refuses.
 */
export const open = (knows: (definition: Definition) => boolean): PlanFile => {
  const file = orRefused(() => {
    const path = join(tmpdir(), Temporary.name(Temporary.self()))
    const opened = openSync(path, "wx+", 0o600)
    unlinkSync(path)
    return opened
  })
  const written = new Map<string, Line.Reference | Stranger>()
  const known = new Map<Definition, boolean>()
  const isKnown = (definition: Definition): boolean => {
    const found = known.get(definition) ?? knows(definition)
    known.set(definition, found)
    return found
  }
  const reference = (node: Node): Line.Reference => written.get(node.id) as Line.Reference
  let size = 0
  let waiting: Array<string> = []
  let waitingSize = 0

  const flush = (): void => {
    const bytes = Buffer.from(waiting.join(""))
    for (let done = 0; done < bytes.length; )
      done += orRefused(() => writeSync(file, bytes, done, bytes.length - done, size + done))
    size += bytes.length
    waiting = []
    waitingSize = 0
  }

  const add = (node: Node): void => {
    const { definition } = node
    const below = node.dependencies.map(({ id }) => written.get(id)).find((one) => typeof one === "object")
    if (below !== undefined) return void written.set(node.id, below)
    if (!isKnown(definition)) return void written.set(node.id, { _tag: "Stranger", definition, unknown: true })
    const text = Line.of(node, reference)
    if (text === undefined) return void written.set(node.id, { _tag: "Stranger", definition, unknown: false })
    written.set(node.id, size + waitingSize)
    waiting.push(`${text}\n`)
    waitingSize += Buffer.byteLength(text) + 1
    if (waitingSize > chunk) flush()
  }

  return {
    file,
    write: (node) => {
      const way = [node]
      for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
        const before = written.has(last.id) ? [] : last.dependencies.filter(({ id }) => !written.has(id))
        if (before.length === 0) {
          if (!written.has(last.id)) add(last)
          way.pop()
        }
        for (const one of before) way.push(one)
      }
      flush()
      return written.get(node.id) as Line.Reference | Stranger
    },
    close: () => closeSync(file),
  }
}

// --- queries

/** Makes the function that reads a line of a file by where it stands. Neighbours are read together. */
export const lines = (file: number): ((at: Line.Reference) => string) => {
  let from = 0
  let window: Buffer = Buffer.alloc(0)
  return (at) => {
    for (let length = page; ; length *= 2) {
      const start = at - from
      const end = start >= 0 && start < window.length ? window.indexOf(10, start) : -1
      if (end >= 0) return window.toString("utf8", start, end)
      const buffer = Buffer.allocUnsafe(length)
      let read = 0
      // A pipe would give less than was asked for; a file does at its end alone.
      for (let more = -1; more !== 0 && read < length; read += more)
        more = readSync(file, buffer, read, length - read, at + read)
      from = at
      window = buffer.subarray(0, read)
      if (read < length && window.indexOf(10) < 0)
        throw new Error(`the plan ends at ${at + read}, in the middle of a line`)
    }
  }
}

// --- internals

/** Says what the system refuses of the folder that a person may choose: TMPDIR. */
const orRefused = <A>(step: () => A): A => {
  try {
    return step()
  } catch (cause) {
    throw new TaskError({ _tag: "Store", error: System.refused(tmpdir(), cause) })
  }
}

const chunk = 1 << 20

const page = 1 << 16
