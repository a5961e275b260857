import { describe, expect, it } from "vitest"
import { drawError, drawErrors, drawWarning, drawWarnings } from "../../../lib/plan/draw/draw.ts"
import { type Drawing, forCode } from "../../../lib/plan/draw/drawing.ts"
import type { Place, ResolveError, Warning, Written } from "../../../lib/plan/problem.ts"

const shell: Drawing = { ...forCode, voice: "shell", folder: "/home/ada/work" }
const code: Drawing = { ...forCode, folder: "/home/ada/work" }

const file = "/home/ada/work/workflow.ts"

/** `TaskC.b.datasets.year` as a place: a task, then slots with the task that owns each. */
const place = (way: string): Place => {
  const steps = way.split(" ").map((step) => {
    const [task = "", slot = ""] = step.split(".")
    return { task, slot }
  })
  return { steps, elided: 0, task: undefined }
}
const root = (task: string): Place => ({ steps: [], elided: 0, task })
const year = place("TaskC.b TaskB.datasets TaskA.year")

const argument = (text: string): Written => {
  const at = text.indexOf("=")
  return {
    key: text.slice(2, at).replace(/:$/, ""),
    given: text.slice(at + 1),
    source: { _tag: "Argument", index: 1, text },
  }
}
const inCode = (key: string, given: string): Written => ({
  key,
  given,
  source: { _tag: "Code", at: { file, line: 12, column: 5 } },
})
const pinned = (key: string, given: string): Written => ({
  key,
  given,
  source: { _tag: "Pin", task: "TaskB", slot: "corrections", at: { file, line: 31, column: 18 } },
})

const missing = (at: Place, short: string, exact: string, more?: Partial<Missing>): Missing => ({
  _tag: "MissingParameter",
  place: at,
  type: "int",
  doc: undefined,
  exact,
  short,
  choices: undefined,
  ...more,
})
type Missing = Extract<ResolveError, { readonly _tag: "MissingParameter" }>

