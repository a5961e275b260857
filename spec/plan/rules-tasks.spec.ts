/**
 * Section 1, as resolving shows it: names, metadata, references, calls, outputs, types.
 */
import { describe, expect, it } from "vitest"
import * as t from "io-ts"
import * as E from "#fp/Either"
import {
  bool,
  choice,
  constant,
  date,
  dep,
  dynamic,
  each,
  extend,
  inherit,
  int,
  json,
  list,
  many,
  optional,
  param,
  resolve,
  set,
  str,
  substitute,
  task,
  text,
  type,
} from "../../lib/index.ts"
import { written } from "../oracle/compare.ts"
import { plan, problems, roots, shell } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 2012, doc: "year of data taking" }) } })

describe("1.1 names", () => {
  it("of tasks begin with a capital, of slots do not; the reserved ones are refused where the task is defined", () => {
    for (const name of ["taskA", "Task-A", "_A", "", "Täsk"]) expect(() => task(name)).toThrow()
    for (const name of "run status remove zip json help version meta then _tag constructor prototype toJSON Year".split(
      " ",
    ))
      expect(() => task("TaskX", { params: { [name]: param(int) } })).toThrow(name)
    expect(() => task("TaskX", { params: { ["__proto__"]: param(int) } })).toThrow("__proto__")
    expect(roots(task("T_1", { params: { _x1: param(int, { default: 1 }) } }))).toEqual(["T_1(_x1: 1)"])
  })
})

describe("1.2 optional dependencies", () => {
  const TaskE = task("TaskE", { params: { year: param(int, { default: 1 }) } })
  const TaskE2 = extend(TaskE, "TaskE2")
  const TaskB = task("TaskB", { params: { opt: dep(TaskE, { year: 7 }, { optional: true }) } })

  it("sleep through what does not end in their slot", () => {
    const asleep = (args: ReadonlyArray<string>) => {
      expect(roots(TaskB, args, [TaskE2])).toEqual(["TaskB(opt: null)"])
      return plan(TaskB, args, [TaskE2]).warnings.map((warning) => warning._tag)
    }
    expect(asleep(["--TaskE=TaskE2"])).toEqual(["Unmatched"])
    expect(asleep(["--TaskB.opt.year=5"])).toEqual(["Unmatched"])
  })

  it("are woken by any key that ends in their slot, their pins with them", () => {
    for (const key of ["opt", "TaskB.opt", ".opt", "TaskB:opt"])
      expect(roots(TaskB, [`--${key}=TaskE`])).toEqual(["TaskB(opt: TaskE(year: 7))"])
    expect(roots(TaskB, ["--opt=TaskE2"], [TaskE2])).toEqual(["TaskB(opt: TaskE2(year: 7))"])
  })

  it("once awake are replaced like others", () => {
    expect(roots(TaskB, ["--opt=TaskE", "--TaskE=TaskE2"], [TaskE2])).toEqual(["TaskB(opt: TaskE2(year: 7))"])
    expect(roots(TaskB, ["--opt=TaskE", "--TaskB.opt.year=5"])).toEqual(["TaskB(opt: TaskE(year: 5))"])
  })

  it("are put to sleep again by null, whichever is more specific", () => {
    expect(roots(TaskB, ["--opt=TaskE", "--opt:=null"])).toEqual(["TaskB(opt: null)"])
    expect(roots(TaskB, ["--TaskB.opt:=null", "--opt=TaskE"])).toEqual(["TaskB(opt: null)"])
    expect(roots(TaskB({ opt: null }))).toEqual(["TaskB(opt: null)"])
  })

  it("may be woken at one point of a collection only", () => {
    expect(roots(TaskB({ opt: each(TaskE, null, TaskE2) }))).toEqual([
      "TaskB(opt: TaskE(year: 7))",
      "TaskB(opt: null)",
      "TaskB(opt: TaskE2(year: 7))",
    ])
  })

  it("are null to who reads them, and no part of the identity", () => {
    const Reads = task("Reads", {
      params: { opt: dep(TaskE, {}, { optional: true }) },
      dynamic: { year: (p) => p.opt?.year ?? 0 },
    })
    expect(roots(Reads)).toEqual(["Reads(opt: null, year: 0)"])
    expect(roots(Reads, ["--opt=TaskE"])).toEqual(["Reads(opt: TaskE(year: 1), year: 1)"])
  })

  it("alone take null", () => {
    const Plain = task("Plain", { params: { e: dep(TaskE) } })
    expect(problems(Plain, ["--e:=null"])).toEqual(["WrongKind at Plain.e by e"])
    const All = task("All", { params: { all: many(TaskE) } })
    expect(problems(All, ["--all:=null"])).toEqual(["WrongKind at All.all by all"])
  })
})

