/**
 * Section 4: resolving as a pure function, pins, nodes of equal identity, cycles.
 */
import { describe, expect, it } from "vitest"
import { dep, each, extend, int, many, param, task } from "../../lib/index.ts"
import { plan, problems, roots } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 1 }) } })

describe("4.1 resolving", () => {
  it("gives the same for the same", () => {
    const TaskB = task("TaskB", { params: { a: dep(TaskA) }, dynamic: { next: (p) => TaskA({ year: p.a.year + 1 }) } })
    const workflow = TaskB({ year: 5 })
    expect(plan(workflow).roots.map((node) => node.id)).toEqual(plan(workflow).roots.map((node) => node.id))
  })
})

describe("4.2 locality", () => {
  const Left = task("Left", { params: { a: dep(TaskA) } })
  const Right = task("Right", { params: { a: dep(TaskA) } })
  const Top = task("Top", { params: { left: dep(Left), right: dep(Right) } })
  const below = (slot: string, args: ReadonlyArray<string>) => {
    const edge = plan(Top, args).roots[0]?.edges[slot]
    return edge !== undefined && edge !== null && "id" in edge ? edge.id : undefined
  }

  it("an entry that matches nothing at or below a node changes nothing there", () => {
    expect(below("right", ["--Left:year=5"])).toBe(below("right", []))
    expect(below("left", ["--Left:year=5"])).not.toBe(below("left", []))
  })

  it("what a dynamic slot on the way reads is on the way", () => {
    const Reads = task("Reads", {
      params: { n: param(int, { default: 1 }) },
      dynamic: { a: (p) => TaskA({ year: p.n }) },
    })
    expect(roots(Reads, ["--n=5"])).toEqual(["Reads(a: TaskA(year: 5), n: 5)"])
  })
})

describe("4.3 nodes of equal identity", () => {
  it("are one, however many places lead to them", () => {
    const Left = task("Left", { params: { a: dep(TaskA) } })
    const Right = task("Right", { params: { a: dep(TaskA) } })
    const Top = task("Top", { params: { left: dep(Left), right: dep(Right) } })
    expect(plan(Top).nodes.size).toBe(4)
    expect(plan(Top, ["--Left.a.year=2"]).nodes.size).toBe(5)
  })

  it("take insignificant slots from the first place: fewest steps, then slot names", () => {
    const Loud = task("Loud", { params: { level: param(int, { default: 0, significant: false }) } })
    const Deep = task("Deep", { params: { a: dep(Loud) } })
    const Top = task("Top", { params: { z: dep(Loud), y: dep(Loud), deep: dep(Deep) } })
    const found = plan(Top, ["--Top.z.level=3", "--Top.y.level=2", "--Deep.a.level=1"])
    expect(found.nodes.size).toBe(3)
    expect(roots(Top, ["--Top.z.level=3", "--Top.y.level=2", "--Deep.a.level=1"])).toEqual([
      "Top(deep: Deep(a: Loud(level: 2)), y: Loud(level: 2), z: Loud(level: 2))",
    ])
    expect(found.warnings.map((warning) => warning._tag)).toContain("InsignificantDiffers")
  })
})

describe("4.4 depth", () => {
  it("of a chain of tasks is no matter", () => {
    const Chain = task("Chain", {
      params: { n: param(int, { default: 20_000 }) },
      dynamic: { next: (p, self) => (p.n > 0 ? self({ ".n": p.n - 1 }) : null) },
    })
    expect(plan(Chain).nodes.size).toBe(20_001)
  })

  it("of replacements one after another is none either", () => {
    const Link = task("Link0", { params: { n: param(int, { default: 1 }) } })
    const links = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, at) => [`Link${at}`, extend(Link, `Link${at + 1}`)] as const),
    )
    const Top = task("Top", { params: { link: dep(Link) } })
    expect(roots((Top as (table: object) => unknown)(links))).toEqual(["Top(link: Link1000(n: 1))"])
  })

  it("of workflows inside workflows neither", () => {
    const Inner = task("Inner")
    const Node = task("Node", { params: { below: dep(Inner, {}, { optional: true }) } })
    const below = Node as (table: object) => unknown
    let workflow: unknown = Node()
    for (let at = 0; at < 2_000; at += 1) workflow = below({ ".below": workflow })
    expect(plan(workflow).nodes.size).toBe(2_001)
  })
})

