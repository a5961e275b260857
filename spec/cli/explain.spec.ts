/**
 * `waluigi explain`, as a person sees it.
 */
import { describe, expect, it } from "vitest"
import { withTasks } from "./person.ts"

describe("3.7 explain", () => {
  it("shows every parameter in a line, with what gave it and what that beat", async () => {
    const { all } = await withTasks().types("explain TaskC --year=2024 --TaskA.year=2016,2017,2018 --TaskB=TaskBcustom")
    expect(all).toMatchInlineSnapshot(`
      "TaskC.b                   TaskBcustom       --TaskB=TaskBcustom
      TaskC.title               days              its default
      TaskC.b.what              histos            its default
      TaskC.b.revision          3                 its definition: a constant
      TaskC.b.label             histos of 2016, … 2 more  its function
      TaskC.b.datasets.year     2016, 2017, 2018  --TaskA.year=2016,2017,2018
        beats  --year=2024   it names more tasks (1, not 0)
        axis   TaskA.year, 3 values
      TaskC.b.corrections.year  2018              { year: 2018 }   pinned at TaskBcustom.corrections, workflow.ts:29
        beats  --year=2024   it names more slots (2, not 1)
      "
    `)
  })

  it("tells all of the places that patterns behind -- pick", async () => {
    const { all } = await withTasks().types("explain TaskC --year=2024 --TaskB=TaskBcustom -- TaskB.what year")
    expect(all).toMatchInlineSnapshot(`
      "TaskC.b.what = histos
        by    its default
        with  TaskBcustom for TaskB at TaskC.b, by --TaskB=TaskBcustom
        try   --TaskC.b.what=…   sets just this

      TaskC.b.datasets.year = 2024
        by    --year=2024
        with  TaskBcustom for TaskB at TaskC.b, by --TaskB=TaskBcustom
        try   --TaskC.b.datasets.year=…   sets just this

      TaskC.b.corrections.year = 2018
        by     { year: 2018 }   pinned at TaskBcustom.corrections, workflow.ts:29
        beats  --year=2024   it names more slots (2, not 1)
        with   TaskBcustom for TaskB at TaskC.b, by --TaskB=TaskBcustom
        try    --TaskC.b.corrections.year=…   sets just this
      "
    `)
  })

  it("tells of a task what stands in its place, and all its parameters", async () => {
    const { all } = await withTasks().types("explain Sum2024 -- TaskA")
    expect(all).toMatchInlineSnapshot(`
      "TaskC.b.datasets = TaskA
        by   its definition
        try  --TaskC.b.datasets=…   sets just this

      TaskC.b.datasets.year = 2024
        by   { "TaskA.year": 2024 }   at workflow.ts:64
        try  --TaskC.b.datasets.year=…   sets just this
      "
    `)
  })

  it("says of a place that nothing has what there is", async () => {
    const someone = withTasks()
    expect(await someone.types("explain TaskC -- yaer")).toMatchObject({ code: 2, out: "" })
    expect((await someone.types("explain TaskC -- yaer TaskC.year")).err).toMatchInlineSnapshot(`
      "error: no parameter of TaskC matches yaer
        try  waluigi explain TaskC … -- year
             waluigi explain TaskC … -- TaskA.year

      error: no parameter of TaskC matches TaskC.year
        note  TaskC has no slot year of its own; TaskC:year reaches those of TaskA, TaskE below it
        try   waluigi explain TaskC … -- TaskC:year
              waluigi explain TaskC … -- TaskA.year
              waluigi explain TaskC … -- year
      "
    `)
  })

  it("tells of a workflow that does not resolve what is decided all the same, then its errors", async () => {
    const { out, err, code } = await withTasks().types(
      "explain TaskC --year=20x4 --TaskB.what=array --TaskO.title=x --titel=y -- year title what",
    )
    expect(code).toBe(2)
    expect(out).toMatchInlineSnapshot(`
      "TaskC.title = days
        by   its default
        try  --TaskC.title=…   sets just this

      TaskC.b.what = array
        by   --TaskB.what=array
        try  --TaskC.b.what=…   sets just this

      TaskC.b.datasets.year cannot be 20x4
        by   --year=20x4
        try  --TaskC.b.datasets.year=…   sets just this

      TaskC.b.corrections.year = 2018
        by     { year: 2018 }   pinned at TaskB.corrections, workflow.ts:29
        beats  --year=20x4   it names more slots (2, not 1)
        try    --TaskC.b.corrections.year=…   sets just this

      "
    `)
    expect(err).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be 20x4
        given  --year=20x4
        takes  int: an integer such as 2016

      error: no parameter of TaskC matches TaskO.title
        given  --TaskO.title=x
        try    --TaskC.title=x
               --TaskC:title=x
               --title=x

      error: no parameter of TaskC matches titel
        given  --titel=y
        try    --title=y
               --TaskC.title=y
      "
    `)
  })

  it("says of a workflow that does not resolve what a run says", async () => {
    const someone = withTasks()
    const { err, code } = await someone.types("explain TaskC --yaer=2024 -- year")
    expect(code).toBe(2)
    expect((await someone.types("plan TaskC --yaer=2024")).err).toBe(err)
  })

  it("is JSON for programs", async () => {
    const { out } = await withTasks().types("explain TaskC --year=2024 --json -- corrections.year")
    expect(JSON.parse(out)).toMatchObject({
      root: "TaskC",
      more: 0,
      parameters: [
        {
          place: "TaskC.b.corrections.year",
          key: "TaskC.b.corrections.year",
          values: [{ text: "2018", json: 2018, nodes: 1 }],
          reason: {
            _tag: "Entry",
            written: { key: "year", source: { _tag: "Pin", task: "TaskB", slot: "corrections" } },
          },
          beaten: [{ written: { key: "year", given: "2024" }, by: "slots" }],
        },
      ],
    })
  })

  it("fits into a hundred columns, where keys and files are not long", async () => {
    const { out } = await withTasks().types(
      "explain TaskC --year=2024 --TaskA.year=2016 --TaskB.label=x -- TaskC TaskB TaskA TaskE",
    )
    expect(out.split("\n").filter((text) => text.length > 100)).toEqual([])
  })
})
