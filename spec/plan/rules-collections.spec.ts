/**
 * Section 5: collections, their axes, and what collects them.
 */
import { describe, expect, it } from "vitest"
import { choice, dep, each, extend, float, int, list, many, param, str, task } from "../../lib/index.ts"
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

  it("leaves in the plan nothing that a function's first workflow made before the axis of its second was set", () => {
    const Years = task("Years", { params: { all: many(TaskA) } })
    const Both = task("Both", { dynamic: { d: () => [Years(), TaskA()] } })
    // Two of TaskA, of Years and of Both: not Years of both years.
    expect(plan(Both, ["--year=1,2"]).nodes.size).toBe(6)
  })

  it("also at a dynamic slot that an entry sets, together with those at its other slots", () => {
    const Odd = task("Odd", {
      params: { a: dep(TaskA) },
      dynamic: { d: { type: int, compute: () => 0 } },
    })
    const Asks = task("Asks", {
      params: { all: many(Odd) },
      dynamic: { next: (p) => (p.all.length === 6 || p.all.length === 3 ? Odd() : null) },
    })
    // Six of Odd, while nothing is set, bring forth both axes.
    expect(plan(Asks, ["--Odd.d=1,0", "--year=1,0,3"]).roots.map((root) => root.dependencies.length)).toEqual([
      1, 1, 1, 1, 1, 1,
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

describe("5.6 collections of tasks", () => {
  const TaskB = task("TaskB", { params: { a: dep(TaskA) } })
  const TaskB1 = extend(TaskB, "TaskB1")
  const TaskB2 = extend(TaskB, "TaskB2", { params: { seed: param(int, { default: 3 }) } })
  const Top = task("Top", { params: { b: dep(TaskB), c: dep(TaskB) } })
  const b = (name: string, year = 1) =>
    name === "TaskB2" ? `TaskB2(a: TaskA(year: ${year}), seed: 3)` : `${name}(a: TaskA(year: ${year}))`

  it("compare implementations: all places that one entry decides move together", () => {
    const found = [b("TaskB1"), b("TaskB2")].map((one) => `Top(b: ${one}, c: ${one})`)
    expect(roots(Top, ["--TaskB=TaskB1,TaskB2"], [TaskB1, TaskB2])).toEqual(found)
    expect(roots(Top, ['--TaskB:=["TaskB1","TaskB2"]'], [TaskB1, TaskB2])).toEqual(found)
    expect(roots(Top({ TaskB: [TaskB1, TaskB2] }))).toEqual(found)
    expect(plan(Top({ TaskB: [TaskB1, TaskB2] })).axes).toEqual([{ entry: "TaskB", values: ["TaskB1", "TaskB2"] }])
  })

  it("surface at the task that they place: the root, or what has the slot", () => {
    expect(roots(TaskB, ["--TaskB=TaskB1,TaskB2"], [TaskB1, TaskB2])).toEqual([b("TaskB1"), b("TaskB2")])
    expect(roots(Top, ["--Top.c=TaskB1,TaskB2"], [TaskB1, TaskB2])).toEqual([
      `Top(b: ${b("TaskB")}, c: ${b("TaskB1")})`,
      `Top(b: ${b("TaskB")}, c: ${b("TaskB2")})`,
    ])
  })

  it("are collected by a many, also where they stand in its own slot", () => {
    const All = task("All", { params: { all: many(TaskB) } })
    for (const argument of ["--TaskB=TaskB2,TaskB1", "--All.all=TaskB2,TaskB1"])
      expect(roots(All, [argument], [TaskB1, TaskB2])).toEqual([`All(all: [${b("TaskB1")}, ${b("TaskB2")}])`])
  })

  it("may be workflows, each with pins of its own", () => {
    expect(roots(Top({ "Top.b": [TaskB({ year: 5 }), TaskB({ year: 6 })] }))).toEqual([
      `Top(b: ${b("TaskB", 5)}, c: ${b("TaskB")})`,
      `Top(b: ${b("TaskB", 6)}, c: ${b("TaskB")})`,
    ])
  })

  it("make products with values, the first entry slowest", () => {
    expect(roots(TaskB, ["--year=7,8", "--TaskB=TaskB1,TaskB2"], [TaskB1, TaskB2])).toEqual([
      b("TaskB1", 7),
      b("TaskB2", 7),
      b("TaskB1", 8),
      b("TaskB2", 8),
    ])
  })

  it("replace in turn inside one point of another", () => {
    const TaskB3 = extend(TaskB1, "TaskB3")
    expect(roots(TaskB({ TaskB: [TaskB1, TaskB2], TaskB1: [TaskB1, TaskB3] }))).toEqual([
      b("TaskB1"),
      b("TaskB3"),
      b("TaskB2"),
    ])
  })

  it("are an error where one does not fit, and where a value stands among them", () => {
    const Words = task("Words", { params: { word: param(str, { default: "" }) } })
    expect(problems(Top, ["--TaskB=TaskB1,Words"], [TaskB1, Words])).toEqual(["UnfitReplacement by TaskB"])
    expect(problems(Top, ["--TaskB=TaskB1,3"], [TaskB1])).toEqual([
      "WrongKind at Top.b by TaskB",
      "WrongKind at Top.c by TaskB",
    ])
  })
})

describe("5.1 ranges", () => {
  const TaskT = task("TaskT", {
    params: { n: param(int, { default: 0 }), x: param(float, { default: 0 }), w: param(str, { default: "" }) },
  })
  const ns = (argument: string) => plan(TaskT, [argument]).roots.map((node) => node.slots.n)

  it("hold both ends; equal ends are one value, and stand among others", () => {
    expect(ns("--n=2..4")).toEqual([2, 3, 4])
    expect(ns("--n=3..3")).toEqual([3])
    expect(ns("--n=-1..1,7")).toEqual([-1, 0, 1, 7])
    expect(ns("--n=1..3,2..4")).toEqual([1, 2, 3, 4])
  })

  it("never go downwards, and never by the million", () => {
    for (const range of ["4..2", "1..1000000000", "-9007199254740991..9007199254740991"])
      expect(problems(TaskT, [`--n=${range}`])).toEqual(["InvalidValue at TaskT.n by n"])
  })

  it("are read by types with a successor alone", () => {
    expect(problems(TaskT, ["--x=1..2"])).toEqual(["InvalidValue at TaskT.x by x"])
    expect(roots(TaskT, ["--w=1..2"])).toEqual(['TaskT(n: 0, w: "1..2", x: 0)'])
  })

  it("with an end that is missing or none are no ranges", () => {
    for (const text of ["1..", "..2", "1..x", "1..2..3"])
      expect(problems(TaskT, [`--n=${text}`])).toEqual(["InvalidValue at TaskT.n by n"])
  })
})

describe("5.1 empty texts and empty collections", () => {
  const TaskT = task("TaskT", { params: { w: param(str, { default: "x" }), n: param(int, { default: 0 }) } })
  const All = task("All", { params: { all: many(TaskT) } })

  it("--w= is the empty text, --w:=[] the empty collection", () => {
    expect(roots(All, ["--w="])).toEqual(['All(all: [TaskT(n: 0, w: "")])'])
    expect(roots(All, ["--w:=[]"])).toEqual(["All(all: [])"])
    expect(roots(All({ w: [] }))).toEqual(["All(all: [])"])
    expect(roots(All({ w: each() as never }))).toEqual(["All(all: [])"])
    expect(problems(TaskT, ["--n="])).toEqual(["InvalidValue at TaskT.n by n"])
  })

  it("one empty axis empties the product", () => {
    expect(roots(All, ["--w:=[]", "--n=1,2"])).toEqual(["All(all: [])"])
    expect(problems(TaskT, ["--w:=[]", "--n=1,2"])).toEqual(["EmptyRoot by w"])
  })

  it("an empty collection of tasks is one", () => {
    expect(roots(All, ["--TaskT:=[]"])).toEqual(["All(all: [])"])
  })
})
