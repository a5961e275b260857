/**
 * Sections 8 and 9: what a node is, and a plan as JSON.
 */
import { describe, expect, it } from "vitest"
import { constant, dep, dynamic, extend, int, many, param, str, task, text } from "../../lib/index.ts"
import { planToJson } from "../../lib/plan/json.ts"
import { plan, problems, shell } from "./asking.ts"

const id = (root: unknown, args: ReadonlyArray<string> = [], tasks: ReadonlyArray<unknown> = []): string =>
  plan(root, args, tasks).roots[0]?.id ?? "none"

const TaskA = task("TaskA", { params: { year: param(int, { default: 1 }) } })

describe("8.1 identity", () => {
  it("is of the task's name", () => {
    expect(id(extend(TaskA, "TaskAcustom"))).not.toBe(id(TaskA))
  })

  it("is of the values, not of how they were given", () => {
    expect(id(TaskA({ year: 5 }))).toBe(id(TaskA, ["--TaskA.year=5"]))
    expect(id(TaskA({ year: 1 }))).toBe(id(TaskA))
    expect(id(TaskA({ year: 5 }))).not.toBe(id(TaskA))
  })

  it("is not of the way: a node below is the node alone", () => {
    const TaskB = task("TaskB", { params: { a: dep(TaskA) } })
    expect(plan(TaskB, ["--year=5"]).roots[0]?.dependencies[0]?.id).toBe(id(TaskA({ year: 5 })))
  })

  it("is of constants", () => {
    expect(id(task("TaskK", { params: { edition: constant(1) } }))).not.toBe(
      id(task("TaskK", { params: { edition: constant(2) } })),
    )
  })

  it("is not of insignificant slots, nor of a neutral value", () => {
    const Quiet = task("Quiet", { params: { level: param(int, { default: 0, significant: false }) } })
    expect(id(Quiet, ["--level=3"])).toBe(id(Quiet))
    const before = task("Grown", { params: { year: param(int, { default: 1 }) } })
    const after = task("Grown", {
      params: { year: param(int, { default: 1 }), scale: param(int, { default: 10, neutral: 10 }) },
    })
    expect(id(after)).toBe(id(before))
    expect(id(after, ["--scale=11"])).not.toBe(id(before))
  })

  it("is of a dynamic value only where an entry set it", () => {
    const doubled = task("Twice", {
      params: { n: param(int, { default: 1 }) },
      dynamic: { m: dynamic(int, (p: { n: number }) => 2 * p.n) },
    })
    const tripled = task("Twice", {
      params: { n: param(int, { default: 1 }) },
      dynamic: { m: dynamic(int, (p: { n: number }) => 3 * p.n) },
    })
    expect(id(doubled)).toBe(id(tripled))
    expect(id(doubled, ["--m=2"])).not.toBe(id(doubled))
  })

  it("is of dependencies, those of dynamic slots and of a many too", () => {
    const Uses = task("Uses", { params: { a: dep(TaskA), all: many(TaskA) }, dynamic: { d: () => [TaskA] } })
    const ids = ["--Uses.a.year=2", "--Uses.all.year=2", "--Uses.d.year=2", "--year=2"].map((arg) => id(Uses, [arg]))
    expect(new Set([id(Uses), ...ids]).size).toBe(5)
  })

  it("leaves an absent dependency out", () => {
    const before = task("Grown", { params: { year: param(int, { default: 1 }) } })
    const after = task("Grown", {
      params: { year: param(int, { default: 1 }), opt: dep(TaskA, {}, { optional: true }) },
    })
    expect(id(after)).toBe(id(before))
    expect(id(after, ["--opt=TaskA"])).not.toBe(id(before))
  })

  it("does not depend on the order in which slots are declared", () => {
    const one = task("Two", { params: { x: param(int, { default: 1 }), y: param(int, { default: 2 }) } })
    const two = task("Two", { params: { y: param(int, { default: 2 }), x: param(int, { default: 1 }) } })
    expect(id(one)).toBe(id(two))
  })
})

