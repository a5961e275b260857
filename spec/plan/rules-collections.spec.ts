/**
 * Section 5: collections, their axes, and what collects them.
 */
import { describe, expect, it } from "vitest"
import { choice, dep, each, int, list, many, param, str, task } from "../../lib/index.ts"
import { printPlace } from "../../lib/plan/problem.ts"
import { plan, problems, roots } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 1 }) } })
const TaskL = task("TaskL", { params: { lumi: param(int, { default: 1 }) } })
const Pair = task("Pair", { params: { a: dep(TaskA), l: dep(TaskL) } })

describe("5.1 what is a collection", () => {
  it("a bare array where the slot's type rejects it as a value", () => {
    const TaskT = task("TaskT", { params: { n: param(int, { default: 0 }), l: param(list(int), { default: [] }) } })
    expect(roots(TaskT({ n: [1, 2] }))).toEqual(["TaskT(l: [], n: 1)", "TaskT(l: [], n: 2)"])
    expect(roots(TaskT({ l: [1, 2] }))).toEqual(["TaskT(l: [1,2], n: 0)"])
    expect(roots(TaskT({ l: each([1], [2]) }))).toEqual(["TaskT(l: [1], n: 0)", "TaskT(l: [2], n: 0)"])
  })

  it("a comma in the shell, but for a list; a range for integers", () => {
    const TaskT = task("TaskT", { params: { n: param(int, { default: 0 }), l: param(list(int), { default: [] }) } })
    expect(roots(TaskT, ["--n=1,2"])).toEqual(["TaskT(l: [], n: 1)", "TaskT(l: [], n: 2)"])
    expect(roots(TaskT, ["--n=1..3"])).toEqual(["TaskT(l: [], n: 1)", "TaskT(l: [], n: 2)", "TaskT(l: [], n: 3)"])
    expect(roots(TaskT, ["--l=1,2"])).toEqual(["TaskT(l: [1,2], n: 0)"])
  })

  it("never inside quotes; JSON gives what it says", () => {
    const TaskT = task("TaskT", { params: { title: param(str) } })
    expect(roots(TaskT, ['--title="a,b"'])).toEqual(['TaskT(title: "a,b")'])
    expect(roots(TaskT, ['--title:="a,b"'])).toEqual(['TaskT(title: "a,b")'])
    expect(roots(TaskT, ["--title=a..b"])).toEqual(['TaskT(title: "a..b")'])
    expect(roots(TaskT, ["--title="])).toEqual(['TaskT(title: "")'])
  })
})

describe("5.2 axes", () => {
  it("all places that one entry decides move together", () => {
    const Twice = task("Twice", { params: { x: dep(TaskA), y: dep(TaskA) } })
    expect(roots(Twice, ["--year=2016,2017"])).toEqual([
      "Twice(x: TaskA(year: 2016), y: TaskA(year: 2016))",
      "Twice(x: TaskA(year: 2017), y: TaskA(year: 2017))",
    ])
  })

  it("two entries are two axes: their product, the first entry slowest", () => {
    const pair = (lumi: number, year: number) => `Pair(a: TaskA(year: ${year}), l: TaskL(lumi: ${lumi}))`
    expect(roots(Pair, ["--lumi=1,2", "--year=7,6"])).toEqual([pair(1, 7), pair(1, 6), pair(2, 7), pair(2, 6)])
    expect(roots(Pair, ["--year=7,6", "--lumi=1,2"])).toEqual([pair(1, 7), pair(2, 7), pair(1, 6), pair(2, 6)])
  })

  it("where one of two points lacks an axis, it stands first", () => {
    const Some = task("Some", { params: { n: param(int) }, dynamic: { l: (p) => (p.n === 1 ? TaskL : null) } })
    expect(roots(Some, ["--lumi=3,4", "--n=1,2"])).toEqual([
      "Some(l: null, n: 2)",
      "Some(l: TaskL(lumi: 3), n: 1)",
      "Some(l: TaskL(lumi: 4), n: 1)",
    ])
  })

  it("roots of equal identity are one", () => {
    expect(roots(TaskA, ["--year=3,4,3"])).toEqual(["TaskA(year: 3)", "TaskA(year: 4)"])
  })

  it("slots that read a different number of points from one entry are an error", () => {
    const Words = task("Words", { params: { year: param(str, { default: "" }), a: dep(TaskA) } })
    expect(problems(Words, ["--year=1,2..4"])).toEqual(["AxisLengths by year"])
  })

  it("one value is no collection of another length", () => {
    const Words = task("Words", { params: { year: param(str, { default: "" }), a: dep(TaskA) } })
    expect(roots(Words, ["--year=1..2"])).toEqual([
      'Words(a: TaskA(year: 1), year: "1..2")',
      'Words(a: TaskA(year: 2), year: "1..2")',
    ])
  })
})

