import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as TE from "#fp/TaskEither"
import * as Progress from "../../lib/run/progress.ts"
import * as Scheduler from "../../lib/run/schedule/scheduler.ts"
import { status } from "../../lib/run/status.ts"
import * as Summary from "../../lib/run/summary.ts"
import { memory } from "../store/scratch.ts"
import type { Store } from "../../lib/store/store.ts"
import { expected } from "./schedule/expected.ts"
import type { World } from "./plans.ts"
import { ofWorld, worlds } from "./plans.ts"
import type { Script } from "./schedule/simulation.ts"
import { calm, commands, simulate } from "./schedule/simulation.ts"
import { scripts as troubled, troubles } from "./schedule/troubles.ts"

const scripts = (): fc.Arbitrary<Script> =>
  fc.record({
    workers: fc.integer({ min: 1, max: 4 }),
    grace: fc.integer({ min: 0, max: 6 }),
    interrupts: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 2 }),
    obeys: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
  })

/** Worlds in which only some fail and stop, and worlds of every kind of trouble. */
const anything = (): fc.Arbitrary<readonly [World, Script]> =>
  fc.oneof(fc.tuple(worlds(), scripts()), fc.tuple(troubles(true), troubled(false)))

/** How many nodes of a run ended so, by the scheduler's last state. */
const tally = (run: ReturnType<typeof simulate>) => {
  const all = run.ids.map((id) => Scheduler.status(run.last, id))
  return (...statuses: ReadonlyArray<string>) => run.ids.filter((_, index) => statuses.includes(all[index] as string))
}

describe("summary", () => {
  it("counts what the scheduler's last state holds (oracle: counting statuses, and starts)", () => {
    fc.assert(
      fc.property(anything(), ([world, script]) => {
        const run = simulate(world, script)
        const summary = Summary.of(run.told.reduce(Summary.add, Summary.empty))
        const of = tally(run)
        const others = new Set(
          run.told.flatMap((event) => (event._tag === "Busy" || event._tag === "Found" ? [event.node] : [])),
        )
        const { failures, blocked, cancelled, partial, outcome, ...numbers } = summary
        expect(numbers).toStrictEqual({
          complete: of("Complete").filter((id) => !others.has(id)).length,
          elsewhere: of("Complete").filter((id) => others.has(id)).length,
          made: of("Made").length,
          left: of("Asked", "Checking", "Waiting", "Ready", "Cancelled", "Delayed", "Elsewhere").length,
          duration: (run.told.at(-1)?.time ?? 0) - (run.told.find(({ _tag }) => _tag === "Begun")?.time ?? 0),
        })
        expect(failures.map(({ node }) => node).sort()).toStrictEqual(of("Failed"))
        expect(blocked.flatMap(({ nodes }) => nodes).sort()).toStrictEqual(of("Blocked"))
        expect(of("Cancelled")).toStrictEqual(expect.arrayContaining([...cancelled]))
        const drained = run.told.some(({ _tag }) => _tag === "Draining")
        const stopped = run.told.some(({ _tag }) => _tag === "Interrupted")
        if (!drained && !stopped) expect(outcome).toBe(of("Failed").length > 0 ? "Failed" : "Complete")
        if (drained && !stopped) expect(outcome).toBe("Failed")
        // What ran last of a node is what counts.
        const last = new Map(commands(run, "Start").map(({ command }) => [command.node, command]))
        for (const { node, attempts } of failures) expect(attempts).toBe(last.get(node)?.attempt)
        const lacking = [...last.values()].filter(
          ({ node, without }) => without.length > 0 && !of("Complete").includes(node),
        )
        if (!stopped && !drained)
          expect(partial.map(({ node }) => node).sort()).toStrictEqual(lacking.map(({ node }) => node).sort())
      }),
      { numRuns: 300 },
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
  it("agrees in the end with the scheduler: what is made, here and elsewhere, failed, blocked, and of how many", () => {
    fc.assert(
      fc.property(anything(), ([world, script]) => {
        const run = simulate(world, script)
        const seen = run.told.reduce(Progress.add, Progress.empty)
        const of = tally(run)
        expect(seen.phase).toBe("Over")
        expect([...seen.running.keys(), ...seen.waiting.keys(), ...seen.retrying.keys()]).toStrictEqual([])
        expect(seen.made).toBe(of("Made").length)
        expect(seen.failed).toBe(of("Failed").length)
        expect(seen.blocked).toBe(of("Blocked").length)
        expect(seen.complete + seen.elsewhere).toBe(of("Complete").length)
        expect(seen.made + seen.elsewhere + seen.failed).toBeLessThanOrEqual(seen.total)
        if (run.told.some(({ _tag }) => _tag === "Interrupted" || _tag === "Draining")) return
        const wrappers = new Set(run.ids.filter((_, index) => world.nodes[index]?.kind === "Wrapper"))
        const runnable = [...of("Made"), ...of("Failed"), ...of("Blocked")].filter((id) => !wrappers.has(id))
        expect(seen.total).toBe(runnable.length + seen.elsewhere)
      }),
      { numRuns: 300 },
    )
  })

  it("holds what runs, waits for others and is tried again at every moment (oracle: the scheduler's statuses)", () => {
    fc.assert(
      fc.property(troubles(true), troubled(true), (world, script) => {
        const run = simulate(world, script)
        let progress = Progress.empty
        for (const { before, event, commands: follow } of run.steps) {
          const [after] = Scheduler.step(before, event)
          progress = Progress.add(progress, event)
          for (const command of follow) if (command._tag === "Publish") progress = Progress.add(progress, command.event)
          if (after.phase === "Over") return
          for (const id of progress.retrying.keys())
            expect(["Delayed", "Ready", "Running"]).toContain(Scheduler.status(after, id))
          for (const id of run.ids) {
            const now = Scheduler.status(after, id)
            expect(progress.retrying.has(id) || now !== "Delayed").toBe(true)
            expect(progress.waiting.has(id) || now !== "Elsewhere").toBe(true)
            if (progress.running.has(id)) expect(["Running", "Expired", "Needing", "Resuming"]).toContain(now)
          }
        }
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
