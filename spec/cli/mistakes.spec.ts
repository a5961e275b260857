import { describe, expect, it } from "vitest"
import { person, withTasks } from "./person.ts"

const workflow = `
import { bool, int, optional, param, task, text } from "waluigi"
export const Fit = task("Fit", {
  params: {
    fast: param(bool, { default: false }),
    careful: param(optional(bool), { default: null }),
    year: param(int, { default: 2012 }),
    learning_rate: param(int, { default: 1 }),
  },
  output: text(),
  run: (p) => \`\${p.fast} \${p.careful} \${p.year}\`,
})
`

/** What is said to a command that is wrong: exit 2, nothing on standard output. */
const refused = async (words: string | ReadonlyArray<string>, someone = withTasks()): Promise<string> => {
  const { code, out, err } = await someone.types(words)
  expect({ code, out }).toStrictEqual({ code: 2, out: "" })
  return err
}

describe("a word that is wrong", () => {
  it("may name no task", async () =>
    expect(await refused("")).toMatchInlineSnapshot(`
    "error: no task is named
      known  TaskA, TaskE, TaskB, TaskBcustom, TaskC, TaskZ and Sum2024
      see    waluigi --help
    "
  `))

  it("may misspell a task", async () =>
    expect(await refused("TaskBcusotm")).toMatchInlineSnapshot(`
    "error: there is no task TaskBcusotm
      try  waluigi TaskBcustom
    "
  `))

  it("may name what is nowhere near a task", async () =>
    expect(await refused("zebra")).toMatchInlineSnapshot(`
    "error: there is no task zebra
      known  TaskA, TaskE, TaskB, TaskBcustom, TaskC, TaskZ and Sum2024
    "
  `))

  it("may misspell a command", async () =>
    expect(await refused("lsit")).toMatchInlineSnapshot(`
    "error: there is no task lsit
      try  waluigi list
    "
  `))

  it("may misspell a parameter", async () =>
    expect(await refused("TaskC --yaer=2024")).toMatchInlineSnapshot(`
      "error: no parameter of TaskC matches yaer
        given  --yaer=2024
        try    --year=2024
               --TaskA.year=2024
      "
    `))

  it("may give what no value is", async () =>
    expect(await refused("TaskC --year=20x4")).toMatchInlineSnapshot(`
    "error: TaskC.b.datasets.year cannot be 20x4
      given  --year=20x4
      takes  int: an integer such as 2016
    "
  `))

  it("may lack its value", async () =>
    expect(await refused("TaskC --year")).toMatchInlineSnapshot(`
    "error: --year needs a value
      takes  int
      try    --year=…
    "
  `))

  it("may have a space for its =", async () =>
    expect(await refused("TaskC --what histos --TaskA.year -5")).toMatchInlineSnapshot(`
      "error: --what needs a value
        takes  choice(histos, array, counts)
        try    --what=histos

      error: --TaskA.year needs a value
        takes  int
        try    --TaskA.year=-5
      "
    `))

  it("may lack its dashes", async () =>
    expect(await refused("TaskC year=2024")).toMatchInlineSnapshot(`
      "error: there is no task year=2024
        try  waluigi TaskC --year=2024
      "
    `))

  it.each([
    ["--file workflow.ts plan TaksC --year=2013 -n", "waluigi --file workflow.ts plan TaskC --year=2013 -n"],
    ["TaskC --year=2013 2014 --lumi=3", "waluigi TaskC --year=2013,2014 --lumi=3"],
    ["plan TaksC year=2013", "waluigi plan TaskC --year=2013"],
    ["plan --year=2013 TaksC --file workflow.ts", "waluigi --file workflow.ts plan TaksC --year=2013"],
    ["-o out -year=2013 plan TaskC TaskA", "waluigi -o out plan TaskC --year=2013 TaskA"],
    ["-o out plan TaskC -year=2013 TaskA", "waluigi -o out plan TaskC --year=2013 TaskA"],
    ["run TaskC --year=2013", "waluigi TaskC --year=2013"],
    ["-f workflow.ts list TaskC", "waluigi -f workflow.ts plan TaskC"],
    ["-f workflow.ts lint TaskC --year=3 TaskA", "waluigi -f workflow.ts lint TaskC TaskA"],
    ["-n TaskC --year=2013 --workers 3", "waluigi --workers=3 -n TaskC --year=2013"],
    ["-n TaskC --year=2013 --workers=3", "waluigi --workers=3 -n TaskC --year=2013"],
  ])("is put right in the line as it was typed: %s", async (words, instead) => {
    expect((await refused(words)).split("\n").map((text) => text.replace(/^.*(?=waluigi )/, ""))).toContain(instead)
  })

  it("is told alone of a line too long to read", async () => {
    const words = ["plan", "TaksC", ...Array.from({ length: 40 }, (_, at) => `--year=${2000 + at}`)]
    expect(await refused(words)).toContain("  try  waluigi … TaskC …\n")
  })

  it("does not hide a key that is wrong too", async () =>
    expect(
      await refused("plan Fit --yaer=2013 --jsno --zebra=1 --year=x", person({ "workflow.ts": workflow })),
    ).toMatchInlineSnapshot(`
      "error: no parameter or action of Fit matches --jsno
        try  --json

      error: no parameter or action of Fit matches --yaer=2013
        try  --year=2013

      error: no parameter or action of Fit matches --zebra=1
        see  waluigi Fit --help lists every parameter
      "
    `))

  it("may be JSON that is none", async () =>
    expect(await refused("TaskC --year:=[2016")).toMatchInlineSnapshot(`
      "error: what stands behind := is no JSON: Expected ',' or ']' after array element in JSON at position 5
        given  '--year:=[2016'
        takes  JSON in quotes: '--year:=[1, 2]', '--year:="text"'
        try    '--year:=[2016]'
      "
    `))

  it("may be JSON that is none, where a plain text fits", async () =>
    expect(await refused("TaskC --what:=array")).toMatchInlineSnapshot(`
      "error: what stands behind := is no JSON: Unexpected token 'a', "array" is not valid JSON
        given  --what:=array
        takes  JSON in quotes: '--what:=[1, 2]', '--what:="text"'
        try    --what=array   for a plain text
      "
    `))

  it("may set a constant", async () =>
    expect(await refused("TaskC --revision=4")).toMatchInlineSnapshot(`
    "error: TaskC.b.revision is a constant (3) and cannot be set
      given  --revision=4
      try    leave it out; to make it settable, define it as param(…, { default: 3 })
    "
  `))

  it("may put no task in the place of one", async () =>
    expect(await refused("TaskC --TaskB=TaskBcusotm")).toMatchInlineSnapshot(`
      "error: there is no task TaskBcusotm
        at     TaskC.b
        given  --TaskB=TaskBcusotm
        try    --TaskB=TaskBcustom
      "
    `))

  it.each([
    "--TaskB=TaskZ",
    "--TaskA=TaskC",
    "--TaskA=TaskX",
    "--TaskB=taskBcustom",
    "--TaskB=",
  ])("may put what does not fit in the place of a task: %s", async (word) =>
    expect(await refused(`TaskC ${word}`)).toMatchSnapshot())

  it.each([
    "--TaskB.datasets=2024",
    "--TaskB=2024",
    "--TaskB!=array",
  ])("may be meant for a slot below a task: %s", async (word) =>
    expect(await refused(`TaskC ${word}`)).toMatchSnapshot())

  it("may be one of several as JSON", async () =>
    expect(await refused('TaskC --what:=["arry","counts"]')).toMatchInlineSnapshot(`
      "error: TaskC.b.what cannot be "arry"
        given  '--what:=["arry","counts"]'
        takes  choice(histos, array, counts)
        try    '--what:=["array","counts"]'
      "
    `))

  it("may misspell a key beside a value that does not fit", async () =>
    expect(await refused("TaskC --yaer=3 --TaskA.year=x")).toMatchInlineSnapshot(`
      "error: TaskC.b.datasets.year cannot be x
        given  --TaskA.year=x
        takes  int: an integer such as 2016

      error: no parameter of TaskC matches yaer
        given  --yaer=3
        try    --year=3
               --TaskA.year=3
      "
    `))

  it("may write a task in small letters", async () =>
    expect(await refused("taskC")).toMatchInlineSnapshot(`
    "error: there is no task taskC
      try  waluigi TaskC
    "
  `))

  it("may stand behind a command, which stays", async () => {
    expect(await refused("plan taskC")).toContain("  try  waluigi plan TaskC\n")
    expect(await refused("explain taskC -- year")).toContain("  try  waluigi explain TaskC -- year\n")
    expect(await refused("explan")).toContain("  try  waluigi explain\n")
  })

  it("may be a path with a hole", async () =>
    expect(await refused("TaskC --TaskA..year=2024")).toMatchInlineSnapshot(`
      "error: "TaskA..year" is no key: a name is missing here
        given  --TaskA..year=2024
                       ^
        try    --TaskA.year=2024
      "
    `))

  it("may follow a command that takes none", async () =>
    expect(await refused("list TaskC")).toMatchInlineSnapshot(`
    "error: waluigi list takes no task: TaskC
      try  waluigi TaskC --help
           waluigi plan TaskC
    "
  `))
})

