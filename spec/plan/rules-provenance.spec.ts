/**
 * Rules 3.5 to 3.7: what matches nothing, what decides nothing, and why a parameter has its value.
 */
import * as E from "#fp/Either"
import { describe, expect, it } from "vitest"
import { dep, explain, extend, important, int, many, param, str, substitute, task } from "../../lib/index.ts"
import { drawErrors, drawWarnings } from "../../lib/plan/draw/draw.ts"
import { type Drawing, forCode } from "../../lib/plan/draw/drawing.ts"
import { drawExplanation, drawOverview } from "../../lib/plan/draw/explanation.ts"
import type { Explained } from "../../lib/plan/explain/explanation.ts"
import { printPlace } from "../../lib/plan/problem.ts"
import { type Root, resolve } from "../../lib/plan/resolve.ts"
import { asWorkflow, type Overrides, type Workflow } from "../../lib/task/definition.ts"
import type { Source } from "../../lib/task/source.ts"
import * as Given from "../../lib/task/given.ts"
import { plan, shell } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 2012 }) } })
const TaskB = task("TaskB", { params: { datasets: dep(TaskA), pinned: dep(TaskA, { year: 2018 }) } })
const TaskBcustom = extend(TaskB, "TaskBcustom", { remove: ["pinned"] })
const TaskC = task("TaskC", { params: { b: dep(TaskB), a: dep(TaskA) } })

const inShell: Drawing = { ...forCode, voice: "shell" }

const explained = (workflow: Root, place: string): ReadonlyArray<Explained> => {
  const found = explain(workflow as never, place)
  return E.isRight(found) ? found.right.parameters : []
}

/** `TaskC.a.year = 2012 by year, beats TaskA:year (slots)`. */
const told = (workflow: Root, place: string): ReadonlyArray<string> =>
  explained(workflow, place).map(({ place, values, reason, beaten }) => {
    const by = reason._tag === "Entry" ? reason.written.key : reason._tag
    const what = values.map(({ text }) => text).join(", ")
    const beats = beaten.map(({ written, by }) => `${written.key} (${by})`)
    return `${printPlace(place)} = ${what} by ${by}${beats.length === 0 ? "" : `, beats ${beats.join(", ")}`}`
  })

/** A table from another source, put in front, as the program does. */
const from = (source: Source, workflow: unknown, record: Readonly<Record<string, string>>): Workflow => {
  const { tables, ...rest } = asWorkflow(workflow) as Workflow
  const given = Object.fromEntries(Object.entries(record).map(([key, text]) => [key, Given.text(text)]))
  const table: Overrides = { _tag: "Overrides", record: given, zipped: false, source }
  return { ...rest, tables: [table, ...tables] }
}

const warnings = (workflow: unknown): string => drawWarnings(plan(workflow).warnings, inShell)

const mistakes = (args: ReadonlyArray<string>, root: unknown = TaskC): string => {
  const found = resolve(shell(root, args))
  return E.isLeft(found) ? drawErrors(found.left, inShell) : ""
}

