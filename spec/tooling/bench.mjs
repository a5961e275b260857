/**
 * `npm run bench`: builds, then asks every question of `bench/` in turn, one process each, and tells by which command.
 *
 *     npm run bench                        all of them, some twenty minutes
 *     npm run bench -- --quick             smaller counts, no peers
 *     npm run bench -- running starting    these alone
 *     npm run bench -- --json              one list of JSON on standard output
 */
import { spawnSync } from "node:child_process"
import { build, root, run, show } from "./step.mjs"

/** Each with what it takes less of under `--quick`. */
const questions = [
  { name: "resolving", quick: ["--quick"] },
  { name: "overrides", quick: [] },
  { name: "null-build", quick: [] },
  { name: "scheduling", quick: ["--quick"] },
  { name: "running", quick: ["--quick"] },
  { name: "workers", quick: ["--quick"] },
  { name: "starting", quick: [] },
  { name: "types", quick: [] },
]

const words = process.argv.slice(2)
const isJson = words.includes("--json")
const isQuick = words.includes("--quick")
const wanted = words.filter((word) => !word.startsWith("--"))
const unknown = wanted.filter((word) => !questions.some(({ name }) => name === word))
if (unknown.length > 0) {
  console.error(`no such question: ${unknown.join(", ")}; there are ${questions.map(({ name }) => name).join(", ")}`)
  process.exit(2)
}

const built = await run(build)
if (!built.passed) {
  show(built, true)
  process.exit(1)
}

const all = []
for (const { name, quick } of questions) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const args = ["--expose-gc", "--import", "jiti/register", `bench/${name}.ts`, ...(isQuick ? quick : [])]
  const command = `node ${args.join(" ")}`
  if (!isJson) console.log(`\n${command}`)
  const { status, stdout } = spawnSync(process.execPath, isJson ? [...args, "--json"] : args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", isJson ? "pipe" : "inherit", "inherit"],
    maxBuffer: 1 << 28,
  })
  if (status !== 0) process.exitCode = 1
  if (isJson) all.push({ command, status, ...answer(stdout) })
}
if (isJson) console.log(JSON.stringify(all, null, 2))

/** What a question printed: its rows, or its own words where it has no rows. */
function answer(text) {
  try {
    return JSON.parse(text)
  } catch {
    return { text }
  }
}
