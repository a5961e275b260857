/**
 * Tasks that compute, in one worker process and in two: two must be at least 1.7 times as fast, where two bare processes
 * are: on a machine with other work they are not. Then what a worker costs: a thousand tiny tasks in two workers, beside
 * the same in the main process.
 *
 *     node --import jiti/register bench/workers.ts [--json] [--quick]
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { run } from "waluigi"
import { Heavy, Light, Tiny } from "./heavy.ts"
import { median } from "./measure.ts"
import * as Report from "./report.ts"

const folder = mkdtempSync(join(tmpdir(), "waluigi-workers-"))
const file = fileURLToPath(new URL("./heavy.ts", import.meta.url))

const upTo = (count: number): Array<number> => Array.from({ length: count }, (_, n) => n)

/** Milliseconds of the same loops in bare processes: what the machine has to give at this moment. */
const bare = async (tasks: number, turns: number, workers: number): Promise<number> => {
  const loop = `let sum = 0; for (let turn = 0; turn < ${turns}; turn += 1) sum = Math.imul(sum ^ turn, 0x01000193)`
  const start = performance.now()
  let left = tasks
  const work = async (): Promise<void> => {
    while (left-- > 0) await once(spawn(process.execPath, ["-e", loop]), "exit")
  }
  await Promise.all(Array.from({ length: workers }, work))
  return performance.now() - start
}

let runs = 0
/** Milliseconds of a run in a folder of its own. */
const timed = async (workflow: Parameters<typeof run>[0], workers: number): Promise<number> => {
  const start = performance.now()
  const result = await run(workflow, { file, workers, outputRoot: join(folder, `results-${(runs += 1)}`) })
  if (result._tag !== "Complete") throw new Error(`the run ended as ${result._tag}`)
  return performance.now() - start
}

const rows: Array<Report.Row> = []
const tell = (row: Report.Row): void => {
  rows.push(row)
  Report.print(row)
}

try {
  const quick = process.argv.includes("--quick")
  const tasks = quick ? 4 : 8
  const turns = 1_000_000_000
  const pairs: Array<{ readonly two: number; readonly one: number }> = []
  for (let turn = 0; turn < (quick ? 1 : 3); turn += 1) {
    const heavy = Heavy({ n: upTo(tasks), turns })
    // In turns who is first.
    if (turn % 2 === 0) pairs.push({ two: await timed(heavy, 2), one: await timed(heavy, 1) })
    else {
      const one = await timed(heavy, 1)
      pairs.push({ two: await timed(heavy, 2), one })
    }
  }
  const machine = (await bare(tasks, turns, 1)) / (await bare(tasks, turns, 2))
  const faster = median(pairs.map(({ two, one }) => one / two))
  tell({
    question: "tasks that compute in two workers, beside one",
    tasks,
    milliseconds: median(pairs.map(({ two }) => two)),
    beside: median(pairs.map(({ one }) => one)),
    ratio: 1 / faster,
    limit: 1 / 1.7,
    notes: [
      { name: "times as fast", value: faster, limit: undefined },
      { name: "bare processes", value: machine, limit: undefined },
    ],
  })

  const count = quick ? 200 : 1000
  const others: Array<{ readonly away: number; readonly here: number }> = []
  for (let turn = 0; turn < 3; turn += 1)
    others.push({ away: await timed(Tiny({ n: upTo(count) }), 2), here: await timed(Light({ n: upTo(count) }), 2) })
  const away = median(others.map((one) => one.away))
  tell({
    question: "tiny tasks in two workers, beside the main process",
    tasks: count,
    milliseconds: away,
    beside: median(others.map(({ here }) => here)),
    ratio: median(others.map((one) => one.away / one.here)),
    limit: undefined,
    notes: [],
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
Report.end("workers", rows)
