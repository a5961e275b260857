import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { type Person, person } from "./person.ts"

const workflow = `
import { writeFileSync } from "node:fs"
import * as t from "io-ts"
import { dep, int, json, param, task, text } from "waluigi"

const Raw = task("Raw", { params: {}, output: text(), path: () => "raw/data.txt" })
const open = (year: number): number => {
  if (year === 2017) throw new Error("no data for 2017", { cause: new Error("the detector was off") })
  return year
}
export const Data = task("Data", {
  params: { year: param(int, { default: 2016 }) },
  output: json(t.number),
  run: ({ year }, ctx) => {
    ctx.log("opening " + year)
    return open(year)
  },
})
export const Fit = task("Fit", { params: { data: dep(Data) }, output: text(), run: async (p, ctx) => String(await ctx.load(p.data)) })
export const Page = task("Page", { params: { fit: dep(Fit) } })
export const Odd = task("Odd", { params: {}, output: json(t.number), run: () => "three" as never })
export const Copy = task("Copy", { params: { raw: dep(Raw) }, output: text(), run: (p, ctx) => ctx.load(p.raw) })
export const Wait = task("Wait", {
  params: { data: dep(Data) },
  output: text(),
  run: (p, ctx) => {
    writeFileSync(new URL("waiting", import.meta.url), "")
    return new Promise((_, reject) => ctx.signal.addEventListener("abort", () => reject(ctx.signal.reason)))
  },
})
`

const someone = (): Person => person({ "workflow.ts": workflow })

describe("a task that fails", () => {
  it("is named with its parameters, its cause and what it blocks; the rest is made", async () => {
    const { code, all } = await someone().types("Page --year=2016,2017")
    expect(code).toBe(1)
    expect(all).toMatchInlineSnapshot(`
      "log     Data(year: 2016): opening 2016
      made    Data(year: 2016)   results/Data/year=2016-<id>/output.json
      made    Fit(data.year: 2016)   results/Fit/<id>/output.txt
      log     Data(year: 2017): opening 2017
      failed  Data(year: 2017): no data for 2017

      error: Data(year: 2017) failed: no data for 2017
        at      workflow.ts:8   in open
                workflow.ts:16
        cause   the detector was off
        at      workflow.ts:8   in open
        blocks  Fit(data.year: 2017) and Page(fit.data.year: 2017)

      1 failed, 2 blocked, 2 made (0.12 s)
        Page(fit.data.year: 2016)
      "
    `)
  })

  it("goes to standard error, what was made to standard output", async () => {
    const { out, err } = await someone().types("--quiet Page --year=2017")
    expect(out).toBe("")
    expect(err).toMatch(/^\nerror: Data\(year: 2017\) failed: no data for 2017\n/)
  })

  it("may return what its codec rejects", async () => {
    const { code, err } = await someone().types("Odd")
    expect(code).toBe(1)
    expect(err).toMatchInlineSnapshot(`
      "
      error: Odd failed: what run returned for results/Odd/<id>/output.json does not fit its codec: expected number, got "three"

      "
    `)
  })

  it("may want an input that no task makes", async () => {
    const here = someone()
    const { code, err } = await here.types("Copy")
    expect(code).toBe(1)
    expect(err).toMatchInlineSnapshot(`
      "
      error: Raw failed: external, and its output is missing: results/raw/data.txt
        note    no task makes this: put it there, or give the task a run
        blocks  Copy

      "
    `)
    expect((await here.types("plan Copy")).out).toMatchInlineSnapshot(`
      "blocked   Copy   results/Copy/<id>/output.txt
      no input  └─ raw: Raw   results/raw/data.txt

      0 there, 0 missing, 1 missing that no task makes, 1 blocked
      "
    `)
    expect((await here.types("-n Copy")).code).toBe(1)
    here.writes("results/raw/data.txt", "measured")
    expect((await here.types("Copy")).code).toBe(0)
  })
})

describe("a wrapper", () => {
  it("has no output, and is there when its dependencies are", async () => {
    const here = someone()
    expect((await here.types("plan Page")).out).toMatchInlineSnapshot(`
      "          Page(fit.data.year: 2016)
      missing   └─ fit: Fit(data.year: 2016)   results/Fit/<id>/output.txt
      missing      └─ data: Data(year: 2016)   results/Data/year=2016-<id>/output.json

      0 there, 2 missing
      "
    `)
    await here.types("Page")
    expect((await here.types("Page")).all).toMatchInlineSnapshot(`
      "nothing to do, it is there (0.12 s)
        Page(fit.data.year: 2016)
      "
    `)
  })
})

