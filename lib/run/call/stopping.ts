/**
 * Stopping: one signal for the code that runs, of the two ways to be stopped: in order, with a time to heed it, and at
 * once. After that nobody waits for the code.
 */
import * as E from "#fp/Either"
import type { Clock } from "../clock.ts"
import * as Failure from "../failure.ts"

// --- model

export interface Stopping {
  readonly signal: AbortSignal
  /** Waits for some work, as long as anybody waits. Left: it was left alone, or it can never settle. */
  readonly awaited: <A>(work: Promise<E.Either<Failure.Failure, A>>) => Promise<E.Either<Failure.Failure, A>>
  /** Listens no more. */
  readonly end: () => void
}

export interface Options {
  readonly signal?: AbortSignal | undefined
  readonly halt?: AbortSignal | undefined
  /** Milliseconds that the code has to heed the signal. */
  readonly grace: number
  readonly clock: Clock
  /** Called once, before the signal is given. */
  readonly onStop: () => void
}

// --- constructors

export const of = ({ signal, halt, grace, clock, onStop }: Options): Stopping => {
  const asked = new AbortController()
  const over = new AbortController()
  const off: Array<() => void> = []
  const stop = (): void => {
    if (asked.signal.aborted) return
    onStop()
    asked.abort(new DOMException("the calls were interrupted", "AbortError"))
    off.push(clock.wake(clock.now() + grace, () => over.abort()))
  }
  const stopNow = (): void => {
    stop()
    over.abort()
  }
  for (const [from, heard] of [
    [signal, stop],
    [halt, stopNow],
  ] as const) {
    from?.addEventListener("abort", heard, { once: true })
    off.push(() => from?.removeEventListener("abort", heard))
    if (from?.aborted) heard()
  }
  return {
    signal: asked.signal,
    awaited: (work) =>
      new Promise((resolve) => {
        const leave = (): void => resolve(E.left(Failure.ofThrown(asked.signal.reason)))
        const idle = clock.onIdle(() => resolve(E.left(unsettled)))
        over.signal.addEventListener("abort", leave, { once: true })
        if (over.signal.aborted) leave()
        void work.then(resolve).finally(() => {
          over.signal.removeEventListener("abort", leave)
          idle()
        })
      }),
    end: () => {
      for (const one of off) one()
    },
  }
}

// --- internals

const unsettled = Failure.ofThrown("its promise can never settle: nothing is left that could wake it")
