/**
 * Section 3: which entry decides.
 */
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import { choice, dep, each, extend, important, int, list, many, param, set, str, task } from "../../lib/index.ts"
import * as Pattern from "../../lib/path/pattern.ts"
import * as Specificity from "../../lib/path/specificity.ts"
import { drawWarnings } from "../../lib/plan/draw/draw.ts"
import { asWorkflow } from "../../lib/task/definition.ts"
import { plan, problems, roots } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 1 }) } })
const TaskB = task("TaskB", { params: { datasets: dep(TaskA) } })
const TaskC = task("TaskC", { params: { b: dep(TaskB), a: dep(TaskA) } })
const years = (a: number, datasets: number) => [
  `TaskC(a: TaskA(year: ${a}), b: TaskB(datasets: TaskA(year: ${datasets})))`,
]

describe("3.1 specificity", () => {
  const of = (key: string): string => {
    const pattern = Pattern.parse(key)
    return E.isRight(pattern) ? Specificity.of(pattern.right).join(" ") : "no pattern"
  }

  it.each([
    ["year", "1 0 0 0"],
    ["TaskA:year", "1 0 1 0"],
    ["TaskA.year", "1 0 1 1"],
    ["TaskB:TaskA.year", "1 0 2 1"],
    [".year", "1 1 0 0"],
    [".TaskC:year", "1 1 1 0"],
    ["datasets:year", "2 0 0 0"],
    ["TaskB.datasets:year", "2 0 1 1"],
    ["TaskB.datasets:TaskA.year", "2 0 2 2"],
    ["datasets.year", "2 1 0 0"],
    ["TaskB.datasets.year", "2 1 1 1"],
  ])("of %s is %s", (key, numbers) => {
    expect(of(key)).toBe(numbers)
  })
})

describe("3.2 of the entries that match a place", () => {
  it("the most specific decides, wherever it stands", () => {
    expect(roots(TaskC, ["--TaskA.year=5", "--year=6"])).toEqual(years(5, 5))
    expect(roots(TaskC, ["--TaskB.datasets:year=5", "--TaskB:TaskA.year=6", "--TaskA:year=7"])).toEqual(years(7, 5))
  })

  it("of equals the later decides, whatever its source", () => {
    expect(roots(TaskC, ["--year=5", "--year=6"])).toEqual(years(6, 6))
    expect(roots(TaskC({ year: 5 }), ["--year=6"])).toEqual(years(6, 6))
    expect(roots(TaskC({ "TaskA.year": 5 }), ["--year=6"])).toEqual(years(5, 5))
  })

  it("an entry of the table comes before a pin", () => {
    const Top = task("Top", { params: { a: dep(TaskA, { ".year": 3 }) } })
    // `.year` in a pin of Top.a competes as Top.a.year.
    expect(roots(Top, ["--a.year=5"])).toEqual(["Top(a: TaskA(year: 3))"])
    expect(roots(Top, ["--Top.a.year=5"])).toEqual(["Top(a: TaskA(year: 5))"])
  })

  it("an inner pin before an outer one", () => {
    const Inner = task("Inner", { params: { a: dep(TaskA, { year: 3 }) } })
    const Outer = task("Outer", { params: { inner: dep(Inner, { year: 4 }) } })
    expect(roots(Outer)).toEqual(["Outer(inner: Inner(a: TaskA(year: 3)))"])
  })

  it("then the one whose tasks are all named by their own name", () => {
    const TaskAcustom = extend(TaskA, "TaskAcustom")
    const Top = task("Top", { params: { a: dep(TaskAcustom) } })
    expect(roots(Top, ["--TaskAcustom.year=5", "--TaskA.year=6"])).toEqual(["Top(a: TaskAcustom(year: 5))"])
  })

  it("what is important is above all that is not", () => {
    expect(roots(TaskC, ["--year!=5", "--TaskB.datasets.year=6"])).toEqual(years(5, 5))
    expect(roots(TaskC(important({ year: 5 }), set(TaskA.year, 6)))).toEqual(years(5, 5))
    expect(roots(TaskC, ["--year!=5", "--TaskA.year!=6"])).toEqual(years(6, 6))
  })
})

