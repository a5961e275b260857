/**
 * Rule 5.4: what a `many` collects with `over`, and what surfaces.
 */
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import { resolve } from "../../lib/plan/resolve.ts"
import { dep, each, extend, int, many, param, task } from "../../lib/index.ts"
import { plan, problems, roots } from "./asking.ts"

const TaskA = task("TaskA", { params: { year: param(int, { default: 1 }), lumi: param(int, { default: 1 }) } })
const TaskB = task("TaskB", { params: { a: dep(TaskA), seed: param(int, { default: 1 }) } })

describe("5.4 over", () => {
  const Years = task("Years", { params: { all: many(TaskB, { over: ["year"] }) } })

  it("collects the axes that decide a named slot, at any depth; the others surface", () => {
    expect(roots(Years, ["--year=1,2", "--lumi=3,4"])).toEqual([
      "Years(all: [TaskB(a: TaskA(lumi: 3, year: 1), seed: 1), TaskB(a: TaskA(lumi: 3, year: 2), seed: 1)])",
      "Years(all: [TaskB(a: TaskA(lumi: 4, year: 1), seed: 1), TaskB(a: TaskA(lumi: 4, year: 2), seed: 1)])",
    ])
    expect(roots(Years, ["--seed=1,2"])).toHaveLength(2)
  })

  it("reads patterns with the task of the slot as root", () => {
    const own = task("Own", { params: { all: many(TaskB, { over: [".seed", "TaskB.a.lumi"] }) } })
    expect(roots(own, ["--seed=1,2", "--lumi=3,4"])).toHaveLength(1)
    expect(roots(own, ["--year=1,2", "--lumi=3,4"])).toHaveLength(2)
    // A seed of another task further down is not its own.
    const TaskC = extend(TaskB, "TaskC", { params: { b: dep(TaskB) } })
    const deeper = task("Deeper", { params: { all: many(TaskC, { over: [".seed"] }) } })
    expect(roots(deeper, ["--TaskC.b.seed=1,2"])).toHaveLength(2)
    expect(roots(deeper, ["--TaskC.seed=1,2", "--b.seed=5"])).toHaveLength(1)
  })

  it("collects an axis that decides one at some point of another", () => {
    // seed decides whether there is anything below that reads the year.
    const Leaf = task("Leaf", { params: { year: param(int, { default: 1 }) } })
    const Node = task("Node", {
      params: { seed: param(int, { default: 1 }), other: param(int, { default: 1 }) },
      dynamic: { leaf: (p: { seed: number }) => (p.seed === 2 ? Leaf() : null) },
    })
    const over = (...keys: ReadonlyArray<"year" | "seed" | "other">) =>
      task("Top", { params: { all: many(Node, { over: keys }) } })
    // The seed is collected; the year surfaces, though at one seed only.
    expect(roots(over("seed")(), ["--seed=1,2", "--year=5,6"])).toEqual([
      "Top(all: [Node(leaf: null, other: 1, seed: 1), Node(leaf: Leaf(year: 5), other: 1, seed: 2)])",
      "Top(all: [Node(leaf: null, other: 1, seed: 1), Node(leaf: Leaf(year: 6), other: 1, seed: 2)])",
    ])
    // The seed surfaces, and in one of its points the year is collected.
    expect(roots(over("year")(), ["--seed=1,2", "--year=5,6"])).toEqual([
      "Top(all: [Node(leaf: null, other: 1, seed: 1)])",
      "Top(all: [Node(leaf: Leaf(year: 5), other: 1, seed: 2), Node(leaf: Leaf(year: 6), other: 1, seed: 2)])",
    ])
    expect(roots(over("year", "seed")(), ["--seed=1,2", "--year=5,6"])).toHaveLength(1)
  })

  it("collects it at the other points too", () => {
    const Leaf = task("Leaf", { params: { x: param(int, { default: 1 }) } })
    const Node = task("Node", {
      params: { seed: param(int, { default: 1 }), x: param(int, { default: 1 }) },
      dynamic: { leaf: (p: { seed: number }) => (p.seed === 2 ? Leaf() : null) },
    })
    const Top = task("Top", { params: { all: many(Node, { over: ["Leaf.x", "seed"] }) } })
    expect(roots(Top, ["--seed=1,2", "--x=5,6"])).toEqual([
      "Top(all: [Node(leaf: null, seed: 1, x: 5), Node(leaf: null, seed: 1, x: 6), Node(leaf: Leaf(x: 5), seed: 2, x: 5), Node(leaf: Leaf(x: 6), seed: 2, x: 6)])",
    ])
    // Where the seed is fixed from outside, only its own point is asked about: so the seed may surface, and distribute.
    expect(roots(Top, ["--seed=1", "--x=5,6"])).toHaveLength(2)
    expect(roots(Top, ["--seed=2", "--x=5,6"])).toHaveLength(1)
  })

  it("distributes: an axis that surfaces has one point in every branch and under every many", () => {
    const Pair = task("Pair", {
      params: { lumis: many(TaskB, { over: ["lumi"] }), all: many(TaskA), years: many(TaskA, { over: ["year"] }) },
    })
    expect(roots(Pair, ["--year=1,2", "--lumi=3,4"])).toHaveLength(4)
    expect(new Set(roots(Pair, ["--year=1,2", "--lumi=3,4"]))).toEqual(
      new Set([1, 2].flatMap((year) => [3, 4].flatMap((lumi) => roots(Pair, [`--year=${year}`, `--lumi=${lumi}`])))),
    )
  })

  it("collects the axes of its own pins, whatever over says", () => {
    const Pinned = task("Pinned", {
      params: { all: many(TaskB, { over: ["year"], pins: { seed: each(1, 2), lumi: 7 } }) },
    })
    expect(roots(Pinned, ["--year=1,2"])).toEqual([
      "Pinned(all: [TaskB(a: TaskA(lumi: 7, year: 1), seed: 1), TaskB(a: TaskA(lumi: 7, year: 2), seed: 1), TaskB(a: TaskA(lumi: 7, year: 1), seed: 2), TaskB(a: TaskA(lumi: 7, year: 2), seed: 2)])",
    ])
  })

  it("lets the axis of an outer pin surface up to the slot that carries it, where it is an error", () => {
    const Outer = task("Outer", { params: { years: dep(Years, { seed: each(1, 2) }) } })
    expect(problems(Outer)).toEqual(["PinSurfaces at Outer.years by seed"])
    const Fine = task("Fine", { params: { years: dep(Years, { year: each(1, 2) }) } })
    expect(roots(Fine)).toHaveLength(1)
  })

  it("collects an axis of tasks that stand in a named slot", () => {
    const TaskA2 = extend(TaskA, "TaskA2", {})
    const Implementations = task("Implementations", { params: { all: many(TaskB, { over: ["a"] }) } })
    expect(roots(Implementations, ["--TaskA=TaskA,TaskA2"], [TaskA2])).toHaveLength(1)
    expect(roots(Implementations, ["--TaskA=TaskA,TaskA2", "--seed=1,2"], [TaskA2])).toHaveLength(2)
    expect(roots(Years, ["--TaskA=TaskA,TaskA2"], [TaskA2])).toHaveLength(2)
  })

  it("is one inside another: each sees what lies below its own task", () => {
    const Inner = task("Inner", { params: { all: many(TaskA, { over: ["year"] }), seed: param(int, { default: 1 }) } })
    const Outer = task("Outer", { params: { all: many(Inner, { over: ["lumi"] }) } })
    // lumi surfaces at Inner and is collected by Outer; year is collected by Inner; seed surfaces at the root.
    expect(roots(Outer, ["--year=1,2", "--lumi=3,4"])).toEqual([
      "Outer(all: [Inner(all: [TaskA(lumi: 3, year: 1), TaskA(lumi: 3, year: 2)], seed: 1), Inner(all: [TaskA(lumi: 4, year: 1), TaskA(lumi: 4, year: 2)], seed: 1)])",
    ])
    expect(roots(Outer, ["--year=1,2", "--lumi=3,4", "--seed=1,2"])).toHaveLength(2)
  })

  it("takes an empty collection that it collects for an empty array, one that surfaces for an error", () => {
    expect(roots(Years, ["--year:=[]"])).toEqual(["Years(all: [])"])
    expect(problems(Years, ["--lumi:=[]"])).toEqual(["EmptyRoot by lumi"])
  })

  it("warns of a single point of a collected axis only", () => {
    const Above = extend(Years, "Above", { params: { year: param(int, { default: 1 }) } })
    const warned = (args: ReadonlyArray<string>) => plan(Above, args).warnings.map((warning) => warning._tag)
    expect(warned(["--year=1,2"])).toEqual(["SinglePoint"])
    expect(warned(["--lumi=1,2"])).toEqual([])
  })

  it("that no place can have is an error, with what it may have meant", () => {
    // What types cannot see: keys made elsewhere.
    const over = (key: string) => task("Misspelt", { params: { all: many(TaskB, { over: [key as "year"] }) } })
    const found = resolve(over("yaer"))
    expect(E.isLeft(found) && found.left).toEqual([
      {
        _tag: "UnmatchedOver",
        place: { steps: [{ task: "Misspelt", slot: "all" }], elided: 0, task: undefined },
        key: "yaer",
        task: "TaskB",
        suggestions: ["year", "TaskA.year"],
      },
    ])
    expect(problems(over(".year"))).toEqual(["UnmatchedOver at Misspelt.all"])
    expect(problems(over("TaskB.year"))).toEqual(["UnmatchedOver at Misspelt.all"])
    expect(problems(over("TaskB:year"))).toEqual([])
  })

  it("that names what stands below another many alone is an error", () => {
    const Named = extend(TaskA, "Named")
    const Misses = task("Misses", { params: { all: many(TaskA, { over: ["Named:year" as "year"] }) } })
    const Beside = task("Beside", { params: { all: many(Named, { over: ["Named:year"] }), misses: dep(Misses) } })
    expect(problems(Beside)).toEqual(["UnmatchedOver at Beside.misses.all"])
  })

  it("that a place has which is absent here, or which a replacement has removed, is none", () => {
    const Asleep = task("Asleep", {
      params: { a: dep(TaskA, {}, { optional: true }), seed: param(int, { default: 1 }) },
    })
    const All = task("All", { params: { all: many(Asleep, { over: ["year"] }) } })
    expect(problems(All)).toEqual([])
    const Less = extend(TaskB, "Less", { remove: ["seed"] })
    const Seeds = task("Seeds", { params: { all: many(TaskB, { over: ["seed"] }) } })
    expect(problems(Seeds, ["--TaskB=Less"], [Less])).toEqual([])
  })
})