describe("an option that is wrong", () => {
  it("may be misspelt, before a task and behind it", async () => {
    expect(await refused("--wrokers=2 TaskC")).toMatchInlineSnapshot(`
      "error: there is no option --wrokers
        given  --wrokers=2
        try    --workers=2
        see    waluigi --help
      "
    `)
    expect(await refused("TaskC --dry-rum")).toMatchInlineSnapshot(`
      "error: there is no option --dry-rum
        given  --dry-rum
        try    --dry-run
        see    waluigi --help
      "
    `)
  })

  it("may be a parameter that stands before its task", async () =>
    expect(await refused("--year=2024 TaskC")).toMatchInlineSnapshot(`
      "error: there is no option --year
        given  --year=2024
        note   a parameter begins with two dashes, and stands behind its task
        try    waluigi TaskC --year=2024
      "
    `))

  it("may be a parameter that lacks a dash", async () =>
    expect(await refused("TaskC -year=2024")).toMatchInlineSnapshot(`
      "error: there is no option -year
        given  -year=2024
        note   a parameter begins with two dashes, and stands behind its task
        try    waluigi TaskC --year=2024
      "
    `))

  it("may be given twice", async () =>
    expect(await refused("--workers=2 --workers=3 TaskC")).toMatchInlineSnapshot(`
      "error: --workers is given more than once
        given  --workers=2 --workers=3
        see    waluigi --help
      "
    `))

  it("is told beside the others", async () =>
    expect(await refused("-w 0 --wrokers=2 -x TaskC")).toMatchInlineSnapshot(`
      "error: --workers takes a whole number from 1 upwards, not "0"
        given  -w 0
        see    waluigi --help

      error: there is no option --wrokers
        given  --wrokers=2
        try    --workers=2
        see    waluigi --help

      error: there is no option -x
        given  -x
        see    waluigi --help
      "
    `))

  it("may stand behind the task, where a parameter could have its name", async () => {
    expect(await refused("TaskC --workers=2")).toMatchInlineSnapshot(`
      "error: no parameter of TaskC matches workers
        given  --workers=2
        note   --workers is an option of the program: waluigi --workers=2 TaskC
        see    waluigi TaskC --help lists every parameter
      "
    `)
    expect(await refused("TaskC --quiet")).toMatchInlineSnapshot(`
      "error: no parameter of TaskC matches --quiet
        note  --quiet is an option of the program: waluigi --quiet TaskC
      "
    `)
  })

  it.each([
    "--workers=0 TaskC",
    "--workers=many TaskC",
    "--output-root= TaskC",
    "TaskC -w",
  ])("may be %s", async (words) => expect(await refused(words)).toMatchSnapshot())
})

