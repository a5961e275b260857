/**
 * What goes wrong while tasks run: nothing half-made is left, what is independent is made, the next run mends it.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, it } from "vitest"
import { files, program, read, root, start, until, waluigi, words, workspace, write } from "./program.ts"

/** In a path: `year=2016-0123456789abcdef/output.json`, or a folder of its own. */
const identity = /[/-][0-9a-f]{16}(?=\/)/

describe("a task that fails", () => {
  const workflow = `
import * as t from "io-ts"
import { dep, int, json, param, task } from "waluigi"

export const Good = task("Good", {
  params: { year: param(int) },
  output: json(t.number),
  run: ({ year }) => year,
})
export const Bad = task("Bad", {
  params: { year: param(int) },
  output: json(t.number),
  run: ({ year }): number => {
    if (year === 2017) throw new Error("no data for 2017: the detector was off")
    return year
  },
})
export const Both = task("Both", {
  params: { good: dep(Good), bad: dep(Bad) },
  output: json(t.number),
  run: async (p, ctx) => (await ctx.load(p.good)) + (await ctx.load(p.bad)),
})
`

  it("stops what needs it, and nothing else", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const exit = await waluigi(folder, ["Both", "--year=2016..2018"])
    expect(exit.code).toBe(1)
    const made = files(join(folder, "results")).map((path) => path.replace(identity, ""))
    expect(made).toEqual([
      "Bad/year=2016/output.json",
      "Bad/year=2018/output.json",
      "Both/output.json",
      "Both/output.json",
      "Good/year=2016/output.json",
      "Good/year=2017/output.json",
      "Good/year=2018/output.json",
    ])
    expect(exit.out + exit.err).toContain("no data for 2017: the detector was off")
  })

  it("is named with its parameters and its cause", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    // One at a time, so that the lines stand in one order.
    expect(words(await waluigi(folder, ["--workers=1", "Both", "--year=2016,2017"]), folder)).toMatchSnapshot()
  })

  it("is made by the next run, once mended, with nothing else", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    await waluigi(folder, ["Both", "--year=2017"])
    write(folder, "workflow.ts", workflow.replace("year === 2017", "year === 1917"))
    const exit = await waluigi(folder, ["--workers=1", "Both", "--year=2017"])
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(0)
  })
})

describe("a task that spoils the process", () => {
  const workflow = `
import { writeFileSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"
import { dep, file, task, text } from "waluigi"

export const Stuck = task("Stuck", {
  params: {},
  output: file("txt"),
  run: (_, ctx) => {
    writeFileSync(ctx.output, "half")
    return new Promise<never>(() => {})
  },
})
export const Beside = task("Beside", { params: {}, output: text(), run: async () => { await wait(60); return "made" } })
export const Both = task("Both", { params: { stuck: dep(Stuck), beside: dep(Beside) }, run: () => 0 })
export const Leaver = task("Leaver", { params: {}, run: () => process.exit(0) })
export const Thrower = task("Thrower", {
  params: { beside: dep(Beside) },
  run: async () => {
    setTimeout(() => { throw new Error("too late") })
    await wait(20)
  },
})
`
  const made = (folder: string) => files(join(folder, "results")).map((path) => path.replace(identity, ""))

  it("by a promise that nothing can settle fails; what is beside it is made", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const exit = await waluigi(folder, ["--workers=2", "Both"])
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(1)
    expect(made(folder)).toEqual(["Beside/output.txt"])
  })

  it("by process.exit is no success", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const exit = await waluigi(folder, ["Leaver"])
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(1)
  })

  it("by an error that nobody catches does not end what is beside it, and counts", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const exit = await waluigi(folder, ["Thrower"])
    expect(exit.err).toMatch(/^error: an error was thrown where nobody catches it: too late\n {2}at {2}workflow\.ts:/)
    expect(exit.out).toMatch(/made {4}/)
    expect(exit.code).toBe(1)
    expect(made(folder)).toEqual(["Beside/output.txt"])
  })

  it.runIf(existsSync("/dev/full"))("fails where what it says is lost", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const script = `"$0" "$1" plan Both --json >/dev/full`
    const exit = await start(folder, "sh", ["-c", script, process.execPath, program]).exit
    expect(exit.err).toMatch(/^error: standard output cannot be written: .*ENOSPC/)
    expect(exit.code).toBe(1)
  })

  it("by such a promise fails in a script too", async () => {
    const folder = workspace({
      "script.mjs": `
import { run, task } from ${JSON.stringify(pathToFileURL(join(root, "dist/index.js")).href)}
const Stuck = task("Stuck", { params: {}, run: () => new Promise(() => {}) })
const result = await run(Stuck({}))
console.log(result._tag, "message" in result ? result.message : "")
`,
    })
    const exit = await start(folder, process.execPath, ["script.mjs"]).exit
    expect(exit.out).toBe("Failed Stuck failed: its promise can never settle: nothing is left that could wake it\n")
    expect(exit.code).toBe(0)
  })
})

