/**
 * What the compiler says: a wrong key is answered with the step that is wrong and what would be right there.
 */
import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const root = fileURLToPath(new URL("../..", import.meta.url))

const tasks = `
import { pipe } from "fp-ts/lib/function.js"
import { choice, collect, constant, dep, dynamic, extend, important, inherit, int, many, override, param, rename, resolve, set, str, substitute, task, text, zip } from "waluigi"
const TaskA = task("TaskA", { params: { year: param(int), name: param(str) } })
const TaskB = task("TaskB", {
  params: { datasets: dep(TaskA), what: param(choice("histos", "counts")), revision: constant(3) },
  output: text(),
})
const TaskC = task("TaskC", { params: { b: dep(TaskB) } })
`

/** One wrong line each, and what the first line or a later one of the message says. */
const cases: ReadonlyArray<readonly [line: string, words: string]> = [
  [
    `TaskC({ yaer: 3 })`,
    `Misspelt<"no slot 'yaer' in or below TaskC", "b" | "datasets" | "name" | "revision" | "what" | "year">`,
  ],
  [
    `TaskC({ "TaskB.datsets.year": 3 })`,
    `Misspelt<"no dependency slot 'datsets' at TaskB", "datasets" | "revision" | "what">`,
  ],
  [`TaskC({ "TaskB.datasets.yaer": 3 })`, `Misspelt<"no slot 'yaer' at TaskA", "name" | "year">`],
  [`TaskC({ "TaskB:TaskX.year": 3 })`, `Misspelt<"no task 'TaskX' below TaskB", "TaskA">`],
  [`TaskC({ ".b:yaer": 3 })`, `Misspelt<"no slot 'yaer' below b", "datasets" | "name" | "revision" | "what" | "year">`],
  [`TaskC({ "TaskA.year.month": 3 })`, `Problem<"'year' leads to no task: write nothing behind it">`],
  [`TaskC({ year: "3" })`, `Takes<"year", number>`],
  [`TaskC({ what: "histoz" })`, `Takes<"what", "counts" | "histos">`],
  [`TaskC({ revision: 4 })`, `Problem<"'revision' is a constant, which is never set">`],
  [`TaskC({ "TaskB.datasets": 3 })`, `Problem<"here stands TaskA: give a task or a workflow">`],
  [`TaskC({ TaskB: TaskA })`, `Unfit<"TaskA cannot stand for TaskB: it lacks", "datasets" | "revision" | "what">`],
  [`TaskC(important({ yaer: 3 }))`, `Misspelt<"no slot 'yaer' in or below TaskC"`],
  [`TaskA(set(TaskB.what, "histos"))`, `Misspelt<"no task 'TaskB' in or below TaskA", "TaskA">`],
  [`set(TaskA.year, "3")`, `Takes<"TaskA.year", number>`],
  [`substitute(TaskB, TaskC)`, `Unfit<"TaskC cannot stand for TaskB: it lacks", "datasets" | "revision" | "what">`],
  [
    `substitute(TaskA, task("TaskD", { params: { year: param(int), name: param(int) } }))`,
    `Unfit<"'name' of TaskD cannot stand for 'name' of TaskA: that is", string>`,
  ],
  [
    `substitute(TaskA, task("TaskD", { params: { year: dep(TaskA), name: param(str) } }))`,
    `Problem<"'year' of TaskD cannot stand for 'year' of TaskA: one is a dependency, the other a value">`,
  ],
  [
    `substitute(TaskA, extend(TaskA, "TaskD", { output: text() }))`,
    `Unfit<"TaskD cannot stand for TaskA: the output of that is", "none">`,
  ],
  [`param(int, { default: 2012, min: 2012 })`, `Problem<"write range: [least, greatest]">`],
  [`param(int, { defualt: 2012 })`, `Problem<"did you mean default?">`],
  [`param(int, { docs: "year" })`, `Problem<"did you mean doc?">`],
  [`param(int, { range: [2012, "2015"] })`, `Type 'string' is not assignable to type 'number'`],
  [`dep(TaskB, { "year!": 3 })`, `Problem<"a pin cannot be marked with !">`],
  [`pipe(TaskC, override({ yaer: 3 }))`, `Misspelt<"no slot 'yaer' in or below TaskC", "b" | "datasets" | "name"`],
  [`pipe(TaskC, override({ year: 3 }), override({ year: "3" }))`, `Takes<"year", number>`],
  [`pipe(TaskA, substitute(TaskB, extend(TaskB, "TaskBcustom")))`, `Misspelt<"no task 'TaskB' in or below TaskA"`],
  [`override(TaskC)`, `Problem<"here stands a record of keys, or what set, substitute, important, … give">`],
  [`collect(TaskA.year, 3, "4")`, `Takes<"TaskA.year", number>`],
  [`collect(TaskB, TaskB, TaskA)`, `Unfit<"TaskA cannot stand for TaskB: it lacks", "datasets" | "revision" | "what">`],
  [`zip({ year: [1, 2], name: ["x"] })`, `Unfit<"'year' has 2 values; another member of the zip has", 1>`],
  [`zip({ year: [1, 2], name: "x" })`, `Problem<"'name' holds one value: the members of a zip are collections, such`],
  [`TaskC(zip({ year: [1, 2], naem: ["x", "y"] }))`, `Misspelt<"no slot 'naem' in or below TaskC",`],
  [`many(TaskB, { over: ["yaer"] })`, `Misspelt<"no slot 'yaer' in or below TaskB",`],
  [`many(TaskB, { over: ["TaskA.year", TaskB.revision] })`, `Problem<"'revision' is a constant, which never varies">`],
  [`many(TaskB, { over: ["TaskA"] })`, `Problem<"over names slots: write a slot behind TaskA">`],
  [`many(TaskB, { pins: { waht: "histos" } })`, `Misspelt<"no slot 'waht' in or below TaskB",`],
  [
    `rename({ TaskB }, { TaskX: "TaskY" })`,
    `Misspelt<"no task 'TaskX' in or below what is renamed", "TaskA" | "TaskB">`,
  ],
  [
    `rename({ TaskB }, { TaskA: "TaskB" })`,
    `Problem<"another task is called 'TaskB' there: choose a third name, or rename that too">`,
  ],
  [
    `rename({ TaskB }, { TaskA: "Data" }).TaskB({ "TaskA.year": 3 })`,
    `Misspelt<"no task 'TaskA' in or below TaskB", "Data"`,
  ],
  [
    `task("TaskD", { params: { spare: dep(TaskA, {}, { optional: true }) }, run: (p) => p.spare.year })`,
    `'p.spare' is possibly 'null'`,
  ],
  [
    `task("TaskD", { params: { year: param(int) }, dynamic: { o: (p) => TaskC({ yaer: p.year }) } })`,
    `Misspelt<"no slot 'yaer' in or below TaskC"`,
  ],
  [
    `task("TaskD", { dynamic: { o: () => TaskC({ year: 3 }) }, run: (p) => p.o.b.datasets.yaer })`,
    `Property 'yaer' does not exist`,
  ],
  [
    `task("TaskD", { params: { year: param(int) }, dynamic: { o: (p) => task("X", { params: { year: param(str) } })(inherit(p)) } })`,
    `Takes<"year", string>`,
  ],
  [
    `task("TaskD", { dynamic: { o: () => TaskC } })({ "o.b.datsets.year": 3 })`,
    `Misspelt<"no dependency slot 'datsets' at TaskB"`,
  ],
  [`task("TaskD", { params: { run: param(int) } })`, `Problem<"'run' is reserved: choose another slot name">`],
  [
    `extend(TaskA, "TaskD", { params: { help: constant(3) } })`,
    `Problem<"'help' is reserved: choose another slot name">`,
  ],
  [`task("TaskD", { params: { version: param(int) } })`, `Problem<"'version' is reserved for constants`],
  [`resolve(3)`, `is not assignable to parameter of type 'Root'`],
  [`TaskC(3)`, `Problem<"a table is a record of keys, or what set, substitute, important, … give">`],
  [
    `task("TaskD", { params: { year: param(int) }, dynamic: { more: dynamic(int, (p) => p.year) } })`,
    `Property 'year' does not exist on type 'NotInferred<"write { type, compute: (p) => … }, or what is read:`,
  ],
  [
    `task("TaskD", { params: { c: dep(TaskC) }, run: (p, ctx) => ctx.load(p.c) })`,
    `Problem<"this task has no output to load">`,
  ],
  [`task("TaskD", { output: text(), run: () => 3 })`, `Type 'number' is not assignable to type 'Returned<`],
]