describe("a dynamic slot that a failure keeps from being asked", () => {
  const grown = `
import { dep, int, list, param, task } from "waluigi"
const Leaf = task("Leaf", { params: { depth: param(int, { default: 1 }) } })
export const Tree = task("Tree", {
  params: { year: param(int, { default: 2012 }), sizes: param(list(int), { default: [] }) },
  dynamic: { leaf: (p) => Leaf({ depth: p.year }) },
})
`
  const says = (words: string): Promise<string> => refused(words, person({ "workflow.ts": grown }))

  it("may hide what a key is for, so that it is not told of", async () =>
    expect(await says("Tree --year=x --Leaf.depth=3")).not.toContain("depth"))

  it("hides no slip in the name of what is known", async () =>
    expect(await says("Tree --year=x --szies=3")).toMatchInlineSnapshot(`
      "error: Tree.year cannot be x
        given  --year=x
        takes  int: an integer such as 2016

      error: no parameter of Tree matches szies
        given  --szies=3
        try    --sizes=3
               --Tree.sizes=3
      "
    `))

  it("is followed where nothing fails", async () =>
    expect(await says("Tree --Leaf.detph=3")).toMatchInlineSnapshot(`
      "error: no parameter of Tree matches Leaf.detph
        given  --Leaf.detph=3
        try    --Leaf.depth!=3
      "
    `))

  it("does not keep from saying where inside a list it does not fit", async () =>
    expect(await says('Tree --sizes:=[1,"x"]')).toMatchInlineSnapshot(`
      "error: Tree.sizes cannot be [1,"x"]
        given  '--sizes:=[1,"x"]'
        takes  list(int): at [1]: expected int, got "x"
      "
    `))
})

