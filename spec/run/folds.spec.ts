import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as TE from "#fp/TaskEither"
import * as Progress from "../../lib/run/progress.ts"
import * as Scheduler from "../../lib/run/scheduler.ts"
import { status } from "../../lib/run/status.ts"
import * as Summary from "../../lib/run/summary.ts"
import { memory } from "../store/scratch.ts"
import type { Store } from "../../lib/store/store.ts"
import { expected } from "./expected.ts"
import type { World } from "./plans.ts"
import { ofWorld, worlds } from "./plans.ts"
import type { Script } from "./simulation.ts"
import { calm, simulate } from "./simulation.ts"

const scripts = (): fc.Arbitrary<Script> =>
  fc.record({
    workers: fc.integer({ min: 1, max: 4 }),
    grace: fc.integer({ min: 0, max: 6 }),
    interrupts: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 2 }),
    obeys: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
  })

/** How many nodes of a run ended so, by the scheduler's last state. */
const tally = (run: ReturnType<typeof simulate>) => {
  const all = run.ids.map((id) => Scheduler.status(run.last, id))
  return (...statuses: ReadonlyArray<string>) => run.ids.filter((_, index) => statuses.includes(all[index] as string))
}

describe("summary", () => {
  it("counts what the scheduler's last state holds (oracle: counting statuses)", () => {
    fc.assert(
      fc.property(worlds(), scripts(), (world, script) => {
        const run = simulate(world, script)
        const summary = Summary.of(run.told.reduce(Summary.add, Summary.empty))
        const of = tally(run)
        expect({
          ...summary,
          failures: summary.failures.map(({ node }) => node).sort(),
          blocked: summary.blocked.flatMap(({ nodes }) => nodes).sort(),
          cancelled: [...summary.cancelled].sort(),
        }).toStrictEqual({
          outcome: summary.left > 0 ? "Interrupted" : of("Failed").length > 0 ? "Failed" : "Complete",
          complete: of("Complete").length,
          made: of("Made").length,
          elsewhere: 0,
          partial: [],
          failures: of("Failed"),
          blocked: of("Blocked"),
          cancelled: of("Cancelled"),
          left: of("Asked", "Checking", "Waiting", "Ready", "Cancelled").length,
          duration: (run.told.at(-1)?.time ?? 0) - (run.told.find(({ _tag }) => _tag === "Begun")?.time ?? 0),
        })
      }),
    )
  })

  it("names for each blocked node a failure that stands below it", () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const run = simulate(world, calm(3))
        const below = (index: number): ReadonlyArray<number> =>
          (world.nodes[index] as World["nodes"][number]).needs.flatMap((need) => [need, ...below(need)])
        for (const event of run.told)
          if (event._tag === "Blocked")
            for (const node of event.nodes) expect(below(run.ids.indexOf(node))).toContain(run.ids.indexOf(event.by))
      }),
      { numRuns: 50 },
    )
  })

  it("of a run that was not finished is an interruption", () => {
    expect(Summary.of(Summary.add(Summary.empty, { _tag: "Begun", time: 3 }))).toMatchObject({
      outcome: "Interrupted",
      duration: 0,
    })
  })
})

describe("progress", () => {
  it("agrees in the end with the scheduler: what is made, failed, blocked, and of how many", () => {
    fc.assert(
      fc.property(worlds(), scripts(), (world, script) => {
        const run = simulate(world, script)
        const seen = run.told.reduce(Progress.add, Progress.empty)
        const of = tally(run)
        expect(seen.phase).toBe("Over")
        expect([...seen.running.keys()]).toStrictEqual([])
        expect(seen.made).toBe(of("Made").length)
        expect(seen.failed).toBe(of("Failed").length)
        expect(seen.blocked).toBe(of("Blocked").length)
        expect(seen.complete).toBe(of("Complete").length)
        expect(seen.made + seen.failed).toBeLessThanOrEqual(seen.total)
        if (script.interrupts.length > 0) return
        const wrappers = new Set(run.ids.filter((_, index) => world.nodes[index]?.kind === "Wrapper"))
        const runnable = [...of("Made"), ...of("Failed"), ...of("Blocked")]
        expect(seen.total).toBe(runnable.filter((id) => !wrappers.has(id)).length)
      }),
    )
  })

  it("knows since when each task runs", () => {
    const events = [
      { _tag: "Started", time: 3, node: "a" },
      { _tag: "Started", time: 4, node: "b" },
      { _tag: "Succeeded", time: 5, node: "a" },
    ] as const
    expect([...events.reduce(Progress.add, Progress.empty).running]).toStrictEqual([["b", 4]])
  })
})

describe("status", () => {
  /** A store in which a node's output is where the world says; it takes nothing. */
  const storeOf = (world: World): Store => ({
    ...memory(),
    exists: (targets) =>
      TE.right(
        targets.map(
          ({ path }) => world.nodes[Number.parseInt(path.split("/")[1] ?? "", 16) / 16 ** 12]?.there === true,
        ),
      ),
    write: () => TE.left({ _tag: "System", path: "", code: "EROFS", message: "read only" }),
  })

  it("tells what a run would do, and does nothing (oracles: expected, and what is there)", async () => {
    await fc.assert(
      fc.asyncProperty(worlds(), async (given) => {
        const world = { ...given, nodes: given.nodes.map((node) => ({ ...node, fails: false })) }
        const plan = ofWorld(world)
        const found = await status(plan, storeOf(world))
        const there: Array<boolean> = []
        for (const { kind, needs, there: own } of world.nodes)
          there.push(kind === "Wrapper" ? needs.every((need) => there[need]) : own && kind !== "Always")
        const words = {
          Unknown: "NotNeeded",
          Made: "WouldRun",
          Passed: "WouldPass",
          Failed: "Unavailable",
          Blocked: "Blocked",
        }
        expect([...found.verdicts.values()]).toStrictEqual(
          expected(world).map((fate, index) => (there[index] || fate === "Complete" ? "There" : words[fate])),
        )
        expect(found.wouldRun).toHaveLength(expected(world).filter((fate) => fate === "Made").length)
        expect(found.failures.every(({ failure }) => failure._tag === "External")).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
