/**
 * A process that runs tasks on outputs that others make too; each task notes that it was run.
 *
 *     node claimant.mjs <root> <notes> <tasks> <milliseconds | exit>
 */
import { appendFileSync, existsSync } from "node:fs"
import { setTimeout } from "node:timers/promises"
import { createJiti } from "jiti"

const [, , root, notes, tasks, milliseconds] = process.argv
const jiti = createJiti(import.meta.url, {
  alias: { waluigi: new URL("../../lib/index.ts", import.meta.url).pathname },
})
const { int, param, run, task, text } = await jiti.import("waluigi")

const Task = task("Task", {
  params: { n: param(int) },
  output: text(),
  run: async ({ n }) => {
    appendFileSync(notes, `${n}\n`)
    if (milliseconds === "exit") process.exit(3)
    await setTimeout(Number(milliseconds))
    return String(n)
  },
})

process.stdout.write("ready\n")
// All begin together.
while (!existsSync(`${notes}.go`)) await setTimeout(2)
const result = await run(Task({ n: Array.from({ length: Number(tasks) }, (_, n) => n) }), {
  outputRoot: root,
  workers: 4,
})
process.stdout.write(`${JSON.stringify({ outcome: result._tag, ...result.counts })}\n`)
