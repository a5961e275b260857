/**
 * Composing workflows as values: what a call, a pipe and a shell say alike makes the same plan (rules 1.8, 2.6, 5.2, 6.1).
 */
import { concatAll } from "#fp/Monoid"
import * as E from "#fp/Either"
import { pipe } from "#fp/function"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type AnyTable,
  Table,
  collect,
  each,
  important,
  override,
  planToJson,
  resolve,
  set,
  substitute,
  zip,
} from "waluigi"
import * as Exports from "../../lib/cli/exports.ts"
import * as Line from "../../lib/cli/line.ts"
import * as Request from "../../lib/cli/request.ts"
import type { Overrides, Workflow } from "../../lib/task/definition.ts"
import * as tasks from "../examples/tasks/workflow.ts"

const { TaskA, TaskB, TaskBcustom, TaskC, TaskE, TaskZ } = tasks

/** The same said three times: as a record of a call, as a table, as words of a shell. */
interface Said {
  readonly record: Readonly<Record<string, unknown>>
  readonly table: AnyTable
  readonly words: ReadonlyArray<string>
}

type Untyped = (...tables: ReadonlyArray<unknown>) => Workflow

// --- what is said

const year = fc.integer({ min: 1990, max: 2030 })
const years = fc.uniqueArray(year, { minLength: 2, maxLength: 3 })
const mark = fc.constantFrom("", "!")
const marked = (bang: string, table: AnyTable): AnyTable => (bang === "" ? table : important(table))

/** Places of years and titles, as a reference and as a key. */
const places = fc.constantFrom(
  { place: TaskA.year, key: "TaskA.year" },
  { place: TaskE.year, key: "TaskE.year" },
  { place: TaskB.datasets.year, key: "TaskB.datasets.year" },
  { place: TaskC.b.corrections.year, key: "TaskC.b.corrections.year" },
  { place: [TaskB, TaskA.year] as const, key: "TaskB:TaskA.year" },
  { place: [TaskB.datasets, TaskA.year] as const, key: "TaskB.datasets:TaskA.year" },
  { place: [TaskB, "year"] as const, key: "TaskB:year" },
  { place: [TaskBcustom, "year"] as const, key: "TaskBcustom:year" },
)

const setting = fc.tuple(places, year, mark).map(
  ([{ place, key }, value, bang]): Said => ({
    record: { [`${key}${bang}`]: value },
    table: marked(bang, set(place, value)),
    words: [`--${key}${bang}=${value}`],
  }),
)
const collecting = fc.tuple(places, years, mark).map(
  ([{ place, key }, values, bang]): Said => ({
    record: { [`${key}${bang}`]: each(...values) },
    table: marked(bang, collect(place, ...values)),
    words: [`--${key}${bang}=${values.join(",")}`],
  }),
)
const general = fc.tuple(fc.constantFrom("year", ".b:year", "b.datasets.year"), years).map(
  ([key, values]): Said => ({
    record: { [key]: values },
    table: override({ [key]: values }),
    words: [`--${key}=${values.join(",")}`],
  }),
)
const replacing = fc
  .constantFrom<readonly [string, AnyTable]>(
    ["TaskB", substitute(TaskB, TaskBcustom)],
    ["TaskB", set(TaskB, TaskBcustom)],
    [".b", override({ ".b": TaskBcustom })],
  )
  .map(([key, table]): Said => ({ record: { [key]: TaskBcustom }, table, words: [`--${key}=TaskBcustom`] }))
const comparing = fc.constant<Said>({
  record: { TaskB: [TaskB, TaskBcustom] },
  table: collect(TaskB, TaskB, TaskBcustom),
  words: ["--TaskB=TaskB,TaskBcustom"],
})
const settings = fc.array(fc.oneof(setting, collecting, general, replacing, comparing), { maxLength: 5 })

// --- what comes of it

const asked = (workflow: unknown): unknown => {
  const names = Exports.ofModule("workflow.ts", tasks).named
  const plan = resolve(workflow as Workflow, { names })
  if (E.isLeft(plan)) return plan.left.map(({ _tag }) => _tag).sort()
  const { nodes, roots, axes } = planToJson(plan.right)
  return { nodes, roots, axes }
}

const typed = (name: string, words: ReadonlyArray<string>): unknown => {
  const line = Line.split([name, ...words], [])
  const read = Request.wanted(Exports.ofModule("workflow.ts", tasks), line)
  return E.isLeft(read) ? read.left : asked(read.right[0]?.workflow)
}

const roots = fc.constantFrom<readonly [string, Untyped]>(
  ["TaskC", TaskC as unknown as Untyped],
  ["TaskZ", TaskZ as unknown as Untyped],
)

