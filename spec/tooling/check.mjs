/**
 * The inner loop, `npm run check`: types, lint and unit tests side by side, in seconds.
 */
import { lint, run, show, tests, types } from "./step.mjs"

const results = await Promise.all(
  [types, lint, tests("unit", ["unit"])].map(async (step) => {
    const result = await run(step)
    show(result, false)
    return result
  }),
)
process.exitCode = results.every((result) => result.passed) ? 0 : 1