describe("3.7 a workflow that does not resolve", () => {
  const Data = task("Data", { params: { year: param(int), lumi: param(int, { default: 1 }) } })
  const Fit = task("Fit", { params: { data: dep(Data, { lumi: 3 }), seed: param(int) } })
  const Report = task("Report", { params: { fit: dep(Fit), title: param(str) } })

  const partly = (args: ReadonlyArray<string>, ...places: ReadonlyArray<string>): string => {
    const found = explain(shell(Report, args), places, { partly: true })
    const drawn = E.isRight(found) ? drawExplanation(found.right, inShell) : ""
    return drawn.replace(/\/\S*\/|:\d+/g, "")
  }

  it("is explained as far as it is decided", () => {
    expect(partly(["--year=2024", "--title=x", "--seed=x", "--Fit.seed!=y"], "lumi", "year", "seed", "title")).toBe(
      `Report.title = x
  by   --title=x
  try  --Report.title=…   sets just this

Report.fit.seed cannot be y
  by     --Fit.seed!=y
  beats  --seed=x   it is marked with !
  try    --Report.fit.seed!=…   sets just this

Report.fit.data.year = 2024
  by   --year=2024
  try  --Report.fit.data.year=…   sets just this

Report.fit.data.lumi = 3
  by   { lumi: 3 }   pinned at Fit.data, rules-provenance.spec.ts
  try  --Report.fit.data.lumi=…   sets just this`,
    )
  })

  it.each<[near: string, why: string]>([
    ["--sead=1", "the slot here is seed"],
    ["--Data.seed=1", "no Data is on the way here"],
    ["--data:seed=1", "the way here does not lead through data"],
    ["--.seed=1", "a dot in front means the root, and the steps behind it are not those of the way here"],
    ["--Fit:fit.seed=1", "its steps are not those of the way here"],
  ])("tells of %s, near a parameter without a value, that %s", (near, why) => {
    expect(partly(["--year=2024", "--title=x", near], "Fit.seed")).toContain(
      `Report.fit.seed has no value
  by    nothing: no entry is for it, and it has no default
  near  ${near}   ${why}`,
    )
  })

  it("tells nothing of entries for other slots", () => {
    expect(partly(["--year=2024", "--title=x", "--lumi=3"], "Fit.seed")).not.toContain("near")
  })

  it("has its errors beside, and without being asked for is an error alone", () => {
    const asked = explain(shell(Report, ["--year=2024"]), [], { partly: true })
    const alone = explain(shell(Report, ["--year=2024"]))
    expect(E.isRight(asked) && asked.right.errors).toEqual(E.isLeft(alone) && alone.left)
    expect(E.isLeft(alone)).toBe(true)
  })

  it("tells a misspelt key before the parameter that it leaves without a value", () => {
    const tags = (args: ReadonlyArray<string>): ReadonlyArray<string> => {
      const found = resolve(shell(Report, args))
      return E.isLeft(found) ? found.left.map(({ _tag }) => _tag) : []
    }
    expect(tags(["--year=1", "--seed=1", "--titel=x"])).toEqual(["Unmatched", "MissingParameter"])
    expect(tags(["--year=1", "--title=x", "--seed:=1", "--lumy=x"])).toEqual(["Unmatched"])
    expect(tags(["--year=1", "--seed=1", "--lumy=x"])).toEqual(["MissingParameter", "Unmatched"])
  })
})