describe("5.3 surfacing", () => {
  const All = task("All", { params: { all: many(TaskA) } })

  it("distributes over a task, in every branch and under every many", () => {
    const Top = task("Top", { params: { a: dep(TaskA), all: dep(All) } })
    expect(roots(Top, ["--year=3,4"])).toEqual([
      "Top(a: TaskA(year: 3), all: All(all: [TaskA(year: 3)]))",
      "Top(a: TaskA(year: 4), all: All(all: [TaskA(year: 4)]))",
    ])
  })

  it("an axis that surfaces only under some points of another is split only there", () => {
    const Some = task("Some", { params: { n: param(int) }, dynamic: { l: (p) => (p.n === 1 ? TaskL : null) } })
    expect(roots(Some, ["--n=1,2", "--lumi=3,4"])).toEqual([
      "Some(l: TaskL(lumi: 3), n: 1)",
      "Some(l: TaskL(lumi: 4), n: 1)",
      "Some(l: null, n: 2)",
    ])
  })

  it("does not surface at a many", () => {
    const Top = task("Top", { params: { x: dep(All), y: dep(All) } })
    const all = "All(all: [TaskA(year: 3), TaskA(year: 4)])"
    expect(roots(Top, ["--year=3,4"])).toEqual([`Top(x: ${all}, y: ${all})`])
  })
})

describe("5.4 many", () => {
  const All = task("All", { params: { all: many(TaskA) } })

  it("collects the axes that would surface at its task", () => {
    expect(roots(All, ["--year=2016..2018"])).toEqual([
      "All(all: [TaskA(year: 2016), TaskA(year: 2017), TaskA(year: 2018)])",
    ])
  })

  it("collects a product", () => {
    const Pairs = task("Pairs", { params: { all: many(Pair) } })
    expect(plan(Pairs, ["--year=1,2", "--lumi=1,2,3"]).nodes.size).toBe(1 + 6 + 2 + 3)
  })

  it("holds one without an axis, none with an empty one", () => {
    expect(roots(All)).toEqual(["All(all: [TaskA(year: 1)])"])
    expect(roots(All, ["--year:=[]"])).toEqual(["All(all: [])"])
  })

  it("an empty collection at the root is an error", () => {
    expect(problems(TaskA, ["--year:=[]"])).toEqual(["EmptyRoot by year"])
  })

  it("is warned about where it is handed a single point because the axis surfaces above it", () => {
    const Top = task("Top", { params: { a: dep(TaskA), all: many(TaskA) } })
    expect(plan(Top, ["--year=3,4"]).warnings.map((warning) => warning._tag)).toEqual(["SinglePoint"])
    const Last = task("Last", { params: { all: many(TaskA), b: dep(task("Mid", { params: { c: dep(TaskA) } })) } })
    const [warning] = plan(Last, ["--year=3,4"]).warnings
    expect(warning?._tag === "SinglePoint" && [warning.place, warning.surfaces].map(printPlace)).toEqual([
      "Last.all",
      "Last.b.c.year",
    ])
  })
})

describe("5.5 the order of a collected array", () => {
  it("does not depend on how a user typed it", () => {
    const All = task("All", { params: { all: many(TaskA) } })
    expect(roots(All, ["--year=3,1,2,1"])).toEqual(["All(all: [TaskA(year: 1), TaskA(year: 2), TaskA(year: 3)])"])
    expect(plan(All, ["--year=3,1,2"]).roots[0]?.id).toBe(plan(All, ["--year=1,2,3"]).roots[0]?.id)
  })

  it("is by each type's order, in declared order of slots, then dependencies", () => {
    const TaskK = task("TaskK", { params: { what: param(choice("second", "first")), a: dep(TaskA) } })
    const All = task("All", { params: { all: many(TaskK) } })
    expect(roots(All, ["--year=10,9", "--what=first,second"])).toEqual([
      `All(all: [${[
        'TaskK(a: TaskA(year: 9), what: "second")',
        'TaskK(a: TaskA(year: 10), what: "second")',
        'TaskK(a: TaskA(year: 9), what: "first")',
        'TaskK(a: TaskA(year: 10), what: "first")',
      ].join(", ")}])`,
    ])
  })

  it("takes an array element by element, the shorter first", () => {
    const Lists = task("Lists", { params: { l: param(list(int)) } })
    const All = task("All", { params: { all: many(Lists) } })
    expect(roots(All({ l: each([2], [1, 5], [1], []) }))).toEqual([
      "All(all: [Lists(l: []), Lists(l: [1]), Lists(l: [1,5]), Lists(l: [2])])",
    ])
  })
})