describe("8.2 places of outputs", () => {
  it("two nodes that would write the same place are an error", () => {
    const Writes = task("Writes", {
      params: { year: param(int, { default: 1 }) },
      output: text(),
      path: () => "always/here.txt",
      run: () => "",
    })
    expect(problems(Writes)).toEqual([])
    expect(problems(Writes, ["--year=1,2"])).toEqual(["SamePlace"])
  })
})

describe("9 a plan as JSON", () => {
  it("is stable", () => {
    const TaskB = task("TaskB", {
      params: { datasets: dep(TaskA), all: many(TaskA), opt: dep(TaskA, {}, { optional: true }), k: constant("v1") },
    })
    const found = plan(TaskB, ["--TaskB.datasets.year=2016,2017"])
    const [first, second] = found.roots.map((node) => node.id) as [string, string]
    const a = id(TaskA)
    const [d2016, d2017] = [id(TaskA({ year: 2016 })), id(TaskA({ year: 2017 }))]
    const node = (datasets: string) => ({
      task: "TaskB",
      slots: { all: [{ $node: a }], datasets: { $node: datasets }, k: "v1", opt: null },
      output: null,
    })
    const json = planToJson(found)
    expect(json).toMatchObject({
      roots: [first, second],
      nodes: {
        [a]: { task: "TaskA", slots: { year: 1 }, output: null, dependencies: [] },
        [d2016]: { task: "TaskA", slots: { year: 2016 }, output: null, dependencies: [] },
        [d2017]: { task: "TaskA", slots: { year: 2017 }, output: null, dependencies: [] },
        [first]: node(d2016),
        [second]: node(d2017),
      },
      axes: [{ entry: "TaskB.datasets.year", values: [2016, 2017] }],
      warnings: [],
    })
    expect(Object.keys(json)).toEqual(["axes", "nodes", "roots", "warnings"])
  })

  it("names files by their names alone: it is the same text on every machine", () => {
    const on = (folder: string): ReadonlyArray<string> => {
      const workflow = shell(TaskA, ["--zebra=1"])
      const source = { _tag: "Config", file: `${folder}/waluigi.toml`, key: "zebra", line: 3 } as const
      return planToJson(plan({ ...workflow, tables: workflow.tables.map((table) => ({ ...table, source })) })).warnings
    }
    expect(on("/home/one/studies")).toEqual(on("/srv/two"))
    expect(on("/srv/two")[0]).toContain("in waluigi.toml:3")
  })

  it("gives null for an absent dependency, and for a dynamic value that has no JSON", () => {
    const Odd = task("Odd", {
      params: { opt: dep(TaskA, {}, { optional: true }) },
      dynamic: { f: () => () => 1 },
    } as never)
    const found = plan(Odd)
    expect(planToJson(found)).toMatchObject({
      nodes: { [found.roots[0]?.id ?? ""]: { slots: { opt: null, f: null } } },
    })
  })
})

describe("8.1 identities of other times and machines", () => {
  it("stay what they were: a change here is a change of every output's place", () => {
    const Data = task("Data", { params: { year: param(int, { default: 2012 }), version: constant(3) } })
    const Top = task("Top", { params: { data: dep(Data), all: many(Data), what: param(str, { default: "é\n" }) } })
    const ids = [...plan(Top({ "all.year": [2016, 2017] })).nodes.values()].map((node) => [
      node.definition.name,
      node.id,
    ])
    expect(ids).toMatchInlineSnapshot(`
      [
        [
          "Data",
          "c9107dce74882cd873c0b69246ccb790",
        ],
        [
          "Data",
          "d4f8d36b792469cd1089916e84f7a748",
        ],
        [
          "Data",
          "d21f4cdbdc5b714222771500dfae42d0",
        ],
        [
          "Top",
          "e73895467b71bda072f82146cebcafd7",
        ],
      ]
    `)
  })
})
