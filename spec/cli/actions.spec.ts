/**
 * Rules 2.5 and 7 as a person meets them: actions on the command line, what they say and what is wrong with them.
 */
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { type Person, person } from "./person.ts"

const workflow = `
import * as t from "io-ts"
import { bool, choice, dep, extend, int, json, many, param, str, task, text } from "waluigi"

export const Input = task("Input", { output: text(), path: () => "input.txt" })

export const TaskA = task("TaskA", {
  params: { year: param(int, { default: 2012 }) },
  output: json(t.number),
  run: (p) => p.year,
  actions: {
    show: async (p, ctx) => \`it is \${await ctx.load(p)}\`,
    publish: { type: choice("stable", "beta"), doc: "uploads it", run: (p, ctx, channel) => ctx.log(channel) },
    spoil: (p) => { if (p.year === 2017) throw new Error("not this year") },
    fast: () => undefined,
  },
})

export const TaskB = task("TaskB", {
  params: { datasets: dep(TaskA), fast: param(bool, { default: false }), label: param(str, { default: "x" }) },
  output: text(),
  run: async (p, ctx) => String(await ctx.load(p.datasets)),
  actions: { spoil: () => undefined },
})

export const TaskC = task("TaskC", { params: { bs: many(TaskB) }, output: text(), run: () => "sum" })
export const TaskAcustom = extend(TaskA, "TaskAcustom", { actions: { polish: () => "done" } })
export const Reader = task("Reader", { params: { input: dep(Input) }, output: text(), run: () => "read" })
export const Hidden = task("Hidden", {
  dynamic: {
    late: () => task("Late", { actions: { wake: () => "awake" } })({}),
  },
})
`

const someone = (): Person => person({ "workflow.ts": workflow })

const outputs = ({ folder }: Person): ReadonlyArray<string> => {
  const root = join(folder, "results")
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.parentPath.slice(root.length + 1).replace(/\/.*/, ""))
    .filter((name) => name !== ".waluigi-code")
    .sort()
}

describe("7.1 actions", () => {
  it("are called on every node that the key reaches, and nothing runs", async () => {
    const one = someone()
    expect((await one.types("TaskC --year=2016,2017 --TaskA.publish=stable")).all).toMatchInlineSnapshot(`
      "log     TaskA(year: 2016): stable
      called  publish(stable) of TaskA(year: 2016)
      log     TaskA(year: 2017): stable
      called  publish(stable) of TaskA(year: 2017)
      --TaskA.publish=stable: called on 2 tasks
      "
    `)
    expect(outputs(one)).toStrictEqual([])
  })

  it("are called in the order given, as often as given, with a run at its place among them", async () => {
    const one = someone()
    const { all, code } = await one.types("TaskB --status --run --show --status --TaskB.remove --show --status")
    expect(code).toBe(0)
    expect(all).toMatchInlineSnapshot(`
      "missing TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      missing TaskB(fast: false, label: x)   results/TaskB/fast=false,label=x-<id>/output.txt
      --status: 0 complete, 2 not
      made    TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      made    TaskB(fast: false, label: x)   results/TaskB/fast=false,label=x-<id>/output.txt
      2 made (0.12 s)
        TaskB(fast: false, label: x)   results/TaskB/fast=false,label=x-<id>/output.txt
      called  show of TaskA(year: 2012): it is 2012
      --show: called on 1 task
      there   TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      there   TaskB(fast: false, label: x)   results/TaskB/fast=false,label=x-<id>/output.txt
      --status: 2 complete, 0 not
      removed TaskB(fast: false, label: x)   results/TaskB/fast=false,label=x-<id>/output.txt
      --TaskB.remove: 1 output removed
      called  show of TaskA(year: 2012): it is 2012
      --show: called on 1 task
      there   TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      missing TaskB(fast: false, label: x)   results/TaskB/fast=false,label=x-<id>/output.txt
      --status: 1 complete, 1 not
      "
    `)
    expect(outputs(one)).toStrictEqual(["TaskA"])
  })

  it("go on, where one fails, on what does not need that node; the rest of the line is not called", async () => {
    const one = someone()
    await one.types("TaskC --year=2016,2017")
    const { all, code } = await one.types("TaskC --year=2016,2017 --spoil --remove")
    expect(code).toBe(1)
    expect(all).toMatchInlineSnapshot(`
      "called  spoil of TaskA(year: 2016)
      called  spoil of TaskB(fast: false, label: x, datasets.year: 2016)
      failed  spoil of TaskA(year: 2017): not this year

      error: spoil of TaskA(year: 2017) failed: not this year
        at  workflow.ts:14

      --spoil: called on 2 tasks, 1 failed, 1 above not called
      not called: --remove
      "
    `)
    expect(outputs(one)).toHaveLength(5)
  })

  it("of several tasks of one line stand in the order of the line", async () => {
    const one = someone()
    expect((await one.types("TaskA --run TaskA --year=2013 --show")).all).toMatchInlineSnapshot(`
      "made    TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      1 made (0.12 s)
        TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      failed  show of TaskA(year: 2013): cannot load TaskA: results/TaskA/year=2013-<id>/output.json is missing

      error: show of TaskA(year: 2013) failed: cannot load TaskA: results/TaskA/year=2013-<id>/output.json is missing

      --show: called on 0 tasks, 1 failed
      "
    `)
  })

  it("run what a key reaches, and what that needs", async () => {
    const one = someone()
    await one.types("TaskC --year=2016,2017 --TaskB.run")
    expect(outputs(one)).toStrictEqual(["TaskA", "TaskA", "TaskB", "TaskB"])
  })

  it("reach dynamic tasks that nobody declared with an argument too, unless it is a parameter there", async () => {
    const late = `
      import { int, param, task } from "waluigi"
      export const Hidden = task("Hidden", {
        dynamic: {
          late: () => task("Late", {
            params: { depth: param(int, { default: 1 }) },
            actions: { knock: { type: int, run: (p, ctx, times) => p.depth * times } },
          })({}),
        },
      })
    `
    const says = async (words: string) => (await person({ "workflow.ts": late }).types(words)).all
    expect(await says("Hidden --knock=3")).toContain("--knock=3: called on 1 task")
    expect(await says("Hidden --Late.knock=3 --depth=2")).toContain("Late(depth: 2): 6")
    expect(await says("Hidden --knock=soon")).toContain("soon")
    expect(await says("plan Hidden --depth=2")).toContain("Late(depth: 2)")
    expect(await says("Hidden --knok=3")).toContain("no parameter of Hidden matches knok")
  })

  it("reach what stands in for a task, and dynamic tasks that nobody declared", async () => {
    const one = someone()
    expect((await one.types("TaskB --TaskA=TaskAcustom --polish")).all).toMatchInlineSnapshot(`
      "called  polish of TaskAcustom(year: 2012): done
      --polish: called on 1 task
      "
    `)
    expect((await one.types("Hidden --wake")).all).toMatchInlineSnapshot(`
      "called  wake of Late: awake
      --wake: called on 1 task
      "
    `)
    expect(await one.types("Hidden --wkae")).toMatchObject({ code: 2 })
  })
})

