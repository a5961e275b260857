/**
 * Builds `dist` from nothing, so that no file of an older build is ever packed.
 */
import { spawnSync } from "node:child_process"
import { chmodSync, existsSync, rmSync } from "node:fs"
import { root } from "./step.mjs"

rmSync(`${root}dist`, { recursive: true, force: true })
const { status } = spawnSync(`${root}node_modules/.bin/tsc`, ["-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
})
const program = `${root}dist/cli/main.js`
if (existsSync(program)) chmodSync(program, 0o755)
process.exitCode = status ?? 1
