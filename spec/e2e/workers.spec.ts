/**
 * Heavy tasks in processes of their own: what they get is what they would get in the main process, and what ends such a
 * process fails its task alone.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, it } from "vitest"
import { files, program, read, root, start, until, waluigi, workspace, write } from "./program.ts"

const head = `
import * as t from "io-ts"
import { writeFileSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"
import { constant, date, dep, extend, file, float, int, json, list, many, optional, param, str, task, text, type } from "waluigi"
`

/** The processes that stand below one, by /proc. */
const below = (pid: number): ReadonlyArray<number> =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8")
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid ? [Number(name)] : []
      } catch {
        return []
      }
    })

const isAlive = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    return stat.slice(stat.lastIndexOf(")") + 2)[0] !== "Z"
  } catch {
    return false
  }
}

/** What lies below the output root, less what waluigi itself keeps there. */
const made = (folder: string): ReadonlyArray<string> =>
  files(join(folder, "results")).filter((path) => !path.startsWith(".waluigi"))

const output = (folder: string, task: string): unknown => {
  const path = made(folder).find((one) => one.startsWith(`${task}/`)) ?? ""
  return JSON.parse(read(folder, `results/${path}`))
}

describe("a heavy task", () => {
  it("runs in another process, two at once in two; a light one in the main process; workers are used again", async () => {
    const folder = workspace({
      "workflow.ts": `${head}
export const Heavy = task("Heavy", {
  params: { n: param(int) },
  resources: { cpu: 1 },
  output: json(t.number),
  run: async () => (await wait(50), process.pid),
})
export const Light = task("Light", {
  params: { all: many(Heavy) },
  output: json(t.UnknownRecord),
  run: async (p, ctx) => ({ main: process.pid, workers: [...new Set(await Promise.all(p.all.map(ctx.load)))] }),
})`,
    })
    const running = start(folder, process.execPath, [program, "--workers=2", "Light", "--n=1..6"])
    expect((await running.exit).code).toBe(0)
    const { main, workers } = output(folder, "Light") as { main: number; workers: ReadonlyArray<number> }
    expect(main).toBe(running.child.pid)
    expect(workers).toHaveLength(2)
    expect(workers).not.toContain(main)
    expect(workers.filter(isAlive)).toEqual([])
  })

  it("gets what it would get in the main process, whatever its slots hold", async () => {
    // The same tasks, light and heavy: the main process is the oracle.
    const source = (resources: string) => `${head}
const Size = type({ codec: new t.Type<Map<string, number>, string>("Size",
  (u): u is Map<string, number> => u instanceof Map,
  (u, c) => typeof u === "string" ? t.success(new Map([["size", Number(u)]])) : u instanceof Map ? t.success(u) : t.failure(u, c),
  (map) => String(map.get("size")),
) })
export const Leaf = task("Leaf", {
  params: {
    day: param(date),
    none: param(optional(int), { default: null }),
    some: param(list(float), { default: [0.1, -0, 1e300] }),
    size: param(Size, { default: new Map([["size", 7]]) }),
    version: constant({ a: [1, 2] }),
    n: param(int, { default: 1 }),
  },
  dynamic: {
    label: { type: str, compute: (p) => "n is " + p.n },
    square: (p) => (x: number) => x * x + p.n,
    table: (p) => new Map([[p.n, new Date(p.n)]]),
    nothing: () => null,
    plain: (p) => ({ nested: [p.n, { deep: null }] }),
  },
  ${resources}
  output: json(t.unknown),
  run: (p) => ({
    day: String(p.day), next: String(p.day.add({ days: 1 })), none: p.none, some: p.some.map((x) => Object.is(x, -0) ? "-0" : x),
    size: p.size.get("size"), version: p.version, label: p.label, square: p.square(3), time: p.table.get(p.n)?.getTime(),
    nothing: p.nothing, plain: p.plain, keys: Object.keys(p), frozen: Object.isFrozen(p), text: JSON.stringify(p),
  }),
})
export const Other = extend(Leaf, "Other", { run: (p) => ({ other: p.n }) })
export const Chain = task("Chain", {
  params: { n: param(int, { default: 40 }) },
  dynamic: { before: (p, self) => (p.n > 0 ? self({ ".n": p.n - 1 }) : null) },
  ${resources}
  output: json(t.number),
  run: async (p, ctx) => (p.before === null ? 0 : 1 + (await ctx.load(p.before))),
})
export const Top = task("Top", {
  params: { leaf: dep(Leaf), asleep: dep(Leaf, { n: 5 }, { optional: true }), all: many(Leaf, { pins: { n: [3, 1, 2] } }), chain: dep(Chain) },
  dynamic: {
    listed: () => [Leaf({ ".n": 8 }), Leaf({ ".n": 9 })],
    named: () => ({ a: Leaf({ ".n": 10 }), b: Chain({ ".n": 2 }) }),
  },
  ${resources}
  output: { values: json(t.unknown), note: text() },
  run: async (p, ctx) => ({
    values: {
      leaf: await ctx.load(p.leaf), asleep: p.asleep, all: p.all.map((one) => one.n), loaded: await Promise.all(p.all.map(ctx.load)),
      deep: p.chain.before?.before?.n, listed: p.listed.map((one) => one.label), named: [p.named.a.n, await ctx.load(p.named.b)],
      keys: Object.keys(p), text: JSON.stringify(p), same: p.leaf === p.all[1], inside: await ctx.load(p.chain),
    },
    note: p.leaf.label,
  }),
})`
    const [light, heavy] = [
      workspace({ "workflow.ts": source("") }),
      workspace({ "workflow.ts": source("resources: { cpu: 1 },") }),
    ]
    const line = ["--quiet", "Top", "--day=2024-02-29", "--Top.leaf=Other", "--Top.leaf.n=1"]
    const exits = await Promise.all([waluigi(light, line), waluigi(heavy, line)])
    expect(exits.map(({ code, err }) => [code, err])).toEqual([
      [0, ""],
      [0, ""],
    ])
    const contents = (folder: string) => made(folder).map((path) => [path, read(folder, `results/${path}`)])
    expect(contents(heavy)).toEqual(contents(light))
    expect(contents(heavy).length).toBeGreaterThan(40)
  })

  it("that asks for tasks on the way gets them without holding up the others", async () => {
    const folder = workspace({
      "workflow.ts": `${head}
export const Part = task("Part", {
  params: { n: param(int) }, resources: { cpu: 1 }, output: json(t.number), run: (p) => p.n * 10,
})
export const Light = task("Light", { params: { part: dep(Part) }, output: json(t.number), run: (p, ctx) => ctx.load(p.part) })
export const Asks = task("Asks", {
  params: { n: param(int) },
  resources: { cpu: 1 },
  output: json(t.unknown),
  run: async (p, ctx) => {
    const one = await ctx.need(Light({ n: p.n }))
    const all = await ctx.needAll(Part({ n: [p.n, 7] }))
    return [one.part.n, await ctx.load(one), await Promise.all(all.map(ctx.load))]
  },
})`,
    })
    const exit = await waluigi(folder, ["--workers=1", "--quiet", "Asks", "--n=1,2"])
    expect(exit).toEqual({ code: 0, out: "", err: "" })
    const asked = made(folder).filter((path) => path.startsWith("Asks/"))
    expect(asked.map((path) => JSON.parse(read(folder, `results/${path}`)))).toEqual([
      [1, 10, [10, 70]],
      [2, 20, [20, 70]],
    ])
  })

  it("that a function makes runs in the main process, which is said once", async () => {
    const folder = workspace({
      "workflow.ts": `${head}
const made = () => task("Inner", {
  params: { k: param(int) }, resources: { cpu: 1 }, output: json(t.number), run: (p) => p.k,
})
let inner: ReturnType<typeof made> | undefined
export const Outer = task("Outer", {
  params: { n: param(int) },
  dynamic: { inner: (p) => [(inner ??= made())({ k: p.n })] },
  resources: { cpu: 1 },
  output: json(t.number),
  run: (p, ctx) => ctx.load(p.inner[0]!),
})`,
    })
    const exit = await waluigi(folder, ["Outer", "--n=1,2"])
    expect(exit.code).toBe(0)
    expect(exit.out.match(/runs in the main process.*/g)).toEqual([
      "runs in the main process: a worker finds no such task in the workflow file; define and export Inner at its top level",
      "runs in the main process: a worker finds no Inner, which it depends on in the workflow file; define and export Inner at its top level",
    ])
  })
})

