/**
 * Memory that runs out: the task that takes more than it may fails alone, whichever way it takes it.
 */
import { describe, expect, it } from "vitest"
import { files, read, until, workspace } from "../program.ts"
import { family } from "./processes.ts"

const workflow = `
import * as t from "io-ts"
import { dep, int, json, many, param, task } from "waluigi"

const limited = { resources: { memory: "150 MB" } }
export const Modest = task("Modest", {
  ...limited,
  params: { n: param(int) },
  output: json(t.number),
  run: ({ n }) => Buffer.alloc(20_000_000, 1).reduce((sum, one) => sum + one) + n,
})
export const Buffers = task("Buffers", {
  ...limited,
  params: {},
  output: json(t.number),
  run: async () => {
    const all: Array<Buffer> = []
    for (let count = 0; count < 400; count++) {
      all.push(Buffer.alloc(10_000_000, 1))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return all.length
  },
})
export const Objects = task("Objects", {
  ...limited,
  params: {},
  output: json(t.number),
  run: () => {
    const all: Array<unknown> = []
    while (all.length < 1e9) all.push({ of: all.length, and: [all.length] })
    return all.length
  },
})
export const Leaver = task("Leaver", { ...limited, params: {}, output: json(t.number), run: () => process.exit(3) })
export const Killed = task("Killed", {
  ...limited,
  params: {},
  output: json(t.number),
  run: () => {
    process.kill(process.pid, "SIGKILL")
    return 1
  },
})
export const After = task("After", { params: { buffers: dep(Buffers) }, output: json(t.number), run: () => 1 })
export const Top = task("Top", {
  params: {
    modest: many(Modest, { pins: { n: [1, 2, 3, 4, 5, 6] } }),
    after: dep(After),
    objects: dep(Objects),
    leaver: dep(Leaver),
    killed: dep(Killed),
  },
  output: json(t.number),
  run: () => 1,
})
`

describe("a worker process that ends under its task", { timeout: 60_000 }, () => {
  it("fails that task alone, with what it did; the others are made", async () => {
    const folder = workspace({ "workflow.ts": workflow })
    const { waluigi, living } = family()
    const exit = await waluigi(folder, ["--workers=2", "Top"]).exit
    expect(exit.code).toBe(1)
    const errors = exit.err.split("\n").filter((line) => line.startsWith("error: "))
    expect(errors.sort()).toMatchInlineSnapshot(`
      [
        "error: Buffers failed: its process took more than its 150 MB of memory",
        "error: Killed failed: its process was ended by SIGKILL",
        "error: Leaver failed: its process ended with code 3",
        "error: Objects failed: its process took more than its 150 MB of memory",
      ]
    `)
    expect(exit.out).toMatch(/\n4 failed, 2 blocked, 6 made/)
    const made = files(`${folder}/results`)
    expect(made.map((path) => read(folder, `results/${path}`).trim()).sort()).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => `${20_000_000 + n}`),
    )
    await until(() => living().length === 0)
  })
})
