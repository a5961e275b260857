import { symlinkSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import { type Person, person } from "./person.ts"

const workflow = `
import { constant, dep, int, param, task, text } from "waluigi"
const shout = (word: string): string => word.toUpperCase()
export const Data = task("Data", {
  params: { year: param(int) },
  output: text(),
  run: ({ year }) => "data of " + year,
})
export const Fit = task("Fit", {
  params: { data: dep(Data), version: constant(3) },
  output: text(),
  run: async (p, ctx) => shout(await ctx.load(p.data)),
})
export const Own = task("Own", { params: {}, output: text(), path: () => "own.txt", run: () => "own" })
`

/** A person whose tasks have run, and the one who goes on there with another workflow: a process loads a file once. */
const rewritten = async (line: string, from: string, to: string): Promise<Person> => {
  const first = person({ "workflow.ts": workflow })
  expect((await first.types(line)).code).toBe(0)
  // What comes later is later by more than the clock of a file system is behind.
  await setTimeout(30)
  return next(first, workflow.replace(from, to))
}

const next = ({ folder }: Person, text: string): Person => {
  const someone = person({ "workflow.ts": text })
  symlinkSync(join(folder, "results"), join(someone.folder, "results"))
  return someone
}

const today = new Date().toISOString().slice(0, 10)
const dated = (text: string): string => text.replaceAll(today, "<today>")

describe("the code of a task that changed", () => {
  it("is a warning in a run and a plan: what is there stays", async () => {
    const someone = await rewritten("Fit --year=2016,2017", '"data of "', '"the data of "')
    const { code, err, out } = await someone.types("Fit --year=2016,2017,2018")
    expect(code).toBe(0)
    expect(dated(err)).toMatchInlineSnapshot(`
      "warning: the code of Data changed since 2 outputs of it were made (<today>); they stay as they are
        try  version: constant(2) under params of Data   makes them anew, and all that stands on them
             waluigi lint Data --accept   if it means the same

      "
    `)
    expect(out).toContain("2 made, 2 there already")
    expect((await someone.types("plan Fit --year=2016")).err).toContain(
      "warning: the code of Data changed since 1 output",
    )
    expect((await someone.types("--dry-run Fit --year=2016")).err).toContain("warning: the code of Data changed")
    expect((await someone.types("--quiet Fit --year=2016")).err).toBe("")
    expect((await someone.types("plan Fit --json --year=2016")).err).toBe("")
    expect((await someone.types("Fit --year=2018")).err).toBe("")
  })

  it("is made anew by the constant that the warning tells to write", async () => {
    const someone = await rewritten("Fit --year=2016", "shout(await", "'So ' + shout(await")
    expect((await someone.types("Fit --year=2016")).err).toContain("version: constant(4) under params of Fit")
    const changed = workflow.replace("shout(await", "'So ' + shout(await").replace("constant(3)", "constant(4)")
    const raised = next(someone, changed)
    const { err, out } = await raised.types("Fit --year=2016")
    expect(err).toBe("")
    expect(out).toContain("1 made, 1 there already")
    expect((await raised.types("lint")).code).toBe(0)
  })

  it("is no warning for comments, white space, or what run calls elsewhere", async () => {
    const comment = await rewritten(
      "Fit --year=2016",
      'run: ({ year }) => "data',
      'run: ({ year }) => // the data\n    "data',
    )
    expect((await comment.types("lint")).out).toBe("no output was made by older code\n")
    const elsewhere = await rewritten("Fit --year=2016", "word.toUpperCase()", "word.toLowerCase()")
    expect((await elsewhere.types("lint")).out).toBe("no output was made by older code\n")
  })
})

describe("waluigi lint", () => {
  it("finds the outputs of older code whatever their parameters, and fails then", async () => {
    const someone = await rewritten("Fit --year=2016,2017", '"data of "', '"the data of "')
    const { code, out } = await someone.types("lint")
    expect(code).toBe(1)
    expect(dated(out)).toMatchInlineSnapshot(`
      "warning: the code of Data changed since 2 outputs of it were made (<today>); they stay as they are
        try  version: constant(2) under params of Data   makes them anew, and all that stands on them
             waluigi lint Data --accept   if it means the same

      1 task of changed code
      "
    `)
    // As everywhere, a task stands for what is below it too.
    expect(await someone.types("lint Fit")).toMatchObject({ code: 1, out })
    expect(await someone.types("lint Own")).toMatchObject({ code: 0, out: "no output was made by older code\n" })
  })

  it("takes what is there for the code of today by --accept, of the tasks that are named", async () => {
    const someone = await rewritten("Fit --year=2016", '"data of "', '"the data of "')
    expect(await someone.types("lint Fit --accept")).toMatchObject({ code: 0, out: "nothing to accept\n" })
    expect(await someone.types("lint")).toMatchObject({ code: 1 })
    expect(await someone.types("lint Data --accept")).toMatchObject({ code: 0, out: "accepted  Data\n" })
    expect(await someone.types("lint --accept")).toMatchObject({ code: 0, out: "nothing to accept\n" })
    expect(await someone.types("Fit --year=2016")).toMatchObject({ code: 0, err: "" })
    expect(await next(someone, workflow).types("lint")).toMatchObject({ code: 1 })
  })

  it("tells of a task with places of its own that its code changed, not of how many outputs", async () => {
    const someone = await rewritten("Own", '"own"', '"owned"')
    expect(dated((await someone.types("lint")).out)).toMatchInlineSnapshot(`
      "warning: the code of Own changed since its outputs were made (<today>); they stay as they are
        try  waluigi Own --remove --run   makes them anew: their places are the task's own
             waluigi lint Own --accept   if it means the same

      1 task of changed code
      "
    `)
    expect((await someone.types("Own")).err).toContain("the code of Own changed since 1 output of it was made")
  })

  it("takes tasks, and no parameters", async () => {
    const someone = person({ "workflow.ts": workflow })
    expect(await someone.types("lint")).toMatchObject({ code: 0 })
    expect((await someone.types("lint Dta")).err).toContain("try  waluigi lint Data")
    expect((await someone.types("lint Data --year=2016")).all).toMatchInlineSnapshot(`
      "error: waluigi lint takes tasks, whatever their parameters: --year=2016
        try  waluigi lint Data
      "
    `)
    expect((await someone.types("--accept Data --year=2016")).all).toMatchInlineSnapshot(`
      "error: --accept belongs to lint: waluigi lint Data --accept
        given  --accept
        see    waluigi --help
      "
    `)
    expect((await someone.types("--help")).out).toContain("not: the rest - functions that these call")
  })
})