it("2.7 the compiler names the step that is wrong, and what stands there", { timeout: 30_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "waluigi-messages-"))
  try {
    writeFileSync(join(folder, "workflow.mts"), `${tasks}${cases.map(([line]) => `${line}\n`).join("")}`)
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: join(root, "tsconfig.json"),
        compilerOptions: {
          types: [],
          paths: { waluigi: [join(root, "lib/index.ts")], "fp-ts/*": [join(root, "node_modules/fp-ts/*")] },
        },
        include: ["workflow.mts"],
      }),
    )
    const said = await compile(folder)
    const first = tasks.split("\n").length
    const wrong = cases.flatMap(([line, words], index) => {
      const message = said.get(first + index) ?? "nothing"
      return message.includes(words) ? [] : [{ line, words, message }]
    })
    expect(wrong).toStrictEqual([])
    expect([...said].filter(([line]) => line < first)).toStrictEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** The messages of each line of the workflow. */
const compile = (folder: string): Promise<ReadonlyMap<number, string>> =>
  new Promise((done) => {
    execFile(join(root, "node_modules/typescript/bin/tsc"), ["-p", folder, "--pretty", "false"], (_, stdout) => {
      const said = new Map<number, string>()
      let at = 0
      for (const text of stdout.split("\n")) {
        const match = /workflow\.mts\((\d+),\d+\): error/.exec(text)
        if (match !== null) at = Number(match[1])
        if (at > 0) said.set(at, `${said.get(at) ?? ""}${text}\n`)
      }
      done(said)
    })
  })
