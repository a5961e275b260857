/**
 * Section 1: what the kinds of slots mean when a workflow is resolved.
 */
import { describe, expect, it } from "vitest"
import { constant, dep, dynamic, extend, inherit, int, many, param, str, task } from "../../lib/index.ts"
import { problems, roots } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 2012 }) } })
const TaskO = task("TaskO", { params: { year: param(int, { default: 1999 }), name: param(str, { default: "o" }) } })

describe("1.2 kinds of slots", () => {
  it("a value is what an entry says, else its default", () => {
    expect(roots(TaskA)).toEqual(["TaskA(year: 2012)"])
    expect(roots(TaskA({ year: 2024 }))).toEqual(["TaskA(year: 2024)"])
  })

  it("a dependency is one upstream task", () => {
    const TaskB = task("TaskB", { params: { datasets: dep(TaskA) } })
    expect(roots(TaskB)).toEqual(["TaskB(datasets: TaskA(year: 2012))"])
  })

  it("an optional dependency is absent until an entry that ends in its slot sets it", () => {
    const TaskB = task("TaskB", { params: { opt: dep(TaskA, {}, { optional: true }) } })
    expect(roots(TaskB)).toEqual(["TaskB(opt: null)"])
    expect(roots(TaskB, ["--TaskB.opt=TaskA"])).toEqual(["TaskB(opt: TaskA(year: 2012))"])
  })

  it("null puts an optional dependency to sleep again", () => {
    const TaskB = task("TaskB", { params: { opt: dep(TaskA, {}, { optional: true }) } })
    expect(roots(TaskB, ["--TaskB.opt=TaskA", "--TaskB.opt:=null"])).toEqual(["TaskB(opt: null)"])
  })

  it("a constant cannot be set", () => {
    const TaskB = task("TaskB", { params: { edition: constant(3) } })
    expect(roots(TaskB)).toEqual(["TaskB(edition: 3)"])
    expect(problems(TaskB, ["--edition=4"])).toEqual(["ConstantSet at TaskB.edition by edition"])
  })
})

describe("1.2 dynamic slots", () => {
  it("give a value computed from the slots under params, those of dependencies included", () => {
    const TaskB = task("TaskB", {
      params: { datasets: dep(TaskA), what: param(str, { default: "histos" }) },
      dynamic: { label: (p) => `${p.what}-${p.datasets.year}` },
    })
    expect(roots(TaskB, ["--year=2024"])).toEqual([
      'TaskB(datasets: TaskA(year: 2024), label: "histos-2024", what: "histos")',
    ])
  })

  it("give a workflow, whose table becomes pins", () => {
    const TaskB = task("TaskB", {
      params: { year: param(int, { default: 7 }) },
      dynamic: { extra: (p) => TaskO({ year: p.year + 1 }) },
    })
    expect(roots(TaskB)).toEqual(['TaskB(extra: TaskO(name: "o", year: 8), year: 7)'])
  })

  it("give an array or a record of workflows, or null", () => {
    const TaskB = task("TaskB", {
      dynamic: {
        both: () => [TaskA({ year: 1 }), TaskA({ year: 2 })],
        named: () => ({ old: TaskA({ year: 1 }), current: TaskA }),
        none: () => null,
      },
    })
    expect(roots(TaskB)).toEqual([
      "TaskB(both: [TaskA(year: 1), TaskA(year: 2)], named: {current: TaskA(year: 2012), old: TaskA(year: 1)}, none: null)",
    ])
  })

  it("are overridden like any slot: with a type from text, or by a task", () => {
    const TaskB = task("TaskB", {
      params: { year: param(int, { default: 7 }) },
      dynamic: { twice: dynamic(int, (p: { year: number }) => 2 * p.year), extra: () => null },
    })
    expect(roots(TaskB, ["--TaskB.twice=5"])).toEqual(["TaskB(extra: null, twice: 5, year: 7)"])
    expect(roots(TaskB, ["--TaskB.extra=TaskA"], [TaskA])).toEqual([
      "TaskB(extra: TaskA(year: 2012), twice: 14, year: 7)",
    ])
  })

  it("a function that throws is an error at its place", () => {
    const TaskB = task("TaskB", {
      dynamic: {
        broken: (): number => {
          throw new Error("no such year")
        },
      },
    })
    expect(problems(task("TaskC", { params: { b: dep(TaskB) } }))).toEqual(["DynamicThrew at TaskC.b.broken"])
  })

  it("self is the task whose node this is: in an extension the extension", () => {
    const Daily = task("Daily", {
      params: { day: param(int, { default: 1 }) },
      dynamic: { previous: (p, self) => (p.day > 0 ? self({ ".day": p.day - 1 }) : null) },
    })
    const DailyCustom = extend(Daily, "DailyCustom")
    expect(roots(Daily)).toEqual(["Daily(day: 1, previous: Daily(day: 0, previous: null))"])
    expect(roots(Daily, ["--Daily=DailyCustom"], [DailyCustom])).toEqual([
      "DailyCustom(day: 1, previous: DailyCustom(day: 0, previous: null))",
    ])
  })
})

describe("1.7 inherit", () => {
  it("hands on the values of slots that the called task has too, to its own slots only", () => {
    const Below = task("Below", { params: { o: dep(TaskO), year: param(int, { default: 1 }) } })
    const TaskB = task("TaskB", {
      params: { year: param(int, { default: 2020 }), edition: constant(1), other: param(int, { default: 5 }) },
      dynamic: { extra: (p) => Below(inherit(p)) },
    })
    expect(roots(TaskB)).toEqual([
      'TaskB(edition: 1, extra: Below(o: TaskO(name: "o", year: 1999), year: 2020), other: 5, year: 2020)',
    ])
  })

  it("leaves constants apart", () => {
    const TaskB = task("TaskB", { params: { name: constant("b") }, dynamic: { extra: (p) => TaskO(inherit(p)) } })
    expect(roots(TaskB)).toEqual(['TaskB(extra: TaskO(name: "o", year: 1999), name: "b")'])
  })
})

describe("1.6 lineage", () => {
  it("an extension has the slots of its original; a changed one keeps its place, new ones come last", () => {
    const Child = extend(TaskO, "Child", {
      params: { extra: param(int, { default: 0 }), year: param(int, { default: 3 }) },
    })
    expect(roots(Child)).toEqual(['Child(extra: 0, name: "o", year: 3)'])
    const All = task("All", { params: { all: many(Child) } })
    // Year is compared first, then name, then extra.
    expect(roots(All, ["--extra=1,2", "--Child.year=9,8"])).toEqual([
      `All(all: [${[
        'Child(extra: 1, name: "o", year: 8)',
        'Child(extra: 2, name: "o", year: 8)',
        'Child(extra: 1, name: "o", year: 9)',
        'Child(extra: 2, name: "o", year: 9)',
      ].join(", ")}])`,
    ])
  })

  it("two tasks of one name in one graph are an error", () => {
    const Other = task("TaskA", { params: { month: param(int, { default: 1 }) } })
    const TaskB = task("TaskB", { params: { x: dep(TaskA), y: dep(Other) } })
    expect(problems(TaskB)).toEqual(["DuplicateTask"])
  })
})