describe("1.8 a workflow", () => {
  it("is the same from a call, from a pipe, from the monoid and from the shell", () => {
    let plans = 0
    fc.assert(
      fc.property(roots, settings, ([name, task], said) => {
        const called = asked(task(...said.map(({ record }) => record)))
        if (!Array.isArray(called)) plans += 1
        expect(asked(task(...said.map(({ table }) => table)))).toStrictEqual(called)
        expect(asked(said.reduce<unknown>((made, { table }) => table(made as never), task))).toStrictEqual(called)
        expect(asked(task(override(...said.map(({ table }) => table))))).toStrictEqual(called)
        expect(asked(task(concatAll(Table.Monoid)(said.map(({ table }) => table))))).toStrictEqual(called)
        expect(
          typed(
            name,
            said.flatMap(({ words }) => words),
          ),
        ).toStrictEqual(called)
      }),
      { numRuns: 60 },
    )
    expect(plans).toBeGreaterThan(10)
  })

  it("is the same with a zip", () => {
    const zipped = [
      TaskC(zip({ "TaskA:year": [2016, 2017], "TaskB.what": ["array", "counts"] }), { title: "x" }),
      pipe(TaskC, zip({ "TaskA:year": [2016, 2017] }, { "TaskB.what": ["array", "counts"] }), override({ title: "x" })),
      pipe(
        TaskC,
        zip(collect([TaskA, "year"], 2016, 2017), collect(TaskB.what, "array", "counts")),
        override({ title: "x" }),
      ),
    ]
    const words = ["--TaskA:year=2016,2017", "--TaskB.what=array,counts", "--zip=TaskA:year,TaskB.what", "--title=x"]
    const shell = typed("TaskC", words) as { readonly roots: ReadonlyArray<string> }
    expect(shell.roots).toHaveLength(2)
    for (const one of zipped) expect(asked(one)).toStrictEqual(shell)
  })

  it("reads as one writes it", () => {
    expect(
      asked(
        pipe(TaskC({ title: "x" }), override({ year: 1 }), substitute(TaskB, TaskBcustom), collect(TaskA.year, 2, 3)),
      ),
    ).toStrictEqual(typed("TaskC", ["--title=x", "--year=1", "--TaskB=TaskBcustom", "--TaskA.year=2,3"]))
  })
})

describe("tables", () => {
  const written = (table: AnyTable): ReadonlyArray<Overrides> => (TaskC as unknown as Untyped)(table).tables
  const tables = fc
    .array(fc.oneof(setting, collecting, general, replacing), { maxLength: 3 })
    .map((said) => override(...said.map(({ table }) => table)))

  it("are a monoid", () => {
    const { concat, empty } = Table.Monoid
    fc.assert(
      fc.property(tables, tables, tables, (a, b, c) => {
        expect(written(concat(concat(a, b), c))).toStrictEqual(written(concat(a, concat(b, c))))
        expect(written(concat(empty, a))).toStrictEqual(written(a))
        expect(written(concat(a, empty))).toStrictEqual(written(a))
      }),
    )
  })

  it("act on workflows: what is laid over in two steps is laid over in one", () => {
    fc.assert(
      fc.property(tables, tables, (a, b) => {
        expect(b(a(TaskC)).tables).toStrictEqual(Table.Monoid.concat(a, b)(TaskC).tables)
      }),
    )
  })

  it("leave the workflow that they are laid over as it was", () => {
    const before = TaskC({ year: 1 })
    const after = pipe(before, override({ year: 2 }))
    expect(before.tables).toHaveLength(1)
    expect(after.tables).toHaveLength(2)
    expect(after.definition).toBe(before.definition)
  })

  it("know the line on which they were written", () => {
    const line = Number(/:(\d+):\d+\)?$/m.exec(new Error("here").stack ?? "")?.[1])
    const made = [override({ year: 1 }), collect(TaskA.year, 1), zip({ year: [1, 2] }), important({ year: 1 })]
    const lines = made.flatMap(written).map(({ source }) => (source._tag === "Code" ? source.at?.line : undefined))
    expect(lines).toStrictEqual([line + 1, line + 1, line + 1, line + 1])
  })

  it("say what they are made of", () => {
    const odd =
      (make: (...given: ReadonlyArray<never>) => unknown, ...given: ReadonlyArray<unknown>) =>
      () =>
        make(...(given as ReadonlyArray<never>))
    expect(odd(override, 3)).toThrow("override is given 3: write override({ year: … }) or override(set(TaskA.year, …))")
    expect(odd(override, TaskA)).toThrow("override is given the task TaskA")
    expect(odd(zip, [1, 2])).toThrow("zip is given [1,2]")
    expect(odd(zip, { year: [1] }, { year: [2] })).toThrow("zip is given year twice")
    expect(odd(collect, "year", 1)).toThrow('collect is given "year" as a place: write collect(TaskA.year, 2016, 2017)')
    expect(odd(override({ year: 1 }), 3)).toThrow("a table is laid over 3: write pipe(TaskA({ … }), override({ … }))")
    expect(written(zip())).toStrictEqual([])
  })
})
