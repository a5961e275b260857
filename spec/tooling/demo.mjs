/**
 * The demo, `npm run demo`: the poster of Seattle's weather, from a fresh clone on.
 *
 * Installs, builds and runs only what is not there yet: a second time there is nothing to do.
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { install } from "./install.mjs"
import { root } from "./step.mjs"

const program = join(root, "dist/cli/main.js")
/** Touched when a build has passed: `dist` alone does not tell, the compiler writes it in spite of errors. */
const mark = join(root, "node_modules/.cache/waluigi/built")
const sources = ["lib", "package-lock.json", "tsconfig.json", "tsconfig.build.json", "spec/tooling/build.mjs"]

/** The last time that a file, or a folder with what is in it, was changed. */
const changed = (path) => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((last, name) => Math.max(last, changed(join(path, name))), stat.mtimeMs)
}

const built = () =>
  existsSync(program) &&
  existsSync(mark) &&
  sources.every((source) => changed(join(root, source)) <= Math.min(changed(mark), changed(program)))

const build = () => {
  if (built()) return true
  process.stdout.write("building dist\n")
  rmSync(mark, { force: true })
  const passed = spawnSync(process.execPath, [join(root, "spec/tooling/build.mjs")], { stdio: "inherit" }).status === 0
  if (passed) {
    mkdirSync(join(mark, ".."), { recursive: true })
    writeFileSync(mark, "")
  }
  return passed
}

const demo = () => {
  const words = ["--file", "spec/examples/weather/workflow.ts", "Poster", "--year=2012..2015"]
  process.stdout.write(`waluigi ${words.join(" ")}\n\n`)
  return spawnSync(process.execPath, [program, ...words], { cwd: root, stdio: "inherit" }).status ?? 1
}

process.exitCode = install() && build() ? demo() : 1
