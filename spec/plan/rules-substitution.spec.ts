/**
 * Section 6: putting another task in a task's stead.
 */
import { describe, expect, it } from "vitest"
import { dep, extend, int, json, many, param, set, str, substitute, task, text } from "../../lib/index.ts"
import * as t from "io-ts"
import { problems, roots } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 1 }) } })
const TaskB = task("TaskB", { params: { datasets: dep(TaskA) } })
const TaskBcustom = extend(TaskB, "TaskBcustom")
const TaskX = task("TaskX", { params: { b: dep(TaskB), c: dep(TaskB) } })
const b = (task: string, year = 1) => `${task}(datasets: TaskA(year: ${year}))`

describe("6.1 ways to say it", () => {
  it("a task, wherever it stands", () => {
    const both = [`TaskX(b: ${b("TaskBcustom")}, c: ${b("TaskBcustom")})`]
    expect(roots(TaskX, ["--TaskB=TaskBcustom"], [TaskBcustom])).toEqual(both)
    expect(roots(TaskX(substitute(TaskB, TaskBcustom)))).toEqual(both)
    expect(roots(TaskX, ["--TaskX:TaskB=TaskBcustom"], [TaskBcustom])).toEqual(both)
  })

  it("the task of one slot", () => {
    const one = [`TaskX(b: ${b("TaskBcustom")}, c: ${b("TaskB")})`]
    expect(roots(TaskX, ["--TaskX.b=TaskBcustom"], [TaskBcustom])).toEqual(one)
    expect(roots(TaskX(set(TaskX.b, TaskBcustom)))).toEqual(one)
  })

  it("the root itself", () => {
    expect(roots(TaskB, ["--TaskB=TaskBcustom"], [TaskBcustom])).toEqual([b("TaskBcustom")])
  })

  it("the task of a many", () => {
    const All = task("All", { params: { all: many(TaskB) } })
    expect(roots(All, ["--All.all=TaskBcustom"], [TaskBcustom])).toEqual([`All(all: [${b("TaskBcustom")}])`])
  })

  it("a workflow may stand for a task, its table becoming pins", () => {
    expect(roots(TaskX(set(TaskX.b, TaskB({ year: 5 })), { year: 6 }))).toEqual([
      `TaskX(b: ${b("TaskB", 5)}, c: ${b("TaskB", 6)})`,
    ])
  })

  it("precedence is as for values", () => {
    const Other = extend(TaskB, "Other")
    expect(roots(TaskX, ["--TaskX.b=Other", "--TaskB=TaskBcustom"], [TaskBcustom, Other])).toEqual([
      `TaskX(b: ${b("Other")}, c: ${b("TaskBcustom")})`,
    ])
  })

  it("pins of the slot stay with the slot", () => {
    const Pinned = task("Pinned", { params: { b: dep(TaskB, { year: 9 }) } })
    expect(roots(Pinned, ["--TaskB=TaskBcustom"], [TaskBcustom])).toEqual([`Pinned(b: ${b("TaskBcustom", 9)})`])
  })
})

describe("6.2 the replacement stands in for the original", () => {
  it("patterns that name the original still reach it", () => {
    const Stranger = task("Stranger", { params: { datasets: dep(TaskA) } })
    expect(roots(TaskX, ["--TaskX.b=Stranger", "--TaskB.datasets.year=5"], [Stranger])).toEqual([
      `TaskX(b: ${b("Stranger", 5)}, c: ${b("TaskB", 5)})`,
    ])
  })

  it("but its own name ranks before that", () => {
    const Stranger = task("Stranger", { params: { datasets: dep(TaskA) } })
    expect(
      roots(TaskX, ["--TaskX.b=Stranger", "--Stranger.datasets.year=4", "--TaskB.datasets.year=5"], [Stranger]),
    ).toEqual([`TaskX(b: ${b("Stranger", 4)}, c: ${b("TaskB", 5)})`])
  })
})

describe("6.3 below its own replacement", () => {
  const Wrapper = extend(TaskB, "Wrapper", { params: { inner: dep(TaskB) } })

  it("the entry no longer applies: a replacement may wrap its original", () => {
    expect(roots(TaskB, ["--TaskB=Wrapper"], [Wrapper])).toEqual([
      `Wrapper(datasets: TaskA(year: 1), inner: ${b("TaskB")})`,
    ])
  })

  it("nor do the entries that it beat there", () => {
    expect(roots(TaskB, ["--TaskB=TaskBcustom", "--TaskB=Wrapper"], [Wrapper, TaskBcustom])).toEqual([
      `Wrapper(datasets: TaskA(year: 1), inner: ${b("TaskB")})`,
    ])
  })
})

describe("6.4 in turn", () => {
  const Third = extend(TaskBcustom, "Third")

  it("a replacement can be replaced by an entry that names it", () => {
    expect(roots(TaskB, ["--TaskB=TaskBcustom", "--TaskBcustom=Third"], [TaskBcustom, Third])).toEqual([b("Third")])
    expect(roots(TaskB, ["--TaskBcustom=Third", "--TaskB=TaskBcustom"], [TaskBcustom, Third])).toEqual([b("Third")])
  })

  it("never by an entry that was used or beaten on the way", () => {
    expect(roots(TaskB, ["--TaskB=TaskBcustom", "--TaskBcustom=TaskB"], [TaskBcustom])).toEqual([b("TaskB")])
  })

  it("replacing a task by itself ends the chain", () => {
    expect(roots(TaskX, ["--TaskB=TaskBcustom", "--TaskX.b=TaskB"], [TaskBcustom])).toEqual([
      `TaskX(b: ${b("TaskB")}, c: ${b("TaskBcustom")})`,
    ])
  })
})

describe("6.5 what the replacement must offer", () => {
  it("every slot, of the same kind and base type", () => {
    const Lacks = task("Lacks", { params: { year: param(int, { default: 1 }) } })
    const Wrong = task("Wrong", { params: { datasets: param(str, { default: "" }) } })
    const Words = task("Words", { params: { year: param(str, { default: "" }) } })
    expect(problems(TaskX, ["--TaskX.b=Lacks"], [Lacks])).toEqual(["UnfitReplacement by TaskX.b"])
    expect(problems(TaskX, ["--TaskX.b=Wrong"], [Wrong])).toEqual(["UnfitReplacement by TaskX.b"])
    expect(problems(TaskX, ["--TaskA=Words"], [Words])).toEqual(["UnfitReplacement by TaskA"])
  })

  it("unless extend removed it", () => {
    const Slim = extend(TaskB, "Slim", { remove: ["datasets"] })
    expect(roots(TaskX, ["--TaskX.b=Slim"], [Slim])).toEqual([`TaskX(b: Slim(), c: ${b("TaskB")})`])
  })

  it("an output of the same form", () => {
    const Writes = task("Writes", { output: json(t.number), run: () => 1 })
    const Says = task("Says", { output: text(), run: () => "1" })
    const Reads = task("Reads", { params: { w: dep(Writes) } })
    expect(problems(Reads, ["--Writes=Says"], [Says])).toEqual(["UnfitReplacement by Writes"])
  })
})
