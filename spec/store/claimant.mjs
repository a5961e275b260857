/**
 * A process that runs tasks on outputs that others make too; each task notes that it was run.
 *
 *     node claimant.mjs <root> <notes> <tasks> <milliseconds | exit | compute> [claim timeout]
 */
import { appendFileSync, existsSync } from "node:fs"
import { setTimeout } from "node:timers/promises"
import { createJiti } from "jiti"

const [, , root, notes, tasks, milliseconds, claimTimeout = "60000"] = process.argv
const jiti = createJiti(import.meta.url, {
  alias: { waluigi: new URL("../../lib/index.ts", import.meta.url).pathname },
})
const { int, param, run, task, text } = await jiti.import("waluigi")

/** Computes for two seconds and more, and lets nothing else have its turn, but for the first moment. */
const compute = async () => {
  await setTimeout(300)
  for (const end = performance.now() + 2500; performance.now() < end; );
}

const Task = task("Task", {
  params: { n: param(int) },
  output: text(),
  run: async ({ n }) => {
    appendFileSync(notes, `${n}\n`)
    if (milliseconds === "exit") process.exit(3)
    if (milliseconds === "compute") await compute()
    else await setTimeout(Number(milliseconds))
    return String(n)
  },
})

process.stdout.write("ready\n")
// All begin together.
while (!existsSync(`${notes}.go`)) await setTimeout(2)
const result = await run(Task({ n: Array.from({ length: Number(tasks) }, (_, n) => n) }), {
  outputRoot: root,
  workers: 4,
  claimTimeout: Number(claimTimeout),
})
process.stdout.write(`${JSON.stringify({ outcome: result._tag, ...result.counts })}\n`)