describe("a value that is no output", () => {
  const workflow = (returned: string) => `
import * as t from "io-ts"
import { dep, json, task, text } from "waluigi"

const Counts = t.type({ year: t.number, counts: t.array(t.number) })
export const Count = task("Count", {
  params: {},
  output: json(Counts),
  run: () => (${returned}) as t.TypeOf<typeof Counts>,
})
export const Sum = task("Sum", {
  params: { count: dep(Count) },
  output: text(),
  run: async (p, ctx) => String((await ctx.load(p.count)).counts.length),
})
`

  it("is refused when it is written", async () => {
    const folder = workspace({ "workflow.ts": workflow(`{ year: "2024", counts: [1, null] } as never`) })
    const exit = await waluigi(folder, ["--workers=1", "Sum"])
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(1)
    expect(files(join(folder, "results"))).toEqual([])
  })

  it("is refused when it is read back", async () => {
    const folder = workspace({ "workflow.ts": workflow("{ year: 2024, counts: [1] }") })
    expect((await waluigi(folder, ["Count"])).code).toBe(0)
    write(folder, join("results", files(join(folder, "results"))[0] ?? ""), `{ "year": 2024 }`)
    const exit = await waluigi(folder, ["--workers=1", "Sum"])
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(1)
  })

  it("is named when it is no JSON at all", async () => {
    const folder = workspace({ "workflow.ts": workflow("{ year: 2024, counts: [1] }") })
    expect((await waluigi(folder, ["Count"])).code).toBe(0)
    write(folder, join("results", files(join(folder, "results"))[0] ?? ""), `{ "year": 20`)
    const exit = await waluigi(folder, ["--workers=1", "Sum"])
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(1)
  })
})

it("names the input that is missing", async () => {
  const folder = workspace({
    "workflow.ts": `
import { dep, task, text } from "waluigi"
export const Raw = task("Raw", { params: {}, output: text(), path: () => "raw/data.txt" })
export const Copy = task("Copy", {
  params: { raw: dep(Raw) },
  output: text(),
  run: async (p, ctx) => ctx.load(p.raw),
})
`,
  })
  const exit = await waluigi(folder, ["Copy"])
  expect(words(exit, folder)).toMatchSnapshot()
  expect(exit.code).toBe(1)
  write(folder, "results/raw/data.txt", "measured")
  expect((await waluigi(folder, ["Copy"])).code).toBe(0)
})

describe("an end in the middle", () => {
  /** Quick is made at once. The others write half of a file and say so: Slow waits and listens, Stubborn only waits, Deaf computes. */
  const workflow = `
import { existsSync, writeFileSync } from "node:fs"
import { setTimeout } from "node:timers/promises"
import { dep, file, task, text } from "waluigi"

export const Quick = task("Quick", { params: {}, output: text(), run: () => "quick" })
export const Slow = task("Slow", {
  params: { quick: dep(Quick) },
  output: file("txt"),
  run: async (p, ctx) => {
    writeFileSync(ctx.output, "half")
    writeFileSync("half-way", "")
    while (!existsSync("go-on")) await setTimeout(5, undefined, { signal: ctx.signal })
    writeFileSync(ctx.output, "whole")
  },
})
export const Stubborn = task("Stubborn", {
  params: { quick: dep(Quick) },
  output: file("txt"),
  run: async (p, ctx) => {
    writeFileSync(ctx.output, "half")
    writeFileSync("half-way", "")
    while (!existsSync("go-on")) await setTimeout(5)
    writeFileSync(ctx.output, "whole")
  },
})
export const Deaf = task("Deaf", {
  params: { quick: dep(Quick) },
  output: file("txt"),
  run: (p, ctx) => {
    writeFileSync(ctx.output, "half")
    writeFileSync("half-way", "")
    const end = Date.now() + 300
    while (Date.now() < end);
  },
})
export const After = task("After", { params: { deaf: dep(Deaf) }, output: text(), run: () => "after" })
`
  const made = (folder: string) => files(join(folder, "results")).map((path) => path.replace(identity, ""))

  it.each([
    ["Ctrl-C", "SIGINT", 130],
    ["a polite kill", "SIGTERM", 143],
  ] as const)("by %s leaves what was whole, and nothing half-made", async (_, signal, code) => {
    const folder = workspace({ "workflow.ts": workflow })
    const running = start(folder, process.execPath, [program, "Slow"])
    await until(() => existsSync(join(folder, "half-way")))
    running.child.kill(signal)
    const exit = await running.exit
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(code)
    expect(made(folder)).toEqual(["Quick/output.txt"])
  })

  it("by Ctrl-C twice waits for nobody", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const running = start(folder, process.execPath, [program, "Stubborn"])
    await until(() => existsSync(join(folder, "half-way")))
    running.child.kill("SIGINT")
    await until(() => running.written().includes("once more"))
    running.child.kill("SIGINT")
    const exit = await running.exit
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(130)
    expect(made(folder)).toEqual(["Quick/output.txt"])
  })

  it("by Ctrl-C ends a run whose task hears nothing", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const running = start(folder, process.execPath, [program, "After"])
    await until(() => existsSync(join(folder, "half-way")))
    running.child.kill("SIGINT")
    expect((await running.exit).code).toBe(130)
    // It cannot be stopped: it is whole by then, or gone.
    const left = made(folder).filter((path) => path !== "Deaf/output.txt")
    expect(left).toEqual(["Quick/output.txt"])
  })

  it("by kill -9 leaves nothing that is taken for whole, and the next run makes it", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const running = start(folder, process.execPath, [program, "Slow"])
    await until(() => existsSync(join(folder, "half-way")))
    running.child.kill("SIGKILL")
    await running.exit
    expect(made(folder)).not.toContain("Slow/output.txt")
    write(folder, "go-on", "")
    const exit = await waluigi(folder, ["--workers=1", "Slow"])
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(0)
    const slow = files(join(folder, "results")).find((path) => /^Slow.*\/output\.txt$/.test(path)) ?? ""
    expect(made(folder)).toEqual(["Quick/output.txt", "Slow/output.txt"])
    expect(read(folder, join("results", slow))).toBe("whole")
  })
})

