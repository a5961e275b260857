/**
 * Tasks that the other files of this folder address: every kind of slot, output and lineage once.
 */
import * as t from "io-ts"
import {
  choice,
  constant,
  date,
  dep,
  dynamic,
  extend,
  file,
  float,
  int,
  json,
  list,
  many,
  optional,
  param,
  str,
  task,
  text,
} from "waluigi"

export const Counts = t.type({ n: t.number, parts: t.array(t.number) })

export const TaskA = task("TaskA", {
  params: { year: param(int, { default: 2012, doc: "year of data taking", sample: "loguniform" }) },
  output: json(Counts),
  run: ({ year }) => ({ n: year, parts: [] }),
})

export const TaskE = task("TaskE", {
  params: { year: param(int), name: param(str) },
  output: text(),
  run: (p) => p.name,
})

export const TaskO = task("TaskO", {
  params: { year: param(int), title: param(optional(str)), cuts: param(list(float)), day: param(date) },
  output: { hist: json(Counts), log: text(), picture: file("svg") },
  run: () => ({ hist: { n: 1, parts: [] }, log: "" }),
})

export const TaskB = task("TaskB", {
  params: {
    datasets: dep(TaskA),
    corrections: dep(TaskE, { year: 2018 }),
    spare: dep(TaskE, {}, { optional: true }),
    all: many(TaskA),
    what: param(choice("histos", "array", "counts")),
    shape: param(json(Counts)),
    revision: constant(3),
  },
  dynamic: {
    label: (p) => `${p.what}-${p.datasets.year}`,
    weight: { type: float, compute: (p) => p.datasets.year / 2 },
    heavy: dynamic(int, (p: { readonly datasets: { readonly year: number } }) => p.datasets.year),
    extra: (p) => (p.what === "histos" ? TaskO({ year: p.datasets.year }) : null),
    several: (p) => p.all.map((one) => TaskO({ year: one.year })),
    named: () => ({ left: TaskE, right: TaskE({ year: 1 }) }),
    previous: (p, self) => (p.what === "array" ? self({ what: "histos", "TaskA.year": p.datasets.year - 1 }) : null),
  },
  output: json(Counts),
  run: () => ({ n: 1, parts: [] }),
})

export const TaskC = task("TaskC", { params: { b: dep(TaskB) } })

export const TaskBcustom = extend(TaskB, "TaskBcustom", {
  params: { cut: param(float) },
  dynamic: { again: (p, self) => (p.cut > 1 ? self({ cut: p.cut - 1, what: p.what }) : null) },
  remove: ["spare"],
})

/** Slots that functions have too. */
export const TaskF = task("TaskF", {
  params: { name: param(str), length: param(int), call: dep(TaskA), bind: param(str), apply: param(str) },
})