describe("a parameter without a value", () => {
  it("is drawn with its type, its doc and the words that set it", () =>
    expect(
      drawError(missing(year, "year", ".b.datasets.year", { doc: "year of data taking" }), shell),
    ).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year has no value
        takes  int: year of data taking
        try    --year=…
               --.b.datasets.year=…   for this one alone"
    `))

  it("is set by a record in code", () =>
    expect(drawError(missing(year, "year", ".b.datasets.year"), code)).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year has no value
        takes  int
        try    { year: … }
               { ".b.datasets.year": … }   for this one alone"
    `))

  it("stands in one list with the others, those of one key together", () =>
    expect(
      drawErrors(
        [
          missing(year, "TaskA.year", ".b.datasets.year", { doc: "year of data taking" }),
          missing(place("TaskC.corrections TaskE.year"), "TaskE.year", ".corrections.year"),
          missing(place("TaskC.a TaskA.year"), "TaskA.year", ".a.year", { doc: "year of data taking" }),
          missing(place("TaskC.what"), "what", "what", {
            type: "choice(histos, array)",
            choices: ["histos", "array"],
          }),
        ],
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: 4 parameters have no value

        TaskC.b.datasets.year and TaskC.a.year   int: year of data taking
          try  --TaskA.year=…

        TaskC.corrections.year   int
          try  --TaskE.year=…
               --.corrections.year=…   for this one alone

        TaskC.what   choice(histos, array)
          try  --what=histos

        all at once  --TaskA.year=… --TaskE.year=… --what=histos"
    `))

  it("is counted after the first ten keys", () =>
    expect(
      drawErrors(
        Array.from({ length: 322 }, (_, index) => missing(place(`T${index}.s${index}`), `s${index}`, `s${index}`)),
        code,
      )
        .split("\n\n")
        .slice(-2)
        .join("\n\n"),
    ).toMatchInlineSnapshot(`
      "  T9.s9   int
          try  { s9: … }

        … and 312 more parameters"
    `))
})

describe("a value that does not fit", () => {
  const invalid = (
    written: Written,
    value: string,
    expected: string,
    reason: string,
    suggestions: ReadonlyArray<string> = [],
  ): ResolveError => ({
    _tag: "InvalidValue",
    place: year,
    written,
    expected,
    value,
    reason,
    suggestions,
  })

  it("is shown as it was typed", () =>
    expect(
      drawError(invalid(argument("--TaskA.year=20x4"), "20x4", "int", "a whole number, such as 2024"), shell),
    ).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be 20x4
        given  --TaskA.year=20x4
        takes  int: a whole number, such as 2024"
    `))

  it("is replaced alone in a collection, by the nearest that fits", () =>
    expect(
      drawError(
        {
          _tag: "InvalidValue",
          place: place("TaskB.what"),
          written: argument("--what=counts,arry"),
          value: "arry",
          expected: "choice(histos, array, counts)",
          reason: "one of histos, array, counts",
          suggestions: ["array"],
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: TaskB.what cannot be arry
        given  --what=counts,arry
        takes  one of histos, array, counts
        try    --what=counts,array"
    `))

  it("is located in the code that gave it, and suggested as code", () =>
    expect(
      drawError(
        invalid(inCode("what", '"arry"'), '"arry"', "choice(histos, array)", "expected choice(histos, array)", [
          "array",
        ]),
        code,
      ),
    ).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be "arry"
        given  { what: "arry" }   at workflow.ts:12
        takes  choice(histos, array)
        try    { what: "array" }"
    `))

  it("is named with the slot that pins it", () =>
    expect(drawError(invalid(pinned("year", '"two"'), '"two"', "int", "expected int"), code)).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be "two"
        given  { year: "two" }   pinned at TaskB.corrections, workflow.ts:31
        takes  int"
    `))

  it("is named with its variable or its config file", () =>
    expect(
      drawErrors(
        [
          invalid(
            { key: "year", given: "x", source: { _tag: "Environment", variable: "WALUIGI_year" } },
            "x",
            "int",
            "a whole number",
          ),
          invalid(
            {
              key: "TaskA.year",
              given: "x",
              source: { _tag: "Config", file: "/home/ada/work/waluigi.toml", key: "TaskA.year" },
            },
            "x",
            "int",
            "a whole number",
          ),
        ],
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be x
        given  --year=x   in $WALUIGI_year
        takes  int: a whole number

      error: TaskC.b.datasets.year cannot be x
        given  TaskA.year = "x"   in waluigi.toml
        takes  int: a whole number"
    `))

  it("may be the empty text", () =>
    expect(drawError(invalid(argument("--year="), "", "int", "a whole number"), shell)).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be the empty text ""
        given  --year=
        takes  int: a whole number"
    `))

  it("is one mistake, however many places it reaches", () =>
    expect(
      drawErrors(
        Array.from({ length: 400 }, (_, index) => ({
          _tag: "InvalidValue" as const,
          place: place(`TaskC.b${index} TaskA.year`),
          written: argument("--year=x"),
          value: "x",
          expected: "int",
          reason: "a whole number",
          suggestions: [],
        })),
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: TaskC.b0.year cannot be x
        also   TaskC.b1.year, TaskC.b2.year, TaskC.b3.year and 396 more
        given  --year=x
        takes  int: a whole number"
    `))

  it("cannot hide anything: control characters are shown", () =>
    expect(
      drawError(invalid(argument("--year=\u001b[2K\nerror"), "\u001b[2K\nerror", "int", "a whole number"), shell),
    ).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be "\\\\u001b[2K\\\\nerror"
        given  '--year=\\u001b[2K\\nerror'
        takes  int: a whole number"
    `))

  it("may be a default", () =>
    expect(
      drawError(
        { _tag: "InvalidDefault", place: year, expected: "int", value: '"2012"', at: { file, line: 3, column: 22 } },
        code,
      ),
    ).toMatchInlineSnapshot(`
      "error: the default of TaskC.b.datasets.year is no int: "2012"
        at     workflow.ts:3
        takes  int"
    `))

  it("may be of the wrong kind", () =>
    expect(
      drawErrors(
        [
          {
            _tag: "WrongKind",
            place: place("TaskC.b TaskB.datasets"),
            written: argument("--datasets=2024"),
            expected: "a task",
            suggestions: ["TaskA"],
            keys: [],
          },
          {
            _tag: "WrongKind",
            place: year,
            written: inCode("year", "TaskB"),
            expected: "int",
            suggestions: [],
            keys: [],
          },
        ],
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets takes a task, not 2024
        given  --datasets=2024
        try    --datasets=TaskA

      error: TaskC.b.datasets.year takes int, not TaskB
        given  { year: TaskB }   at workflow.ts:12
        see    waluigi list shows every task"
    `))

  it("may be meant for a constant", () =>
    expect(
      drawError(
        { _tag: "ConstantSet", place: place("TaskB.version"), written: argument("--version=4"), value: "3" },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: TaskB.version is a constant (3) and cannot be set
        given  --version=4
        try    leave it out; to make it settable, define it as param(…, { default: 3 })"
    `))
})

describe("a key that is wrong", () => {
  const unmatched = (written: Written, suggestions: ReadonlyArray<string>, note?: string): ResolveError => ({
    _tag: "Unmatched",
    written,
    root: "TaskC",
    suggestions,
    known: [],
    note,
  })

  it("is rewritten with the nearest valid ones, its value and mark kept", () =>
    expect(
      drawError(unmatched(argument("--TaskB.datsets.year!=2024"), ["TaskB.datasets.year", "TaskA.year"]), shell),
    ).toMatchInlineSnapshot(`
      "error: no parameter of TaskC matches TaskB.datsets.year
        given  --TaskB.datsets.year!=2024
        try    --TaskB.datasets.year!=2024
               --TaskA.year!=2024"
    `))

  it("keeps JSON as JSON", () =>
    expect(drawError(unmatched(argument('--yaer:=["a b"]'), ["year"]), shell)).toMatchInlineSnapshot(`
      "error: no parameter of TaskC matches yaer
        given  '--yaer:=["a b"]'
        try    '--year:=["a b"]'"
    `))

  it("is rewritten as code where it was code", () =>
    expect(drawError(unmatched(inCode("TaskA.yaer", "2024"), ["TaskA.year"]), code)).toMatchInlineSnapshot(`
      "error: no parameter of TaskC matches TaskA.yaer
        given  { "TaskA.yaer": 2024 }   at workflow.ts:12
        try    { "TaskA.year": 2024 }"
    `))

  it("points to the help where nothing is near", () =>
    expect(
      drawError(unmatched(argument("--zebra=1"), [], "the graph has it no more since TaskB was replaced"), shell),
    ).toMatchInlineSnapshot(`
      "error: no parameter of TaskC matches zebra
        given  --zebra=1
        note   the graph has it no more since TaskB was replaced
        see    waluigi TaskC --help lists every parameter"
    `))

  it("has a caret below the character that cannot be read, in the shell", () =>
    expect(
      drawError(
        {
          _tag: "InvalidKey",
          written: argument("--TaskB.TaskA.year=2024"),
          offset: 6,
          reason: 'a task begins a segment: write ":TaskA" for TaskA anywhere below',
          suggestions: ["TaskB:TaskA.year"],
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: "TaskB.TaskA.year" is no key: a task begins a segment: write ":TaskA" for TaskA anywhere below
        given  --TaskB.TaskA.year=2024
                       ^
        try    --TaskB:TaskA.year=2024"
    `))

  it("has a caret in code too", () =>
    expect(
      drawErrors(
        [
          {
            _tag: "InvalidKey",
            written: inCode("TaskB..year", "2024"),
            offset: 6,
            reason: "a name is missing here",
            suggestions: [],
          },
          {
            _tag: "InvalidKey",
            written: argument("--my year=3"),
            offset: 0,
            reason: '"my year" is no name: tasks are like TaskA, slots like year',
            suggestions: [],
          },
        ],
        code,
      ),
    ).toMatchInlineSnapshot(`
      "error: "TaskB..year" is no key: a name is missing here
        given  { "TaskB..year": 2024 }   at workflow.ts:12
                        ^
        takes  keys like year, TaskA.year, TaskB:TaskA.year or TaskB.datasets.year

      error: "my year" is no key: "my year" is no name: tasks are like TaskA, slots like year
        given  '--my year=3'
                  ^
        takes  keys like year, TaskA.year, TaskB:TaskA.year or TaskB.datasets.year"
    `))

  it("may name a task that does not exist", () =>
    expect(
      drawErrors(
        [
          {
            _tag: "UnknownTask",
            written: argument("--TaskB=TaskBcusotm"),
            name: "TaskBcusotm",
            place: place("TaskC.b"),
            suggestions: ["TaskBcustom"],
          },
          { _tag: "UnknownTask", written: argument("--TaskB=Zebra"), name: "Zebra", place: undefined, suggestions: [] },
        ],
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: there is no task TaskBcusotm
        at     TaskC.b
        given  --TaskB=TaskBcusotm
        try    --TaskB=TaskBcustom

      error: there is no task Zebra
        given  --TaskB=Zebra
        see    waluigi list shows every task"
    `))

  it("is counted after the first ten", () =>
    expect(
      drawErrors(
        Array.from({ length: 322 }, (_, index) => unmatched(argument(`--key${index}=1`), [])),
        shell,
      )
        .split("\n\n")
        .slice(-1),
    ).toStrictEqual(["… and 312 more keys that match nothing"]))
})

describe("a graph that is wrong", () => {
  it("may have two tasks of one name", () =>
    expect(
      drawError(
        {
          _tag: "DuplicateTask",
          name: "TaskA",
          at: [
            { file, line: 3, column: 22 },
            { file: "/home/ada/work/more/other.ts", line: 8, column: 14 },
          ],
          places: [place("TaskC.b TaskB.datasets"), place("TaskC.other")],
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: 2 tasks of one graph are called TaskA
        at   workflow.ts:3   used at TaskC.b.datasets
             more/other.ts:8   used at TaskC.other
        try  rename({ … }, { TaskA: "OtherTaskA" }) where one comes in from another package
        or   another name where one is written; a variation is extend(TaskA, "TaskA2", { … })"
    `))

  it("may turn in a circle", () =>
    expect(
      drawError(
        {
          _tag: "Cycle",
          place: place("Report.days"),
          cycle: { ...place("Daily.previous Monthly.days"), task: "Daily" },
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: Daily depends on itself
        cycle  Daily.previous → Monthly.days → Daily
        at     Report.days
        takes  a recursion whose parameters change on the way and that ends: a dynamic slot may return null"
    `))

  it("may turn in a long circle", () =>
    expect(
      drawError(
        {
          _tag: "Cycle",
          place: root("T0"),
          cycle: {
            steps: Array.from({ length: 40 }, (_, index) => ({ task: `T${index}`, slot: "up" })),
            elided: 960,
            task: undefined,
          },
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: T0 depends on itself
        cycle  T0.up → T1.up → T2.up → T3.up → T4.up → T5.up → … 988 more … → T34.up → T35.up → T36.up → T37.up → T38.up → T39.up → T0
        takes  a recursion whose parameters change on the way and that ends: a dynamic slot may return null"
    `))

  it("may never end", () =>
    expect(
      drawError(
        {
          _tag: "TooManyTasks",
          limit: 2_000_000,
          place: { ...place("Daily.previous Daily.previous Daily.previous Daily.previous"), elided: 1_999_996 },
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: the graph grows past 2,000,000 tasks
        at   Daily.previous.previous.…1999996 more….previous.previous
        try  let the recursion end: a dynamic slot may return null
             waluigi --task-limit=20000000 …"
    `))

  it("may have a dynamic slot that throws, or that returns what it may not", () =>
    expect(
      drawErrors(
        [
          {
            _tag: "DynamicThrew",
            place: place("TaskC.b TaskB.label"),
            message: "Cannot read properties of null (reading 'year')",
            cause: new Error("x"),
          },
          { _tag: "DynamicResult", place: place("TaskC.b TaskB.extra"), reason: "a mixture of workflows and values" },
          { _tag: "InvalidOutputPath", place: place("TaskC.b"), reason: '"../x.json" leaves the output root' },
        ],
        { ...shell, frames: () => ["workflow.ts:31:20"] },
      ),
    ).toMatchInlineSnapshot(`
      "error: TaskC.b.label could not be computed: Cannot read properties of null (reading 'year')
        at  workflow.ts:31:20

      error: TaskC.b.extra computed what it may not: a mixture of workflows and values
        takes  a value, a workflow, an array or a record of workflows, or null

      error: the output path of TaskC.b is unfit: "../x.json" leaves the output root
        takes  a relative path that stays below the output root, such as plots/2024.svg"
    `))

  it("may write inside one another, or tell places apart by letter case", () => {
    const clash = (a: string, b: string) =>
      drawError(
        {
          _tag: "SamePlace",
          path: a,
          nodes: [
            { task: "Pages", slots: "", path: a },
            { task: "Plot", slots: "year: 2016", path: b },
          ],
        },
        shell,
      )
    expect(clash("pages", "pages/all.svg")).toMatchInlineSnapshot(`
      "error: 2 tasks would write pages, or inside it
        by   Pages()   pages
             Plot(year: 2016)   pages/all.svg
        try  put what differs into the path, or leave the path out: the default one is unique"
    `)
    expect(clash("All.svg", "all.svg")).toMatchInlineSnapshot(`
      "error: 2 tasks would write All.svg, but for letter case
        by    Pages()   All.svg
              Plot(year: 2016)   all.svg
        note  some disks take both for one
        try   put what differs into the path, or leave the path out: the default one is unique"
    `)
  })

  it("may write one place twice", () =>
    expect(
      drawError(
        {
          _tag: "SamePlace",
          path: "plots/all.svg",
          nodes: [
            { task: "Plot", slots: "year: 2016", path: "plots/all.svg" },
            { task: "Plot", slots: "year: 2017", path: "plots/all.svg" },
          ],
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: 2 tasks would write plots/all.svg
        by   Plot(year: 2016)
             Plot(year: 2017)
        try  put what differs into the path, or leave the path out: the default one is unique"
    `))

  it("may have a replacement that lacks what its users read", () =>
    expect(
      drawError(
        {
          _tag: "UnfitReplacement",
          original: "TaskB",
          replacement: "TaskX",
          written: argument("--TaskB=TaskX"),
          problems: ["slot what: choice(histos, array)", "an output of form json, not text"],
          suggestions: ["TaskBcustom"],
          free: "TaskB2",
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: TaskX cannot stand in for TaskB
        given  --TaskB=TaskX
        lacks  slot what: choice(histos, array)
               an output of form json, not text
        try    --TaskB=TaskBcustom
               extend(TaskB, "TaskB2", { … }) keeps every slot and the output"
    `))
})

describe("a collection that is wrong", () => {
  it("is read as different numbers of values", () =>
    expect(
      drawError(
        {
          _tag: "AxisLengths",
          written: argument("--year=2016,2017"),
          places: [
            { place: year, points: 2 },
            { place: place("TaskC.labels"), points: 1 },
          ],
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: year gives different numbers of values to different slots
        given  --year=2016,2017
        reads  TaskC.b.datasets.year takes 2 values
               TaskC.labels takes 1 value
        try    --TaskC.b.datasets.year=2016,2017
               --TaskC.labels=2016,2017"
    `))

  it("is zipped with one of another length", () =>
    expect(
      drawError(
        {
          _tag: "ZipLengths",
          members: [
            { written: argument("--year=2016,2017"), points: 2 },
            { written: argument("--lumi=1,2,3"), points: 3 },
          ],
        },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: the members of a zip differ in length
        given  --year=2016,2017   2 values
               --lumi=1,2,3   3 values
        takes  as many values for each member
        try    --lumi=1,2"
    `))

  it("is empty", () =>
    expect(drawError({ _tag: "EmptyRoot", written: argument("--year:=[]") }, shell)).toMatchInlineSnapshot(`
      "error: nothing is left to run: year is an empty collection
        given  '--year:=[]'
        takes  at least one value"
    `))

  it("is pinned where nothing collects it", () =>
    expect(
      drawError(
        { _tag: "PinSurfaces", place: place("TaskB.corrections"), written: pinned("year", "[2016, 2017]") },
        shell,
      ),
    ).toMatchInlineSnapshot(`
      "error: a collection that is pinned for TaskB.corrections would multiply the task that pins it
        given  { year: [2016, 2017] }   pinned at TaskB.corrections, workflow.ts:31
        takes  one value, or many(Task, { pins: { … } }) as the slot, which collects them"
    `))
})

describe("a warning", () => {
  const warnings: ReadonlyArray<Warning> = [
    {
      _tag: "Unmatched",
      written: argument("--TaskE.year=2018"),
      root: "TaskC",
      reason: "TaskC.corrections is absent",
      suggestions: [],
    },
    {
      _tag: "InsignificantDiffers",
      task: "TaskA",
      slot: "verbose",
      kept: "true at TaskC.a",
      dropped: "false at TaskC.b",
    },
    { _tag: "SinglePoint", place: place("TaskC.all"), axis: "year", surfaces: place("TaskC.b TaskB.year") },
  ]

  it("says what may not have been meant", () =>
    expect(drawWarnings(warnings, shell)).toMatchInlineSnapshot(`
    "warning: TaskE.year changes nothing in TaskC: TaskC.corrections is absent
      given  --TaskE.year=2018

    warning: one TaskA is asked for with different values of verbose
      kept     true at TaskC.a
      dropped  false at TaskC.b
      note     verbose is not significant, so it cannot tell two tasks apart

    warning: TaskC.all collects a single point of year
      note  year already multiplies the tasks above, through TaskC.b.year"
  `))

  it("is drawn alone as among others", () =>
    expect(drawWarnings(warnings, shell)).toBe(warnings.map((warning) => drawWarning(warning, shell)).join("\n\n")))

  it("is counted after the first ten", () =>
    expect(
      drawWarnings(
        Array.from({ length: 14 }, () => warnings[0] as Warning),
        shell,
      ),
    ).toMatch(/\n\n… and 4 more warnings$/))
})
