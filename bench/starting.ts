/**
 * Starting: `waluigi list` on a workflow that has been loaded before, at most twice a bare `node -e 0`; the first task of
 * a workflow of one task, at most 2.5 times.
 *
 *     node --import jiti/register bench/starting.ts [--json]
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { program, timed } from "./process.ts"
import * as Report from "./report.ts"

const main = join(fileURLToPath(new URL("..", import.meta.url)), "dist/cli/main.js")

const source = `import * as t from "io-ts"
import { int, json, param, task } from "waluigi"
export const Only = task("Only", {
  doc: "The one task",
  params: { n: param(int, { default: 1 }) },
  output: json(t.number),
  run: ({ n }) => n,
})
`

const folder = mkdtempSync(join(tmpdir(), "waluigi-starting-"))
const rows: Array<Report.Row> = []
try {
  program(folder)
  writeFileSync(join(folder, "workflow.ts"), source)
  const questions = [
    { question: "list", words: ["list"], limit: 2 },
    { question: "one task, from nothing", words: ["--quiet", "Only"], limit: 2.5 },
    { question: "--version", words: ["--version"], limit: undefined },
    { question: "nothing to do", words: ["--quiet", "Only"], limit: undefined, kept: true },
  ]
  for (const { question, words, limit, kept } of questions) {
    const again = (): void => {
      if (kept !== true) rmSync(join(folder, "results"), { recursive: true, force: true })
    }
    const ours = [process.execPath, main, ...words]
    const { first, second, ratio } = timed(15, folder, ours, [process.execPath, "-e", "0"], again)
    const row = { question, tasks: 1, milliseconds: first, beside: second, ratio, limit, notes: [] }
    rows.push(row)
    Report.print(row)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
Report.end("starting, beside node alone", rows)
