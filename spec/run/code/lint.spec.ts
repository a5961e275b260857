import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { constant, dep, int, json, lint, param, resolve, run, task } from "waluigi"
import type { Plan } from "waluigi"
import * as Lint from "../../../lib/run/code/lint.ts"
import * as Record from "../../../lib/run/code/record.ts"
import * as Temporary from "../../../lib/store/temporary.ts"
import { type Definition, ofTask } from "../../../lib/task/definition.ts"
import { folder } from "../running.ts"

const Fit = (body: "adds" | "doubles", version = 1) =>
  task("Fit", {
    params: { year: param(int, { default: 2016 }), version: constant(version) },
    output: json(t.number),
    run: body === "adds" ? (p) => p.year + 1 : (p) => p.year * 2,
  })

const Old = Fit("adds")
const New = Fit("doubles")
const planOf = (workflow: Parameters<typeof resolve>[0]): Plan => {
  const plan = resolve(workflow)
  if (plan._tag === "Left") throw new Error("it does not resolve")
  return plan.right
}
const definition = (task: unknown): Definition => ofTask(task) as Definition
/** What runs later is later by more than the clock of a file system is behind. */
const later = () => setTimeout(30)

describe("code that changed though no constant did", () => {
  it("is told with how many outputs older code made, and when", async () => {
    const outputRoot = folder()
    const before = Date.now()
    await run(Old({ year: [2016, 2017] }), { outputRoot })
    expect(lint(planOf(Old({ year: [2016, 2017] })), { outputRoot })).toStrictEqual([])
    const [found, ...more] = lint(planOf(New({ year: [2016, 2017, 2018] })), { outputRoot })
    expect(more).toStrictEqual([])
    expect(found).toMatchObject({ task: "Fit", outputs: 2 })
    expect(Math.abs((found?.made ?? 0) - before)).toBeLessThan(10_000)
  })

  it("is told also where the new code has made other outputs since, until the old ones are made anew", async () => {
    const outputRoot = folder()
    await run(Old({ year: [2016, 2017] }), { outputRoot })
    await later()
    await run(New({ year: 2018 }), { outputRoot })
    const all = planOf(New({ year: [2016, 2017, 2018] }))
    expect(lint(all, { outputRoot })).toMatchObject([{ outputs: 2 }])
    expect(lint(planOf(New({ year: 2018 })), { outputRoot })).toStrictEqual([])
    for (const name of readdirSync(join(outputRoot, "Fit")))
      if (!name.startsWith("year=2018")) rmSync(join(outputRoot, "Fit", name), { recursive: true })
    await later()
    await run(New({ year: [2016, 2017] }), { outputRoot })
    expect(lint(all, { outputRoot })).toStrictEqual([])
    // And back again.
    expect(lint(planOf(Old({ year: [2016, 2018] })), { outputRoot })).toMatchObject([{ outputs: 2 }])
  })

  it("is not told where a constant was raised, or nothing is there", async () => {
    const outputRoot = folder()
    await run(Old({ year: 2016 }), { outputRoot })
    expect(lint(planOf(Fit("doubles", 2)({ year: 2016 })), { outputRoot })).toStrictEqual([])
    expect(lint(planOf(New({ year: 2020 })), { outputRoot })).toStrictEqual([])
    expect(lint(planOf(New), { outputRoot: join(outputRoot, "none") })).toStrictEqual([])
  })

  it("is told below a complete task", async () => {
    const outputRoot = folder()
    const above = (below: typeof Old) =>
      task("Sum", { params: { fit: dep(below) }, output: json(t.number), run: (p, ctx) => ctx.load(p.fit) })
    await run(above(Old), { outputRoot })
    expect(lint(planOf(above(New)), { outputRoot })).toMatchObject([{ task: "Fit", outputs: 1 }])
  })

  it("may be accepted", async () => {
    const outputRoot = folder()
    await run(Old({ year: [2016, 2017] }), { outputRoot })
    const by = Lint.transpiler()
    expect(Lint.ofTasks([definition(New)], outputRoot, by)).toMatchObject([{ outputs: 2 }])
    Lint.accept([definition(New)], outputRoot, by)
    expect(Lint.ofTasks([definition(New)], outputRoot, by)).toStrictEqual([])
    expect(Lint.ofTasks([definition(Old)], outputRoot, by)).toMatchObject([{ outputs: 2 }])
  })

  it("is not judged where another program made JavaScript of it", async () => {
    const outputRoot = folder()
    await run(Old, { outputRoot })
    expect(Lint.ofTasks([definition(New)], outputRoot, "another")).toStrictEqual([])
  })

  it("is judged by when an output came into its place, whatever time it was given", async () => {
    const outputRoot = folder()
    await run(Old({ year: 2016 }), { outputRoot })
    await later()
    await run(New({ year: 2018 }), { outputRoot })
    const [name = ""] = readdirSync(join(outputRoot, "Fit")).filter((one) => one.startsWith("year=2018"))
    utimesSync(join(outputRoot, "Fit", name, "output.json"), 1, 1)
    expect(lint(planOf(New({ year: 2018 })), { outputRoot })).toStrictEqual([])
  })
})

