/**
 * What is made again, as counted by the starts: of what was deleted, and of a task whose constant changed.
 */
import { cpSync, rmSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bare, files, read, root, waluigi, workspace } from "../program.ts"

const workflow = `
import { appendFileSync } from "node:fs"
import * as t from "io-ts"
import { constant, dep, int, json, many, param, task } from "waluigi"

const note = (name: string) => appendFileSync("starts", name + "\\n")
export const Low = task("Low", {
  params: { n: param(int) },
  output: json(t.number),
  run: ({ n }) => (note(\`Low \${n}\`), n),
})
export const Side = task("Side", {
  params: { low: dep(Low, { n: 1 }) },
  output: json(t.number),
  run: async (p, ctx) => (note("Side"), await ctx.load(p.low)),
})
export const Middle = task("Middle", {
  params: { low: many(Low, { pins: { n: [1, 2] } }), version: constant(Number(process.env.VERSION ?? 1)) },
  output: json(t.number),
  run: async (p, ctx) => {
    note("Middle")
    return p.version * (await Promise.all(p.low.map((low) => ctx.load(low)))).reduce((sum, n) => sum + n)
  },
})
export const High = task("High", {
  params: { middle: dep(Middle), side: dep(Side) },
  output: json(t.number),
  run: async (p, ctx) => (note("High"), (await ctx.load(p.middle)) + (await ctx.load(p.side))),
})
export const Top = task("Top", {
  params: { high: dep(High), side: dep(Side) },
  output: json(t.number),
  run: async (p, ctx) => (note("Top"), await ctx.load(p.high)),
})
`

/** A folder in which all was made. */
let made = ""

beforeAll(async () => {
  made = bare({ "workflow.ts": workflow })
  symlinkSync(join(root, "node_modules"), join(made, "node_modules"))
  const exit = await waluigi(made, ["Top"])
  expect(exit.err).toBe("")
  expect(started(made)).toEqual(["High", "Low 1", "Low 2", "Middle", "Side", "Top"])
})

afterAll(() => rmSync(made, { recursive: true, force: true }))

const copy = (): string => {
  const folder = workspace({ "workflow.ts": workflow })
  cpSync(join(made, "results"), join(folder, "results"), { recursive: true, preserveTimestamps: true })
  return folder
}

/** What has started since the last look. */
const started = (folder: string): ReadonlyArray<string> => {
  if (!files(folder).includes("starts")) return []
  const lines = read(folder, "starts").trimEnd().split("\n").sort()
  rmSync(join(folder, "starts"))
  return lines
}

const values = (folder: string, task: string): ReadonlyArray<string> =>
  files(join(folder, "results", task))
    .map((path) => read(folder, join("results", task, path)).trim())
    .sort()

describe("an intermediate that was deleted below what is complete", () => {
  it("stays away by default: nothing starts", async () => {
    const folder = copy()
    rmSync(join(folder, "results/Middle"), { recursive: true })
    const exit = await waluigi(folder, ["Top"])
    expect(exit.out).toMatch(/^nothing to do/)
    expect(started(folder)).toEqual([])
    expect(values(folder, "Middle")).toEqual([])
  })

  it("is made by --rebuild, and nothing else", async () => {
    const folder = copy()
    rmSync(join(folder, "results/Middle"), { recursive: true })
    const exit = await waluigi(folder, ["--rebuild", "Top"])
    expect(exit.out).toMatch(/^1 made, 5 there already/m)
    expect(started(folder)).toEqual(["Middle"])
    expect(values(folder, "Middle")).toEqual(["3"])
    expect((await waluigi(folder, ["--rebuild", "Top"])).out).toMatch(/^nothing to do/)
  })

  it("is made with all that lies between where the root is missing too", async () => {
    const folder = copy()
    for (const task of ["Top", "High", "Middle", "Low"]) rmSync(join(folder, "results", task), { recursive: true })
    expect((await waluigi(folder, ["Top"])).code).toBe(0)
    expect(started(folder)).toEqual(["High", "Low 1", "Low 2", "Middle", "Top"])
  })
})

describe("a constant that changed", () => {
  it("makes its task anew and those above it, nothing else; the old outputs stay", async () => {
    const folder = copy()
    const exit = await waluigi(folder, ["Top"], { VERSION: "2" })
    expect(exit.out).toMatch(/^3 made, 3 there already|^3 made, [12] there already/m)
    expect(started(folder)).toEqual(["High", "Middle", "Top"])
    expect(values(folder, "Middle")).toEqual(["3", "6"])
    expect(values(folder, "Top")).toEqual(["4", "7"])
    // Back again, all is there.
    expect((await waluigi(folder, ["Top"])).out).toMatch(/^nothing to do/)
    expect(started(folder)).toEqual([])
  })
})
