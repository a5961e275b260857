/**
 * The seven command lines that this project grew from, run by the built program and written as values.
 */
import { join } from "node:path"
import * as E from "#fp/Either"
import { planToJson, resolve, set, substitute } from "waluigi"
import { describe, it } from "vitest"
import { TaskA, TaskB, TaskBcustom, TaskC, TaskZ } from "../examples/tasks/workflow.ts"
import { files, read, root, waluigi, workspace } from "./program.ts"

const example = join(root, "spec/examples/tasks/workflow.ts")

/** Days of a year, corrected or not, as the example sums them. */
const sum = (days: number, weight: number) => {
  const months = [31, days - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return months.map((month) => month * weight).reduce((total, month) => total + month, 0)
}
const title = `days, histos of 2024: ${sum(366, 2018 / 2000)}\n`

const seed = [
  // Of the seven the only one that a pin beats somewhere: the year of the corrections stays (3.6).
  {
    line: "TaskC --year=2024",
    value: TaskC({ year: 2024 }),
    made: [title],
    noted: /^note: --year=2024 does not set TaskC\.b\.corrections\.year\n/,
  },
  { line: "TaskC --TaskA.year=2024", value: TaskC(set(TaskA.year, 2024)), made: [title] },
  { line: "TaskC --TaskB:TaskA.year=2024", value: TaskC(set([TaskB, TaskA.year], 2024)), made: [title] },
  {
    line: "TaskC --TaskB.datasets:TaskA.year=2024",
    value: TaskC(set([TaskB.datasets, TaskA.year], 2024)),
    made: [title],
  },
  { line: "TaskC --TaskB.datasets.year=2024", value: TaskC(set(TaskB.datasets.year, 2024)), made: [title] },
  {
    line: "TaskA --year=2016,2017,2018",
    value: TaskA({ year: [2016, 2017, 2018] }),
    made: [29, 28, 28].map((february) => [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
  },
  { line: "TaskZ --TaskB=TaskBcustom", value: TaskZ(substitute(TaskB, TaskBcustom)), made: ["31\n"] },
]

interface Json {
  readonly warnings: ReadonlyArray<string>
  readonly roots: ReadonlyArray<string>
  readonly nodes: Readonly<
    Record<string, { readonly task: string; readonly slots: { readonly year?: number }; readonly output: string }>
  >
}

describe("the seed", () => {
  it.for(seed)("waluigi $line", async ({ line, value, made, noted = /^$/ }, { expect }) => {
    const folder = workspace()
    const words = line.split(" ")
    const planned = await waluigi(folder, ["--file", example, "plan", ...words, "--json"])
    expect(planned.err).toMatch(noted)
    expect(planned.code).toBe(0)
    const plan = JSON.parse(planned.out) as Json
    expect(files(folder).filter((path) => path.startsWith("results"))).toEqual([])

    // The pin of the corrections outranks what is asked of any year.
    const years = (task: string) =>
      Object.values(plan.nodes).flatMap((node) => (node.task === task ? [node.slots.year] : []))
    if (words[0] === "TaskC") expect([years("TaskA"), years("TaskE")]).toEqual([[2024], [2018]])

    const first = await waluigi(folder, ["--file", example, ...words])
    expect(first.code).toBe(0)
    const outputs = plan.roots.map((root) => read(folder, join("results", plan.nodes[root]?.output ?? "")))
    expect(outputs.map((text) => (words[0] === "TaskA" ? JSON.parse(text) : text))).toEqual(made)
    expect(files(join(folder, "results"))).toEqual(
      Object.values(plan.nodes)
        .map(({ output }) => output)
        .sort(),
    )

    const second = await waluigi(folder, ["--file", example, ...words])
    expect(second.code).toBe(0)
    expect(second.out + second.err).toMatch(/nothing to do/i)

    // The same as a value, without the program.
    const resolved = resolve(value)
    if (E.isLeft(resolved)) throw new Error("the value does not resolve")
    const same = JSON.parse(JSON.stringify(planToJson(resolved.right))) as Json
    // Of an entry of code that a pin beats somewhere there is no note.
    expect({ ...same, warnings: [] }).toEqual({ ...plan, warnings: [] })
  })
})