describe("3.3 missing parameters", () => {
  const Needy = task("Needy", { params: { year: param(int), month: param(int) } })

  it("all that can be reached are reported together", () => {
    const Top = task("Top", { params: { day: param(int), needy: dep(Needy) } })
    expect(problems(Top)).toEqual([
      "MissingParameter at Top.day",
      "MissingParameter at Top.needy.month",
      "MissingParameter at Top.needy.year",
    ])
    expect(roots(Top, ["--day=1", "--year=2", "--month=3"])).toEqual(["Top(day: 1, needy: Needy(month: 3, year: 2))"])
  })
})

describe("3.4 values that do not fit", () => {
  const TaskW = task("TaskW", {
    params: { what: param(choice("histos", "counts"), { default: "histos" }), a: dep(TaskA) },
  })

  it("are an error where they decide", () => {
    expect(problems(TaskW, ["--what=histo"])).toEqual(["InvalidValue at TaskW.what by what"])
    expect(problems(TaskW, ["--year=soon"])).toEqual(["InvalidValue at TaskW.a.year by year"])
  })

  it("the type is checked where the entry decides only", () => {
    expect(roots(TaskW, ["--year=soon", "--TaskA.year=5"])).toEqual(['TaskW(a: TaskA(year: 5), what: "histos")'])
  })

  it("the kind is checked wherever the entry matches", () => {
    expect(problems(TaskW(set(TaskW.what, "counts"), { year: TaskA } as never, { "TaskA.year": 5 }))).toEqual([
      "WrongKind at TaskW.a.year by year",
    ])
    expect(problems(TaskW({ a: 3 } as never))).toEqual(["WrongKind at TaskW.a by a"])
  })

  it("text is parsed by the slot's type", () => {
    const TaskT = task("TaskT", { params: { n: param(int), s: param(str), l: param(list(int)) } })
    expect(roots(TaskT, ["--n=7", "--s=7", "--l=7,8"])).toEqual(['TaskT(l: [7,8], n: 7, s: "7")'])
  })
})

describe("3.5 entries that match no place", () => {
  it("are an error", () => {
    expect(problems(TaskC, ["--yaer=5"])).toEqual(["Unmatched by yaer"])
    expect(problems(TaskC({ "TaskB.year": 5 } as never))).toEqual(["Unmatched by TaskB.year"])
  })

  it("an entry that is beaten everywhere has matched", () => {
    expect(roots(TaskC, ["--year=5", "--TaskA.year=6"])).toEqual(years(6, 6))
  })

  it("are a warning where the pattern got as far as an absent dependency or an empty collection", () => {
    const Top = task("Top", { params: { opt: dep(TaskB, {}, { optional: true }), year: param(int, { default: 1 }) } })
    expect(roots(Top, ["--Top.opt:TaskA.year=5"])).toEqual(["Top(opt: null, year: 1)"])
    expect(problems(Top, ["--Top.opt:TaskA.year=5"])).toEqual([])
  })

  it("are a warning where they name a task that only the workflow file has", () => {
    const Other = task("Other", { params: { x: param(int, { default: 1 }) } })
    expect(problems(TaskC, ["--Other.x=5"], [Other])).toEqual([])
    expect(problems(TaskC, ["--Other.x=5"])).toEqual(["Unmatched by Other.x"])
  })

  it("an entry that matches at one point of an axis only has matched", () => {
    const Either = task("Either", {
      params: { year: param(int) },
      dynamic: { more: (p) => (p.year > 2000 ? TaskB : null) },
    })
    expect(roots(Either({ ".year": each(1999, 2001), "TaskB:year": 7 } as never))).toEqual([
      "Either(more: null, year: 1999)",
      "Either(more: TaskB(datasets: TaskA(year: 7)), year: 2001)",
    ])
  })
})

