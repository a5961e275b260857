/**
 * Every way to get the command or the workflow wrong: exit 2, nothing made, and words that say what to type instead.
 */
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { files, waluigi, words, workspace } from "./program.ts"

const workflow = `
import * as t from "io-ts"
import { choice, constant, dep, int, json, param, task } from "waluigi"

export const TaskA = task("TaskA", {
  params: { year: param(int, { default: 2012, doc: "year of data taking" }), edition: constant(3) },
  output: json(t.number),
  run: ({ year }) => year,
})

export const TaskB = task("TaskB", {
  params: { datasets: dep(TaskA), what: param(choice("histos", "array", "counts"), { doc: "what to make" }) },
  output: json(t.string),
  run: async (p, ctx) => \`\${p.what} \${await ctx.load(p.datasets)}\`,
})
`

/** Runs a command line on a workflow, and expects it to be refused before anything is made. */
const refused = async (args: ReadonlyArray<string>, text: string = workflow): Promise<string> => {
  const folder = workspace({ "workflow.ts": text })
  const exit = await waluigi(folder, args)
  expect(files(`${folder}/results`)).toEqual([])
  expect(exit.code).toBe(2)
  // What went wrong is no result: a pipe must not take it for one.
  expect(exit.out).toBe("")
  return words(exit, folder)
}

describe("a command that is wrong", () => {
  it.for<[sentence: string, args: ReadonlyArray<string>]>([
    ["names a task that does not exist", ["TaskD"]],
    ["misspells a task", ["TasskB", "--what=histos"]],
    ["writes a task small", ["taskb", "--what=histos"]],
    ["misspells a slot", ["TaskA", "--yaer=2024"]],
    ["misspells a slot on the way", ["TaskB", "--what=histos", "--TaskB.datsets.year=2024"]],
    ["misspells a task on the way", ["TaskB", "--what=histos", "--TaskAA.year=2024"]],
    ["asks for a step that no graph has", ["TaskB", "--what=histos", "--TaskA.datasets=1"]],
    ["misspells a choice", ["TaskB", "--what=hitsos"]],
    ["gives a word for a number", ["TaskA", "--year=soon"]],
    ["gives a broken range", ["TaskA", "--year=2018..2016"]],
    ["gives nothing for a number", ["TaskA", "--year="]],
    ["gives no value", ["TaskA", "--year"]],
    ["gives the value as a word of its own", ["TaskA", "--year", "2024"]],
    ["gives JSON that is none", ["TaskA", "--year:=[2016"]],
    ["sets a constant", ["TaskA", "--edition=4"]],
    ["sets a constant by its path", ["TaskA", "--TaskA.edition=4"]],
    ["gives a value for a dependency", ["TaskB", "--what=histos", "--TaskB.datasets=2024"]],
    ["substitutes a task that does not exist", ["TaskB", "--what=histos", "--TaskA=TaskC"]],
    ["substitutes a task that lacks slots", ["TaskB", "--what=histos", "--TaskA=TaskB"]],
    ["forgets a parameter", ["TaskB"]],
    ["is wrong in three ways", ["TaskB", "--what=hitsos", "--yaer=1", "--TaskA.year=soon"]],
    ["writes a key that is no path", ["TaskA", "--TaskA..year=2024"]],
    ["writes a task in the middle of a segment", ["TaskB", "--what=histos", "--datasets.TaskA.year=2024"]],
    ["misspells an option", ["--wrokers=2", "TaskA"]],
    ["writes an option behind its task", ["plan", "TaskA", "--year=2013", "--file", "flow.ts"]],
    ["gives a number to a task", ["TaskB", "--what=histos", "--TaskB=5"]],
    ["gives an option no number", ["--workers=many", "TaskA"]],
    ["gives no task at all", []],
    ["names a file that does not exist", ["--file=flow.ts", "TaskA"]],
    ["empties a collection at the root", ["TaskA", "--year:=[]"]],
  ])("%s", async ([, args], { expect }) => {
    expect(await refused(args)).toMatchSnapshot()
  })
})

describe("the year of the weather example, typed wrong", () => {
  // Each message names what to type instead: a newcomer has read nothing but the README.
  const poster = async (word: string): Promise<string> => {
    const folder = workspace()
    const file = fileURLToPath(new URL("../examples/weather/workflow.ts", import.meta.url))
    const exit = await waluigi(folder, ["--file", file, "Poster", ...word.split(" ")])
    expect(files(`${folder}/results`)).toEqual([])
    expect(exit.code).toBe(2)
    expect(exit.out).toBe("")
    return words(exit, folder)
  }

  it.for<[sentence: string, word: string, instead: string]>([
    ["with two letters swapped", "--yaer=2015", "--year=2015"],
    ["with a capital", "--Observations:Year=2015", "--Observations:year=2015"],
    ["with its task written small", "--observations.year=2015", "--Observations.year=2015"],
    ["at the root, which has none", "--Poster.year=2015", "--Poster:year=2015"],
    ["at the root, by a dot", "--.year=2015", "--year=2015"],
    ["with the way from the inside out", "--Observations:Poster.year=2015", "--Poster:Observations.year=2015"],
    ["given to its task", "--Observations=2015", "--Observations.year=2015"],
    ["in letters", "--year=soon", "an integer such as 2012"],
    ["as a range in the way of another language", "--year=2012:2015", "--year=2012..2015"],
    ["as a range downwards", "--year=2015..2012", "--year=2012..2015"],
    ["as a list", "--year=[2012,2015]", "--year=2012,2015"],
    ["with semicolons", "--year=2012;2013", "--year=2012,2013"],
    ["with a comma too many", "--year=2012,2013,", "--year=2012,2013"],
    ["as half a range", "--year=2012..", "2012..2013"],
    ["with a word for an end", "--year=2012..now", "an integer such as 2016, where now stands"],
    ["beyond its range", "--year=3000", "--year=2015"],
    ["as a range that goes beyond it", "--year=2010..2030", "--year=2012..2015"],
    ["as words of their own", "--year=2012 2013", "--year=2012,2013"],
    ["behind a space", "--year 2015", "--year=2015"],
    ["without its dashes", "year=2015", "--year=2015"],
  ])("%s", async ([, word, instead], { expect }) => {
    const said = await poster(word)
    expect(said).toContain(instead)
    expect(said).toMatchSnapshot()
  })
})

