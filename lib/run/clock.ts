/**
 * Clocks: what time it is, and being woken. A record of functions, so that a test can own the time.
 */
import type { Time } from "./event.ts"

// --- model

export interface Clock {
  readonly now: () => Time
  /** Calls back at a time, or soon if it has passed; gives the way to call that off. */
  readonly wake: (at: Time, call: () => void) => () => void
}

// --- constructors

/** The clock of this machine. */
export const system: Clock = {
  now: () => Date.now(),
  wake: (at, call) => {
    const timer = setTimeout(call, Math.max(0, at - Date.now()))
    return () => clearTimeout(timer)
  },
}
