/**
 * Rules 2.5 and 7, the part that is a question to a plan: which nodes a call reaches, in which order, with what.
 */
import * as E from "#fp/Either"
import { describe, expect, it } from "vitest"
import { choice, constant, dep, each, extend, int, list, many, param, str, substitute, task } from "waluigi"
import * as Calls from "../../lib/plan/call/calls.ts"
import { drawCallErrors } from "../../lib/plan/draw/call.ts"
import { names } from "../../lib/plan/print.ts"
import { trace } from "../../lib/plan/resolve.ts"
import * as Given from "../../lib/task/given.ts"

// --- a graph: TaskC.b -> TaskB.datasets -> TaskA, TaskB.corrections -> TaskE

const cleanup = () => undefined
const TaskA = task("TaskA", {
  params: { year: param(int, { default: 2012 }) },
  actions: { cleanup, publish: { type: choice("stable", "beta"), run: cleanup } },
})
const TaskE = task("TaskE", { params: { year: param(int, { default: 2018 }) }, actions: { publish: cleanup } })
const TaskB = task("TaskB", {
  params: { datasets: dep(TaskA), corrections: dep(TaskE), revision: constant(3) },
  actions: { cleanup },
})
const TaskC = task("TaskC", { params: { b: dep(TaskB), title: param(str, { default: "x" }) } })
const TaskBcustom = extend(TaskB, "TaskBcustom", {})
const TaskN = extend(TaskB, "TaskN", { actions: { polish: cleanup } })
const All = task("All", { params: { cs: many(TaskC) } })

const asked = (key: string, given?: unknown): Calls.Asked => ({
  key,
  given: given === undefined ? undefined : { value: given },
  source: { _tag: "Argument", index: 0, text: `--${key}${given === undefined ? "" : `=${text(given)}`}` },
})
const text = (given: unknown): string => {
  const wrapped = Given.ofValue(given)
  return wrapped?.[Given.given] === "Text" ? wrapped.text : JSON.stringify(given)
}

const read = (root: unknown, ...calls: ReadonlyArray<Calls.Asked>) => {
  const traced = trace(root as never)
  if (E.isLeft(traced)) throw new Error(JSON.stringify(traced.left))
  return { ...traced.right, found: Calls.read(traced.right, calls) }
}

/** The nodes that a key reaches, as they are printed. */
const reached = (root: unknown, key: string, given?: unknown): ReadonlyArray<string> => {
  const { plan, found } = read(root, asked(key, given))
  if (E.isLeft(found)) throw new Error(drawCallErrors(found.left))
  const named = names(plan)
  return found.right.flatMap(({ nodes }) => nodes.flatMap((id) => plan.nodes.get(id) ?? []).map(named))
}

const wrong = (root: unknown, key: string, given?: unknown): string => {
  const { found } = read(root, asked(key, given))
  return E.isLeft(found) ? drawCallErrors(found.left) : "nothing is wrong"
}