describe("7.2 every task has", () => {
  it("remove, which leaves alone what no task makes", async () => {
    const one = person({ "workflow.ts": workflow, "results/input.txt": "x", "results/other/note.txt": "mine" })
    await one.types("Reader")
    expect((await one.types("Reader --remove --dry-run")).all).toMatchInlineSnapshot(`
      "kept          Input   results/input.txt   no task makes it
      would remove  Reader   results/Reader/<id>/output.txt
      "
    `)
    expect((await one.types("Reader --remove")).all).toMatchInlineSnapshot(`
      "kept    Input   results/input.txt   no task makes it
      removed Reader   results/Reader/<id>/output.txt
      --remove: 1 output removed
      "
    `)
    expect((await one.types("Reader --remove")).all).toMatchInlineSnapshot(`
      "kept    Input   results/input.txt   no task makes it
      --remove: nothing was there to remove
      "
    `)
    expect(outputs(one)).toStrictEqual(["", "other"])
  })

  it("status, which tells what is complete", async () => {
    const one = someone()
    await one.types("TaskA")
    expect((await one.types("TaskC --status")).all).toMatchInlineSnapshot(`
      "there   TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      missing TaskB(fast: false, label: x)   results/TaskB/fast=false,label=x-<id>/output.txt
      missing TaskC   results/TaskC/<id>/output.txt
      --status: 1 complete, 2 not
      "
    `)
  })
})

describe("a dry run", () => {
  it("says what would be called, and calls nothing", async () => {
    const one = someone()
    await one.types("TaskA")
    expect((await one.types("TaskB -n --publish=stable --status --remove --run")).all).toMatchInlineSnapshot(`
      "would call  publish(stable) of TaskA(year: 2012)
      there   TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      missing TaskB(fast: false, label: x)   results/TaskB/fast=false,label=x-<id>/output.txt
      would remove  TaskA(year: 2012)   results/TaskA/year=2012-<id>/output.json
      would run  what is missing then; now that is:
      would run  TaskB(fast: false, label: x)   results/TaskB/fast=false,label=x-<id>/output.txt
      1 task would run, 1 there
      "
    `)
    expect(outputs(one)).toStrictEqual(["TaskA"])
  })

  it("is what plan does with actions", async () =>
    expect((await someone().types("plan TaskB --publish=beta")).all).toMatchInlineSnapshot(`
      "would call  publish(beta) of TaskA(year: 2012)
      "
    `))
})

