/**
 * A virtual clock: time that passes when a test says so, or when all that is left to do is to sleep.
 *
 * Timers of the runner (the grace of an interruption) wait for `advance`; a `sleep` moves the clock on by itself.
 */
import type { Clock } from "../run/clock.ts"

// --- model

/** A time of its own, which passes only when a test lets it or when nothing else can happen. */
export interface Virtual extends Clock {
  /** Lets so many milliseconds pass: wakes in order of time whoever waits for less. */
  readonly advance: (milliseconds: number) => void
  /** Waits in virtual time, which takes none. Those who sleep at once wake in order of time. */
  readonly sleep: (milliseconds: number) => Promise<void>
}

interface Timer {
  readonly at: number
  readonly order: number
  /** Whether the clock may move on to it by itself. */
  readonly asleep: boolean
  readonly call: () => void
}

// --- constructors

/** Makes a clock that begins at a time. */
export const virtual = (start = 0): Virtual => {
  let now = start
  let made = 0
  const timers = new Set<Timer>()

  const set = (at: number, asleep: boolean, call: () => void): Timer => {
    const timer = { at: Math.max(now, at), order: made++, asleep, call }
    timers.add(timer)
    return timer
  }

  const first = (some: ReadonlyArray<Timer>): Timer | undefined =>
    [...some].sort((a, b) => a.at - b.at || a.order - b.order)[0]

  const next = (until: number): Timer | undefined => first([...timers].filter(({ at }) => at <= until))

  const pass = (until: number): void => {
    for (let timer = next(until); timer !== undefined; timer = next(until)) {
      timers.delete(timer)
      now = timer.at
      timer.call()
    }
    now = Math.max(now, until)
  }

  return {
    now: () => now,
    wake: (at, call) => {
      const timer = set(at, false, call)
      return () => void timers.delete(timer)
    },
    // Nothing here keeps a process alive; whoever waits for `advance` does.
    onIdle: () => () => undefined,
    advance: (milliseconds) => pass(now + milliseconds),
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        set(now + Math.max(0, milliseconds), true, resolve)
        // After all that is ready now, so that who falls asleep in this turn of the loop is heard first.
        setImmediate(() => {
          const sleeper = first([...timers].filter(({ asleep }) => asleep))
          if (sleeper !== undefined) pass(sleeper.at)
        })
      }),
  }
}
