import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import { dep, directory, int, param, resolve, str, task, text } from "../../lib/index.ts"
import { merge } from "../../lib/plan/merge.ts"
import type { ResolveError } from "../../lib/plan/problem.ts"

/** A task that writes where it is told. */
const Writes = task("Writes", {
  params: { to: param(str) },
  output: directory(),
  path: (p) => p.to,
  run: () => undefined,
})
const Reads = task("Reads", { params: { from: param(str) }, output: text(), path: (p) => p.from })
const Default = task("Default", { params: { of: param(int) }, output: text(), run: () => "" })
const Both = task("Both", { params: { writes: dep(Writes), reads: dep(Reads) }, output: text(), run: () => "" })

const shown = (errors: ReadonlyArray<ResolveError>) =>
  errors.map((error) => (error._tag === "SamePlace" ? error.nodes.map(({ path }) => path) : error._tag))
const clashes = (workflow: unknown) => {
  const plan = resolve(workflow as never)
  return E.isLeft(plan) ? shown(plan.left) : []
}
const writing = (...paths: ReadonlyArray<string>) => clashes(Writes({ to: paths }))

describe("two nodes clash", () => {
  it.each([
    ["the one inside the directory of the other", "x", "x/y.json"],
    ["however deep", "x", "x/y/z/1.json"],
    ["with another between", "x", "x-1", "x/y"],
    ["in letter case alone, which some disks ignore", "Plot.svg", "plot.svg"],
    ["inside a directory of another letter case", "Plots", "plots/1.svg"],
    ["in how an accent is written", "caf\u00e9", "cafe\u0301"],
  ])("%s", (_, ...paths) => {
    expect(writing(...paths)).toEqual([paths.filter((path) => path !== "x-1")])
  })

  it.each([[["x", "y"]], [["x", "x-1", "xy"]], [["x/1", "x/2"]], [["x.json", "x.txt"]]])("never at %j", (paths) =>
    expect(writing(...paths)).toEqual([]))

  it("where an author's place is the folder of default ones", () => {
    const Folder = task("Folder", {
      params: { of: dep(Default) },
      output: directory(),
      path: () => "Default",
      run: () => undefined,
    })
    expect(clashes(Folder({ of: 1 }))).toHaveLength(1)
  })

  it("in plans of several roots as in one", () => {
    const plans = ["x", "x/y"].map((to) => resolve(Writes({ to })))
    const merged = merge(plans.flatMap((plan) => (E.isRight(plan) ? [plan.right] : [])))
    expect(E.isLeft(merged) && shown(merged.left)).toEqual([["x", "x/y"]])
  })

  it("where one writes over what nobody makes", () => {
    const at = (to: string, from: string) => clashes(Both({ to, from }))
    expect(at("x", "x")).toHaveLength(1)
    expect(at("x", "x/raw.csv")).toHaveLength(1)
    expect(at("x/derived.csv", "x")).toEqual([])
    expect(clashes(Reads({ from: ["x", "x/y", "X"] }))).toEqual([])
  })

  it("as comparing every two says", () => {
    const names = fc.constantFrom("a", "A", "b", "a-", "a.b")
    const paths = fc.array(names, { minLength: 1, maxLength: 3 }).map((way) => way.join("/"))
    const meet = (a: string, b: string) => `${a}/`.toLowerCase().startsWith(`${b}/`.toLowerCase())
    fc.assert(
      fc.property(fc.uniqueArray(paths, { minLength: 1, maxLength: 6 }), (all) => {
        const met = all.filter((a) => all.some((b) => a !== b && (meet(a, b) || meet(b, a))))
        expect(
          writing(...all)
            .flat()
            .sort(),
        ).toEqual(met.sort())
      }),
    )
  })
})