describe("the record of a task", () => {
  it("is written where killed processes left theirs half written: these go, and nobody else's", () => {
    const outputRoot = folder()
    const below = join(outputRoot, Record.folder)
    const we = Temporary.self()
    const [dead, other] = [Temporary.name({ ...we, start: "1" }), Temporary.name(we)]
    mkdirSync(below)
    for (const name of [dead, other]) writeFileSync(join(below, name), "{")
    Record.write(outputRoot, "Fit", new Map())
    expect(readdirSync(below).sort()).toStrictEqual([other, "Fit.json"].sort())
  })

  it("is written once, when the first output is made, and not again while the code is the same", async () => {
    const outputRoot = folder()
    await run(Old({ year: 2016 }), { outputRoot })
    const path = join(outputRoot, ".waluigi-code/Fit.json")
    const text = readFileSync(path, "utf8")
    await later()
    await run(Old({ year: [2016, 2017] }), { outputRoot })
    expect(readFileSync(path, "utf8")).toBe(text)
    expect(readdirSync(join(outputRoot, ".waluigi-code"))).toStrictEqual(["Fit.json"])
  })

  it("that cannot be read is none, and is written anew", async () => {
    const outputRoot = folder()
    mkdirSync(join(outputRoot, ".waluigi-code"))
    for (const text of ["", "{", "null", '{"a": 3}', '{"a": [3, {"code": 1}]}']) {
      writeFileSync(join(outputRoot, ".waluigi-code/Fit.json"), text)
      expect([...Record.read(outputRoot, "Fit").values()].flat()).toStrictEqual([])
      expect(lint(planOf(New), { outputRoot })).toStrictEqual([])
    }
    await run(Old, { outputRoot })
    expect(lint(planOf(New), { outputRoot })).toMatchObject([{ outputs: 1 }])
  })

  it("is in nobody's way where it cannot be written", async () => {
    const outputRoot = folder()
    writeFileSync(join(outputRoot, ".waluigi-code"), "in the way")
    expect((await run(Old, { outputRoot }))._tag).toBe("Complete")
    expect(existsSync(join(outputRoot, ".waluigi-code"))).toBe(true)
    expect(lint(planOf(New), { outputRoot })).toStrictEqual([])
  })

  it("keeps a hundred periods", () => {
    const outputRoot = folder()
    let record: Record.Record = new Map()
    for (let at = 0; at < 150; at += 1) record = Record.add(record, "key", { code: `c${at}`, by: "", since: at })
    expect(Record.add(record, "key", { code: "c149", by: "", since: 200 })).toBe(record)
    Record.write(outputRoot, "Fit", record)
    const read = Record.read(outputRoot, "Fit").get("key")
    expect(read).toHaveLength(100)
    expect(read?.at(0)).toStrictEqual({ code: "c50", by: "", since: 50 })
  })
})