describe("a workflow that is wrong", () => {
  it.for<[sentence: string, args: ReadonlyArray<string>, text: string]>([
    [
      "has two tasks of one name",
      ["TaskB"],
      `import { dep, task } from "waluigi"
const One = task("TaskA", { params: {} })
const Other = task("TaskA", { params: {} })
export const TaskB = task("TaskB", { params: { one: dep(One), other: dep(Other) } })
`,
    ],
    [
      "goes round in a circle",
      ["Day"],
      `import { int, param, task, text } from "waluigi"
export const Day = task("Day", {
  params: { day: param(int, { default: 1 }) },
  dynamic: { next: (p, self) => self({ ".day": 3 - p.day }) },
  output: text(),
  run: (p) => String(p.day),
})
`,
    ],
    [
      "grows without end",
      ["--task-limit=1000", "Day"],
      `import { int, param, task } from "waluigi"
export const Day = task("Day", {
  params: { day: param(int, { default: 1 }) },
  dynamic: { next: (p, self) => self({ ".day": p.day + 1 }) },
})
`,
    ],
    [
      "throws when it is loaded",
      ["TaskA"],
      `import { task } from "waluigi"
const limits = (year: number): number => {
  if (year < 2025) throw new RangeError(\`no limits before 2025, and not for \${year}\`)
  return year
}
limits(2024)
export const TaskA = task("TaskA", { params: {} })
`,
    ],
    [
      "names a type that there is not",
      ["TaskA"],
      `import { param, string, task } from "waluigi"\nexport const TaskA = task("TaskA", { params: { name: param(string) } })\n`,
    ],
    [
      "misspells what is said of a parameter",
      ["TaskA"],
      `import { int, param, task } from "waluigi"\nexport const TaskA = task("TaskA", { params: { year: param(int, { defualt: 1 }) } })\n`,
    ],
    [
      "limits a parameter by what nothing checks",
      ["TaskA"],
      `import { int, param, task } from "waluigi"\nexport const TaskA = task("TaskA", { params: { year: param(int, { min: 1, max: 2 }) } })\n`,
    ],
    [
      "has a default outside its range",
      ["TaskA"],
      `import { int, param, task } from "waluigi"\nexport const TaskA = task("TaskA", { params: { year: param(int, { default: 0, range: [1, 2] }) } })\n`,
    ],
    [
      "computes a slot under params",
      ["TaskA"],
      `import { dynamic, int, task } from "waluigi"\nexport const TaskA = task("TaskA", { params: { a: dynamic(int, () => 1) } })\n`,
    ],
    ["is no TypeScript", ["TaskA"], "export const TaskA = task(\n"],
    ["imports what does not exist", ["TaskA"], `import { year } from "./years.ts"\nexport const TaskA = year\n`],
    ["imports a package that is not there", ["TaskA"], `import left from "left-padding"\nexport const TaskA = left\n`],
    ["forgets to import", ["TaskA"], `export const TaskA = task("TaskA", { params: {} })\n`],
    ["exports no task", ["TaskA"], "export const year = 2024\n"],
    [
      "names a task small",
      ["TaskA"],
      `import { task } from "waluigi"\nexport const TaskA = task("taskA", { params: {} })\n`,
    ],
    [
      "reserves a slot's name",
      ["TaskA"],
      `import { int, param, task } from "waluigi"\nexport const TaskA = task("TaskA", { params: { run: param(int) } })\n`,
    ],
    [
      "throws in a dynamic slot",
      ["TaskA"],
      `import { int, param, task } from "waluigi"
export const TaskA = task("TaskA", {
  params: { year: param(int, { default: 2012 }) },
  dynamic: { label: (p): string => { throw new Error(\`no label for \${p.year}\`) } },
})
`,
    ],
    [
      "has a default that its type rejects",
      ["TaskA"],
      `import { int, param, task } from "waluigi"\nexport const TaskA = task("TaskA", { params: { year: param(int, { default: 20.12 }) } })\n`,
    ],
    [
      "writes two tasks to one place",
      ["TaskB"],
      `import { dep, int, param, task, text } from "waluigi"
export const TaskA = task("TaskA", {
  params: { year: param(int, { default: 2012 }) },
  output: text(),
  path: () => "year.txt",
  run: (p) => String(p.year),
})
export const TaskB = task("TaskB", { params: { one: dep(TaskA), other: dep(TaskA, { year: 2013 }) } })
`,
    ],
  ])("%s", async ([, args, text], { expect }) => {
    expect(await refused(args, text)).toMatchSnapshot()
  })
})

it("says where it looked when there is no workflow file", async () => {
  const folder = workspace()
  const exit = await waluigi(folder, ["TaskA"])
  expect(words(exit, folder)).toMatchSnapshot()
})
