/**
 * Section 2: which places a pattern reaches.
 */
import { describe, expect, it } from "vitest"
import { dep, extend, int, many, param, set, task } from "../../lib/index.ts"
import type { Workflow } from "../../lib/task/definition.ts"
import { plan, problems, roots } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 1 }) } })
const TaskE = task("TaskE", { params: { year: param(int, { default: 1 }) } })
const TaskB = task("TaskB", { params: { datasets: dep(TaskA), corrections: dep(TaskE) } })
const TaskC = task("TaskC", { params: { b: dep(TaskB), a: dep(TaskA), year: param(int, { default: 1 }) } })

/** The years of TaskC with the two at its top, then those of its TaskB. */
const years = (own: number, a: number, datasets: number, corrections: number) => [
  `TaskC(a: TaskA(year: ${a}), b: TaskB(corrections: TaskE(year: ${corrections}), datasets: TaskA(year: ${datasets})), year: ${own})`,
]

describe("2.1 exact and descendant steps", () => {
  it("a pattern without a leading dot starts anywhere", () => {
    expect(roots(TaskC, ["--year=5"])).toEqual(years(5, 5, 5, 5))
  })

  it("a leading dot anchors at the root", () => {
    expect(roots(TaskC, ["--.year=5"])).toEqual(years(5, 1, 1, 1))
    expect(roots(TaskC, ["--.b:year=5"])).toEqual(years(1, 1, 5, 5))
    expect(roots(TaskC, ["--.TaskC:year=5"])).toEqual(years(5, 5, 5, 5))
    expect(problems(TaskC, ["--.TaskA.year=5"])).toEqual(["Unmatched by .TaskA.year"])
  })

  it("a dot is the slot of that very node", () => {
    expect(roots(TaskC, ["--b.datasets.year=5"])).toEqual(years(1, 1, 5, 1))
    expect(problems(TaskC, ["--b.year=5"])).toEqual(["Unmatched by b.year"])
  })
})

describe("2.2 a segment covers consecutive levels", () => {
  it("the task at its first level, then slot after slot", () => {
    expect(roots(TaskC, ["--TaskC.b.datasets.year=5"])).toEqual(years(1, 1, 5, 1))
    expect(problems(TaskC, ["--TaskC.datasets.year=5"])).toEqual(["Unmatched by TaskC.datasets.year"])
  })

  it("array positions and record keys are no steps", () => {
    const TaskD = task("TaskD", {
      dynamic: { both: () => [TaskA, TaskA({ ".year": 7 })], named: () => ({ old: TaskA }) },
    })
    expect(roots(TaskD, ["--TaskD.both.year=5"])).toEqual([
      "TaskD(both: [TaskA(year: 5), TaskA(year: 5)], named: {old: TaskA(year: 1)})",
    ])
    expect(roots(TaskD, ["--TaskD.named.year=5"])).toEqual([
      "TaskD(both: [TaskA(year: 1), TaskA(year: 7)], named: {old: TaskA(year: 5)})",
    ])
  })
})

describe("2.3 where the next segment starts", () => {
  it("at the level which the last named slot leads to, or below it", () => {
    expect(roots(TaskC, ["--b:year=5"])).toEqual(years(1, 1, 5, 5))
    expect(roots(TaskC, ["--TaskC.a:year=5"])).toEqual(years(1, 5, 1, 1))
    expect(roots(TaskC, ["--TaskC.b:TaskB.datasets.year=5"])).toEqual(years(1, 1, 5, 1))
  })

  it("after a bare task, a slot starts at that same level", () => {
    expect(roots(TaskC, ["--TaskC:year=5"])).toEqual(years(5, 5, 5, 5))
    expect(roots(TaskC, ["--TaskA:year=5"])).toEqual(years(1, 5, 5, 1))
  })

  it("after a bare task, a task starts below it", () => {
    expect(problems(TaskC, ["--TaskA:TaskA.year=5"])).toEqual(["Unmatched by TaskA:TaskA.year"])
    expect(roots(TaskC, ["--TaskB:TaskA.year=5"])).toEqual(years(1, 1, 5, 1))
  })
})

