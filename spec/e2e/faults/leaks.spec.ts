/**
 * Leaks: what a run holds on to while it goes on, and after it has ended.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, it, onTestFinished } from "vitest"
import { root, start, workspace } from "../program.ts"
import { isFull, scaled } from "./scale.ts"

const library = JSON.stringify(pathToFileURL(join(root, "dist/index.js")).href)

/** Runs a script with the built library, told what to warn of; gives what it prints as JSON. */
const ask = async (script: string, env: NodeJS.ProcessEnv = {}, more = {}): Promise<unknown> => {
  const folder = workspace({
    ...more,
    "script.mjs": `import * as t from "io-ts"\nimport * as W from ${library}\n${script}`,
  })
  // Compiled code grows for a long time, and is no leak.
  const args = ["--expose-gc", "--no-opt", "--no-sparkplug", "--trace-warnings", "script.mjs"]
  const exit = await start(folder, process.execPath, args, { ...env, TMPDIR: folder }).exit
  expect(exit.err).toBe("")
  expect(exit.code).toBe(0)
  return JSON.parse(exit.out)
}

const tasks = scaled(100_000, 10_000)
/** The first ten runs of one process are not counted: it is still growing into its work. */
const rounds = scaled(60, 3)

/** A layer of a hundred and all others above it, each with three dependencies, an output and a claim. */
const many = `
const { int, param, run, task, json } = W
const Low = task("Low", { params: { n: param(int) }, output: json(t.number), run: ({ n }) => n })
const High = task("High", {
  params: { n: param(int) },
  dynamic: { below: ({ n }) => [0, 1, 2].map((one) => Low({ n: (n + one) % 100 })) },
  output: json(t.number),
  run: ({ n }) => n,
})
const samples = []
let ended = 0
const look = () => {
  gc()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  samples.push({ ended, bytes: heapUsed + external + arrayBuffers })
}
const each = Math.ceil(${tasks} / 10)
const result = await run(High({ n: Array.from({ length: ${tasks} }, (_, n) => n) }), {
  workers: 16,
  outputRoot: process.env.OUTPUTS,
  onEvent: (event) => {
    if (event._tag !== "Succeeded") return
    ended += 1
    if (ended % each === 0) look()
  },
})
if (result._tag !== "Complete") throw new Error(result.message)
console.log(JSON.stringify(samples))
`

describe("a run of many tasks", { timeout: scaled(600_000, 60_000) }, () => {
  it(`grows by less than a tenth of a task's record for each of ${tasks} that ends`, async () => {
    const samples = (await ask(many, { OUTPUTS: outputs() })) as ReadonlyArray<{
      readonly ended: number
      readonly bytes: number
    }>
    const [warm, last] = [samples[1], samples.at(-1)]
    if (warm === undefined || last === undefined) throw new Error("no samples")
    const growth = (last.bytes - warm.bytes) / (last.ended - warm.ended)
    console.log(
      samples.map(({ ended, bytes }) => `${ended}: ${(bytes / 1e6).toFixed(1)} MB`).join(", "),
      `, ${growth.toFixed(0)} bytes a task`,
    )
    // A node of a plan takes about a thousand bytes.
    expect(growth).toBeLessThan(100)
  })

  it.runIf(isFull && existsSync("/proc"))(
    "does not grow where they run in worker processes, nor do these",
    async () => {
      const samples = (await ask(inWorkers, { OUTPUTS: outputs() }, heavy)) as ReadonlyArray<{
        readonly ended: number
        readonly main: number
        readonly workers: number
      }>
      const [warm, last] = [samples[0], samples.at(-1)]
      if (warm === undefined || last === undefined) throw new Error("no samples")
      const tasks = last.ended - warm.ended
      const [main, workers] = [(last.main - warm.main) / tasks, (last.workers - warm.workers) / tasks]
      console.log(`${main.toFixed(0)} bytes a task in the main process, ${workers.toFixed(0)} in a worker`)
      expect(main).toBeLessThan(200)
      // Of a process as a whole, which keeps what it once had.
      expect(workers).toBeLessThan(1_000)
    },
  )
})

/** The same above tasks of worker processes, of which the memory is asked for from outside. */
const heavy = {
  "workflow.mjs": `
import * as t from "io-ts"
import { int, json, param, task } from ${library}
export const Low = task("Low", { params: { n: param(int) }, output: json(t.number), run: ({ n }) => n })
export const Heavy = task("Heavy", {
  resources: { cpu: 1 },
  params: { n: param(int) },
  dynamic: { below: ({ n }) => [0, 1, 2].map((one) => Low({ n: (n + one) % 100 })) },
  output: json(t.number),
  run: async (p, ctx) => (await ctx.load(p.below[0])) + p.n,
})
`,
}

const inWorkers = `
import { readdirSync, readFileSync } from "node:fs"
const { Heavy } = await import("./workflow.mjs")
const isOurs = (pid) => {
  try {
    return readFileSync("/proc/" + pid + "/stat", "utf8").split(") ").at(-1).split(" ")[1] === String(process.pid)
  } catch {
    return false
  }
}
const resident = (pid) => 1024 * Number(/VmRSS:\\s+(\\d+)/.exec(readFileSync("/proc/" + pid + "/status", "utf8"))[1])
const samples = []
let ended = 0
const result = await W.run(Heavy({ n: Array.from({ length: 20_000 }, (_, n) => n) }), {
  workers: 2,
  file: process.cwd() + "/workflow.mjs",
  outputRoot: process.env.OUTPUTS,
  onEvent: (event) => {
    if (event._tag !== "Succeeded") return
    ended += 1
    if (ended % 4_000 > 0) return
    gc()
    const workers = readdirSync("/proc").filter((pid) => /^\\d+$/.test(pid) && isOurs(pid)).map(resident)
    samples.push({ ended, main: process.memoryUsage().heapUsed, workers: Math.max(...workers) })
  },
})
if (result._tag !== "Complete") throw new Error(result.message)
console.log(JSON.stringify(samples))
`

