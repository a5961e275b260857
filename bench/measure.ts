/**
 * Measuring: two ways to do one thing, in turn in one process, so that a drift of the machine's speed touches both.
 *
 * Figures are medians of the turns after a warm-up; heaps are taken after a collection (`node --expose-gc`).
 */

// --- model

export interface Pair {
  /** Milliseconds. */
  readonly ours: number
  readonly theirs: number
  /** The median of the ratios of the turns. */
  readonly ratio: number
}

// --- combinators

/** Times `ours` and `theirs` in turn. */
export const inTurn = (turns: number, ours: () => unknown, theirs: () => unknown): Pair => {
  ours()
  theirs()
  const rows = Array.from({ length: turns }, () => {
    const a = time(ours)
    const b = time(theirs)
    return { a, b, ratio: a / b }
  })
  return {
    ours: median(rows.map(({ a }) => a)),
    theirs: median(rows.map(({ b }) => b)),
    ratio: median(rows.map(({ ratio }) => ratio)),
  }
}

/** Measures what a value holds of the heap, in bytes. */
export const held = (make: () => unknown): number => {
  collect()
  const before = process.memoryUsage().heapUsed
  const value = make()
  collect()
  const after = process.memoryUsage().heapUsed
  // Used after the measurement, or it would be collected before.
  return value === undefined ? 0 : after - before
}

export const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

const time = (work: () => unknown): number => {
  collect()
  const start = performance.now()
  work()
  return performance.now() - start
}

const collect = (): void => {
  if (globalThis.gc === undefined) throw new Error("run node with --expose-gc")
  globalThis.gc()
}
