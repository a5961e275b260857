/**
 * Which keys and values compile (rule 2.7). What must not compile says why.
 */
import { collect, dep, each, important, inherit, int, many, param, set, str, substitute, task } from "waluigi"
import { TaskA, TaskB, TaskBcustom, TaskC, TaskE, TaskF, TaskO } from "./tasks.ts"

// --- the forms of 2.6

TaskC({ year: 2024 })
TaskC({ "TaskA:year": 2024 })
TaskC({ "TaskA.year": 2024 })
TaskC({ "TaskB:TaskA.year": 2024 })
TaskC({ "TaskB.datasets:TaskA.year": 2024 })
TaskC({ "TaskB.datasets.year": 2024 })
TaskC({ ".b.datasets.year": 2024, ".TaskC.b.all.year": 2024 })
TaskC({ "year!": 2024, "TaskB.datasets.year!": 2024 })
TaskC({ "TaskC:TaskB:TaskA:year": 2024, "b:year": 2024 })

// @ts-expect-error -- no such slot anywhere
TaskC({ yaer: 2024 })
// @ts-expect-error -- nor with a mark
TaskC({ "yaer!": 2024 })
// @ts-expect-error -- no such task
TaskC({ "TaskX.year": 2024 })
// @ts-expect-error -- TaskE has no datasets
TaskC({ "TaskE.datasets.year": 2024 })
// @ts-expect-error -- TaskA is not below TaskE
TaskC({ "TaskE:TaskA.year": 2024 })
// @ts-expect-error -- between bare tasks `:` goes strictly down
TaskC({ "TaskA:TaskA.year": 2024 })
// @ts-expect-error -- the root has no year of its own
TaskC({ ".year": 2024 })
// @ts-expect-error -- the root is no TaskB
TaskC({ ".TaskB.what": "array" })
// @ts-expect-error -- a value leads nowhere
TaskC({ "TaskA.year.more": 1 })
// @ts-expect-error -- nor by a descendant step
TaskC({ "TaskA.year:more": 1 })
// @ts-expect-error -- a constant is never set
TaskC({ "TaskB.revision": 4 })
// @ts-expect-error -- no name
TaskC({ "": 1 })
// @ts-expect-error -- one of many keys is wrong
TaskC({ year: 1, "TaskB.what": "array", "TaskB.wath": "array" })
// @ts-expect-error -- one of many tables is wrong
TaskC({ year: 1 }, { yaer: 1 })

// --- through dynamic slots, by string

TaskC({ "b.label": "x", "b.weight": 1.5, "extra.year": 1, "several.year": 1, "named.name": "x" })
TaskC({ "TaskB.previous.previous.what": "array", "TaskB.extra": TaskO, "TaskB.extra!": null })
// @ts-expect-error -- a label is a string
TaskC({ "b.label": 1 })
// @ts-expect-error -- a TaskO has no name
TaskC({ "extra.name": "x" })
// @ts-expect-error -- tasks stand there
TaskC({ "TaskB.extra": 3 })

// --- values

const some: number = 3
const words: ReadonlyArray<"histos" | "array"> = ["histos", "array"]
TaskC({ year: some, what: words })
TaskC({ year: [2016, 2017], what: each("histos", "array") })
TaskC({ shape: { n: 1, parts: [1, 2] } })
TaskC({ shape: [{ n: 1, parts: [1, 2] }] })
TaskO({ title: null, cuts: [1, 2] })
TaskO({ title: [null, "x"], cuts: [[1], [2]] })
TaskO({ cuts: each([1], [2]) })
TaskF({ name: "x", length: 3, call: TaskA, bind: "x", "call.year": 1 })

// @ts-expect-error -- a year is a number
TaskC({ year: "2024" })
// @ts-expect-error -- a collection of years holds numbers
TaskC({ year: [2016, "2017"] })
// @ts-expect-error -- also by each
TaskC({ year: each(2016, "2017") })
// @ts-expect-error -- a value that may be of another type
TaskC({ year: some > 3 ? 3 : "3" })
// @ts-expect-error -- one of the words
TaskC({ what: "histoz" })
// @ts-expect-error -- a number may not be absent
TaskC({ year: null })
// @ts-expect-error -- the shape has numbers
TaskC({ shape: { n: 1, parts: ["x"] } })
// @ts-expect-error -- a task for a value
TaskC({ year: TaskA })
// @ts-expect-error -- a value for a dependency
TaskC({ "TaskB.datasets": 3 })
// @ts-expect-error -- nothing for a dependency that is not optional
TaskC({ "TaskB.datasets": null })
TaskC({ "TaskB.spare": null, "TaskB.corrections": TaskE({ name: "x" }) })
TaskC({ "TaskB.spare": each(TaskE, null), "TaskC.b.spare": [null, TaskE({ name: "x" })] })
TaskC(set(TaskB.spare, each(null, TaskE)), collect(TaskB.spare, TaskE, null))
// @ts-expect-error -- nor at one point of several
TaskC({ "TaskB.datasets": each(TaskA, null) })
// @ts-expect-error -- a point that is there offers what its users read
TaskC({ "TaskB.spare": each(TaskA, null) })

// --- tables that are built elsewhere are checked when resolving

const elsewhere: Readonly<Record<string, unknown>> = { anything: 1 }
const name: string = "year"
TaskC(elsewhere, set([TaskA, name], 3), { [name]: 3 })
// @ts-expect-error -- a number is no table
TaskC(3)
// @ts-expect-error -- nor is a task
TaskC(TaskA)

// --- references

