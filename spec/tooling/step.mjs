/**
 * Steps of a check: commands of which each is run, shown whole when it ends, and counted.
 *
 * Plain JavaScript without dependencies: it runs before anything is installed or built.
 */
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** The checkout. */
export const root = fileURLToPath(new URL("../../", import.meta.url))

const bin = (name) => `${root}node_modules/.bin/${name}`
const color = (process.stdout.isTTY || process.env.FORCE_COLOR) && !process.env.NO_COLOR
const bold = (text) => (color ? `\x1b[1m${text}\x1b[22m` : text)

// --- model

/** By its file, for the compiler that typedoc reads with is called `tsc` in `.bin` too. */
const tsc = `${root}node_modules/typescript/bin/tsc`
export const types = { name: "types", command: [tsc, "-p", "tsconfig.json"] }
export const lint = { name: "lint", command: [bin("biome"), "check", "--error-on-warnings", "."] }
/** The same, of what has changed since the last time. */
export const changedTypes = {
  name: "types",
  command: [...types.command, "--incremental", "--tsBuildInfoFile", "node_modules/.cache/waluigi/types.tsbuildinfo"],
}
/** The same without the rules that read types and imports of all files, which take half of the time. */
export const quickLint = {
  name: "lint",
  command: [
    ...lint.command,
    ...["noImportCycles", "noFloatingPromises", "noMisusedPromises"].map((rule) => `--skip=${rule}`),
  ],
}
export const build = { name: "build", command: [process.execPath, `${root}spec/tooling/build.mjs`] }

/** A run of vitest over some of its projects. Tests are counted from its report. */
export const tests = (name, projects, report) => ({
  name,
  report,
  command: [
    bin("vitest"),
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    ...(report ? ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`] : ["--reporter=dot"]),
  ],
})

// --- queries

/** Runs a step and gives its name, whether it passed, its seconds, its output and the tests it counted. */
export const run = ({ name, command: [file, ...args], report }) =>
  new Promise((resolve) => {
    const start = performance.now()
    const child = spawn(file, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...(color ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }) },
    })
    const chunks = []
    child.stdout.on("data", (chunk) => chunks.push(chunk))
    child.stderr.on("data", (chunk) => chunks.push(chunk))
    const end = (passed) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      resolve({ name, passed, seconds, output: Buffer.concat(chunks).toString(), ...counted(report) })
    }
    child.on("error", (error) => {
      chunks.push(Buffer.from(`${error.message}\n`))
      end(false)
    })
    child.on("close", (code) => end(code === 0))
  })

const counted = (report) => {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"))
    // A file that cannot be loaded has no tests, and is a failure all the same.
    const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length
    return { tests: numPassedTests, failures: numFailedTests + broken }
  } catch {
    return { tests: 0, failures: 0 }
  }
}

/** Shows a step that has ended: one line if it passed and has nothing to tell, else its whole output. */
export const show = ({ name, passed, seconds, output }, loud) => {
  process.stdout.write(`${bold(`${passed ? "ok  " : "FAIL"} ${name}`)} ${seconds} s\n`)
  if (loud || !passed) process.stdout.write(`${output.replace(/^JSON report written.*\n/m, "").trimEnd()}\n`)
}
