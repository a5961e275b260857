/**
 * Signals: Ctrl-C reaches all of a terminal's processes at once. What runs has its time to stop, and then nothing is left.
 */
import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { files, isKept, until, waluigi, workspace, write } from "../program.ts"
import { family } from "./processes.ts"

/** One task of each kind, which end when they may go on; each tells when it is under way. */
const workflow = `
import { existsSync, writeFileSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"
import { dep, directory, file, shell, task, text } from "waluigi"

const begin = (name: string) => writeFileSync(\`going/\${name}\`, "")
export const Quick = task("Quick", { params: {}, output: text(), run: () => "quick" })
export const Light = task("Light", {
  params: { quick: dep(Quick) },
  output: file("txt"),
  run: async (_, ctx) => {
    writeFileSync(ctx.output, "half")
    begin("light")
    while (!existsSync("go-on")) await wait(20, undefined, { signal: ctx.signal })
    writeFileSync(ctx.output, "whole")
  },
})
export const Stubborn = task("Stubborn", {
  params: { quick: dep(Quick) },
  output: directory(),
  run: async (_, ctx) => {
    writeFileSync(ctx.output + "/half", "half")
    begin("stubborn")
    while (!existsSync("go-on")) await wait(20)
    writeFileSync(ctx.output + "/whole", "whole")
  },
})
export const Heavy = task("Heavy", {
  resources: { cpu: 1 },
  params: { quick: dep(Quick) },
  output: file("txt"),
  run: (_, ctx) => {
    writeFileSync(ctx.output, "half")
    begin("heavy")
    while (!existsSync("go-on"));
    writeFileSync(ctx.output, "whole")
  },
})
const script = 'echo half >"$1"; touch going/$0; until [ -e go-on ]; do sleep 0.1; done; echo whole >"$1"'
export const Script = task("Script", {
  params: { quick: dep(Quick) },
  output: file("txt"),
  run: (_, ctx) => shell(ctx, ["sh", "-c", script, "script", ctx.output]),
})
export const Deaf = task("Deaf", {
  resources: { cpu: 1 },
  params: { quick: dep(Quick) },
  output: file("txt"),
  run: (_, ctx) => shell(ctx, ["sh", "-c", 'trap "" INT TERM; ' + script, "deaf", ctx.output]),
})
const params = { light: dep(Light), heavy: dep(Heavy), script: dep(Script), deaf: dep(Deaf), stubborn: dep(Stubborn) }
export const Heeding = task("Heeding", { params: { light: dep(Light), script: dep(Script) }, output: text(), run: () => "" })
export const All = task("All", { params, output: text(), run: () => "" })
`

const begin = async (name: string, args: ReadonlyArray<string>, going: number) => {
  const folder = workspace({ "workflow.ts": workflow })
  mkdirSync(join(folder, "going"))
  const { waluigi: start, living } = family()
  const running = start(folder, ["--workers=6", ...args, name])
  await until(() => files(join(folder, "going")).length === going)
  return { folder, running, living }
}

/** What lies below the output root but what is kept there, without identities. */
const left = (folder: string): ReadonlyArray<string> =>
  files(join(folder, "results"))
    .filter((path) => !isKept(path))
    .map((path) => path.replace(/[/-][0-9a-f]{16}\//, "/"))

describe("a run that is stopped", { timeout: 60_000 }, () => {
  it.each([
    ["Ctrl-C", "SIGINT", 130],
    ["a polite kill", "SIGTERM", 143],
  ] as const)("by %s ends at once where its tasks heed it", async (_, signal, code) => {
    const { folder, running, living } = await begin("Heeding", [], 2)
    const time = performance.now()
    running.signal(signal)
    const exit = await running.exit
    expect(performance.now() - time).toBeLessThan(3_000)
    expect(exit.code).toBe(code)
    expect(exit.out).toMatch(/^interrupted, 3 tasks left, 1 made/m)
    expect(left(folder)).toEqual(["Quick/output.txt"])
    await until(() => living().length === 0)
  })

  it("by Ctrl-C gives those that do not the grace time, and no more", async () => {
    const { folder, running, living } = await begin("All", ["--grace=1s"], 5)
    const time = performance.now()
    running.signal("SIGINT")
    const exit = await running.exit
    expect(performance.now() - time).toBeGreaterThan(900)
    expect(performance.now() - time).toBeLessThan(6_000)
    expect(exit.code).toBe(130)
    expect(exit.out).toMatch(/^interrupted, 6 tasks left, 1 made/m)
    expect(left(folder)).toEqual(["Quick/output.txt"])
    await until(() => living().length === 0)
  })

  it("by Ctrl-C twice waits for none of them", async () => {
    const { folder, running, living } = await begin("All", ["--grace=1h"], 5)
    const time = performance.now()
    running.signal("SIGINT")
    await until(() => running.written().includes("once more"))
    running.signal("SIGINT")
    const exit = await running.exit
    expect(performance.now() - time).toBeLessThan(4_000)
    expect(exit.code).toBe(130)
    expect(exit.out).toMatch(/^interrupted, 6 tasks left, 1 made/m)
    expect(left(folder)).toEqual(["Quick/output.txt"])
    await until(() => living().length === 0)
  })

  it.runIf(existsSync("/proc"))("by kill -9 takes with it what it had started; the next run sweeps", async () => {
    const { folder, running, living } = await begin("All", [], 5)
    running.child.kill("SIGKILL")
    await running.exit
    await until(() => living().length === 0)
    expect(left(folder).length).toBeGreaterThan(1)
    write(folder, "go-on", "")
    const next = await waluigi(folder, ["All"])
    expect(next.err).toBe("")
    expect(next.out).toMatch(/^6 made, 1 there already/m)
    expect(left(folder)).toEqual([
      "All/output.txt",
      "Deaf/output.txt",
      "Heavy/output.txt",
      "Light/output.txt",
      "Quick/output.txt",
      "Script/output.txt",
      "Stubborn/output/half",
      "Stubborn/output/whole",
    ])
  })
})
