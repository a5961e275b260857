/**
 * Nothing to do, all checked: a hundred thousand tasks whose outputs are there, beside ninja on the very same files.
 * Limit: 3 times ninja. Then a million tasks, planned and checked within 4 GB.
 *
 *     node --import jiti/register bench/null-build.ts [--json] [--million]
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { int, json, param, planToJson, resolve, task } from "waluigi"
import * as t from "io-ts"
import { program, timed } from "./process.ts"
import * as Report from "./report.ts"

const root = fileURLToPath(new URL("..", import.meta.url))

const source = `import * as t from "io-ts"
import { int, json, param, task } from "waluigi"
export const Leaf = task("Leaf", {
  params: { n: param(int), a: param(int, { default: 1 }), b: param(int, { default: 1 }), c: param(int, { default: 1 }) },
  output: json(t.number),
  run: ({ n }) => n,
})
`

/** The same task here, to know where its outputs lie. */
const Leaf = task("Leaf", {
  params: {
    n: param(int),
    a: param(int, { default: 1 }),
    b: param(int, { default: 1 }),
    c: param(int, { default: 1 }),
  },
  output: json(t.number),
  run: ({ n }) => n,
})

const outputs = (count: number): ReadonlyArray<string> => {
  const resolved = resolve(Leaf({ n: Array.from({ length: count }, (_, n) => n) }))
  if (resolved._tag === "Left") throw new Error("the workflow does not resolve")
  const { nodes } = planToJson(resolved.right) as {
    readonly nodes: Readonly<Record<string, { readonly output: string }>>
  }
  return Object.values(nodes).map(({ output }) => join("results", output))
}

/** Writes every output, and a build file that says of each that nothing is needed for it. */
const prepare = (folder: string, count: number): void => {
  const all = outputs(count)
  for (const path of all) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), "1")
  }
  // A generator is not asked for the command by which it was made, so no build must have been run before.
  const rule = "rule make\n  command = false\n  generator = 1\n"
  writeFileSync(
    join(folder, "build.ninja"),
    `${rule}${all.map((path) => `build ${path.replaceAll("=", "=")}: make\n`).join("")}`,
  )
  writeFileSync(join(folder, "workflow.ts"), source)
  program(folder)
}

const main = join(root, "dist/cli/main.js")
const rows: Array<Report.Row> = []
const hasNinja = spawnSync("ninja", ["--version"]).status === 0
const counts = process.argv.includes("--million") ? [100_000, 1_000_000] : [100_000]
for (const count of counts) {
  const folder = mkdtempSync(join(tmpdir(), "waluigi-null-"))
  try {
    prepare(folder, count)
    const ours = [process.execPath, "--max-old-space-size=4096", main, "--quiet", "Leaf", `--n=0..${count - 1}`]
    const { first, second, ratio, kilobytes } = timed(
      count > 100_000 ? 1 : 5,
      folder,
      ours,
      hasNinja ? ["ninja"] : undefined,
    )
    const row: Report.Row = {
      question: hasNinja ? "nothing to do, beside ninja" : "nothing to do (ninja is not installed)",
      tasks: count,
      milliseconds: first,
      beside: second,
      ratio,
      limit: count === 100_000 && hasNinja ? 3 : undefined,
      notes: [{ name: "MB", value: kilobytes / 1000, limit: count === 1_000_000 ? 4000 : undefined }],
    }
    rows.push(row)
    Report.print(row)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
Report.end("nothing to do", rows)
