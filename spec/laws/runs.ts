/**
 * How often a law is tried: `WALUIGI_RUNS=100` tries each a hundred times as often.
 */
const factor = Number(process.env.WALUIGI_RUNS ?? "1")

/** Settings of a property: a number of runs, and for `WALUIGI_SEED` the draw of an earlier failure. */
export const runs = (numRuns: number): { readonly numRuns: number; readonly seed?: number } => ({
  numRuns: Math.max(1, Math.round(numRuns * factor)),
  ...(process.env.WALUIGI_SEED === undefined ? {} : { seed: Number(process.env.WALUIGI_SEED) }),
})
