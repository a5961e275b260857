/**
 * How much of the faults is tried: all of it by `npm run faults`, a tenth within `npm test`.
 *
 * What is random follows from a seed that the tests print: `FAULTS_SEED=123 npm run faults` draws the same again.
 */

// --- queries

export const isFull = process.env.FAULTS === "full"

/** So much of it in full, so much else. */
export const scaled = <A>(full: A, tenth: A): A => (isFull ? full : tenth)

export const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000)

/** Draws numbers from 0 to 1. */
export const random = (from: number): (() => number) => {
  let state = from >>> 0
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
