/**
 * Builds the program before its tests, if a source is newer than what is there.
 */
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))
const program = join(root, "dist/cli/main.js")

export const setup = (): void => {
  const times = [
    "lib",
    ...readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" }).map((path) => `lib/${path}`),
  ]
    .concat("tsconfig.json", "tsconfig.build.json", "spec/tooling/build.mjs")
    .map((path) => statSync(join(root, path)).mtimeMs)
  if (existsSync(program) && statSync(program).mtimeMs >= Math.max(...times)) return
  execFileSync(process.execPath, [join(root, "spec/tooling/build.mjs")], { stdio: "inherit" })
}
