import { rmSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { person } from "./person.ts"

const workflow = `
import { existsSync } from "node:fs"
import { int, json, many, param, task } from "waluigi"
import * as t from "io-ts"
const Point = task("Point", {
  params: { n: param(int) },
  output: json(t.number),
  run: (p) => { if (p.n === 2 && !existsSync(process.env.WALUIGI_POINT ?? "")) throw new Error("off"); return p.n },
})
export const Mean = task("Mean", {
  params: { all: many(Point, { accept: 1 }) },
  output: json(t.number),
  run: async (p, ctx) => {
    let sum = 0
    for (const one of p.all) if (ctx.there(one)) sum += await ctx.load(one)
    return sum
  },
})
`

describe("an output that was made in part", () => {
  it("is told of in every run until it is made of all", async () => {
    const someone = person({ "workflow.ts": workflow })
    delete process.env.WALUIGI_POINT
    expect((await someone.types("Mean --n=1..3")).code).toBe(1)
    const again = await someone.types("Mean --n=1..3")
    expect(again.code).toBe(0)
    expect(again.err).toMatchInlineSnapshot(`
      "warning: Mean was made without 1 task of what it is made of; it stays as it is
        try   --Mean.remove --run   behind the task makes it anew
        note  what was made of it must be removed too: it hides that Mean is missing

      "
    `)
    expect((await someone.types("plan Mean --n=1..3")).err).toBe(again.err)
    expect((await someone.types("--quiet Mean --n=1..3")).err).toBe("")
    // Of other points nothing is said.
    expect((await someone.types("Mean --n=1,3")).err).toBe("")
    process.env.WALUIGI_POINT = join(someone.folder, "workflow.ts")
    expect((await someone.types("Mean --n=1..3 --Mean.remove --run")).code).toBe(0)
    expect((await someone.types("Mean --n=1..3")).err).toBe("")
    delete process.env.WALUIGI_POINT
  })

  it("is not told of where it is gone", async () => {
    const someone = person({ "workflow.ts": workflow })
    await someone.types("Mean --n=1..3")
    rmSync(join(someone.folder, "results/Mean"), { recursive: true })
    expect((await someone.types("plan Mean --n=1..3")).err).toBe("")
  })
})