describe("an interruption", () => {
  it("stops what runs, leaves the rest, and asks for its own exit code", async () => {
    const here = someone()
    const { code, all } = await here.types("Wait", {
      onInterrupt: (listener) => {
        const timer = setInterval(() => existsSync(join(here.folder, "waiting")) && listener(130), 10)
        return () => clearInterval(timer)
      },
    })
    expect(code).toBe(130)
    expect(
      all
        .split("\n")
        .filter((line) => !/^(?:log|made)/.test(line))
        .join("\n"),
    ).toMatchInlineSnapshot(`
      "stopping: what runs has 5 s to end; once more stops at once
      interrupted, 1 task left, 1 made (0.12 s)
      "
    `)
  })
})

describe("a terminal", () => {
  it("shows one line that moves; what is logged and what fails stays", async () => {
    const shown: Array<string> = []
    let now = 0
    const { all } = await someone().types("Page --year=2016,2017", {
      terminal: true,
      columns: 40,
      now: () => (now += 100),
      live: async () => ({ show: (text) => shown.push(text), clear: () => shown.push("") }),
    })
    expect(all.split("\n\n")[0]).toMatchInlineSnapshot(`
      "log     Data(year: 2016): opening 2016
      log     Data(year: 2017): opening 2017
      failed  Data(year: 2017): no data for 2017"
    `)
    expect(shown.filter((text) => text !== "")).toMatchInlineSnapshot(`
      [
        "looking for outputs: 0 there",
        "looking for outputs: 0 there",
        "looking for outputs: 0 there",
        "looking for outputs: 0 there",
        "looking for outputs: 0 there",
        "[0/4] Data(year: 2016)",
        "[0/4] Data(year: 2016)",
        "[1/4]",
        "[1/4] Fit(data.year: 2016)",
        "[2/4]",
        "[2/4]",
        "[2/4] Data(year: 2017)",
        "[2/4] Data(year: 2017)",
        "[2/4]",
        "[3/4] · 1 failed",
        "[3/4] · 1 failed · 2 blocked",
      ]
    `)
    expect(shown.at(-1)).toBe("")
    expect(Math.max(...shown.map((text) => text.length))).toBeLessThan(40)
  })
})

describe("a value that cannot be trusted", () => {
  it("moves no cursor", async () => {
    const here = someone()
    writeFileSync(
      join(here.folder, "workflow.ts"),
      `
import { param, str, task, text } from "waluigi"
export const Show = task("Show", { params: { title: param(str) }, output: text(), run: (p, ctx) => { ctx.log(p.title); throw new Error(p.title) } })
`,
    )
    const { all } = await here.types(["Show", "--title=a\u001b[2K\rb"])
    expect(all).not.toContain("\u001b")
    expect(all).not.toContain("\r")
  })
})

describe("a missing intermediate below what is there", () => {
  const chain = `
import { dep, int, many, param, task, text } from "waluigi"
export const Data = task("Data", { params: { year: param(int) }, output: text(), run: (p) => String(p.year) })
export const Fit = task("Fit", { params: { data: dep(Data) }, output: text(), run: (p, ctx) => ctx.load(p.data) })
export const Page = task("Page", { params: { fits: many(Fit) }, output: text(), run: () => "page" })
`
  const lost = async (): Promise<Person> => {
    const one = person({ "workflow.ts": chain })
    await one.types("Page --year=2016,2017")
    await one.types("Page --year=2016,2017 --Data.remove")
    rmSync(join(one.folder, "results/Fit", readdirSync(join(one.folder, "results/Fit"))[0] as string), {
      recursive: true,
    })
    return one
  }

  it("is left alone", async () => {
    const one = await lost()
    expect((await one.types("Page --year=2016,2017")).out).toContain("nothing to do")
    expect((await one.types("--dry-run Page --year=2016,2017")).out).toBe("nothing to do, 2 there\n")
    expect((await one.types("plan Page --year=2016,2017")).out.match(/^spared/gm)).toHaveLength(3)
  })

  it("is made by --rebuild; what stands on it stays as it is", async () => {
    const one = await lost()
    expect((await one.types("--rebuild --dry-run Page --year=2016,2017")).out).toContain("3 tasks would run, 2 there\n")
    expect((await one.types("--rebuild plan Page --year=2016,2017")).out.match(/^missing/gm)).toHaveLength(3)
    const { code, out } = await one.types("--rebuild Page --year=2016,2017")
    expect(code).toBe(0)
    expect(out.match(/^made {4}\w+/gm)?.sort()).toStrictEqual(["made    Data", "made    Data", "made    Fit"])
    expect(out).toContain("3 made, 2 there already")
    expect((await one.types("--rebuild Page --year=2016,2017")).out).toContain("nothing to do, all is there")
  })
})