describe("the policies of a heavy task", () => {
  it("hold in its process: attempts, timeouts, collections in part, and needs that can never be", async () => {
    const folder = workspace({
      "workflow.ts": `${head}
const heavy = { resources: { cpu: 1 }, output: json(t.unknown) }
export const Flaky = task("Flaky", {
  params: {}, ...heavy, retries: { times: 2, delay: "1 ms" },
  run: (p, ctx) => (ctx.attempt < 3 ? process.exit(9) : ctx.attempt),
})
export const Slow = task("Slow", { params: {}, ...heavy, timeout: "200 ms", run: () => { for (;;); } })
export const Some = task("Some", {
  params: { n: param(int) }, ...heavy,
  run: (p) => { if (p.n === 2) throw new Error("two"); return p.n },
})
export const Part = task("Part", {
  params: { all: many(Some, { accept: 2 }) }, ...heavy,
  run: async (p, ctx) => [p.all.map(ctx.there), await Promise.all(p.all.filter(ctx.there).map(ctx.load)), ctx.path(p.all[0]!)],
})
export const Never = task("Never", { params: {}, output: json(t.number), run: () => new Promise<number>(() => undefined) })
export const Asks = task("Asks", { params: {}, ...heavy, run: async (p, ctx) => void (await ctx.need(Never())) })
`,
    })
    const exit = await waluigi(folder, ["--workers=2", "--grace=100 ms", "Flaky", "Slow", "Asks", "Part", "--n=1..3"])
    const said = Object.fromEntries(
      [...exit.err.matchAll(/^error: (\w+)(?:\(.*\))? failed: (.*)$/gm)].map(([, a, b]) => [a, b]),
    )
    const stuck = "its promise can never settle: nothing is left that could wake it"
    expect(said).toEqual({ Slow: "it took longer than 200 ms", Some: "two", Never: stuck, Asks: stuck })
    expect(output(folder, "Flaky")).toBe(3)
    expect(output(folder, "Part")).toEqual([[true, false, true], [1, 3], expect.stringContaining("Some/n=1-")])
  })

  it("count its time from when its process has loaded the file", async () => {
    const folder = workspace({
      "workflow.ts": `${head}
await wait(300)
export const Fast = task("Fast", { params: {}, resources: { cpu: 1 }, timeout: "250 ms", output: json(t.number), run: () => 1 })
`,
    })
    const exit = await waluigi(folder, ["Fast"])
    expect(exit.err).toBe("")
    expect(output(folder, "Fast")).toBe(1)
  })
})