describe("a bool", () => {
  const says = async (words: string): Promise<string | undefined> => {
    const someone = person({ "workflow.ts": workflow })
    const { out } = await someone.types(`plan --json ${words}`)
    const { roots, nodes } = JSON.parse(out)
    const { fast, careful, year } = nodes[roots[0]].slots
    return `${fast} ${careful} ${year}`
  }

  it.each([
    ["Fit", "false null 2012"],
    ["Fit --fast", "true null 2012"],
    ["Fit --no-fast", "false null 2012"],
    ["Fit --Fit.fast --no-Fit.careful", "true false 2012"],
    ["Fit --fast --no-fast", "false null 2012"],
    ["Fit --fast=yes --year=-5", "true null -5"],
    ["Fit --careful:=null --year!=1 --year=2", "false null 1"],
  ])("is set by %s", async (words, expected) => expect(await says(words)).toBe(expected))

  it("takes its value behind =, not behind a space", async () =>
    expect(await refused("Fit --fast true", person({ "workflow.ts": workflow }))).toMatchInlineSnapshot(`
      "error: there is no task true
        try  waluigi Fit --fast=true
      "
    `))

  it("is not what another slot takes", async () =>
    expect(await refused("Fit --no-year", person({ "workflow.ts": workflow }))).toMatchInlineSnapshot(`
      "error: --no-year needs a value
        takes  int
        try    --year=…
      "
    `))

  it("is found though it is misspelt", async () =>
    expect(await refused("Fit --fats", person({ "workflow.ts": workflow }))).toMatchInlineSnapshot(`
      "error: no parameter or action of Fit matches --fats
        try  --fast
      "
    `))

  it("has no dashes in its name", async () =>
    expect(await refused("Fit --learning-rate=3", person({ "workflow.ts": workflow }))).toMatchInlineSnapshot(`
      "error: "learning-rate" is no key: "learning-rate" is no name: tasks are like TaskA, slots like year
        given  --learning-rate=3
                 ^
        try    --learning_rate=3
      "
    `))
})

describe("a word too many", () => {
  it("may be a task: what is wrong with two of one name is said once", async () => {
    expect(await refused("TaskC --year=20x4 TaskC --year=20x4")).toBe(await refused("TaskC --year=20x4"))
  })

  it("may be empty behind list, and is no name of a task then", async () => {
    expect(await refused(["list", ""])).toMatchInlineSnapshot(`
      "error: waluigi list takes no task: ''
        try  waluigi list
      "
    `)
    expect(await refused(["list", "", "TaskC"])).toMatchInlineSnapshot(`
      "error: waluigi list takes no task: '' TaskC
        try  waluigi TaskC --help
             waluigi plan TaskC
      "
    `)
  })

  it("may be a comma of --zip", async () => {
    expect(await refused("TaskC --year=1,2 --title=a,b --zip=,year")).toMatchInlineSnapshot(`
      "error: --zip has a comma too many
        given  --zip=,year
        takes  the keys of two or more parameters that stand beside it, with as many values each
        try    --zip=year,title
      "
    `)
    expect(await refused("TaskC --year=1,2 --title=a,b --zip=year,,title")).toMatchInlineSnapshot(`
      "error: --zip has a comma too many
        given  --zip=year,,title
        takes  the keys of two or more parameters that stand beside it, with as many values each
        try    --zip=year,title
      "
    `)
  })
})
