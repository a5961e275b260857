/**
 * The watchdog of a worker: a thread that ends the process, and what it has started, once the main process is gone. It
 * does so while a task computes and nothing else would get its turn.
 */
import { Worker } from "node:worker_threads"

// --- constructors

/** Begins to watch. `parent`: the process that must live. The thread keeps nobody from ending. */
export const watch = (parent: number): void => {
  const thread = new Worker(source, {
    eval: true,
    workerData: { parent, interval },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4, codeRangeSizeMb: 16 },
  })
  // Where no thread can be had, the channel to the main process tells, between two turns of the task.
  thread.on("error", () => undefined)
  thread.unref()
}

// --- queries

/** Tells whether the main process lives. One that died leaves its children to another. */
export const lives = (parent: number): boolean => {
  if (process.ppid !== parent) return false
  try {
    process.kill(parent, 0)
    return true
  } catch (cause) {
    // Of another user (EPERM) is alive all the same.
    return (cause as NodeJS.ErrnoException).code !== "ESRCH"
  }
}

/** Ends this process at once, with the programs that it has started. */
export const end = (): void => {
  try {
    process.kill(-process.pid, "SIGKILL")
  } catch {
    // It leads no group.
    process.kill(process.pid, "SIGKILL")
  }
}

// --- internals

/** Milliseconds. */
const interval = 200

/** A thread that is started from a file would have to be found in every build; this one needs four lines. */
const source = `
const { parent, interval } = require("node:worker_threads").workerData
const lives = () => { try { return process.ppid === parent && process.kill(parent, 0) } catch (error) { return error.code !== "ESRCH" } }
const end = () => { try { process.kill(-process.pid, "SIGKILL") } catch { process.kill(process.pid, "SIGKILL") } }
setInterval(() => lives() || end(), interval)
`
