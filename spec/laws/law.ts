/**
 * Laws: properties that say how many cases they were tried on, and how to see a failure again.
 *
 * `WALUIGI_CASES=100000` tries each on so many cases, `WALUIGI_RUNS=100` on a hundred times as many as else;
 * `WALUIGI_SEED` and `WALUIGI_PATH` draw the case of an earlier failure.
 */
import * as fc from "fast-check"
import { expect, it } from "vitest"

// --- model

/** Counts the cases that said something: of the others the law held because there was nothing to hold. */
export type Told = () => void

// --- constructors

/**
 * Registers a law as a test. Its title tells the number of cases.
 *
 * `holds` throws where the law does not. One that does not say something in every case calls `told` where it does; it
 * must in a share of the cases, or the law is empty.
 */
export const law = <A>(
  title: string,
  cases: number,
  drawn: fc.Arbitrary<A>,
  holds: (drawn: A, told: Told) => void,
  share = 0,
): void => {
  const { numRuns } = settings(cases)
  it(`${title} (${numRuns} cases)`, { timeout: 60_000 + numRuns * 100 }, () => {
    let count = 0
    const told = (): void => void count++
    const found = fc.check(
      fc.property(drawn, (one) => holds(one, told)),
      settings(cases),
    )
    if (found.failed) throw new Error(report(title, found), { cause: found.errorInstance })
    if (process.env.WALUIGI_PATH === undefined) expect(count).toBeGreaterThanOrEqual(fewest(numRuns, share))
  })
}

// --- folds

/** Fewer than these, four deviations under the share, no seed draws by chance. */
const fewest = (numRuns: number, share: number): number =>
  Math.floor(numRuns * share - 4 * Math.sqrt(numRuns * share * (1 - share)))

const settings = (cases: number): fc.Parameters<unknown> & { readonly numRuns: number } => {
  const { WALUIGI_CASES, WALUIGI_RUNS, WALUIGI_SEED, WALUIGI_PATH } = process.env
  return {
    numRuns: Math.max(
      1,
      Math.round(WALUIGI_CASES === undefined ? cases * Number(WALUIGI_RUNS ?? 1) : Number(WALUIGI_CASES)),
    ),
    ...(WALUIGI_SEED === undefined ? {} : { seed: Number(WALUIGI_SEED) }),
    ...(WALUIGI_PATH === undefined ? {} : { path: WALUIGI_PATH }),
  }
}

const report = (title: string, found: fc.RunDetails<unknown> & { readonly failed: true }): string => {
  const { seed, counterexamplePath, counterexample, numRuns, numShrinks, errorInstance } = found
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  return [
    `does not hold in case ${numRuns} (made smaller ${numShrinks} times). To draw it again:`,
    `WALUIGI_SEED=${seed} WALUIGI_PATH=${counterexamplePath?.split(":")[0]} npm run property -- -t "${title}"`,
    why,
    fc.stringify(counterexample),
  ].join("\n\n")
}