TaskC(set(TaskA.year, 2024), set([TaskB, TaskA.year], 2024), set([TaskA, "year"], 2024))
TaskC(set(TaskB.datasets.year, [1, 2]), set([TaskB.datasets, TaskA.year], each(1, 2)), set(TaskC.b.all.year, 3))
TaskC(important({ year: 2024 }), important(set(TaskA.year, 3)))
TaskF(set(TaskF.name, "x"), set(TaskF.length, 3), set(TaskF.call.year, 3))

// @ts-expect-error -- no such slot
TaskA.yaer
// @ts-expect-error -- a year is a number
set(TaskA.year, "x")
// @ts-expect-error -- there is no TaskB below a TaskA
TaskA(set(TaskB.what, "array"))
// @ts-expect-error -- there is no TaskB below a TaskA
TaskC(set([TaskA, TaskB.what], "array"))
// @ts-expect-error -- no such slot at or under a TaskA
TaskC(set([TaskA, "yaer"], 3))
// @ts-expect-error -- nor in what is important
TaskC(important({ yaer: 3 }))
// @ts-expect-error -- a TaskA does not offer what a TaskB offers
set(TaskC.b, TaskA)

// --- replacements (6.5), and keys that only they make possible

TaskC(substitute(TaskB, TaskBcustom), { "TaskB.cut": 3, "TaskBcustom.cut": 3, cut: 3, "b.cut": 3 })
TaskC({ TaskB: TaskBcustom, "TaskC.b.cut": 1 })
TaskC({ "TaskC.b": TaskBcustom({ cut: 3 }), cut: 3 })
TaskC({ TaskB: each(TaskB, TaskBcustom) }, { TaskB: [TaskB, TaskBcustom({ cut: 1 })] })
TaskC(set(TaskB, TaskBcustom), set(TaskC.b, TaskBcustom), set([TaskC, TaskB], TaskBcustom))
TaskBcustom({ "TaskB.what": "array", "TaskBcustom.what": "array", "again.cut": 1 })

// @ts-expect-error -- there is no cut without it
TaskC({ cut: 3 })
// @ts-expect-error -- a misspelt slot stays one
TaskC({ TaskB: TaskBcustom, cutt: 3 })
// @ts-expect-error -- a misspelt task too
TaskC({ TaskB: TaskBcustom, "TaskBcustm.cut": 3 })
// @ts-expect-error -- a bare task is substituted by tasks
TaskC({ TaskB: 3 })
// @ts-expect-error -- a TaskA does not offer what a TaskB offers
TaskC({ TaskB: TaskA })
// @ts-expect-error -- nor by substitute
substitute(TaskB, TaskA)
// @ts-expect-error -- nor one of several
TaskC({ TaskB: [TaskBcustom, TaskA] })
// @ts-expect-error -- there is no TaskB to replace at a TaskA
TaskA({ TaskB: TaskBcustom })
// @ts-expect-error -- what extend removed is gone
TaskBcustom({ "TaskBcustom.spare": null })

// --- pins (4.5)

export const Pinned = task("Pinned", {
  params: {
    b: dep(TaskB, { "datasets.year": 2016, what: ["histos", "array"] }),
    set: dep(TaskB, set(TaskA.year, 3)),
    workflow: dep(TaskB({ year: 3 })),
    all: many(TaskA, { pins: { ".year": [1, 2] } }),
  },
  dynamic: { handed: (p) => TaskA(inherit(p.b.datasets), { year: 3 }) },
})
// @ts-expect-error -- no such slot
dep(TaskB, { "datasets.yaer": 2016 })
// @ts-expect-error -- a pin cannot be important
dep(TaskB, { "year!": 2016 })
// @ts-expect-error -- nor one of set
dep(TaskB, important(set(TaskA.year, 3)))
// @ts-expect-error -- the pins of a many too
many(TaskA, { pins: { yaer: 3 } })

// --- what a many collects (5.4)

export const Reduced = task("Reduced", {
  params: { keys: many(TaskB, { over: ["year", "datasets.year", "TaskB:TaskA.year", ".what", "corrections"] }) },
})
many(TaskB, { over: ["year", TaskA.year, [TaskB.datasets, "year"], TaskB.datasets.year, "datasets"] })
many(TaskB, { over: [], pins: { year: [1, 2] } })
// @ts-expect-error -- no such slot
many(TaskB, { over: ["yaer"] })
// @ts-expect-error -- no such slot behind a task
many(TaskB, { over: ["year", "TaskA.yaer"] })
// @ts-expect-error -- nor one of another root
many(TaskA, { over: [TaskB.what] })
// @ts-expect-error -- a constant never varies
many(TaskB, { over: ["revision"] })
// @ts-expect-error -- it sets nothing
many(TaskB, { over: ["year!"] })
// @ts-expect-error -- a bare task is no slot
many(TaskB, { over: [TaskA] })
// @ts-expect-error -- a number is no place
many(TaskB, { over: [3] })

// --- self and inherit

export const Daily = task("Daily", {
  params: { day: param(int), of: dep(TaskA) },
  dynamic: {
    previous: (p, self) => (p.day > 0 ? self(inherit(p), { ".day": p.day - 1, "Daily.of.year": 1 }) : null),
    further: (p, self) => self({ "previous.day": p.day, "Daily:TaskA.year": 1 }),
    // @ts-expect-error -- a misspelt slot of its own
    wrong: (p, self) => self({ dya: p.day }),
  },
})
const Texts = task("Texts", { params: { year: param(int), day: param(int), name: param(str) } })
const Worded = task("Worded", { params: { year: param(str) } })
export const Mixed = task("Mixed", {
  params: { name: dep(TaskA), year: param(int) },
  dynamic: {
    fits: (p) => Texts(inherit(p)),
    // @ts-expect-error -- a year is a number here and a text there
    clash: (p) => Worded(inherit(p)),
  },
})
