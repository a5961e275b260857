/**
 * Heartbeats: signs of life of a process that holds claims, for those who cannot see whether it lives. A file is touched
 * over and over by a thread of its own, which beats on while a task computes and lets nothing else have its turn.
 *
 * To start the thread takes the main one 2 ms and another 25 ms, of which nothing waits.
 */
import { Worker } from "node:worker_threads"

// --- model

export interface Heartbeat {
  /** Touches a further file from now on. */
  readonly add: (path: string) => void
  readonly drop: (path: string) => void
  /** Beats no more. */
  readonly stop: () => Promise<void>
}

// --- constructors

/** Touches files, each `every` milliseconds. It keeps no process alive. */
export const of = (path: string, every: number): Heartbeat => {
  // No loader of the program's: there is nothing to load.
  const thread = new Worker(code, { eval: true, execArgv: [], workerData: { path, every } })
  // Where no thread can be had, others take this process for dead only if they cannot see it.
  thread.on("error", () => undefined)
  thread.unref()
  return {
    add: (added) => thread.postMessage({ add: added }),
    drop: (dropped) => thread.postMessage({ drop: dropped }),
    stop: async () => {
      await thread.terminate()
    },
  }
}

// --- internals

/** As text, for a thread of a bundled program has no file of its own. What is gone is not made again. */
const code = `
const { parentPort, workerData } = require("node:worker_threads")
const { utimesSync } = require("node:fs")
const files = new Set([workerData.path])
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
