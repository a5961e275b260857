import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { constant, dep, each, important, inherit, int, many, param, set, str, substitute, task } from "waluigi"
import * as Capture from "../../lib/task/capture.ts"
import type { Workflow } from "../../lib/task/definition.ts"
import * as Definition from "../../lib/task/definition.ts"
import * as Reference from "../../lib/task/reference.ts"

const TaskA = task("TaskA", { params: { year: param(int, { doc: "a year" }), title: param(str) } })
const TaskB = task("TaskB", { params: { datasets: dep(TaskA), all: many(TaskA) }, dynamic: { label: () => "x" } })
const TaskC = task("TaskC", { params: { b: dep(TaskB) } })

const written = (table: unknown) => records(TaskA(table as object))
const records = (workflow: Workflow) => workflow.tables.map((table) => table.record)

describe("a call", () => {
  it("concatenates its tables in order", () => {
    expect(
      records(TaskC({ year: 1, "b:year": 2 }, set(TaskA.year, 3), important({ title: "x" }), substitute(TaskB, TaskB))),
    ).toStrictEqual([{ year: 1, "b:year": 2 }, { "TaskA.year": 3 }, { "title!": "x" }, { TaskB }])
    expect(TaskC().tables).toStrictEqual([])
  })

  it("gives an immutable value: what happens to a record later does not reach it", () => {
    const record = { year: 1 }
    const workflow = TaskA(record)
    record.year = 2
    expect(records(workflow)).toStrictEqual([{ year: 1 }])
  })

  it("knows the line of each table", () => {
    const line = Number(/:(\d+):\d+\)?$/m.exec(new Error("here").stack ?? "")?.[1])
    const table = set(TaskA.year, 2)
    const workflow = TaskA({ year: 1 }, table)
    const lines = workflow.tables.map(({ source }) => (source._tag === "Code" ? source.at?.line : undefined))
    expect(lines).toStrictEqual([line + 2, line + 1])
  })

  it("captures nothing where the resolver asks for quiet, however that ends", () => {
    const at = ({ tables }: Workflow) => (tables[0]?.source._tag === "Code" ? tables[0].source.at : undefined)
    expect(at(Capture.quietly(() => TaskA({ year: 1 })))).toBeUndefined()
    expect(at(Capture.quietly(() => Capture.quietly(() => TaskA({ year: 1 }))))).toBeUndefined()
    expect(() =>
      Capture.quietly(() => {
        throw new Error("in the middle")
      }),
    ).toThrow("in the middle")
    expect(at(TaskA({ year: 1 }))).toBeDefined()
  })

  it("rejects what is no table, and says what is", () => {
    const call = (table: unknown) => () => TaskA(table as never)
    expect(call(3)).toThrow("TaskA is called with 3: call it with tables, such as TaskA({ year: 2024 })")
    expect(call(null)).toThrow("TaskA is called with null")
    expect(call(TaskB)).toThrow("TaskA is called with the task TaskB")
    expect(call(TaskB())).toThrow("TaskA is called with a workflow of TaskB")
    expect(call(TaskA.year)).toThrow("TaskA is called with the reference TaskA.year")
    expect(call([])).toThrow("TaskA is called with []")
    expect(call(new Map())).toThrow("TaskA is called with a Map")
  })
})

describe("references", () => {
  it("are keys as values, to any depth", () => {
    expect(Reference.keyOf(TaskC.b.datasets.year)).toBe("TaskC.b.datasets.year")
    expect(Reference.keyOf(TaskC.b.all.title)).toBe("TaskC.b.all.title")
    expect(Reference.keyOf(TaskB.label)).toBe("TaskB.label")
    expect(Reference.keyOf({})).toBeUndefined()
    expect(TaskC.b.datasets.year.meta.doc).toBe("a year")
  })

  it("are made when read: a deep graph has more of them than there are atoms", () => {
    let deep: ReturnType<typeof wide> | typeof TaskA = TaskA
    for (let level = 0; level < 300; level++) deep = wide(`Wide${level}`, deep as typeof TaskA)
    let here: unknown = deep
    for (let level = 0; level < 300; level++) here = (here as { readonly left: unknown }).left
    expect(Reference.keyOf((here as { readonly year: unknown }).year)).toBe(`Wide299${".left".repeat(300)}.year`)
  })

  it("stand before the members that functions have", () => {
    const TaskF = task("TaskF", {
      params: { name: param(str), length: param(int), call: dep(TaskA), bind: param(str), toString: param(str) },
    })
    expect(Reference.keyOf(TaskF.name)).toBe("TaskF.name")
    expect(Reference.keyOf(TaskF.length)).toBe("TaskF.length")
    expect(Reference.keyOf(TaskF.call.year)).toBe("TaskF.call.year")
    expect(Reference.keyOf(TaskF.bind)).toBe("TaskF.bind")
    expect(records(TaskF({ name: "x" }))).toStrictEqual([{ name: "x" }])
  })
})