describe("a workflow file that is changed while it runs", () => {
  it("is loaded by no worker: what is left runs in the main process, as it was", async () => {
    const source = `${head}
export const First = task("First", {
  params: {}, output: json(t.number), run: async (p, ctx) => { ctx.log("begun"); await wait(700); return 1 },
})
export const Second = task("Second", {
  params: { first: dep(First) }, resources: { cpu: 1 }, output: json(t.unknown), run: () => ["old", process.pid],
})`
    const folder = workspace({ "workflow.ts": source })
    const running = start(folder, process.execPath, [program, "Second"])
    await until(() => running.written().includes("begun"))
    write(folder, "workflow.ts", source.replace('"old"', '"new"'))
    const exit = await running.exit
    expect(exit.out).toContain("Second runs in the main process, as it was when the run began")
    expect(output(folder, "Second")).toEqual(["old", running.child.pid])
  })
})

describe("the process of a heavy task", () => {
  const bad = (name: string, run: string, rest = "resources: { cpu: 1 }, output: json(t.number)") =>
    `export const ${name} = task("${name}", { params: {}, ${rest}, run: async (p, ctx) => { ${run} } })`
  const names = ["Exits", "Ends", "Dies", "Heap", "Buffers", "Strays", "Rejects", "Throws", "Never"]
  const workflow = `${head}
export const Fine = task("Fine", { params: { n: param(int) }, resources: { cpu: 1 }, output: json(t.number), run: (p) => p.n })
${bad("Exits", "console.log('last words'); process.exit(0)")}
${bad("Ends", "process.exit(3)")}
${bad("Dies", "writeFileSync(ctx.output, 'half'); process.kill(process.pid, 'SIGKILL'); await wait(1000)", "resources: { cpu: 1 }, output: file('txt')")}
${bad("Heap", "const all: Array<unknown> = []; for (;;) all.push(new Array(1000).fill(all.length + 0.5))", "resources: { memory: '64 MB' }, output: json(t.number)")}
${bad("Buffers", "const all: Array<unknown> = []; for (;;) { all.push(Buffer.alloc(5e6, 1)); await wait(5) }", "resources: { memory: '64 MB' }, output: json(t.number)")}
${bad("Strays", "setTimeout(() => { throw new Error('from a timer') }, 10); await wait(500); return 1")}
${bad("Rejects", "void Promise.reject(new TypeError('nobody waits')); await wait(500); return 1")}
${bad("Throws", "throw new RangeError('outer', { cause: new Error('inner') })")}
${bad("Never", "await new Promise(() => undefined); return 1")}
`

  it("may end in any way: that fails its task and no other, and nothing is left of it", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const exit = await waluigi(folder, ["--workers=2", ...names, "Fine", "--n=1..3"])
    expect(exit.code).toBe(1)
    const said = Object.fromEntries([...exit.err.matchAll(/^error: (\w+) failed: (.*)$/gm)].map(([, a, b]) => [a, b]))
    expect(said).toEqual({
      Exits: expect.stringContaining("ended with code 0"),
      Ends: expect.stringContaining("ended with code 3"),
      Dies: expect.stringContaining("SIGKILL"),
      Heap: expect.stringContaining("took more than its 64 MB"),
      Buffers: expect.stringContaining("took more than its 64 MB"),
      Strays: "from a timer",
      Rejects: "nobody waits",
      Throws: "outer",
      Never: "its promise can never settle: nothing is left that could wake it",
    })
    // The places in the file are those of the task, as if it had run in the main process.
    expect(exit.err).toMatch(/outer\n +at +workflow\.ts:\d+\n +cause +inner/)
    expect(exit.out).toContain("Exits: last words")
    expect(exit.out).not.toContain("GC")
    expect(made(folder).map((path) => path.replace(/-.*/, ""))).toEqual(["Fine/n=1", "Fine/n=2", "Fine/n=3"])
  })

  it("starts no processes of its own, though its file begins a run a moment after it is loaded", async () => {
    const folder = workspace({
      "workflow.ts": `${head}
import { run } from "waluigi"
export const Inner = task("Inner", { params: {}, resources: { cpu: 1 }, output: json(t.number), run: () => process.pid })
export const Heavy = task("Heavy", {
  params: {}, resources: { cpu: 1 }, output: json(t.unknown),
  run: async () => {
    await wait(300)
    const result = await run(Inner(), { file: import.meta.filename, outputRoot: "inner" })
    return [process.pid, result._tag === "Complete" ? await result.roots[0].load() : result._tag]
  },
})
setTimeout(() => {
  if (process.send !== undefined) void run(Inner(), { file: import.meta.filename, outputRoot: "late" })
}, 50)
`,
    })
    expect((await waluigi(folder, ["--quiet", "Heavy"])).code).toBe(0)
    const [pid, inner] = output(folder, "Heavy") as ReadonlyArray<number>
    expect(inner).toBe(pid)
    const late = files(join(folder, "late")).find((path) => path.startsWith("Inner/")) ?? ""
    expect(JSON.parse(read(folder, `late/${late}`))).toBe(pid)
  })

  it("is not started where the plan cannot be written for it: the message names the folder", async () => {
    // The loader makes a folder that is not there.
    const folder = workspace({ "workflow.ts": workflow, file: "" })
    const exit = await waluigi(folder, ["Fine", "--n=1"], { TMPDIR: join(folder, "file") })
    expect(exit.err).toContain("Fine(n: 1) failed: file: not a directory (ENOTDIR)")
    expect(exit.code).toBe(1)
  })

  it("cannot load a file that starts a run: the message says where to put it", async () => {
    const folder = workspace({
      "workflow.ts": `${head}
import { run } from "waluigi"
export const Heavy = task("Heavy", { params: {}, resources: { cpu: 1 }, output: json(t.number), run: () => 1 })
const result = await run(Heavy, { file: import.meta.filename, outputRoot: "results" })
console.log(result._tag, result._tag === "Failed" ? result.message : "")
`,
      "main.mjs": `
import { createJiti } from ${JSON.stringify(pathToFileURL(join(root, "node_modules/jiti/lib/jiti.mjs")).href)}
import * as waluigi from ${JSON.stringify(pathToFileURL(join(root, "dist/index.js")).href)}
const jiti = createJiti(import.meta.url, { virtualModules: { waluigi } })
await jiti.import("./workflow.ts")
`,
    })
    const exit = await start(folder, process.execPath, ["main.mjs"]).exit
    expect(exit.out).toContain("Failed Heavy failed: a worker process cannot load")
    expect(exit.out).toContain("run() is called while")
    expect(exit.out).toContain("if (process.argv[1] === import.meta.filename)")
    expect(exit.code).toBe(0)
  })
})

