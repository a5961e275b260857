/**
 * Which compositions compile: tables in a call and in a pipe, collections at places, zips (rules 1.8, 5.1, 5.2, 6.1).
 */
import { flow, pipe } from "#fp/function"
import { concatAll } from "#fp/Monoid"
import {
  Table,
  collect,
  each,
  extend,
  important,
  inherit,
  int,
  override,
  param,
  set,
  substitute,
  task,
  zip,
} from "waluigi"
import { TaskA, TaskB, TaskBcustom, TaskC, TaskE, TaskO } from "./tasks.ts"

// --- in a pipe

pipe(TaskC({ year: 1 }), override({ what: "array" }), substitute(TaskB, TaskBcustom), collect(TaskA.year, 1, 2))
pipe(TaskC, set(TaskA.year, 1), important({ year: 2 }, set(TaskB.what, "array")), zip({ year: [1, 2] }))
pipe(TaskC, override({ year: 1 }, set(TaskB.what, "array"), { "TaskE.name": "x" })) satisfies ReturnType<typeof TaskC>

// @ts-expect-error -- no such slot
pipe(TaskC, override({ yaer: 1 }))
// @ts-expect-error -- nor in a later table
pipe(TaskC, override({ year: 1 }), override({ yaer: 1 }))
// @ts-expect-error -- nor in one of several
pipe(TaskC, override({ year: 1 }, set(TaskA.year, 2), { yaer: 1 }))
// @ts-expect-error -- a year is a number
pipe(TaskC, override({ year: "1" }))
// @ts-expect-error -- there is no TaskB below a TaskA
pipe(TaskA, set(TaskB.what, "array"))
// @ts-expect-error -- there is no TaskB below a TaskA
pipe(TaskA, substitute(TaskB, TaskBcustom))
// @ts-expect-error -- nor to collect
pipe(TaskA, collect(TaskB.what, "array", "histos"))
// @ts-expect-error -- a workflow stands first
pipe({ year: 1 }, override({ year: 1 }))
// @ts-expect-error -- what was written is inherited in a call
override(inherit({} as Slots<typeof TaskA>))
// @ts-expect-error -- a function of the user's is no table
override(() => ({ year: 1 }))
// @ts-expect-error -- a task is no table
override(TaskA)
// @ts-expect-error -- nor is a number
important(3)

// --- one table, more than once

const both = override({ year: 1 }, substitute(TaskB, TaskBcustom))
TaskC(both, { cut: 3 })
TaskC(override({ TaskB: TaskBcustom }), { cut: 3 })
pipe(TaskC, both)
// @ts-expect-error -- a TaskO has no TaskB
TaskO(both)
// @ts-expect-error -- nor in a pipe
pipe(TaskO, both)

const summed = concatAll(Table.Monoid)([set(TaskA.year, 1), both, override({ anything: 1 })])
TaskC(summed, Table.Monoid.empty)
pipe(TaskC, summed, override(summed, { year: 3 })) satisfies ReturnType<typeof TaskC>
// @ts-expect-error -- what stands beside it is checked all the same
TaskC(summed, { yaer: 3 })
// @ts-expect-error -- functions of functions lose sight of the workflow
flow(override({ year: 1 }), override({ year: 2 }))

// --- collections at a place

TaskC(collect(TaskA.year, 2016, 2017), collect([TaskB, TaskA.year], 1), collect([TaskA, "year"], 1, 2))
TaskC(collect(TaskB, TaskB, TaskBcustom({ cut: 1 })), { cut: 3 }, collect(TaskC.b, TaskB))
TaskO(collect(TaskO.cuts, [1], [2, 3]), collect(TaskO.title, null, "x"))
collect(TaskA.year)
// @ts-expect-error -- a year is a number
collect(TaskA.year, 2016, "2017")
// @ts-expect-error -- several lists stand as several values
collect(TaskA.year, [2016, 2017], 3)
// @ts-expect-error -- a TaskA does not offer what a TaskB offers
collect(TaskB, TaskBcustom, TaskA)
// @ts-expect-error -- one of the words
collect(TaskB.what, "array", "histoz")
// @ts-expect-error -- no such slot
TaskC(collect([TaskA, "yaer"], 1, 2))

// --- zips

const years: ReadonlyArray<number> = [1, 2]
TaskC(zip({ year: [2016, 2017], "TaskE.name": ["x", "y"] }), zip({ year: years, "TaskE.name": ["x", "y", "z"] }))
TaskC(
  zip({ year: each(1, 2), "TaskE.name": ["x", "y"] }),
  zip(collect(TaskA.year, 1, 2), collect(TaskE.name, "x", "y")),
)
TaskC(zip({ "year!": [1, 2] }), important(zip({ year: [1, 2], what: ["array", "histos"] })))
TaskC(zip({ TaskB: [TaskB, TaskBcustom], "TaskA.year": [1, 2] }), { cut: 1 })
// @ts-expect-error -- one has more values
zip({ year: [2016, 2017], "TaskE.name": ["x", "y", "z"] })
// @ts-expect-error -- also across its tables
zip({ year: [2016, 2017] }, { "TaskE.name": ["x"] })
// @ts-expect-error -- a single value
zip({ year: [2016, 2017], "TaskE.name": "x" })
// @ts-expect-error -- a single value of set
zip({ year: [2016, 2017] }, set(TaskE.name, "x"))
// @ts-expect-error -- no such slot
TaskC(zip({ yaer: [2016, 2017] }))
// @ts-expect-error -- years are numbers
TaskC(zip({ year: ["x", "y"] }))
// @ts-expect-error -- a number is no table
zip(3)

// --- with replacements that are made on the spot

TaskC(substitute(TaskB, extend(TaskB, "TaskB9", { params: { more: param(int) } })), { "TaskB9.what": "array" })
export const Pinned = task("Pinned", {
  dynamic: { c: () => pipe(TaskC, override({ year: 3 })) },
  run: (p) => p.c.b.what,
})
