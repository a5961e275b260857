/**
 * The smallest workflow with one of everything: a task of tasks, a pin, a constant, a variation.
 *
 * It counts the days of each month: TaskA of a year, TaskB with a correction, TaskC and TaskZ in words.
 */
import * as t from "io-ts"
import { choice, constant, dep, extend, int, json, param, str, task, text } from "waluigi"

const Counts = t.readonlyArray(t.number)

export const TaskA = task("TaskA", {
  doc: "counts the days of each month",
  params: { year: param(int, { default: 2012, doc: "year of data taking" }) },
  output: json(Counts),
  run: ({ year }) => Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()),
})

export const TaskE = task("TaskE", {
  doc: "weighs a year",
  params: { year: param(int, { default: 2012, doc: "year of the correction" }) },
  output: json(t.number),
  run: ({ year }) => year / 2000,
})

export const TaskB = task("TaskB", {
  doc: "corrects the counts",
  params: {
    datasets: dep(TaskA),
    corrections: dep(TaskE, { year: 2018 }),
    what: param(choice("histos", "array", "counts"), { default: "histos", doc: "the form of the result" }),
    revision: constant(3),
  },
  dynamic: { label: { type: str, compute: (p) => `${p.what} of ${p.datasets.year}` } },
  output: json(Counts),
  run: async (p, ctx) => {
    const weight = await ctx.load(p.corrections)
    return (await ctx.load(p.datasets)).map((days) => days * weight)
  },
})

export const TaskBcustom = extend(TaskB, "TaskBcustom", {
  doc: "leaves the counts as they are",
  run: async (p, ctx) => ctx.load(p.datasets),
})

export const TaskC = task("TaskC", {
  doc: "sums the corrected counts",
  params: { b: dep(TaskB), title: param(str, { default: "days" }) },
  output: text(),
  run: async (p, ctx) => {
    const sum = (await ctx.load(p.b)).reduce((total, days) => total + days, 0)
    return `${p.title}, ${p.b.label}: ${sum}\n`
  },
})

export const TaskZ = task("TaskZ", {
  doc: "finds the longest month",
  params: { b: dep(TaskB) },
  output: text(),
  run: async (p, ctx) => `${Math.max(...(await ctx.load(p.b)))}\n`,
})

/** The sum of one year, by a name of its own. */
export const Sum2024 = TaskC({ "TaskA.year": 2024 })