describe("3.7 every decided place knows why", () => {
  it("the entry that decides, what it beat and by which number", () => {
    expect(told(shell(TaskC, ["--year=1", "--TaskA.year=2", "--TaskB:TaskA.year=3"]), "year")).toEqual([
      "TaskC.a.year = 2 by TaskA.year, beats year (tasks)",
      "TaskC.b.datasets.year = 3 by TaskB:TaskA.year, beats TaskA.year (tasks), year (tasks)",
      "TaskC.b.pinned.year = 2018 by year, beats TaskB:TaskA.year (slots), TaskA.year (slots), year (slots)",
    ])
  })

  it.each<[step: string, workflow: Root, expected: string]>([
    ["a mark", TaskC(important({ year: 1 }), { "TaskA.year": 2 }), "year!, beats TaskA.year (important)"],
    ["an exact step", TaskC({ "a:year": 1, "a.year": 2 }), "a.year, beats a:year (exact)"],
    ["an owner", TaskC({ "TaskA:year": 1, "TaskA.year": 2 }), "TaskA.year, beats TaskA:year (owners)"],
    ["coming later", shell(TaskC, ["--year=1", "--year=2"]), "year, beats year (later)"],
  ])("%s", (_, workflow, expected) => {
    expect(told(workflow, "TaskC.a.year")[0]).toContain(`by ${expected}`)
  })

  it("the override before the pin, the inner pin before the outer, and a name of its own", () => {
    const Inner = task("Inner", { params: { a: dep(TaskA, { year: 3 }) } })
    const Outer = task("Outer", { params: { inner: dep(Inner, { year: 4 }) } })
    expect(told(Outer, "year")).toEqual(["Outer.inner.a.year = 3 by year, beats year (inner)"])
    expect(told(shell(Inner, ["--Inner.a:year=5"]), "year")).toEqual([
      "Inner.a.year = 5 by Inner.a:year, beats year (table)",
    ])
    const Own = extend(TaskA, "Own")
    const Top = task("Top", { params: { a: dep(Own) } })
    expect(told(shell(Top, ["--Own.year=5", "--TaskA.year=6"]), "year")).toEqual([
      "Top.a.year = 5 by Own.year, beats TaskA.year (own)",
    ])
  })

  it("where it was written: file and line of code, the argument, the task and slot of a pin", () => {
    const [a, , pinned] = explained(TaskC({ "TaskC.a.year": 2016 }), "year")
    expect(a?.reason).toMatchObject({
      written: { source: { _tag: "Code", at: { file: expect.stringContaining("rules-provenance.spec.ts") } } },
    })
    expect(pinned?.reason).toMatchObject({
      written: { source: { _tag: "Pin", task: "TaskB", slot: "pinned", at: { line: 19 } } },
    })
    const [argument] = explained(shell(TaskC, ["--TaskC.a.year=2016"]), "TaskC.a.year")
    expect(argument?.reason).toMatchObject({ written: { source: { _tag: "Argument", text: "--TaskC.a.year=2016" } } })
  })

  it("equal pins of two slots are told apart", () => {
    const Twice = task("Twice", { params: { one: dep(TaskB, { year: 7 }), two: dep(TaskB, { year: 7 }) } })
    const slots = explained(Twice, "TaskB.datasets.year").map(({ reason }) =>
      reason._tag === "Entry" && reason.written.source._tag === "Pin" ? reason.written.source.slot : "",
    )
    expect(slots).toEqual(["one"])
  })

  it("its axis, and its value at each point", () => {
    const [year] = explained(shell(TaskC, ["--TaskC.a.year=1,2,3"]), "TaskC.a.year")
    expect(year).toMatchObject({ axis: { entry: "TaskC.a.year", points: 3 }, nodes: 3 })
    expect(year?.values.map(({ json }) => json)).toEqual([1, 2, 3])
  })

  it("the substitutions on its way, and what decided them", () => {
    const replaced = shell(TaskC(substitute(TaskB, TaskBcustom)), [])
    expect(told(replaced, "TaskC.b")).toEqual(["TaskC.b = TaskBcustom by TaskB"])
    expect(explained(replaced, "TaskB.datasets.year")[0]?.substitutions).toMatchObject([
      { from: "TaskB", to: "TaskBcustom" },
    ])
  })

  it("and a key that sets just it", () => {
    for (const { key } of explained(shell(TaskC, ["--year!=5"]), "year")) {
      const value = told(shell(TaskC, ["--year!=5", `--${key}=9`]), key?.replace("!", "") ?? "")
      expect(value[0]).toContain("= 9 by")
    }
  })

  it("a million places of one reason are one explanation", () => {
    const Many = task("Many", { params: { all: many(TaskA) } })
    const [year, ...others] = explained(Many({ year: Array.from({ length: 300 }, (_, n) => n) }), "year")
    expect(others).toEqual([])
    expect(year).toMatchObject({ nodes: 300, moreValues: 200 })
  })

  it("values stand in the order of the points that they come from", () => {
    const Top = task("Top", {
      params: { a: dep(TaskA) },
      dynamic: { next: ({ a }) => TaskA({ year: a.year + 1 }) },
    })
    const [next] = explained(Top({ "Top.a.year": [7, 5, 6] }), "Top.next.year")
    expect(next?.values.map(({ text }) => text)).toEqual(["8", "6", "7"])
  })

  it("a task that was only woken stands in for none", () => {
    const Top = task("Top", { params: { opt: dep(TaskA, {}, { optional: true }) } })
    const Other = extend(TaskA, "Other", {})
    const on = (given: unknown): ReadonlyArray<string> =>
      explained(Top({ opt: given } as never), "opt.year").flatMap(({ substitutions }) =>
        substitutions.map(({ from, to }) => `${to} for ${from}`),
      )
    expect(on(TaskA)).toEqual([])
    expect(on(Other)).toEqual(["Other for TaskA"])
  })

  it("a place that leads to what is not there is told why", () => {
    const Top = task("Top", {
      params: { opt: dep(TaskA, {}, { optional: true }), all: many(TaskA, { pins: { year: [] } }), a: dep(TaskA) },
    })
    const told = (place: string): unknown => {
      const found = explain(Top, place)
      return E.isRight(found) ? found.right.unmatched : []
    }
    expect(told("opt.year")).toEqual([
      { place: "opt.year", reason: "it reaches only what is absent here", suggestions: [] },
    ])
    expect(told("all.year")).toEqual([
      { place: "all.year", reason: "it reaches only what an empty collection leaves out", suggestions: [] },
    ])
  })

  it("tasks that an axis puts at one place are named", () => {
    const found = explain(shell(TaskC, ["--TaskA=TaskA,Other"]), "TaskC.a.year", {
      names: new Map([["Other", asWorkflow(extend(TaskA, "Other", {})) as Workflow]]),
    })
    const drawn = E.isRight(found) ? drawOverview(found.right, inShell) : ""
    expect(drawn.split("\n")).toEqual([
      "TaskC.a.year (TaskA)  2012  its default",
      "TaskC.a.year (Other)  2012  its default",
    ])
  })

  it("a place that nothing has is told, with what there is", () => {
    const found = explain(TaskC, "yaer")
    expect(E.isRight(found) ? found.right.unmatched : []).toMatchObject([
      { place: "yaer", suggestions: ["year", "TaskA.year"] },
    ])
  })
})