describe("a run that is stopped", () => {
  const workflow = `${head}
export const Polite = task("Polite", {
  params: {}, resources: { cpu: 1 }, output: json(t.number),
  run: async (p, ctx) => { ctx.log("begun"); await wait(60_000, undefined, { signal: ctx.signal }); return 1 },
})
export const Deaf = task("Deaf", {
  params: {}, resources: { cpu: 1 }, output: file("txt"),
  run: (p, ctx) => { writeFileSync(ctx.output, "half"); ctx.log("begun"); for (;;); },
})`

  it("tells a task in a worker by its signal", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const running = start(folder, process.execPath, [program, "Polite"])
    await until(() => running.written().includes("begun"))
    const workers = below(running.child.pid ?? 0)
    running.child.kill("SIGINT")
    const exit = await running.exit
    expect(exit.code).toBe(130)
    expect(workers).toHaveLength(1)
    await until(() => !workers.some(isAlive))
  })

  it("at once ends a worker that heeds nothing, and leaves nothing half-written", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const running = start(folder, process.execPath, [program, "Deaf"])
    await until(() => running.written().includes("begun"))
    const workers = below(running.child.pid ?? 0)
    running.child.kill("SIGINT")
    await until(() => running.written().length > 0)
    await new Promise((resolve) => setTimeout(resolve, 100))
    running.child.kill("SIGINT")
    expect((await running.exit).code).toBe(130)
    expect(workers.filter(isAlive)).toEqual([])
    expect(made(folder)).toEqual([])
  })

  it("at once ends the programs of other languages that a worker runs", async () => {
    const folder = workspace({
      "workflow.ts": `${head}
import { shell } from "waluigi"
export const Sleeps = task("Sleeps", {
  params: {}, resources: { cpu: 1 }, output: file("txt"),
  run: (p, ctx) => { ctx.log("begun"); return shell(ctx, ["sh", "-c", "trap '' TERM; echo $$ > pid; while :; do sleep 0.1; done"]) },
})`,
    })
    const running = start(folder, process.execPath, [program, "Sleeps"])
    await until(() => existsSync(join(folder, "pid")) && read(folder, "pid") !== "")
    const pid = Number(read(folder, "pid"))
    expect(isAlive(pid)).toBe(true)
    running.child.kill("SIGINT")
    await new Promise((resolve) => setTimeout(resolve, 100))
    running.child.kill("SIGINT")
    expect((await running.exit).code).toBe(130)
    await until(() => !isAlive(pid))
  })

  it("by kill -9 ends its workers within a second, though they compute", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const running = start(folder, process.execPath, [program, "Deaf"])
    await until(() => running.written().includes("begun"))
    const workers = below(running.child.pid ?? 0)
    expect(workers).toHaveLength(1)
    running.child.kill("SIGKILL")
    const killed = Date.now()
    await until(() => !workers.some(isAlive))
    expect(Date.now() - killed).toBeLessThan(1000)
  })
})

