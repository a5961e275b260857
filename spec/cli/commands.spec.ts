import { existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { type Person, withTasks } from "./person.ts"

/** Reads every text output of a task. */
const made = ({ folder }: Person, task: string): ReadonlyArray<string> => {
  const root = join(folder, "results", task)
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .sort()
}

describe("what there is", () => {
  it("is listed as it stands in the file", async () =>
    expect((await withTasks().types("list")).all).toMatchInlineSnapshot(`
      "TaskA        counts the days of each month
      TaskE        weighs a year
      TaskB        corrects the counts
      TaskBcustom  leaves the counts as they are
      TaskC        sums the corrected counts
      TaskZ        finds the longest month
      Sum2024      = TaskC({ "TaskA.year": 2024 })   sums the corrected counts
      "
    `))

  it("is a task's every parameter, with type, default and doc", async () =>
    expect((await withTasks().types("TaskC --help")).all).toMatchInlineSnapshot(`
      "waluigi [options] TaskC [--parameter=value …]

        sums the corrected counts

      TaskC
        --TaskC.b=…      TaskB          a task in its place
        --TaskC.title=…  str    = days

      TaskB   at TaskC.b
        corrects the counts
        --TaskB.datasets=…     TaskA                                           a task in its place
        --TaskB.corrections=…  TaskE                          with year: 2018  a task in its place
        --TaskB.what=…         choice(histos, array, counts)  = histos         the form of the result
          TaskB.revision       constant                       3
        --TaskB.label=…        dynamic str                    computed

      TaskA   at TaskC.b.datasets
        counts the days of each month
        --TaskA.year=…  int  = 2012  year of data taking

      TaskE   at TaskC.b.corrections
        weighs a year
        --TaskE.year=…  int  = 2012  year of the correction

      The more a key says, the more it counts:
        --year=…              year of every task
        --TaskA.year=…        year of every TaskA
        --.b.datasets.year=…  at this one place
        --year=…,…            several values: a task for each

      Actions that every task has, by the same keys; with one nothing runs:
        --status  tells what is complete
        --remove  removes the outputs
        --run     makes what is missing, at its place among other actions
      "
    `))

  it("is helped with however one asks", async () => {
    const someone = withTasks()
    const { all } = await someone.types("TaskC --help")
    for (const words of ["--help TaskC", "TaskC -h", "TaskC --year=2024 --help"])
      expect((await someone.types(words)).all).toBe(all)
  })

  it("is a workflow by its export, with what it sets", async () =>
    expect((await withTasks().types("Sum2024 --help")).all.split("\n").slice(0, 5).join("\n")).toMatchInlineSnapshot(`
      "waluigi [options] Sum2024 [--parameter=value …]

        = TaskC({ "TaskA.year": 2024 })

        sums the corrected counts"
    `))

  it("is the program's own help and version", async () => {
    const someone = withTasks()
    expect((await someone.types("--help")).out).toMatchSnapshot()
    expect(await someone.types("--version")).toMatchObject({ code: 0, out: "0.1.0\n" })
  })
})

describe("the command lines of the seed", () => {
  it.each([
    ["TaskC --year=2024", "TaskC", ["days, histos of 2024: 369.294\n"]],
    ["TaskC --TaskA.year=2024", "TaskC", ["days, histos of 2024: 369.294\n"]],
    ["TaskC --TaskB:TaskA.year=2024", "TaskC", ["days, histos of 2024: 369.294\n"]],
    ["TaskC --TaskB.datasets:TaskA.year=2024", "TaskC", ["days, histos of 2024: 369.294\n"]],
    ["TaskC --TaskB.datasets.year=2024", "TaskC", ["days, histos of 2024: 369.294\n"]],
    ["TaskZ --TaskB=TaskBcustom", "TaskZ", ["31\n"]],
  ])("waluigi %s", async (words, task, texts) => {
    const someone = withTasks()
    expect((await someone.types(words)).code).toBe(0)
    expect(
      made(someone, task).map((text) =>
        text.replace(/\d+\.\d+/, (number) => String(Number(Number(number).toFixed(3)))),
      ),
    ).toStrictEqual(texts)
  })

  it("waluigi TaskA --year=2016,2017,2018", async () => {
    const someone = withTasks()
    expect((await someone.types("TaskA --year=2016,2017,2018")).all).toMatchInlineSnapshot(`
      "made    TaskA(year: 2016)   results/TaskA/year=2016-<id>/output.json
      made    TaskA(year: 2017)   results/TaskA/year=2017-<id>/output.json
      made    TaskA(year: 2018)   results/TaskA/year=2018-<id>/output.json
      3 made (0.12 s)
        TaskA(year: 2016)   results/TaskA/year=2016-<id>/output.json
        TaskA(year: 2017)   results/TaskA/year=2017-<id>/output.json
        TaskA(year: 2018)   results/TaskA/year=2018-<id>/output.json
      "
    `)
    expect(made(someone, "TaskA")).toHaveLength(3)
  })
})

describe("a run", () => {
  it("makes what is missing, and says where it lies", async () =>
    expect((await withTasks().types("TaskC --year=2024")).all).toMatchInlineSnapshot(`
      "note: --year=2024 does not set TaskC.b.corrections.year: { year: 2018 }   pinned at TaskB.corrections, workflow.ts:29

      made    TaskA(year: 2024)   results/TaskA/year=2024-<id>/output.json
      made    TaskE(year: 2018)   results/TaskE/year=2018-<id>/output.json
      made    TaskB(what: histos)   results/TaskB/what=histos-<id>/output.json
      made    TaskC(title: days)   results/TaskC/title=days-<id>/output.txt
      4 made (0.12 s)
        TaskC(title: days)   results/TaskC/title=days-<id>/output.txt
      "
    `))

  it("does nothing the second time", async () => {
    const someone = withTasks()
    await someone.types("TaskC --year=2024")
    const { code, all } = await someone.types("TaskC --year=2024")
    expect(code).toBe(0)
    expect(all).toMatchInlineSnapshot(`
      "note: --year=2024 does not set TaskC.b.corrections.year: { year: 2018 }   pinned at TaskB.corrections, workflow.ts:29

      nothing to do, it is there (0.12 s)
        TaskC(title: days)   results/TaskC/title=days-<id>/output.txt
      "
    `)
  })

  it("makes several tasks of one line at once, each with its own words, and what they share once", async () => {
    const someone = withTasks()
    expect(
      (await someone.types("TaskC --year=2024 TaskZ --TaskA.year=2024 TaskE --year=2018")).all,
    ).toMatchInlineSnapshot(`
      "note: --year=2024 does not set TaskC.b.corrections.year: { year: 2018 }   pinned at TaskB.corrections, workflow.ts:29

      made    TaskE(year: 2018)   results/TaskE/year=2018-<id>/output.json
      made    TaskA(year: 2024)   results/TaskA/year=2024-<id>/output.json
      made    TaskB(what: histos)   results/TaskB/what=histos-<id>/output.json
      made    TaskC(title: days)   results/TaskC/title=days-<id>/output.txt
      made    TaskZ(b.datasets.year: 2024, b.corrections.year: 2018)   results/TaskZ/<id>/output.txt
      5 made (0.12 s)
        TaskC(title: days)   results/TaskC/title=days-<id>/output.txt
        TaskZ(b.datasets.year: 2024, b.corrections.year: 2018)   results/TaskZ/<id>/output.txt
        TaskE(year: 2018)   results/TaskE/year=2018-<id>/output.json
      "
    `)
  })

  it("makes an exported workflow, and a task that is reached but not asked for by its export", async () => {
    const someone = withTasks()
    expect((await someone.types("Sum2024 --title=sum")).code).toBe(0)
    expect(made(someone, "TaskC")[0]).toMatch(/^sum, histos of 2024: /)
  })

  it("writes below the output root", async () => {
    const someone = withTasks()
    await someone.types("--output-root=else/where TaskA")
    await someone.types("TaskA --output-root else/where")
    expect(readdirSync(join(someone.folder, "else/where"))).toStrictEqual([".waluigi-code", "TaskA"])
    expect(made(someone, "TaskA")).toStrictEqual([])
  })

  it("says nothing when it shall be quiet", async () =>
    expect(await withTasks().types("--quiet TaskA")).toMatchObject({ code: 0, all: "" }))

  it("runs nothing when it is dry, and says what would run", async () => {
    const someone = withTasks()
    await someone.types("TaskE --year=2018")
    expect((await someone.types("TaskC --dry-run")).all).toMatchInlineSnapshot(`
      "would run  TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      would run  TaskB(what: histos)   results/TaskB/what=histos-<id>/output.json
      would run  TaskC(title: days)   results/TaskC/title=days-<id>/output.txt
      3 tasks would run, 1 there
      "
    `)
    expect((await someone.types("-n TaskE --year=2018")).all).toMatchInlineSnapshot(`
      "nothing to do, 1 there
      "
    `)
    expect(made(someone, "TaskA")).toStrictEqual([])
  })
})

describe("a plan", () => {
  it("is a tree, each node once and later as a reference", async () => {
    const someone = withTasks()
    await someone.types("TaskA")
    expect((await someone.types("plan TaskC TaskZ")).all).toMatchInlineSnapshot(`
      "missing   TaskC(title: days)   results/TaskC/title=days-<id>/output.txt
      missing   └─ b: TaskB(what: histos)   results/TaskB/what=histos-<id>/output.json
      there        ├─ datasets: TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      missing      └─ corrections: TaskE(year: 2018)   results/TaskE/year=2018-<id>/output.json
      missing   TaskZ(b.corrections.year: 2018)   results/TaskZ/<id>/output.txt
      missing   └─ b: TaskB(what: histos)   ↑ as above

      1 there, 4 missing
      "
    `)
  })

  it("is JSON for programs", async () => {
    const someone = withTasks()
    expect((await someone.types("plan TaskA --year=2016..2017 --json")).out).toMatchInlineSnapshot(`
      "{
        "axes": [
          {
            "entry": "year",
            "values": [
              2016,
              2017
            ]
          }
        ],
        "nodes": {
          "<id>": {
            "dependencies": [],
            "output": "TaskA/year=2017-<id>/output.json",
            "slots": {
              "year": 2017
            },
            "task": "TaskA"
          },
          "<id>": {
            "dependencies": [],
            "output": "TaskA/year=2016-<id>/output.json",
            "slots": {
              "year": 2016
            },
            "task": "TaskA"
          }
        },
        "roots": [
          "<id>",
          "<id>"
        ],
        "warnings": []
      }
      "
    `)
    expect((await someone.types("plan --json TaskA --year=2016..2017")).out).toBe(
      (await someone.types("plan TaskA --year=2016,2017 --json")).out,
    )
  })
})

describe("colours", () => {
  const types = async (terminal: boolean, env: Record<string, string>) =>
    (await withTasks().types("list", { terminal }, env)).all.includes("\u001b[")

  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [false, { FORCE_COLOR: "1" }, true],
    [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    [true, { FORCE_COLOR: "0" }, false],
    [true, { TERM: "dumb" }, false],
  ])("on a terminal (%s) with %j: %s", async (terminal, env, coloured) =>
    expect(await types(terminal, env)).toBe(coloured))
})