describe("3.6 an entry that decides nothing", () => {
  it("is a warning that names what beats it, and where", () => {
    expect(warnings(shell(TaskC, ["--a:year=5", "--TaskC.a.year=6"]))).toMatchInlineSnapshot(`
      "warning: --a:year=5 changes nothing, it is beaten wherever it matches
        at  TaskC.a.year
        by  --TaskC.a.year=6   it has more exact steps (1, not 0)"
    `)
  })

  it("is none where a later entry of the same pattern replaced it, or a later source beats it", () => {
    expect(warnings(shell(TaskC, ["--TaskC.a.year=5", "--TaskC.a.year=6"]))).toBe("")
    expect(warnings(shell(TaskC({ "a.year": 5 }), ["--TaskC.a.year=6"]))).toBe("")
  })

  it("is none where it decides one place of several", () => {
    expect(warnings(shell(TaskC, ["--TaskA.year=5", "--TaskC.a.year=6"]))).not.toContain("warning")
  })

  it("is one below whose victor, in what replaces the task there, it would match again", () => {
    const Plain = task("Plain")
    const Wrap = extend(Plain, "Wrap", { params: { x: dep(Plain) } })
    const Top = task("Top", { params: { x: dep(Wrap) } })
    const told = warnings(shell(Top({ "Top:Wrap.x": Wrap }, { "x.x": Wrap }), ["--Plain:x.x=Wrap"]))
    expect(told).toContain("Top:Wrap.x")
  })

  it("is one at a dynamic slot whose task is replaced in turn by a later source", () => {
    const Top = task("Top", { params: { x: dep(TaskA) }, dynamic: { d: () => TaskA() } })
    const told = warnings(shell(Top({ d: TaskA }, { "Top.d": TaskA }), ["--TaskA=TaskA"]))
    expect(told).toContain("warning: { d: TaskA }")
  })

  it("is none where it leaves a collection empty", () => {
    const All = task("All", { params: { all: many(TaskA), x: dep(TaskA) } })
    expect(warnings(shell(All, ["--x:TaskA.year=1", "--All:TaskA.year:=[]"]))).not.toContain("warning")
  })

  it("pins and config never warn for being overridden", () => {
    expect(warnings(shell(TaskC, ["--TaskB.pinned.year=5"]))).toBe("")
    const config: Source = { _tag: "Environment", variable: "WALUIGI_OVERRIDES" }
    expect(warnings(from(config, shell(TaskC, ["--TaskC.a.year=6"]), { "a.year": "3" }))).toBe("")
  })

  it("the command line's that a pin or a setting beats somewhere is a note, with the key that would win", () => {
    expect(warnings(shell(TaskC, ["--year=5"]))).toMatch(
      /^note: --year=5 does not set TaskC\.b\.pinned\.year\n {2}by {3}\{ year: 2018 \} {3}pinned at TaskB\.pinned, .*\n {2}try {2}--TaskB\.pinned:year=5$/,
    )
    expect(warnings(shell(TaskC, ["--TaskB.pinned:year=5"]))).toBe("")
    const setting: Source = { _tag: "Environment", variable: "WALUIGI_OVERRIDES" }
    expect(warnings(from(setting, shell(TaskC, ["--TaskA.year=5"]), { "datasets.year": "3" }))).toContain(
      "does not set TaskC.b.datasets.year",
    )
  })

  it("names the key that would win over a pin that beats it everywhere", () => {
    expect(warnings(shell(TaskC, ["--pinned:year=5"]))).toMatch(
      /^warning: .* is beaten wherever it matches\n {2}at .*\n {2}by {3}\{ year: 2018 \} .*\n {2}try {2}--TaskB\.pinned:year=5$/,
    )
    expect(warnings(shell(TaskC, ["--TaskB.pinned:year=5"]))).toBe("")
  })

  describe("by the recursion of its own task", () => {
    const Day = task("Day", {
      params: { day: param(int, { default: 2 }) },
      dynamic: { before: ({ day }, self) => (day > 0 ? self({ ".day": day - 1 }) : null) },
    })

    it("is no note: what differs from turn to turn is meant to", () => {
      expect(warnings(shell(Day, ["--day=1"]))).toBe("")
      expect(warnings(shell(extend(Day, "Custom", {}), ["--Day.day=1"]))).toBe("")
      const Week = task("Week", { params: { last: dep(Day) } })
      expect(warnings(shell(Week, ["--day=1"]))).toBe("")
      expect(warnings(shell(task("Fixed", { params: { last: dep(Day, { ".day": 1 }) } }), ["--day=3"]))).toContain(
        "Fixed.last",
      )
    })

    it("is a note where others stand between, with a key of a single turn", () => {
      type Made = ReturnType<typeof Day>
      const Even = task("Even", {
        params: { day: param(int, { default: 4 }) },
        dynamic: { odd: ({ day }): Made | null => (day > 0 ? (Odd({ ".day": day - 1 } as never) as never) : null) },
      })
      const Odd = task("Odd", {
        params: { day: param(int, { default: 4 }) },
        dynamic: { even: ({ day }): Made => Even({ ".day": day } as never) as never },
      })
      expect(warnings(shell(Even, ["--day=2"]))).toContain("  try  --.Even.odd.day=2")
      expect(plan(shell(Even, ["--day=2", "--.Even.odd.day=2"])).nodes.size).toBe(7)
      expect(mistakes(["--Even.odd.day=2"], Even)).toContain("depends on itself")
    })

    it("is told with a key of a single turn where it decides nothing: one of every turn would have no end", () => {
      expect(warnings(shell(Day, ["--Day:before:day=1"]))).toContain("--.Day.before.day=1")
      expect(plan(shell(Day, ["--day=1", "--.Day.before.day=0"])).nodes.size).toBe(2)
      expect(mistakes(["--Day.before.day=1"], Day)).toContain("Day depends on itself")
    })
  })
})

