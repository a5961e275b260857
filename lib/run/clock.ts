/**
 * Clocks: what time it is, and being woken. A record of functions, so that a test can own the time.
 */
import type { Time } from "./event.ts"

// --- model

export interface Clock {
  readonly now: () => Time
  /** Calls back at a time, or soon if it has passed; gives the way to call that off. */
  readonly wake: (at: Time, call: () => void) => () => void
  /** Calls back whenever nothing is left that could happen, no timer and no open file; gives the way to call that off. */
  readonly onIdle: (call: () => void) => () => void
}

// --- constructors

/** The clock of this machine. */
export const system: Clock = {
  now: () => Date.now(),
  wake: (at, call) => {
    let timer: NodeJS.Timeout | undefined
    const wait = (): void => {
      const left = at - Date.now()
      timer = left > longest ? setTimeout(wait, longest) : setTimeout(call, Math.max(0, left))
    }
    wait()
    return () => clearTimeout(timer)
  },
  onIdle: (call) => {
    if (idlers.size === 0) process.on("beforeExit", idle)
    idlers.add(call)
    return () => {
      if (idlers.delete(call) && idlers.size === 0) process.off("beforeExit", idle)
    }
  },
}

// --- internals

/** A timer of more milliseconds does not wait at all. */
const longest = 2 ** 31 - 1

/** One listener for all runs of a process: node warns of eleven. */
const idlers = new Set<() => void>()

const idle = (): void => {
  for (const call of [...idlers]) call()
}