describe("2.4 the names that a level answers to", () => {
  const TaskAcustom = extend(TaskA, "TaskAcustom")
  const Top = task("Top", { params: { x: dep(TaskAcustom), y: dep(TaskA) } })

  it("its own and those of its lineage", () => {
    expect(roots(Top, ["--TaskA.year=5"])).toEqual(["Top(x: TaskAcustom(year: 5), y: TaskA(year: 5))"])
    expect(roots(Top, ["--TaskAcustom.year=5"])).toEqual(["Top(x: TaskAcustom(year: 5), y: TaskA(year: 1))"])
  })

  it("those that it stands in for", () => {
    expect(roots(Top, ["--Top.x=TaskE", "--TaskAcustom.year=5"], [TaskE])).toEqual([
      "Top(x: TaskE(year: 5), y: TaskA(year: 1))",
    ])
  })

  it("and the lineage of those", () => {
    expect(roots(Top, ["--Top.x=TaskE", "--TaskA.year=5"], [TaskE])).toEqual([
      "Top(x: TaskE(year: 5), y: TaskA(year: 5))",
    ])
  })
})

describe("2.5 what a pattern ends in", () => {
  const TaskAcustom = extend(TaskA, "TaskAcustom")

  it("a dependency slot: the task of that slot", () => {
    expect(roots(TaskC, ["--TaskC.a=TaskE"], [TaskE])[0]).toContain("a: TaskE(year: 1)")
  })

  it("a bare task: exactly that task is substituted, wherever it stands", () => {
    expect(roots(TaskC, ["--TaskB:TaskA=TaskAcustom"], [TaskAcustom])).toEqual([
      "TaskC(a: TaskA(year: 1), b: TaskB(corrections: TaskE(year: 1), datasets: TaskAcustom(year: 1)), year: 1)",
    ])
  })

  it("here lineage does not count", () => {
    const Top = task("Top", { params: { x: dep(TaskAcustom), y: dep(TaskA) } })
    expect(roots(Top, ["--TaskA=TaskE"], [TaskE])).toEqual(["Top(x: TaskAcustom(year: 1), y: TaskE(year: 1))"])
  })
})

describe("2.6 the same forms in code and shell", () => {
  /** Each row: what code writes, what a shell writes, and what it reaches. */
  const rows: ReadonlyArray<
    readonly [written: ReadonlyArray<Workflow>, argument: string, reached: ReadonlyArray<string>]
  > = [
    [[TaskC({ year: 5 })], "--year=5", years(5, 5, 5, 5)],
    [[TaskC({ "TaskA:year": 5 }), TaskC(set([TaskA, "year"], 5))], "--TaskA:year=5", years(1, 5, 5, 1)],
    [[TaskC({ "TaskA.year": 5 }), TaskC(set(TaskA.year, 5))], "--TaskA.year=5", years(1, 5, 5, 1)],
    [[TaskC({ "TaskB:TaskA.year": 5 }), TaskC(set([TaskB, TaskA.year], 5))], "--TaskB:TaskA.year=5", years(1, 1, 5, 1)],
    [
      [TaskC({ "TaskB.datasets:TaskA.year": 5 }), TaskC(set([TaskB.datasets, TaskA.year], 5))],
      "--TaskB.datasets:TaskA.year=5",
      years(1, 1, 5, 1),
    ],
    [
      [TaskC({ "TaskB.datasets.year": 5 }), TaskC(set(TaskB.datasets.year, 5))],
      "--TaskB.datasets.year=5",
      years(1, 1, 5, 1),
    ],
    [[TaskC({ ".year": 5 })], "--.year=5", years(5, 1, 1, 1)],
  ]

  it.each(rows)("%#: reach the same places", (written, argument, reached) => {
    for (const workflow of written) expect(roots(workflow)).toEqual(reached)
    expect(roots(TaskC, [argument])).toEqual(reached)
  })
})

describe("2.2 the points of a many are no steps", () => {
  it("so a key through its slot reaches each", () => {
    const All = task("All", { params: { all: many(TaskB) } })
    expect(plan(All, ["--TaskA.year=1,2", "--All.all.corrections.year=7"]).nodes.size).toBe(1 + 2 + 2 + 1)
    expect(roots(All, ["--.all.datasets.year=7"])[0]).toContain("datasets: TaskA(year: 7)")
  })
})