describe("3.5 a key that matches nothing says what it would have matched but for", () => {
  it.each<[sentence: string, args: ReadonlyArray<string>, note: string]>([
    [
      "a slot of a task below",
      ["--TaskB.year=5"],
      "TaskB has no slot year of its own; TaskB:year reaches that of TaskA below it",
    ],
    [
      "a root of another name",
      ["--.TaskB.datasets.year=5"],
      "a dot in front means the root, which is TaskC; TaskB.datasets.year matches below it",
    ],
    ["a task written small", ["--taska=5"], "TaskA is a task: tasks begin with a capital, slots do not"],
    ["a slot written large", ["--TaskA:Year=5"], "year is a slot: tasks begin with a capital, slots do not"],
    ["tasks from the inside out", ["--TaskA:TaskB.year=5"], "a key goes from the root down"],
    [
      "a step left out",
      ["--b.year=5"],
      "a dot is one exact step, and there are more between; b:year goes any way down",
    ],
    [
      "a task that gave way",
      ["--TaskB=TaskBcustom", "--TaskB.pinned.year=5"],
      "TaskBcustom stands in for TaskB here, and has no slot pinned",
    ],
  ])("%s", (_, args, note) => {
    const tasks = new Map([["TaskBcustom", asWorkflow(TaskBcustom) as Workflow]])
    const found = resolve(shell(TaskC, args), { names: tasks })
    expect(E.isLeft(found) ? drawErrors(found.left, inShell) : "").toContain(note)
  })

  it("a thousand such keys cost little more than one, and are counted", () => {
    const args = Array.from({ length: 1000 }, (_, n) => `--TaskB.wild${n}=1`)
    expect(mistakes(args)).toContain("… and 990 more keys that match nothing")
  })

  it("a key of many names, each near to several, costs little more than a short one", () => {
    const Wide = task("Wide", { params: { near: dep(TaskA), neat: dep(TaskA), nean: dep(TaskA) } })
    const began = performance.now()
    expect(mistakes([`--${"neax.".repeat(30)}year=1`], Wide)).toContain("try    --TaskA.year=1")
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
