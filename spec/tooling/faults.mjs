/**
 * `npm run faults`: builds if needed, then breaks what can break: 200 kill -9, eight processes at once, full disks, workers
 * without memory, Ctrl-C, and a hundred thousand tasks to leak in. Some five minutes; `npm test` tries a tenth of it.
 *
 *     npm run faults                         all of it
 *     npm run faults -- kills together       these files of spec/e2e/faults alone
 *     FAULTS_SEED=123 npm run faults         with the random moments of another run, which printed this seed
 */
import { spawnSync } from "node:child_process"
import { root } from "./step.mjs"

const words = process.argv.slice(2)
const files = words.length === 0 ? ["spec/e2e/faults/"] : words.map((word) => `spec/e2e/faults/${word}`)
const { status } = spawnSync(
  process.execPath,
  [`${root}node_modules/vitest/vitest.mjs`, "run", "--project", "e2e", "--reporter=verbose", ...files],
  { cwd: root, stdio: "inherit", env: { ...process.env, FAULTS: "full" } },
)
process.exitCode = status ?? 1
