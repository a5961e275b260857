/**
 * Heartbeats: signs of life of a process that holds claims, for those who cannot see whether it lives. A file is touched
 * over and over by a thread of its own, which beats on while a task computes and lets nothing else have its turn. The end
 * of a line at the end of the file says that it does.
 *
 * To start a thread takes 15 ms of a run on two cores, so one that is shorter than `delay` has none.
 */
import { Worker } from "node:worker_threads"

// --- model

export interface Heartbeat {
  /** Touches a further file too, from now on. */
  readonly add: (path: string) => void
  readonly drop: (path: string) => void
  /** Beats no more. */
  readonly stop: () => Promise<void>
}

// --- constructors

/** Touches a file each `every` milliseconds, from soon on. It keeps no process alive. */
export const of = (path: string, every: number): Heartbeat => {
  let thread: Worker | undefined
  const start = (): Worker => {
    clearTimeout(waiting)
    if (thread !== undefined) return thread
    // No loader of the program's: there is nothing to load.
    thread = new Worker(code, { eval: true, execArgv: [], workerData: { path, every } })
    // Where no thread can be had, others take this process for dead only if they cannot see it.
    thread.on("error", () => undefined)
    thread.unref()
    return thread
  }
  const waiting = setTimeout(start, delay).unref()
  return {
    add: (added) => start().postMessage({ add: added }),
    drop: (dropped) => thread?.postMessage({ drop: dropped }),
    stop: async () => {
      clearTimeout(waiting)
      await thread?.terminate()
    },
  }
}

// --- internals

/** Milliseconds. */
const delay = 50

/** As text, for a thread of a bundled program has no file of its own. What is gone is not made again. */
const code = `
const { parentPort, workerData } = require("node:worker_threads")
const { closeSync, constants, openSync, utimesSync, writeSync } = require("node:fs")
const files = new Set([workerData.path])
try {
  const own = openSync(workerData.path, constants.O_WRONLY | constants.O_APPEND)
  writeSync(own, "\\n")
  closeSync(own)
} catch {}
parentPort.on("message", ({ add, drop }) => {
  if (add !== undefined) files.add(add)
  files.delete(drop)
})
setInterval(() => {
  const now = Date.now() / 1000
  for (const file of files) {
    try {
      utimesSync(file, now, now)
    } catch {}
  }
}, workerData.every)
`