describe("3.5 what is a warning only", () => {
  const Inner = task("Inner", { params: { n: param(int, { default: 1 }), m: param(int, { default: 1 }) } })
  /** What is told: errors, or else the reasons of the warnings. */
  const told = (root: unknown, args: ReadonlyArray<string>, tasks: ReadonlyArray<unknown> = []) => {
    const wrong = problems(root, args, tasks)
    if (wrong.length > 0) return wrong
    return plan(root, args, tasks).warnings.map((warning) =>
      warning._tag === "Unmatched" ? `${warning.written.key}: ${warning.reason}` : warning._tag,
    )
  }

  it("a key that got as far as an empty collection", () => {
    const Top = task("Top", { params: { all: many(Inner, { pins: { n: [] } }), q: param(int, { default: 1 }) } })
    const reason = "it reaches only what an empty collection leaves out"
    expect(told(Top, ["--Inner.m=3"])).toEqual([`Inner.m: ${reason}`])
    expect(told(Top, ["--Top.all.m=3"])).toEqual([`Top.all.m: ${reason}`])
    expect(told(Top, ["--Inner.k=3"])).toEqual(["Unmatched by Inner.k"])
  })

  it("a key that got as far as an absent optional dependency", () => {
    const Top = task("Top", { params: { opt: dep(Inner, {}, { optional: true }), q: param(int, { default: 1 }) } })
    const reason = "it reaches only what is absent here"
    expect(told(Top, ["--Top.opt.n=3"])).toEqual([`Top.opt.n: ${reason}`])
    expect(told(Top, ["--Inner.n=3"])).toEqual([`Inner.n: ${reason}`])
    expect(told(Top, ["--Top.opt.n=3", "--opt=Inner"], [Inner])).toEqual([])
    expect(told(Top, ["--q.n=3"])).toEqual(["Unmatched by q.n"])
  })

  it("a task that this graph lacks but the workflow file exports, also in a pin", () => {
    const Top = task("Top", { params: { inner: dep(Inner) } })
    const Other = task("Other", { params: { x: param(int, { default: 1 }) } })
    const reason = "Other is no part of this workflow"
    expect(told(Top, ["--Other.x=5"], [Other])).toEqual([`Other.x: ${reason}`])
    expect(told(Top, ["--Top:Other.x=5"], [Other])).toEqual([`Top:Other.x: ${reason}`])
    expect(told(Top, ["--Other.x=5"])).toEqual(["Unmatched by Other.x"])
    const Pins = task("Pins", { params: { inner: dep(Inner, { "Other.x": 5 } as never) } })
    expect(told(Pins, [], [Other])).toEqual([`Other.x: ${reason}`])
    expect(told(Pins, [])).toEqual(["Unmatched by Other.x"])
  })

  it("what only settings say: silent of another workflow's, and with what to type instead of a misspelt one's", () => {
    const config = (key: string, root: unknown = Inner): unknown => {
      const source = { _tag: "Config", file: "waluigi.toml", line: 2 } as const
      const table = { _tag: "Overrides", record: { [key]: 5 }, zipped: false, source } as const
      return { ...asWorkflow(root), tables: [table] }
    }
    expect(told(config("Other.n"), [])).toEqual([])
    expect(told(config("Inner.k"), [])).toEqual(["Inner.k: no parameter here has this key"])
    const Named = task("Named", { params: { lumi: param(int, { default: 1 }) } })
    expect(
      drawWarnings(plan(config("Named.lumy", Named)).warnings),
    ).toContain(`warning: Named.lumy changes nothing in Named: no parameter here has this key
  given  Named.lumy = 5   in waluigi.toml:2
  try    Named.lumi = 5`)
  })

  it("a key that got as far as a dynamic slot that gave null", () => {
    const Top = task("Top", { dynamic: { inner: (): ReturnType<typeof Inner> | null => null } })
    expect(told(Top, ["--Top.inner.n=3"])).toEqual(["Top.inner.n: it reaches only what is absent here"])
  })

  it("a pin that a substitution left without a match", () => {
    const Less = extend(Inner, "Less", { remove: ["m"] })
    const Top = task("Top", { params: { inner: dep(Inner, { m: 3 }) } })
    expect(told(Top, [])).toEqual([])
    expect(told(Top, ["--Inner=Less"], [Less])).toEqual(["m: a substitution took away what it set"])
  })
})
