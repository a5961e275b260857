/**
 * The whole test, `npm test`: installs if needed, then types, lint, unit and property tests, build, end-to-end tests.
 *
 * Every step runs even if one before it failed (but nothing is tested end to end without a build), and the last line
 * counts: a step that holds no tests counts as one.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { install } from "./install.mjs"
import { build, lint, run, show, tests, types } from "./step.mjs"

if (!install()) {
  process.stdout.write("0 passed, 1 failed\n")
  process.exit(1)
}
const reports = mkdtempSync(join(tmpdir(), "waluigi-test-"))
const results = []
const take = async (step, loud = false) => {
  const result = await run(step)
  show(result, loud)
  results.push(result)
  return result
}
await Promise.all([take(types), take(lint)])
await take(tests("unit and property tests", ["unit", "laws"], join(reports, "unit.json")), true)
const built = await take(build)
if (built.passed) await take(tests("end-to-end tests", ["e2e"], join(reports, "e2e.json")), true)
rmSync(reports, { recursive: true, force: true })

const total = { passed: 0, failed: 0 }
for (const { passed, tests: count, failures } of results) {
  total.passed += count + failures === 0 && passed ? 1 : count
  total.failed += failures === 0 && !passed ? 1 : failures
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed === 0 ? 0 : 1
