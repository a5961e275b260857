/**
 * The weather workflow under the laws, and its poster from a few made-up days: a test as a user of the library writes it.
 */
import { readFile } from "node:fs/promises"
import * as fc from "fast-check"
import { describe, expect, it, onTestFinished } from "vitest"
import { extend, int, param, run } from "waluigi"
import { laws, memory, parameters } from "waluigi/testing"
import * as Workflow from "./workflow.ts"

const { Climate, Histograms, Observations, Poster, SeasonFit } = Workflow
const options = { tasks: Workflow, runs: 20 }

describe("the weather workflow", () => {
  it("has sound types", () => laws.types(Poster, options))
  it("resolves, whatever its parameters", () => laws.resolution(Poster, options))
  it("leaves each task an output of its own", () => laws.outputs(Poster, options))
  it("knows its tasks by what counts", () => laws.identity(Histograms, options))
  it("takes each year by itself", () => laws.distribution(SeasonFit, options))
  it("averages just the years that it is asked for", () => laws.reduction(SeasonFit, options))
  it("keeps each of its parts apart", () => laws.locality(Climate, options))
})

describe("the poster", () => {
  /** Days that were never observed: a warm summer, a cold winter, and rain every tenth day. */
  const MadeUp = extend(Observations, "MadeUp", {
    params: { count: param(int, { range: [60, 365] }) },
    run: ({ year, count }) => ({
      year,
      days: Array.from({ length: count }, (_, at) => {
        const high = Math.round(10 - 10 * Math.cos((2 * Math.PI * at) / count))
        const date = new Date(Date.UTC(year, 0, 1 + Math.floor((365 / count) * at))).toISOString().slice(0, 10)
        return { date, high, low: high - 8, rain: at % 10 === 0 ? 2 : 0 }
      }),
    }),
  })

  it("is drawn of made-up days, without a file of them", async () => {
    const [days] = fc.sample(parameters(MadeUp), { numRuns: 1, seed: 1 })
    const world = memory()
    onTestFinished(() => world.dispose())
    const poster = Poster({ Observations: MadeUp, year: [2013, 2014], count: days?.count ?? 60, bins: 12 })
    const result = await run(poster, world.options)
    expect(result).toMatchObject({ _tag: "Complete", failures: [] })
    expect(await readFile(await world.load(poster), "utf8")).toContain("2013–2014")
    const climate = await world.load(
      Climate({ Observations: MadeUp, year: [2013, 2014], count: days?.count ?? 60, bins: 12 }),
    )
    expect(climate.years).toEqual([2013, 2014])
  })
})