describe("a worker whose main process is gone", () => {
  it("puts nothing into place, though its task is done at that very moment", async () => {
    const folder = workspace({
      "workflow.ts": `${head}
export const Late = task("Late", {
  params: {}, resources: { cpu: 1 }, output: json(t.number),
  run: (p, ctx) => { const main = process.ppid; ctx.log("begun"); while (process.ppid === main); return 1 },
})`,
    })
    const running = start(folder, process.execPath, [program, "Late"])
    await until(() => running.written().includes("begun"))
    const workers = below(running.child.pid ?? 0)
    running.child.kill("SIGKILL")
    await until(() => !workers.some(isAlive))
    expect(made(folder).filter((path) => path.endsWith("output.json"))).toEqual([])
    // The next run is not held up by what that one left.
    write(folder, "workflow.ts", read(folder, "workflow.ts").replace("while (process.ppid === main);", ""))
    expect((await waluigi(folder, ["--quiet", "Late"])).code).toBe(0)
    expect(made(folder).map((path) => path.replace(/-?[0-9a-f]{16}/, ""))).toEqual(["Late//output.json"])
  })
})

describe("run() with a file", () => {
  it("says which task it must be told of, where a worker asks for one that it does not know", async () => {
    const folder = workspace({
      "tasks.ts": `${head}
export const Other = task("Other", { params: {}, output: json(t.number), run: () => 1 })
export const Asks = task("Asks", {
  params: {}, resources: { cpu: 1 }, output: json(t.number), run: async (p, ctx) => ctx.load(await ctx.need(Other())),
})
export const Catches = task("Catches", {
  params: {}, resources: { cpu: 1 }, output: json(t.string),
  run: (p, ctx) => ctx.need(Other()).then(() => "needed", (error) => error.name),
})`,
      "main.mjs": `
import { createJiti } from ${JSON.stringify(pathToFileURL(join(root, "node_modules/jiti/lib/jiti.mjs")).href)}
import * as waluigi from ${JSON.stringify(pathToFileURL(join(root, "dist/index.js")).href)}
const { Asks, Catches, Other } = await createJiti(import.meta.url, { virtualModules: { waluigi } }).import("./tasks.ts")
const file = new URL("tasks.ts", import.meta.url).pathname
const first = await waluigi.run(Asks(), { file })
const second = await waluigi.run(Asks(), { file, names: { Other } })
const third = await waluigi.run(Catches(), { file })
console.log(first._tag, first.message, second._tag, await third.roots[0].load())
`,
    })
    const exit = await start(folder, process.execPath, ["main.mjs"]).exit
    expect(exit.out).toMatch(
      /^Failed Asks failed: ctx\.need: Other is not known to the run.*names: \{ Other \} \}\) Complete TaskError\n$/,
    )
  })

  it("runs heavy tasks in workers, from TypeScript too, and holds nothing open when it is done", async () => {
    const folder = workspace({
      "tasks.ts": `${head}
export const Heavy = task("Heavy", { params: { n: param(int) }, resources: { cpu: 1 }, output: json(t.number), run: () => process.pid })
`,
      "main.mjs": `
import { createJiti } from ${JSON.stringify(pathToFileURL(join(root, "node_modules/jiti/lib/jiti.mjs")).href)}
import * as waluigi from ${JSON.stringify(pathToFileURL(join(root, "dist/index.js")).href)}
const jiti = createJiti(import.meta.url, { virtualModules: { waluigi } })
const { Heavy } = await jiti.import("./tasks.ts")
const listeners = process.eventNames().length
let last = 0
const onEvent = ({ _tag }) => { if (_tag === "Finished") last = performance.now() }
const result = await waluigi.run(Heavy({ n: [1, 2] }), { file: new URL("tasks.ts", import.meta.url).pathname, workers: 2, onEvent })
const waited = performance.now() - last
const pids = await Promise.all(result.roots.map((root) => root.load()))
console.log(result._tag, pids.includes(process.pid), pids.length, waited < 900 ? "at once" : waited)
await new Promise((resolve) => setTimeout(resolve, 50))
console.log(process.eventNames().length - listeners, process.getActiveResourcesInfo().filter((one) => !/Pipe|TTY/.test(one)))
`,
    })
    const exit = await start(folder, process.execPath, ["main.mjs"]).exit
    expect(exit).toEqual({ code: 0, out: "Complete false 2 at once\n0 []\n", err: "" })
  })
})