describe("4.5 pins", () => {
  const TaskE = task("TaskE", { params: { year: param(int, { default: 1 }), a: dep(TaskA) } })
  const TaskB = task("TaskB", { params: { corrections: dep(TaskE, { year: 2018 }), other: dep(TaskE) } })
  const years = (corrections: number, below: number, other: number) => [
    `TaskB(corrections: TaskE(a: TaskA(year: ${below}), year: ${corrections}), other: TaskE(a: TaskA(year: ${other}), year: ${other}))`,
  ]

  it("add entries for that subtree only", () => {
    expect(roots(TaskB)).toEqual(years(2018, 2018, 1))
  })

  it("beat what is less specific than the owner and its slot", () => {
    expect(roots(TaskB, ["--year=5"])).toEqual(years(2018, 2018, 5))
    expect(roots(TaskB, ["--TaskB:year=5"])).toEqual(years(2018, 2018, 5))
    expect(roots(TaskB, ["--TaskB:TaskE.year=5", "--TaskB.other:year=1"])).toEqual(years(2018, 2018, 1))
  })

  it("yield to the owner and its slot, and to what is important", () => {
    expect(roots(TaskB, ["--TaskB.corrections:year=5"])).toEqual(years(5, 5, 1))
    expect(roots(TaskB, ["--year!=5"])).toEqual(years(5, 5, 5))
  })

  it("with a leading dot set the slot's own only", () => {
    const TaskD = task("TaskD", { params: { e: dep(TaskE, { ".year": 7 }) } })
    expect(roots(TaskD)).toEqual(["TaskD(e: TaskE(a: TaskA(year: 1), year: 7))"])
  })

  it("come with a workflow that a dynamic slot returns, or that is given to a slot", () => {
    const TaskD = task("TaskD", { params: { e: dep(TaskA) }, dynamic: { f: () => TaskA({ year: 9 }) } })
    expect(roots(TaskD({ e: TaskA({ year: 8 }) }))).toEqual(["TaskD(e: TaskA(year: 8), f: TaskA(year: 9))"])
    expect(roots(TaskD({ e: TaskA({ year: 8 }), year: 3 }))).toEqual(["TaskD(e: TaskA(year: 8), f: TaskA(year: 9))"])
  })

  it("that hold a collection are collected by a many there or below", () => {
    const All = task("All", { params: { all: many(TaskA, { pins: { year: each(2, 1) } }) } })
    expect(roots(All)).toEqual(["All(all: [TaskA(year: 1), TaskA(year: 2)])"])
    const Over = task("Over", {
      params: { all: dep(task("Inner", { params: { as: many(TaskA) } }), { year: each(2, 1) }) },
    })
    expect(roots(Over)).toEqual(["Over(all: Inner(as: [TaskA(year: 1), TaskA(year: 2)]))"])
  })

  it("that hold a collection never surface above their slot", () => {
    const Top = task("Top", { params: { a: dep(TaskA, { year: each(1, 2) }) } })
    expect(problems(Top)).toEqual(["PinSurfaces at Top.a by year"])
  })

  it("cannot be important", () => {
    const Top = task("Top", { params: { a: dep(TaskA, { "year!": 2 } as never) } })
    expect(problems(Top).length).toBe(1)
  })
})

describe("4.6 cycles", () => {
  it("a task met again below itself with the same values and entries is an error", () => {
    const Daily = task("Daily", {
      params: { day: param(int, { default: 3 }) },
      dynamic: { previous: (p, self) => (p.day > 0 ? self({ ".day": p.day - 1 }) : null) },
    })
    expect(problems(Daily)).toEqual([])
    // The first has no pin in play; the second and the third have one that is beaten.
    expect(problems(Daily, ["--day!=3"])).toEqual(["Cycle at Daily.previous"])
    expect(problems(Daily, ["--Daily.previous.day=2"])).toEqual(["Cycle at Daily.previous"])
  })

  it("a task met again with other values is none", () => {
    const Down = task("Down", {
      params: { n: param(int, { default: 2 }) },
      dynamic: { next: (p, self) => (p.n === 0 ? null : self({ n: p.n - 1 })) },
    })
    expect(roots(Down)).toEqual(["Down(n: 2, next: Down(n: 1, next: Down(n: 0, next: null)))"])
  })
})

describe("4.5 pins of the root", () => {
  it("compete as written: the workflow that replaces the root has no owner", () => {
    const Other = extend(TaskA, "Other")
    const replaced = (argument: ReadonlyArray<string>) => roots(TaskA({ TaskA: Other({ year: 5 }) }), argument)
    expect(replaced([])).toEqual(["Other(year: 5)"])
    // Of equals, an entry of the table before a pin.
    expect(replaced(["--year=6"])).toEqual(["Other(year: 6)"])
    expect(roots(TaskA({ TaskA: Other({ "Other.year": 5 }) }), ["--year=6"])).toEqual(["Other(year: 5)"])
  })
})

describe("4.5 transplanted workflows", () => {
  const TaskE = task("TaskE", { params: { year: param(int, { default: 1 }), a: dep(TaskA) } })
  const Top = task("Top", { params: { e: dep(TaskE), f: dep(TaskE) } })

  it("bring their whole table along, as pins of the slot", () => {
    const elsewhere = TaskE({ year: 5, "TaskE.a.year": 6 })
    expect(roots(Top({ "Top.e": elsewhere }))).toEqual([
      "Top(e: TaskE(a: TaskA(year: 6), year: 5), f: TaskE(a: TaskA(year: 1), year: 1))",
    ])
    expect(roots(Top({ "Top.e": elsewhere, "Top.e:year": 9 }))).toEqual([
      // `TaskE.a.year` competes as (3 1 2 2), more than the (2 0 1 1) of the key.
      "Top(e: TaskE(a: TaskA(year: 6), year: 9), f: TaskE(a: TaskA(year: 1), year: 1))",
    ])
  })

  it("with workflows in them go on inside", () => {
    const inner = TaskE({ a: TaskA({ year: 8 }) })
    expect(roots(Top({ "Top.e": inner, year: 3 }))).toEqual([
      "Top(e: TaskE(a: TaskA(year: 8), year: 3), f: TaskE(a: TaskA(year: 3), year: 3))",
    ])
  })
})
