import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as t from "io-ts"
import { afterEach, describe, expect, it } from "vitest"
import { run } from "../../lib/run/run.ts"
import type { Overrides } from "../../lib/task/definition.ts"
import * as Given from "../../lib/task/given.ts"
import { memory } from "../store/scratch.ts"
import { dep, extend, file, int, json, many, param, substitute, task, text } from "../../lib/index.ts"

const Count = task("Count", {
  params: { year: param(int) },
  output: json(t.type({ year: t.number, count: t.number })),
  run: ({ year }) => ({ year, count: year * 2 }),
})

const Total = task("Total", {
  params: { counts: many(Count) },
  output: { sum: json(t.number), note: text(), plot: file("svg") },
  run: async (p, ctx) => {
    const counts = await Promise.all(p.counts.map((count) => ctx.load(count)))
    return { sum: counts.reduce((sum, { count }) => sum + count, 0), note: `${counts.length} years`, plot: "<svg/>" }
  },
})

const folders: Array<string> = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe("run", () => {
  it("gives a root for each point of a collection, each typed by the task", async () => {
    const result = await run(Count({ year: [2016, 2017] }), { store: memory(), workers: 2 })
    if (result._tag !== "Complete") throw new Error(result._tag)
    expect(result.roots.map(({ slots, there }) => [slots.year, there])).toStrictEqual([
      [2016, true],
      [2017, true],
    ])
    const loaded: { readonly year: number; readonly count: number } = await result.roots[0].load()
    expect(loaded).toStrictEqual({ year: 2016, count: 4032 })
    expect(result.counts).toStrictEqual({ complete: 0, made: 2, elsewhere: 0, failed: 0, blocked: 0, left: 0 })
  })

  it("keeps outputs in a folder, and does nothing the second time", async () => {
    const outputRoot = mkdtempSync(join(tmpdir(), "waluigi-run-"))
    folders.push(outputRoot)
    const first = await run(Count({ year: 2016 }), { outputRoot })
    const second = await run(Count({ year: 2016 }), { outputRoot })
    expect([first, second].map((result) => "counts" in result && result.counts)).toMatchObject([
      { made: 1, complete: 0 },
      { made: 0, complete: 1 },
    ])
    if (second._tag !== "Complete") throw new Error(second._tag)
    const path: string = second.roots[0].path
    expect(path.startsWith(join(outputRoot, "Count/year=2016-"))).toBe(true)
  })

  it("gives a record of outputs as a record, paths and values", async () => {
    const result = await run(Total({ year: [1, 2, 3] }), { store: memory() })
    if (result._tag !== "Complete") throw new Error(result._tag)
    const [{ load, path }] = result.roots
    const loaded: { readonly sum: number; readonly note: string; readonly plot: string } = await load()
    expect(loaded).toStrictEqual({ sum: 12, note: "3 years", plot: path.plot })
  })

  it("says which task failed, with which parameters, and why, and what it blocked", async () => {
    const boom = new Error("no data")
    const Broken = extend(Count, "Broken", {
      run: ({ year }) => {
        if (year === 2) throw boom
        return { year, count: 1 }
      },
    })
    const result = await run(Total({ year: [1, 2, 3] }, substitute(Count, Broken)), { store: memory() })
    if (result._tag !== "Failed") throw new Error(result._tag)
    expect(result.counts).toStrictEqual({ complete: 0, made: 2, elsewhere: 0, failed: 1, blocked: 1, left: 0 })
    expect(result.failures).toMatchObject([{ task: "Broken", parameters: { year: 2 }, cause: boom }])
    expect(result.message).toBe("Broken(year: 2) failed: no data")
    expect(result.blocked).toMatchObject([{ task: "Total", parameters: {}, by: result.failures[0]?.node }])
    expect(result.roots[0].there).toBe(false)
    await expect(result.roots[0].load()).rejects.toThrow(/cannot load Total: .* is missing/)
  })

  it("reads a replacement by the codec of the task declared at the slot (6.5)", async () => {
    const Lossy = task("Lossy", { params: { year: param(int) }, output: json(t.unknown), run: () => ({ year: "?" }) })
    const result = await run(Total({ year: 1 }, substitute(Count, Lossy as never)), { store: memory() })
    expect(result).toMatchObject({ _tag: "Failed", failures: [{ task: "Total", failure: { _tag: "Unreadable" } }] })
  })

  it("gives every error of a workflow that does not resolve, and runs nothing", async () => {
    const result = await run(Count(), { store: memory() })
    if (result._tag !== "Invalid") throw new Error(result._tag)
    expect(result.errors).toMatchObject([{ _tag: "MissingParameter" }])
    expect(result.message).toMatch(/year/)
  })

  it("knows what text may name", async () => {
    const Other = extend(Count, "Other", {})
    const Top = task("Top", { params: { count: dep(Count) }, output: text(), run: (p) => `${p.count.year}` })
    const typed: Overrides = {
      _tag: "Overrides",
      record: { "Top.count": Given.text("Other") },
      zipped: false,
      source: { _tag: "Argument", index: 0, text: "--Top.count=Other" },
    }
    const running = (names: Readonly<Record<string, unknown>>) =>
      run(Top({ year: 1 }, typed), { store: memory(), names })
    const result = await running({ Other, helper: 3 })
    expect("plan" in result && [...result.plan.nodes.values()].map((node) => node.definition.name)).toContain("Other")
    const unknown = await running({})
    expect("errors" in unknown && unknown.errors[0]).toMatchObject({ _tag: "UnknownTask", name: "Other" })
  })

  it("is interrupted by a signal", async () => {
    const result = await run(Count({ year: 1 }), { store: memory(), signal: AbortSignal.abort() })
    expect(result).toMatchObject({ _tag: "Interrupted", counts: { made: 0, left: 1 }, roots: [{ there: false }] })
  })
})
