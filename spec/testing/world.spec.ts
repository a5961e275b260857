/**
 * Worlds: a workflow run without a disk, in a time of its own.
 */
import * as t from "io-ts"
import { describe, expect, it, onTestFinished } from "vitest"
import { call, dep, file, int, json, many, param, run, task, text } from "waluigi"
import { memory } from "waluigi/testing"
import * as Clock from "../../lib/testing/clock.ts"

const Square = task("Square", {
  params: { of: param(int) },
  output: json(t.number),
  path: (p) => `squares/${p.of}.json`,
  run: (p) => p.of ** 2,
})
const Sum = task("Sum", {
  params: { squares: many(Square) },
  output: text(),
  path: () => "sum.txt",
  run: async (p, ctx) => {
    const all = await Promise.all(p.squares.map(ctx.load))
    return String(all.reduce((sum, one) => sum + one, 0))
  },
})

describe("a world in memory", () => {
  it("takes what a workflow leaves, and gives it back", async () => {
    const world = memory()
    const result = await run(Sum({ of: [1, 2, 3] }), world.options)
    expect(result._tag).toBe("Complete")
    expect(await world.load(Sum({ of: [1, 2, 3] }))).toBe("14")
    expect(await world.load(Square({ of: 3 }))).toBe(9)
    expect([...world.files().keys()]).toEqual(["squares/1.json", "squares/2.json", "squares/3.json", "sum.txt"])
    const again = await run(Sum({ of: [1, 2, 3] }), world.options)
    expect(again).toMatchObject({ counts: { complete: 1, made: 0 } })
  })

  it("says of an output that is not there which it is", async () => {
    await expect(memory().load(Square({ of: 3 }))).rejects.toThrow(/Square/)
    await expect(memory().load(Square({ of: [3, 4] }))).rejects.toThrow("reads one output, and this workflow has 2")
    // @ts-expect-error -- no parameter of that name
    await expect(memory().load(Square({ off: 3 }))).rejects.toThrow("no parameter of Square matches off")
  })

  it("keeps files where their path says, until it is disposed of", async () => {
    const Page = task("Page", { params: { of: param(int) }, output: file("html"), run: (p) => `<p>${p.of}</p>` })
    const world = memory()
    onTestFinished(() => world.dispose())
    await run(Page({ of: 1 }), world.options)
    expect(await world.load(Page({ of: 1 }))).toMatch(/\.html$/)
  })

  it("calls actions too", async () => {
    const world = memory()
    await run(Square({ of: 2 }), world.options)
    const result = await call(Square({ of: 2 }), ["remove"], world.options)
    expect([result._tag, world.files().size]).toEqual(["Complete", 0])
  })
})

describe("a fault", () => {
  it("refuses the write that it names, and only what needs that is left undone", async () => {
    const world = memory()
    world.fail({ write: 2 })
    const result = await run(Sum({ of: [1, 2, 3] }), world.options)
    expect(result).toMatchObject({ _tag: "Failed", counts: { made: 2, failed: 1, blocked: 1 } })
    expect("message" in result && result.message).toContain("ENOSPC")
    expect([...world.files().keys()]).toEqual(["squares/1.json", "squares/3.json"])
    world.mend()
    expect(await run(Sum({ of: [1, 2, 3] }), world.options)).toMatchObject({ _tag: "Complete", counts: { made: 2 } })
  })

  it("refuses every write to places that match, with the code it is told", async () => {
    const world = memory()
    world.fail({ path: /^sum/, code: "EACCES" })
    const result = await run(Sum({ of: [1, 2] }), world.options)
    expect(result).toMatchObject({ _tag: "Failed", counts: { made: 2, failed: 1 } })
    expect("message" in result && result.message).toContain("EACCES")
  })
})

describe("virtual time", () => {
  it("passes in sleep without waiting, and is the time of the run", async () => {
    const world = memory()
    const Slow = task("Slow", {
      params: { square: dep(Square), hours: param(int) },
      output: json(t.number),
      run: async (p) => {
        await world.clock.sleep(p.hours * 3_600_000)
        return p.hours
      },
    })
    const before = performance.now()
    const result = await run(Slow({ hours: [5, 3], of: 1 }), world.options)
    expect(performance.now() - before).toBeLessThan(5_000)
    expect(result).toMatchObject({ _tag: "Complete", duration: 8 * 3_600_000 })
  })

  it("lets those who sleep at once wake in order of time", async () => {
    const clock = Clock.virtual()
    const woken: Array<readonly [number, number]> = []
    await Promise.all([30, 10, 20].map((time) => clock.sleep(time).then(() => woken.push([time, clock.now()]))))
    expect(woken).toEqual([
      [10, 10],
      [20, 20],
      [30, 30],
    ])
  })

  it("is advanced for a run that waits for its grace", async () => {
    const world = memory()
    const stop = new AbortController()
    const Deaf = task("Deaf", { output: json(t.number), run: () => new Promise<number>(() => undefined) })
    const going = run(Deaf(), {
      ...world.options,
      grace: 60_000,
      signal: stop.signal,
      onEvent: (event) => {
        if (event._tag === "Started") setImmediate(() => stop.abort())
        if (event._tag === "Interrupted") setImmediate(() => world.clock.advance(60_000))
      },
    })
    expect(await going).toMatchObject({ _tag: "Interrupted", duration: 60_000 })
  })
})
