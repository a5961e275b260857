/**
 * 3.5: beside a value that is missing, a key that could not match behind it either is told, and no other.
 */
import { describe, expect, it } from "vitest"
import { dep, extend, int, many, param, resolve, str, task } from "../../lib/index.ts"
import { asWorkflow, type Workflow } from "../../lib/task/definition.ts"
import * as Weather from "../examples/weather/workflow.ts"
import { shell } from "./asking.ts"

const { Climate, Histograms, Poster } = Weather

/** What is told, in order: the keys that match nothing, and the slots without a value. */
const told = (root: unknown, words: ReadonlyArray<string>, tasks: ReadonlyArray<unknown> = []) => {
  const workflows = tasks.flatMap((one) => asWorkflow(one) ?? [])
  const names = new Map(workflows.map((one): [string, Workflow] => [one.definition.name, one]))
  const found = resolve(shell(root, words), { names })
  if (found._tag === "Right") return []
  return found.left.map((error) => {
    if (error._tag === "Unmatched") return `${error.written.key}, try ${error.suggestions[0]}`
    return error._tag === "MissingParameter" ? error.place.steps.at(-1)?.slot : error._tag
  })
}

describe("3.5 beside a parameter without a value", () => {
  it.each([
    ["--Histograms.year=2013", "Histograms:year"],
    ["--SeasonFit.year=2013", "SeasonFit:year"],
    ["--Climate:SeasonFit.year=2013", "Climate:SeasonFit:year"],
    ["--Climate:Poster:year=2013", "Poster:year"],
    ["--year:Observations=2013", "Observations.year"],
    ["--.year=2013", "year"],
    ["--Poster.climate.year=2013", "Poster.climate:year"],
  ])("%s is told first, for its names stand here and do not fit together", (word, near) => {
    expect(told(Poster, [word])).toEqual([`${word.slice(2, -5)}, try ${near}`, "year"])
  })

  it("a key that names a task which only the file has is told first", () => {
    expect(told(Climate, ["--Poster:year=2013"], Object.values(Weather))).toEqual([
      "Poster:year, try Observations.year",
      "year",
    ])
    expect(told(Climate, ["--Poster:what=rain"], Object.values(Weather))).toEqual(["year"])
  })

  it.each([
    "--climate:bins=3",
    "--Climate:Histograms.bins=3",
    "--.Poster.climate.highs:bins=3",
    "--datasets.year!=x",
  ])("%s is not, for it matches", (word) =>
    expect(told(Poster, [word]).filter((one) => one?.includes("try"))).toEqual([]))

  it("a key is not told for a slot of what another entry, or a pin, puts there", () => {
    const Finer = extend(Histograms, "Finer", { params: { smooth: param(int, { default: 1 }) } })
    const Pinned = task("Pinned", { params: { climate: dep(Climate, { Histograms: Finer }) } })
    const keys = ["--Finer.smooth=2", "--Histograms.smooth=2", "--SeasonFit.histograms.smooth=2", "--rains.smooth=2"]
    for (const key of keys) {
      expect(told(Climate, ["--Histograms=Finer", key], [Finer])).toEqual(["year"])
      expect(told(Pinned, [key])).toEqual(["year"])
    }
    expect(told(Climate, ["--Histograms=Finer", "--SeasonFit.smooth=2"], [Finer])).toEqual([
      "year",
      "SeasonFit.smooth, try SeasonFit:smooth",
    ])
  })
})

describe("3.5 behind a function that was not asked", () => {
  const Leaf = task("Leaf", { params: { depth: param(int, { default: 1 }) } })
  const Inner = task("Inner", { params: { leaf: dep(Leaf), many: many(Leaf) } })
  const Hidden = task("Hidden", { params: { depth: param(int, { default: 1 }), unseen: param(int, { default: 1 }) } })
  const Open = task("Open", {
    params: { year: param(int), seed: param(int, { default: 1 }), other: dep(Inner) },
    dynamic: { more: () => Hidden },
  })
  const Closed = task("Closed", {
    params: { year: param(int), other: dep(Inner) },
    dynamic: { label: { type: str, compute: () => "a" } },
  })

  it.each([
    "--Open.more.unseen=2",
    "--more.depth=2",
    "--more:Leaf.depth=2",
    "--Hidden.unseen=2",
    "--zebra=2",
  ])("%s may match", (word) => expect(told(Open, [word])).toEqual(["year"]))

  it("what begins with a task that is known goes on as that is declared", () => {
    expect(told(Open, ["--Leaf.leaf=2"])).toEqual(["year", "Leaf.leaf, try Inner.leaf"])
    expect(told(Open, ["--Inner.depth=2"])).toEqual(["year", "Inner.depth, try Inner:depth"])
    expect(told(Open, ["--Leaf.year=2"])).toEqual(["Leaf.year, try Open.year", "year"])
  })

  it("no task stands, where a type says what it gives", () => {
    expect(told(Closed, ["--label.depth=2"])).toEqual(["year", "label.depth, try Leaf.depth"])
    expect(told(Closed, ["--zebra=2"])).toEqual(["year", "zebra, try undefined"])
  })
})