const wide = (name: string, below: typeof TaskA) =>
  task(name, { params: { left: dep(below), middle: dep(below), right: dep(below) } })

describe("set, substitute and important", () => {
  it("write the keys of rule 2.6", () => {
    const keys = [
      set(TaskA.year, 2024),
      set([TaskA, "year"], 2024),
      set([TaskB, TaskA.year], 2024),
      set([TaskB.datasets, TaskA.year], 2024),
      set(TaskB.datasets.year, 2024),
      set([TaskC, TaskB], TaskB),
      set(TaskA, TaskA),
      set([TaskA.year], 2024),
      substitute(TaskA, TaskA),
    ].flatMap((table) => written(table).flatMap(Object.keys))
    expect(keys).toStrictEqual([
      "TaskA.year",
      "TaskA:year",
      "TaskB:TaskA.year",
      "TaskB.datasets:TaskA.year",
      "TaskB.datasets.year",
      "TaskC:TaskB",
      "TaskA",
      "TaskA.year",
      "TaskA",
    ])
  })

  it("say what a place is", () => {
    expect(() => set("year" as never, 3 as never)).toThrow(
      'set is given "year" as a place: write set(TaskA.year, 2024)',
    )
    expect(() => set([TaskA, 3] as never, 3 as never)).toThrow("set is given 3 as a place")
    expect(() => set([] as never, 3 as never)).toThrow("set is given no place")
    expect(() => substitute(3 as never, TaskA as never)).toThrow("substitute is given 3")
    expect(() => important(3 as never)).toThrow("important is given 3")
  })

  it("mark every key once", () => {
    const marked = fc.dictionary(fc.constantFrom("year", "year!", "a:b", "TaskA.x!"), fc.integer())
    fc.assert(
      fc.property(marked, (record) => {
        const [once] = written(important(record))
        expect(Object.keys(once ?? {}).every((key) => /[^!]!$/.test(key))).toBe(true)
        expect(written(important(important(record)))).toStrictEqual([once])
        expect(new Set(Object.keys(once ?? {}))).toStrictEqual(
          new Set(Object.keys(record).map((key) => `${key.replace("!", "")}!`)),
        )
      }),
    )
    expect(written(important(set(TaskA.year, each(1, 2))))).toStrictEqual([{ "TaskA.year!": each(1, 2) }])
  })
})

describe("inherit", () => {
  const Giver = task("Giver", {
    params: { year: param(int), title: param(str), revision: constant(3), b: dep(TaskA), other: param(int) },
    dynamic: { length: () => 1 },
  })
  const Taker = task("Taker", {
    params: { year: param(int), revision: param(int), b: param(int), length: param(int), title: dep(TaskA) },
  })
  const slots = Object.defineProperty({ year: 2024, title: "x", revision: 3, b: {}, other: 1 }, Definition.definition, {
    value: Definition.ofTask(Giver),
  })

  it("hands on the values that both have under params, to the task's own slots only", () => {
    expect(records(Taker(inherit(slots as never), { year: 1 }))).toStrictEqual([{ ".year": 2024 }, { year: 1 }])
  })

  it("wants the slots of a task", () => {
    expect(() => Taker(inherit({ year: 1 } as never))).toThrow(
      "write Taker(inherit(p)) with the p of a dynamic function",
    )
  })
})