const tasks = (root: unknown, key: string): ReadonlyArray<string> =>
  reached(root, key).map((name) => name.replace(/\(.*/, ""))

// --- 2.5

describe("2.5 a pattern that ends in an action calls it", () => {
  it.each([
    ["cleanup", ["TaskA", "TaskB"]],
    ["TaskA.cleanup", ["TaskA"]],
    ["TaskB:cleanup", ["TaskA", "TaskB"]],
    ["TaskB:TaskA.cleanup", ["TaskA"]],
    ["TaskB.datasets.cleanup", ["TaskA"]],
    ["b:cleanup", ["TaskA", "TaskB"]],
    ["b.cleanup", ["TaskB"]],
    [".b.cleanup", ["TaskB"]],
    [".b:TaskA:cleanup", ["TaskA"]],
    ["TaskC:TaskB:TaskA.cleanup", ["TaskA"]],
    [".TaskC:cleanup", ["TaskA", "TaskB"]],
  ])("%s reaches %j", (key, found) => expect(tasks(TaskC, key)).toStrictEqual(found))

  it("on every node, dependencies first", () =>
    expect(reached(All({ "TaskA.year": each(2016, 2017) }), "cleanup")).toStrictEqual([
      "TaskA(year: 2016)",
      "TaskB(datasets.year: 2016)",
      "TaskA(year: 2017)",
      "TaskB(datasets.year: 2017)",
    ]))

  it("on nodes alone to which a way leads that matches, not on equal tasks elsewhere", () => {
    const Two = task("Two", { params: { left: dep(TaskA, { year: 1 }), right: dep(TaskA, { year: 2 }) } })
    expect(reached(Two, "left.cleanup")).toStrictEqual(["TaskA(year: 1)"])
    expect(reached(Two, "Two.right:cleanup")).toStrictEqual(["TaskA(year: 2)"])
  })

  it("on a node once, however many ways lead there", () => {
    let below = task("Task0", { actions: { cleanup } }) as unknown
    for (let level = 1; level <= 60; level += 1)
      below = task(`Task${level}`, { params: { left: dep(below as typeof TaskA), right: dep(below as typeof TaskA) } })
    expect(tasks(below, "cleanup")).toStrictEqual(["Task0"])
    expect(tasks(below, "left:right:left:cleanup")).toStrictEqual(["Task0"])
  })

  it("is no entry: it sets nothing, and the plan stays as it is", () => {
    const { plan } = read(TaskC, asked("cleanup"))
    expect([...plan.nodes.keys()]).toStrictEqual([...read(TaskC).plan.nodes.keys()])
  })
})

describe("2.4 a level answers", () => {
  it("to its lineage", () => {
    expect(tasks(TaskBcustom, "TaskB.cleanup")).toStrictEqual(["TaskBcustom"])
    expect(tasks(TaskBcustom, "TaskBcustom.cleanup")).toStrictEqual(["TaskBcustom"])
  })

  it("to what it stands in for, with the actions that it has itself", () => {
    const Other = task("Other", {
      params: { datasets: dep(TaskA), corrections: dep(TaskE), revision: constant(4) },
      actions: { polish: cleanup },
    })
    expect(tasks(TaskC(substitute(TaskB, Other)), "TaskB.polish")).toStrictEqual(["Other"])
    expect(tasks(TaskC(substitute(TaskB, Other)), "cleanup")).toStrictEqual(["TaskA"])
    expect(wrong(TaskC(substitute(TaskB, Other)), "TaskB.cleanup")).toMatch("no action of TaskC matches TaskB.cleanup")
  })

  it("there alone where it stands in: a node has as many names as it has places", () => {
    const Pair = task("Pair", { params: { b: dep(TaskB), n: dep(TaskN) } })
    const pair = Pair({ ".b": TaskN })
    expect(tasks(pair, "TaskB.polish")).toStrictEqual(["TaskN"])
    const Plain = task("Plain", { params: { one: dep(TaskA), two: dep(TaskE) } })
    const TaskX = task("TaskX", { params: { year: param(int, { default: 2018 }) }, actions: { publish: cleanup } })
    const plain = Plain({ ".two": TaskX })
    expect(tasks(plain, "TaskE.publish")).toStrictEqual(["TaskX"])
    expect(wrong(plain, "one:TaskE.publish")).toMatch("no action")
  })
})

// --- 7

describe("7.2 every task has run, status and remove", () => {
  it.each(["run", "status", "remove"])("%s reaches every node", (action) =>
    expect(tasks(TaskC, action)).toStrictEqual(["TaskA", "TaskE", "TaskB", "TaskC"]))

  it("and at a place just that", () => expect(tasks(TaskC, "TaskB:TaskA.remove")).toStrictEqual(["TaskA"]))
})

describe("7.1 calls stand in the order given, as often as given", () => {
  it("and all that is wrong with them is said together", () => {
    const { found } = read(TaskC, asked("cleanup"), asked("status"), asked("cleanup"))
    expect(E.isRight(found) ? found.right.map(({ action }) => action) : []).toStrictEqual([
      "cleanup",
      "status",
      "cleanup",
    ])
    const both = read(TaskC, asked("cleenup"), asked("cleanup"), asked("TaskA"))
    expect(E.isLeft(both.found) ? both.found.left.map(({ _tag }) => _tag) : []).toStrictEqual([
      "UnmatchedCall",
      "InvalidCall",
    ])
  })
})

// --- 3.5

describe("3.5 a call that reaches nothing", () => {
  it.each([
    ["cleenup", ["cleanup"]],
    ["TaskC.cleanup", ["TaskC:cleanup"]],
    ["TaskX.cleanup", ["TaskA.cleanup"]],
    ["TaskB.datsets.cleanup", ["TaskB.datasets.cleanup"]],
    ["statsu", ["status"]],
  ])("%s: try %j", (key, tries) => {
    const found = [...wrong(TaskC, key).matchAll(/^ {2}(?:try)? +--(.+)$/gm)].map(([, one]) => one)
    expect(found).toEqual(expect.arrayContaining([...tries]))
    for (const one of found) expect(reached(TaskC, one ?? "").length).toBeGreaterThan(0)
  })

  it("says what is no action, and what there is", () => {
    expect(wrong(TaskC, "title")).toMatchInlineSnapshot(`
      "error: no action of TaskC matches title
        given  --title
        note   title is a parameter of TaskC, not an action
        known  cleanup, publish, run, status and remove"
    `)
    expect(wrong(TaskC, "wxyz")).toMatchInlineSnapshot(`
      "error: no action of TaskC matches wxyz
        given  --wxyz
        known  cleanup, publish, run, status and remove"
    `)
  })

  it("says what is no call at all", () => {
    expect(wrong(TaskC, "TaskA")).toMatchInlineSnapshot(`
      "error: "TaskA" calls no action: an action is missing behind the task: write TaskA.run
        given  --TaskA
                      ^"
    `)
    expect(wrong(TaskC, "cleanup!")).toMatchInlineSnapshot(`
      "error: "cleanup!" calls no action: an action is called and overrides nothing: leave the ! out
        given  '--cleanup!'
                         ^"
    `)
    expect(wrong(TaskC, "TaskA..cleanup")).toMatchInlineSnapshot(`
      "error: "TaskA..cleanup" calls no action: a name is missing here
        given  --TaskA..cleanup
                       ^"
    `)
  })
})

// --- 5.1

describe("5.1 an argument", () => {
  const Taker = task("Taker", {
    actions: {
      word: { type: str, run: cleanup },
      words: { type: list(int), run: cleanup },
      number: { type: int, run: cleanup },
    },
  })
  const given = (key: string, value: unknown) => {
    const { found } = read(Taker, asked(key, value))
    return E.isRight(found) ? [...(found.right[0]?.arguments.values() ?? [])] : found.left.map(({ _tag }) => _tag)
  }

  it.each<[string, unknown, unknown]>([
    ["word", Given.text("a,b"), ["a,b"]],
    ["word", Given.text("1..3"), ["1..3"]],
    ["word", Given.text(""), [""]],
    ["word", "stable", ["stable"]],
    ["words", Given.text("1,2"), [[1, 2]]],
    ["words", [1, 2], [[1, 2]]],
    ["words", Given.json([1, 2]), [[1, 2]]],
    ["number", Given.text("1,2"), ["InvalidArgument"]],
    ["number", Given.text("1..2"), ["InvalidArgument"]],
    ["number", [1, 2], ["InvalidArgument"]],
    ["number", each(1, 2), ["InvalidArgument"]],
    ["number", Given.json([1]), ["InvalidArgument"]],
    ["number", Given.json(1), [1]],
  ])("of %s is never a collection: %j", (key, value, found) => expect(given(key, value)).toStrictEqual(found))

  it("that is missing or one too many says what to type", () => {
    expect(wrong(TaskA, "publish")).toMatchInlineSnapshot(`
      "error: TaskA.publish needs an argument
        given  --publish
        takes  choice(stable, beta)
        try    --publish=stable
               --publish=beta"
    `)
    expect(wrong(TaskE, "publish", Given.text("stable"))).toMatchInlineSnapshot(`
      "error: TaskE.publish takes no argument
        given  --publish=stable
        try    --publish"
    `)
    expect(wrong(TaskC, "publish", Given.text("stable"))).toMatchInlineSnapshot(`
      "error: TaskE.publish takes no argument
        given  --publish=stable
        try    --TaskA.publish=stable"
    `)
    expect(wrong(TaskC, "TaskB:publish")).toMatchInlineSnapshot(`
      "error: TaskA.publish needs an argument
        given  --TaskB:publish
        takes  choice(stable, beta)
        try    --TaskB:TaskA.publish=stable
               --TaskB:TaskA.publish=beta
               --TaskB:TaskE.publish"
    `)
    expect(wrong(TaskC, "status", Given.text("all"))).toMatchInlineSnapshot(`
      "error: TaskA.status takes no argument
        given  --status=all
        try    --status"
    `)
  })

  it("that does not fit says what would", () =>
    expect(wrong(TaskA, "publish", Given.text("stabel"))).toMatchInlineSnapshot(`
      "error: TaskA.publish cannot be called with "stabel"
        given  --publish=stabel
        takes  one of stable, beta
        try    --publish=stable"
    `))
})