describe("help", () => {
  it("lists the actions of a task with what they take", async () =>
    expect((await someone().types("TaskB --help")).all).toMatchInlineSnapshot(`
      "waluigi [options] TaskB [--parameter=value …]

      TaskB
        --TaskB.datasets=…             TaskA            a task in its place
        --TaskB.fast, --no-TaskB.fast  bool    = false
        --TaskB.label=…                str     = x
        --TaskB.spoil                  action

      TaskA   at TaskB.datasets
        --TaskA.year=…     int                          = 2012
        --TaskA.show       action
        --TaskA.publish=…  action choice(stable, beta)          uploads it
        --TaskA.spoil      action
        --TaskA.fast       action

      The more a key says, the more it counts:
        --year=…            year of every task
        --TaskA.year=…      year of every TaskA
        --.datasets.year=…  at this one place
        --year=…,…          several values: a task for each

      Actions that every task has, by the same keys; with one nothing runs:
        --status  tells what is complete
        --remove  removes the outputs
        --run     makes what is missing, at its place among other actions
      "
    `))
})

describe("2.5 a word that may be an action or a parameter", () => {
  it("is decided by the slot right before its last name, where that leads to tasks that have the one alone", async () => {
    const { all, code } = await (await someone()).types("TaskC --bs.datasets.fast")
    expect(code).toBe(0)
    expect(all).toContain("--bs.datasets.fast: called on 1 task")
    expect((await (await someone()).types("plan TaskC --bs.fast")).all).toContain("TaskB(fast: true")
  })

  it("is an error that names keys which are keys", async () => {
    const { all, code } = await (await someone()).types("TaskC --bs:fast")
    expect(code).toBe(2)
    expect(all).toContain("--bs:TaskA.fast   to call it")
    expect((await (await someone()).types("TaskC --bs:TaskA.fast")).code).toBe(0)
  })
})

describe("mistakes", () => {
  it.each([
    ["a misspelt action", "TaskB --shwo"],
    ["one that takes something", "TaskB --publish"],
    ["with something that it does not take", "TaskB --publish=stabel"],
    ["one that takes nothing", "TaskB --show=x"],
    ["at a task without it", "TaskB --TaskB.show"],
    ["switched off", "TaskB --no-show"],
    ["marked", "TaskB --show!"],
    ["that is a parameter elsewhere", "TaskB --fast"],
    ["explained", "explain TaskB --show"],
    ["as JSON", "plan TaskB --show --json"],
    ["misspelt with an argument", "TaskB --publsh=stable"],
    ["of two of one line", "TaskB --shwo TaskB --publish"],
  ])("%s: %s", async (_, words) => {
    const { all, code } = await someone().types(words)
    expect(code).toBe(2)
    expect(all).toMatchSnapshot()
  })

  it("are none where the task says which is meant", async () => {
    expect((await someone().types("TaskB --TaskA.fast")).code).toBe(0)
    expect((await someone().types("TaskB --TaskB.fast --dry-run")).all).toMatch("would run  TaskB")
  })
})

it("says only what fails, when it shall be quiet", async () => {
  expect((await someone().types("--quiet TaskB --run --show --remove")).all).toBe("")
  expect((await someone().types("--quiet TaskA --year=2017 --spoil")).all).toMatchInlineSnapshot(`
    "
    error: spoil of TaskA(year: 2017) failed: not this year
      at  workflow.ts:14

    "
  `)
})

it("ends with the code of the interruption, and says what was not called", async () => {
  const one = person({
    "workflow.ts": `
      import { task } from "waluigi"
      export const Slow = task("Slow", {
        actions: {
          wait: (_, ctx) =>
            new Promise((_, reject) => {
              ctx.signal.addEventListener("abort", () => reject(ctx.signal.reason))
              ctx.log("waiting")
            }),
        },
      })
    `,
  })
  let interrupt: (code: number) => void = () => undefined
  const onInterrupt = (listener: (code: number) => void) => {
    interrupt = listener
    return () => undefined
  }
  let out = ""
  const said = (text: string): void => {
    out += text
    if (text.includes("waiting")) setImmediate(() => interrupt(130))
  }
  expect(await one.types("Slow --wait --status", { onInterrupt, out: said, err: said })).toMatchObject({ code: 130 })
  expect(out).toMatchInlineSnapshot(`
    "log     Slow: waiting
    stopping: what runs has 5 s to end; once more stops at once
    --wait: called on 0 tasks, interrupted, 1 left
    not called: --status
    "
  `)
})