it("runs nothing where nothing can be written", async () => {
  const folder = workspace({
    "workflow.ts": `
import { writeFileSync } from "node:fs"
import { task, text } from "waluigi"
export const Long = task("Long", { params: {}, output: text(), run: () => { writeFileSync("ran", ""); return "" } })
`,
    results: "a file",
  })
  const exit = await waluigi(folder, ["Long"])
  expect(words(exit, folder)).toMatchSnapshot()
  expect(exit.code).toBe(1)
  expect(existsSync(join(folder, "ran"))).toBe(false)
})

describe("a full disk", () => {
  const workflow = `
import * as t from "io-ts"
import { dep, json, task } from "waluigi"

export const Small = task("Small", { params: {}, output: json(t.string), run: () => "small" })
export const Big = task("Big", {
  params: { small: dep(Small) },
  output: json(t.string),
  run: () => "big".repeat(1_000_000),
})
`

  it("leaves no partial output, and the summary says so", async () => {
    const folder = workspace({ "workflow.ts": workflow, "full-disk.mjs": fullDisk })
    const exit = await waluigi(folder, ["--workers=1", "Big"], {
      NODE_OPTIONS: `--import=${join(folder, "full-disk.mjs")}`,
    })
    expect(words(exit, folder)).toMatchSnapshot()
    expect(exit.code).toBe(1)
    expect(files(join(folder, "results"))).toHaveLength(1)
  })

  it.runIf(mounts())("is one on a real disk too", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    mkdirSync(join(folder, "results"))
    // A disk of its own, seen by this process alone: it is gone when the process ends, so the process looks at it.
    const script = `mount -t tmpfs -o size=64k tmpfs results && "$0" "$1" --workers=1 Big; echo "exit $?"; find results -path "*/.*" -prune -o -type f -print`
    const exit = await start(folder, "unshare", ["-rm", "sh", "-c", script, process.execPath, program]).exit
    expect(exit.out).toMatch(/exit 1\nresults\/Small[^\n]*\/output.json\n$/)
    expect(exit.out + exit.err).toMatch(/ENOSPC|no space/i)
  })
})

/** Lets no file grow beyond 64 kB. */
const fullDisk = `
import fs from "node:fs"
import { open } from "node:fs/promises"
import { syncBuiltinESMExports } from "node:module"

const full = () => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", errno: -28, syscall: "write" })
const size = (data) => (typeof data === "string" ? Buffer.byteLength(data) : (data?.byteLength ?? 0))
const handle = await open(process.execPath)
const prototype = Object.getPrototypeOf(handle)
await handle.close()
const guarded = (f) => function (target, data, ...rest) { if (size(data) > 65536) throw full(); return f.call(this, target, data, ...rest) }
const guardedPromise = (f) => async function (target, data, ...rest) { if (size(data) > 65536) throw full(); return f.call(this, target, data, ...rest) }
for (const name of ["writeFileSync", "writeSync", "appendFileSync"]) fs[name] = guarded(fs[name])
for (const name of ["writeFile", "appendFile"]) fs.promises[name] = guardedPromise(fs.promises[name])
for (const name of ["write", "writeFile", "appendFile", "writev"]) {
  const f = prototype[name]
  prototype[name] = async function (data, ...rest) { if (size(data) > 65536) throw full(); return f.call(this, data, ...rest) }
}
syncBuiltinESMExports()
`

/** Tells whether this machine lets us make a small disk. */
function mounts(): boolean {
  try {
    execFileSync("unshare", ["-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}
