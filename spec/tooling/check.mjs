/**
 * The inner loop, `npm run check`: types, lint and unit tests side by side, in seconds.
 *
 * What takes longer is left to `npm test`: types from scratch, rules that read all files at once, and the longer tests.
 */
import { changedTypes, quickLint, run, show, tests } from "./step.mjs"

const results = await Promise.all(
  [changedTypes, quickLint, tests("unit", ["unit"])].map(async (step) => {
    const result = await run(step)
    show(result, false)
    return result
  }),
)
process.exitCode = results.every((result) => result.passed) ? 0 : 1