/** A folder for many outputs. In memory, where there is such a one: a disk would take minutes to flush them all. */
const outputs = (): string => {
  const made = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "waluigi-leaks-"))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** Every kind of task, run several times in one process. */
const kinds = (body: string) => `
import { EventEmitter } from "node:events"
const { dep, file, int, json, many, param, run, shell, task, text } = W
const warnings = []
process.on("warning", ({ message }) => warnings.push(message))
const listeners = () => Object.fromEntries(process.eventNames().map((name) => [String(name), process.listenerCount(name)]))
const held = () => ({
  resources: process.getActiveResourcesInfo().sort(),
  handles: process._getActiveHandles().map(({ constructor }) => constructor.name).sort(),
  requests: process._getActiveRequests().length,
  listeners: listeners(),
})
${body}
`

it("holds nothing after it has ended: no handle, no timer, no listener", { timeout: 60_000 }, async () => {
  const answer = (await ask(
    kinds(`
const Low = task("Low", { params: { n: param(int), round: param(int) }, output: json(t.number), run: ({ n }) => n })
const Script = task("Script", {
  params: { round: param(int) },
  output: file("txt"),
  run: (_, ctx) => shell(ctx, ["sh", "-c", 'echo said; echo made >"$0"', ctx.output]),
})
const Needing = task("Needing", {
  params: { round: param(int) },
  output: text(),
  run: async ({ round }, ctx) => String(await ctx.load(await ctx.need(Low({ n: 100, round })))),
})
const Again = task("Again", {
  params: { round: param(int) },
  retries: { times: 2, delay: 5 },
  output: text(),
  run: (_, ctx) => {
    if (ctx.attempt < 3) throw new Error("not yet")
    return "at last"
  },
})
const Slow = task("Slow", {
  params: { round: param(int) },
  timeout: 20,
  output: text(),
  run: (_, ctx) => new Promise((_, no) => ctx.signal.addEventListener("abort", () => no(ctx.signal.reason))),
})
const All = task("All", {
  params: {
    low: many(Low, { pins: { n: Array.from({ length: 50 }, (_, n) => n) } }),
    script: dep(Script),
    needing: dep(Needing),
    again: dep(Again),
    slow: dep(Slow, {}, { settled: true }),
  },
  output: text(),
  run: () => "all",
})
// Made by node itself when first asked for.
void [process.stdout, process.stderr]
await new Promise((resolve) => setTimeout(resolve, 50))
const before = held()
const heaps = []
const signal = new AbortController().signal
for (let round = 0; round < ${rounds}; round++) {
  const result = await run(All({ round }), { workers: 8, signal, claimTimeout: 1000 })
  if (result.failures.length !== 1) throw new Error(result.message)
  gc()
  heaps.push(process.memoryUsage().heapUsed)
}
const stop = new AbortController()
setTimeout(() => stop.abort(), 50)
const stopped = await run(task("Endless", { params: {}, output: text(), run: () => new Promise((go) => setTimeout(go, 300)) })({}), { signal: stop.signal, grace: 10 })
if (stopped._tag !== "Interrupted") throw new Error(stopped._tag)
await new Promise((resolve) => setTimeout(resolve, 400))
console.log(JSON.stringify({ before, after: held(), heaps, warnings }))
`),
  )) as {
    readonly before: unknown
    readonly after: unknown
    readonly heaps: ReadonlyArray<number>
    readonly warnings: ReadonlyArray<string>
  }
  expect(answer.after).toEqual(answer.before)
  expect(answer.warnings).toEqual([])
  if (!isFull) return
  const growth = ((answer.heaps.at(-1) ?? 0) - (answer.heaps[9] ?? 0)) / (rounds - 10)
  console.log(`${rounds - 10} runs more: ${growth.toFixed(0)} bytes each`)
  // The records of one run of some sixty tasks take ten times as much.
  expect(growth).toBeLessThan(6_000)
})

it("holds nothing of worker processes after they have ended", { timeout: 60_000 }, async () => {
  const workflow = `
import * as t from "io-ts"
import { int, json, param, task } from "waluigi"
export const Heavy = task("Heavy", {
  resources: { cpu: 1 },
  params: { n: param(int) },
  output: json(t.number),
  run: ({ n }) => (n % 4 === 3 ? process.exit(1) : n),
})
`
  const answer = (await ask(
    kinds(`
const { Heavy } = await import("./workflow.mjs")
void [process.stdout, process.stderr]
await new Promise((resolve) => setTimeout(resolve, 50))
const before = held()
const counts = []
for (let round = 0; round < ${scaled(3, 1)}; round++) {
  const n = Array.from({ length: 4 }, (_, n) => 4 * round + n)
  counts.push((await run(Heavy({ n }), { workers: 2, file: process.cwd() + "/workflow.mjs" })).counts)
}
console.log(JSON.stringify({ before, after: held(), counts, warnings }))
`),
    {},
    { "workflow.mjs": workflow.replace('"waluigi"', library) },
  )) as { readonly before: unknown; readonly after: unknown; readonly counts: unknown; readonly warnings: unknown }
  const counts = { complete: 0, made: 3, elsewhere: 0, failed: 1, blocked: 0, left: 0 }
  expect(answer.counts).toEqual(scaled([counts, counts, counts], [counts]))
  expect(answer.after).toEqual(answer.before)
  expect(answer.warnings).toEqual([])
})