describe("1.2 recursion through self", () => {
  const Daily = task("Daily", {
    params: { day: param(int, { default: 2 }), what: param(choice("a", "b"), { default: "a" }) },
    dynamic: {
      before: (p, self) => (p.day > 0 ? self(inherit(p), { ".day": p.day - 1 }) : null),
    },
  })
  const DailyCustom = extend(Daily, "DailyCustom", { params: { extra: param(int, { default: 0 }) } })

  it("hands on what it is told to", () => {
    expect(roots(Daily({ ".what": "b", ".day": 1 }))).toEqual([
      'Daily(before: Daily(before: null, day: 0, what: "b"), day: 1, what: "b")',
    ])
  })

  it("reaches every day with a substitution, and none twice", () => {
    expect(plan(Daily, ["--Daily=DailyCustom"], [DailyCustom]).nodes.size).toBe(3)
    expect(
      new Set(
        [...plan(Daily, ["--Daily=DailyCustom"], [DailyCustom]).nodes.values()].map((node) => node.definition.name),
      ),
    ).toEqual(new Set(["DailyCustom"]))
  })

  it("of an extension asked for by name is the extension too", () => {
    expect(roots(DailyCustom({ ".day": 1 }))).toEqual([
      'DailyCustom(before: DailyCustom(before: null, day: 0, extra: 0, what: "a"), day: 1, extra: 0, what: "a")',
    ])
  })

  it("shares the days of a collection: work by days, not by chains", () => {
    expect(plan(Daily, ["--.day=5..9"]).nodes.size).toBe(10)
    const Week = task("Week", { params: { days: many(Daily) } })
    expect(plan(Week, ["--Week.days.day=0..9"]).nodes.size).toBe(11)
  })
})

describe("1.3 what is said of a parameter", () => {
  it("is a value to be read: default, doc and auxiliary data", () => {
    const TaskG = task("TaskG", {
      params: { rate: param(int, { default: 3, range: [1, 9], sample: "loguniform", significant: false }) },
    })
    expect(TaskG.rate.meta.sample).toBe("loguniform")
    expect(TaskG.rate.meta.range).toEqual([1, 9])
    expect(plan(TaskG, ["--rate=4"]).roots[0]?.id).toBe(plan(TaskG).roots[0]?.id)
  })
})

describe("1.4 references", () => {
  it("address places from code, through a dynamic slot by key", () => {
    const TaskB = task("TaskB", { params: { a: dep(TaskA) }, dynamic: { extra: () => TaskA() } })
    expect(roots(TaskB(set(TaskB.a.year, 5)))).toEqual(["TaskB(a: TaskA(year: 5), extra: TaskA(year: 2012))"])
    expect(roots(TaskB({ "TaskB.extra.year": 5 }))).toEqual(["TaskB(a: TaskA(year: 2012), extra: TaskA(year: 5))"])
  })
})

describe("1.5 decided slots", () => {
  it("are immutable, those of dependencies too", () => {
    const seen: Array<unknown> = []
    const TaskB = task("TaskB", {
      params: { a: dep(TaskA), l: param(list(int), { default: [1] }) },
      dynamic: {
        x: (p) => {
          seen.push(p, p.a, p.l)
          return p.a.year
        },
      },
    })
    expect(roots(TaskB)).toEqual(["TaskB(a: TaskA(year: 2012), l: [1], x: 2012)"])
    expect(seen.every(Object.isFrozen)).toBe(true)
  })
})

describe("1.6 lineage", () => {
  it("two tasks of one name are an error that shows where both stand", () => {
    const Other = task("TaskA", { params: { month: param(int, { default: 1 }) } })
    const found = resolve(task("TaskB", { params: { x: dep(TaskA), y: dep(Other) } }))
    const [error] = E.isLeft(found) ? found.left : []
    expect(error?._tag === "DuplicateTask" && error.places.map(({ steps }) => steps.map(({ slot }) => slot))).toEqual([
      ["x"],
      ["y"],
    ])
  })
})

describe("1.8 calls", () => {
  it("take any number of tables, which concatenate in order", () => {
    const TaskA2 = extend(TaskA, "TaskA2")
    const TaskB = task("TaskB", { params: { a: dep(TaskA) } })
    expect(roots(TaskB({ year: 1 }, set(TaskA.year, 2), substitute(TaskA, TaskA2), set(TaskA.year, 3)))).toEqual([
      "TaskB(a: TaskA2(year: 3))",
    ])
    expect(roots(TaskB())).toEqual(roots(TaskB))
  })
})

describe("1.9 outputs and workflows by name", () => {
  it("an exported workflow can be named wherever a task can, its table becoming pins", () => {
    const TaskB = task("TaskB", { params: { a: dep(TaskA), b: dep(TaskA) } })
    const names = new Map([["OldData", TaskA({ year: 1999 })]])
    const found = resolve(shell(TaskB, ["--TaskB.a=OldData", "--year=5"]), { names })
    expect(E.isRight(found) && written(found.right).roots).toEqual(["TaskB(a: TaskA(year: 1999), b: TaskA(year: 5))"])
  })

  it("a task may leave one output, several, or none", () => {
    const Both = task("Both", { output: { hist: json(t.number), log: text() }, run: () => ({ hist: 1, log: "" }) })
    const Wraps = task("Wraps", { params: { both: dep(Both) } })
    expect(roots(Wraps)).toEqual(["Wraps(both: Both())"])
  })
})

