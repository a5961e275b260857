/**
 * Running ten thousand tasks that each write one small JSON file, beside a bare loop that writes the same files the same
 * way: beside their place, flushed, renamed, the names flushed, as many in flight. Limit: 1.5 times the loop.
 * Then a hundred thousand (growth), and the peers that are installed, which flush nothing.
 *
 *     node --expose-gc --import jiti/register bench/running.ts [--json] [--quick]
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { mkdir, open, rename } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as t from "io-ts"
import { int, json, param, planToJson, resolve, run, task } from "waluigi"
import { median } from "./measure.ts"
import * as Report from "./report.ts"

const Leaf = task("Leaf", { params: { n: param(int) }, output: json(t.number), run: ({ n }) => n })

const upTo = (count: number): Array<number> => Array.from({ length: count }, (_, n) => n)

const inFlight = 32

/** Where the outputs of so many tasks lie below the output root. */
const places = (count: number): ReadonlyArray<string> => {
  const resolved = resolve(Leaf({ n: upTo(count) }))
  if (resolved._tag === "Left") throw new Error("the workflow does not resolve")
  const { nodes } = planToJson(resolved.right) as {
    readonly nodes: Readonly<Record<string, { readonly output: string }>>
  }
  return Object.values(nodes).map(({ output }) => output)
}

/** Writes one file as it must be written to be there whole or not at all, through a power failure too. */
const write = async (path: string, text: string): Promise<void> => {
  const folder = dirname(path)
  await mkdir(folder)
  const temporary = join(folder, ".temporary")
  const file = await open(temporary, "wx")
  await file.writeFile(text)
  await file.sync()
  await file.close()
  const names = await open(folder, "r")
  const above = await open(dirname(folder), "r")
  await above.sync()
  await above.close()
  await rename(temporary, path)
  await names.sync()
  await names.close()
}

const bare = async (folder: string, paths: ReadonlyArray<string>): Promise<void> => {
  mkdirSync(join(folder, "Leaf"), { recursive: true })
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < paths.length; at = next++) await write(join(folder, paths[at] as string), `${at}\n`)
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
}

const ours = async (folder: string, count: number): Promise<void> => {
  const result = await run(Leaf({ n: upTo(count) }), { outputRoot: folder, workers: inFlight })
  if (result._tag !== "Complete") throw new Error(`the run ended as ${result._tag}`)
}

/** Times some work in a folder of its own. */
const timed = async (work: (folder: string) => unknown): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), "waluigi-running-"))
  try {
    const start = performance.now()
    await work(folder)
    return performance.now() - start
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const rows: Array<Report.Row> = []
const tell = (row: Report.Row): void => {
  rows.push(row)
  Report.print(row)
}

const counts = process.argv.includes("--quick") ? [10_000] : [10_000, 100_000]
let each: number | undefined
for (const count of counts) {
  const paths = places(count)
  const turns: Array<{ readonly a: number; readonly b: number }> = []
  for (let turn = 0; turn < (count > 10_000 ? 1 : 5); turn += 1) {
    const a = () => timed((folder) => ours(folder, count))
    const b = () => timed((folder) => bare(folder, paths))
    // In turns who is first: a disk is slower while it still writes what came before.
    if (turn % 2 === 0) turns.push({ a: await a(), b: await b() })
    else {
      const first = await b()
      turns.push({ a: await a(), b: first })
    }
  }
  const a = median(turns.map((row) => row.a))
  const growth = each === undefined ? [] : [{ name: "growth", value: a / count / each, limit: 1.2 }]
  each = a / count
  tell({
    question: "tiny tasks, beside a bare loop",
    tasks: count,
    milliseconds: a,
    beside: median(turns.map((row) => row.b)),
    ratio: median(turns.map((row) => row.a / row.b)),
    limit: count === 10_000 ? 1.5 : undefined,
    notes: growth,
  })
}

// Peers

interface Peer {
  readonly name: string
  readonly command: ReadonlyArray<string>
  readonly tasks: number
  readonly file: string
  readonly text: (tasks: number) => string
}

const peers: ReadonlyArray<Peer> = [
  {
    name: "make",
    command: ["make", "-s", "-j2", "all"],
    tasks: 10_000,
    file: "Makefile",
    text: (tasks) =>
      `all: ${upTo(tasks)
        .map((n) => `out/${n}`)
        .join(" ")}\nout/%:\n\t@echo $* > $@.t && mv $@.t $@\n`,
  },
  {
    name: "ninja",
    command: ["ninja", "--quiet", "-j2"],
    tasks: 10_000,
    file: "build.ninja",
    text: (tasks) =>
      `rule make\n  command = echo 1 > $out.t && mv $out.t $out\n${upTo(tasks)
        .map((n) => `build out/${n}: make\n`)
        .join("")}`,
  },
  {
    name: "doit",
    command: ["doit", "-n", "2", "-v", "0"],
    tasks: 10_000,
    file: "dodo.py",
    text: (tasks) =>
      `import os\ndef write(n):\n    open(f"out/{n}.t", "w").write(str(n))\n    os.rename(f"out/{n}.t", f"out/{n}")\ndef task_leaf():\n    for n in range(${tasks}):\n        yield {"name": str(n), "actions": [(write, [n])], "targets": [f"out/{n}"], "uptodate": [True]}\n`,
  },
  {
    name: "snakemake",
    command: ["snakemake", "--quiet", "-j2"],
    tasks: 1000,
    file: "Snakefile",
    text: (tasks) =>
      `rule all:\n    input: expand("out/{n}", n=range(${tasks}))\nrule leaf:\n    output: "out/{n}"\n    shell: "echo {wildcards.n} > {output}"\n`,
  },
]

for (const { name, command, tasks, file, text } of process.argv.includes("--quick") ? [] : peers) {
  const [program, ...words] = command as [string, ...Array<string>]
  if (spawnSync(program, ["--version"]).error !== undefined) {
    if (!process.argv.includes("--json")) console.log(`${name} is not installed`)
    continue
  }
  const beside = await timed((folder) => {
    mkdirSync(join(folder, "out"))
    writeFileSync(join(folder, file), text(tasks))
    const { status, stderr } = spawnSync(program, words, { cwd: folder, encoding: "utf8", timeout: 300_000 })
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr.slice(0, 300)}`)
  })
  const milliseconds = await timed((folder) => ours(folder, tasks))
  tell({
    question: `tiny tasks, beside ${name}`,
    tasks,
    milliseconds,
    beside,
    ratio: milliseconds / beside,
    limit: undefined,
    notes: [],
  })
}
Report.end("running", rows)