describe("1.10 types", () => {
  it("are made from a codec: parse, print, order", () => {
    const Even = new t.Type<number, number>(
      "Even",
      (u): u is number => typeof u === "number" && u % 2 === 0,
      (u, c) => (typeof u === "number" && u % 2 === 0 ? t.success(u) : t.failure(u, c)),
      t.identity,
    )
    const even = type({
      codec: Even,
      order: { equals: (a, b) => a === b, compare: (a, b) => (a > b ? -1 : a < b ? 1 : 0) },
      successor: (n) => n + 2,
    })
    const TaskT = task("TaskT", { params: { n: param(even, { default: 0 }) } })
    const All = task("All", { params: { all: many(TaskT) } })
    expect(problems(TaskT, ["--n=3"])).toEqual(["InvalidValue at TaskT.n by n"])
    // A range goes by its successor, the array by its order.
    expect(problems(TaskT, ["--n=2..6"])).toEqual(["InvalidValue at TaskT.n by n"])
    expect(roots(All, ["--n=2,6,4"])).toEqual(["All(all: [TaskT(n: 6), TaskT(n: 4), TaskT(n: 2)])"])
  })

  it("admit null where they are optional, which is a value like others", () => {
    const TaskT = task("TaskT", { params: { n: param(optional(int), { default: null }) } })
    expect(roots(TaskT)).toEqual(["TaskT(n: null)"])
    expect(roots(TaskT, ["--n=3"])).toEqual(["TaskT(n: 3)"])
    expect(roots(TaskT({ n: [null, 1] }))).toEqual(["TaskT(n: null)", "TaskT(n: 1)"])
    expect(roots(TaskT, ["--n=null,1..2"])).toEqual(["TaskT(n: null)", "TaskT(n: 1)", "TaskT(n: 2)"])
    expect(roots(TaskT({ n: 5 }, { n: null }))).toEqual(["TaskT(n: null)"])
    expect(roots(TaskT, ["--n=3", "--n:=null"])).toEqual(["TaskT(n: null)"])
    const Plain = task("Plain", { params: { n: param(int, { default: 1 }) } })
    expect(problems(Plain, ["--n:=null"])).toEqual(["InvalidValue at Plain.n by n"])
  })

  it("of lists take a bare array whole, and each() a list a point", () => {
    const TaskT = task("TaskT", { params: { l: param(list(int), { default: [] }) } })
    expect(roots(TaskT({ l: [] }))).toEqual(["TaskT(l: [])"])
    expect(roots(TaskT({ l: [1, 2] }))).toEqual(["TaskT(l: [1,2])"])
    expect(roots(TaskT({ l: [[1], [2, 3]] }))).toEqual(["TaskT(l: [1])", "TaskT(l: [2,3])"])
    expect(roots(TaskT({ l: each([1], [2]) }))).toEqual(["TaskT(l: [1])", "TaskT(l: [2])"])
    expect(roots(TaskT, ["--l:=[[1],[]]"])).toEqual(["TaskT(l: [1])", "TaskT(l: [])"])
    // In the shell a comma separates the items of a list.
    expect(roots(TaskT, ["--l=1,2"])).toEqual(["TaskT(l: [1,2])"])
    expect(problems(TaskT, ["--l=[1],[2]"])).toEqual(["InvalidValue at TaskT.l by l"])
    const Deep = task("Deep", { params: { l: param(list(list(int)), { default: [] }) } })
    expect(roots(Deep({ l: [[1], [2]] }))).toEqual(["Deep(l: [[1],[2]])"])
    expect(roots(Deep({ l: each([[1]], [[2]]) }))).toEqual(["Deep(l: [[1]])", "Deep(l: [[2]])"])
  })

  it("of days have ranges", () => {
    const TaskT = task("TaskT", { params: { day: param(date), flag: param(bool, { default: false }) } })
    expect(plan(TaskT, ["--day=2024-02-27..2024-03-01"]).roots).toHaveLength(4)
    expect(plan(TaskT, ["--day=2024-02-27..2024-02-27"]).roots).toHaveLength(1)
    expect(problems(TaskT, ["--day=2024-03-01..2024-02-27"])).toEqual(["InvalidValue at TaskT.day by day"])
    expect(problems(TaskT, ["--day=0001-01-01..+200000-01-01"])).toEqual(["InvalidValue at TaskT.day by day"])
  })

  it("say what they are where a value is no constant", () => {
    const TaskT = task("TaskT", {
      params: { edition: constant([1, 2]) },
      dynamic: { label: dynamic(str, () => "x") },
    })
    expect(roots(TaskT, ["--label=y,z"])).toEqual([
      'TaskT(edition: [1,2], label: "y")',
      'TaskT(edition: [1,2], label: "z")',
    ])
  })
})
