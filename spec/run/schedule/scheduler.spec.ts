import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Node, Plan } from "../../../lib/plan/plan.ts"
import type { Fact } from "../../../lib/run/event.ts"
import * as Scheduler from "../../../lib/run/schedule/scheduler.ts"
import { expected } from "./expected.ts"
import type { Kind, Scripted, World } from "../plans.ts"
import { definition, ofWorld, text, worlds } from "../plans.ts"
import type { Script, Simulated } from "./simulation.ts"
import { calm, commands, simulate } from "./simulation.ts"

const task = (needs: ReadonlyArray<number>, more: Partial<Scripted> = {}): Scripted => ({
  kind: "Task",
  needs,
  there: false,
  fails: false,
  runs: 1,
  checks: 0,
  ...more,
})
const world = (...nodes: ReadonlyArray<Scripted>): World => ({ nodes, roots: [nodes.length - 1] })
const fates = ({ last, ids }: Simulated) => ids.map((id) => Scheduler.status(last, id))
const started = (simulated: Simulated) =>
  commands(simulated, "Start").map(({ command }) => simulated.ids.indexOf(command.node))
const outcome = ({ told }: Simulated) => told.find((event) => event._tag === "Finished")?.outcome

const workers = () => fc.integer({ min: 1, max: 4 })
const scripts = (): fc.Arbitrary<Script> =>
  fc.record({
    workers: workers(),
    grace: fc.integer({ min: 0, max: 6 }),
    interrupts: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 2 }),
    obeys: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
  })

describe("what is asked for", () => {
  it("runs a missing task after its missing dependencies", () => {
    const run = simulate(world(task([]), task([0]), task([1])), calm(4))
    expect(started(run)).toStrictEqual([0, 1, 2])
    expect(outcome(run)).toBe("Complete")
  })

  it("leaves alone what is missing below a complete task, and does not even look for it", () => {
    const run = simulate(world(task([]), task([0], { there: true }), task([1])), calm(4))
    expect(started(run)).toStrictEqual([2])
    expect(commands(run, "Check").flatMap(({ command }) => command.nodes)).toStrictEqual([run.ids[2], run.ids[1]])
  })

  it("does nothing when the roots are there", () => {
    const run = simulate(world(task([]), task([0], { there: true })), calm(4))
    expect(started(run)).toStrictEqual([])
    expect(outcome(run)).toBe("Complete")
  })

  it("runs a task without output whenever it is asked for, and takes a wrapper as there when its dependencies are", () => {
    const run = simulate(world(task([], { kind: "Always", there: true }), task([0], { kind: "Wrapper" })), calm(1))
    expect(fates(run)).toStrictEqual(["Made", "Passed"])
  })

  it("fails an external task whose output is missing, and names the output", () => {
    const run = simulate(world(task([], { kind: "External" }), task([0])), calm(1))
    expect(fates(run)).toStrictEqual(["Failed", "Blocked"])
    expect(run.told.find((event) => event._tag === "Failed")).toMatchObject({
      failure: { _tag: "External", paths: [run.ids[0]] },
    })
  })

  it("ends at once when nothing is asked for", () => {
    expect(outcome(simulate({ nodes: [], roots: [] }, calm(1)))).toBe("Complete")
  })
})

describe("order", () => {
  it("starts what is ready in the order of the plan, whichever way answers came", () => {
    const slow = (checks: number) => task([], { checks })
    const blocker = task([], { runs: 9 })
    const run = simulate(world(blocker, slow(5), slow(3), slow(4), task([0, 1, 2, 3])), calm(1))
    expect(started(run)).toStrictEqual([0, 1, 2, 3, 4])
  })
})

describe("failures", () => {
  it("block what is above them and nothing else", () => {
    const run = simulate(world(task([], { fails: true }), task([0]), task([]), task([2]), task([1, 3])), calm(1))
    expect(fates(run)).toStrictEqual(["Failed", "Blocked", "Made", "Made", "Blocked"])
    expect(run.told.filter((event) => event._tag === "Blocked")).toMatchObject([
      { by: run.ids[0], nodes: [run.ids[1], run.ids[4]] },
    ])
    expect(outcome(run)).toBe("Failed")
  })
})

describe("interruption", () => {
  const two = world(task([], { runs: 5 }), task([], { runs: 5 }), task([0, 1]))

  it("starts nothing more, and lets what runs stop", () => {
    const run = simulate(two, { workers: 1, grace: 10, interrupts: [1], obeys: 2 })
    expect(fates(run)).toStrictEqual(["Cancelled", "Ready", "Waiting"])
    expect(run.told.at(-1)).toStrictEqual({ _tag: "Finished", time: 3, outcome: "Interrupted", left: 3 })
  })

  it("counts what is made within the grace time", () => {
    const run = simulate(two, { workers: 2, grace: 10, interrupts: [1], obeys: undefined })
    expect(fates(run)).toStrictEqual(["Made", "Made", "Ready"])
    expect(commands(run, "Abandon")).toStrictEqual([])
  })

  it("abandons what still runs when the grace time is over", () => {
    const run = simulate(two, { workers: 2, grace: 2, interrupts: [1], obeys: undefined })
    expect(commands(run, "Abandon").map(({ time }) => time)).toStrictEqual([3, 3])
    expect(fates(run)).toStrictEqual(["Cancelled", "Cancelled", "Waiting"])
  })

  it("abandons it at once when it comes a second time", () => {
    const run = simulate(two, { workers: 2, grace: 9, interrupts: [1, 2], obeys: undefined })
    expect(commands(run, "Abandon").map(({ time }) => time)).toStrictEqual([2, 2])
  })

  it("is none when all that was asked for was done by then", () => {
    const run = simulate(world(task([], { runs: 3 })), { workers: 1, grace: 9, interrupts: [1], obeys: undefined })
    expect(outcome(run)).toBe("Complete")
  })

  it("before the beginning leaves everything", () => {
    const state = Scheduler.of(ofWorld(two), { workers: 1, grace: 0 })
    const [next, told] = Scheduler.step(state, { _tag: "Interrupted", time: 0 })
    expect(told).toStrictEqual([
      { _tag: "Publish", event: { _tag: "Finished", time: 0, outcome: "Interrupted", left: 1 } },
    ])
    expect(next.phase).toBe("Over")
  })
})

describe("laws", () => {
  it("every node ends as the sets of the rules say, whatever the durations and workers (oracle: expected)", () => {
    fc.assert(
      fc.property(worlds(), workers(), (world, workers) => {
        const run = simulate(world, calm(workers))
        expect(fates(run)).toStrictEqual(expected(world))
        expect(outcome(run)).toBe(expected(world).includes("Failed") ? "Failed" : "Complete")
      }),
      { numRuns: 300 },
    )
  })

  it("nothing starts twice, before its dependencies, beside more than its workers, or after an interruption", () => {
    fc.assert(
      fc.property(worlds(), scripts(), (world, script) => {
        const run = simulate(world, script)
        const starts = commands(run, "Start")
        expect(new Set(starts.map(({ command }) => command.node)).size).toBe(starts.length)
        const interrupted = run.steps.findIndex(({ event }) => event._tag === "Interrupted")
        const there = (index: number, step: number): boolean => {
          const node = world.nodes[index] as Scripted
          if (node.kind === "Wrapper") return node.needs.every((need) => there(need, step))
          if (node.there && node.kind !== "Always") return true
          return run.steps
            .slice(0, step + 1)
            .some(({ event }) => event._tag === "Succeeded" && event.node === run.ids[index])
        }
        for (const { step, command } of starts) {
          if (interrupted >= 0) expect(step).toBeLessThan(interrupted)
          for (const need of world.nodes[run.ids.indexOf(command.node)]?.needs ?? [])
            expect(there(need, step)).toBe(true)
        }
        // Nothing more is asked for either.
        const stopped = run.told.findIndex((event) => event._tag === "Interrupted")
        if (stopped >= 0) expect(run.told.slice(stopped).map(({ _tag }) => _tag)).not.toContain("Required")
        let running = 0
        for (const { event, commands } of run.steps) {
          if (event._tag === "Succeeded" || event._tag === "AttemptFailed" || event._tag === "Cancelled") running -= 1
          running += commands.filter(({ _tag }) => _tag === "Start").length
          expect(running).toBeLessThanOrEqual(script.workers)
        }
      }),
    )
  })

  it("no worker is idle while something could start", () => {
    fc.assert(
      fc.property(worlds(), workers(), (world, workers) => {
        for (const { before } of simulate(world, calm(workers)).steps) expect(Scheduler.couldStart(before)).toBe(false)
      }),
    )
  })

  it("a run always ends, with one Finished and that the last, within the grace time of an interruption", () => {
    fc.assert(
      fc.property(worlds(), scripts(), (world, script) => {
        const run = simulate(world, script)
        expect(run.last.phase).toBe("Over")
        const ends = run.told.filter(({ _tag }) => _tag === "Finished")
        expect(ends).toStrictEqual([run.told.at(-1)])
        const interrupted = run.told.find(({ _tag }) => _tag === "Interrupted")
        if (interrupted !== undefined) expect(ends[0]?.time).toBeLessThanOrEqual(interrupted.time + script.grace)
      }),
    )
  })

  it("a second run does nothing but what failed, and what runs whenever it is asked for", () => {
    fc.assert(
      fc.property(worlds(), scripts(), (world, script) => {
        const first = fates(simulate(world, script))
        const nodes = world.nodes.map((node, index) => ({ ...node, there: node.there || first[index] === "Made" }))
        const again = simulate({ ...world, nodes }, calm(2))
        for (const index of started(again))
          if (first[index] === "Made") expect(world.nodes[index]?.kind).toBe<Kind>("Always")
        const healed = simulate({ ...world, nodes: nodes.map((node) => ({ ...node, fails: false })) }, calm(2))
        if (outcome(healed) === "Complete") expect(fates(healed)).not.toContain("Blocked")
      }),
    )
  })

  it("a run's events, the published ones included, give its state again", () => {
    fc.assert(
      fc.property(worlds(), scripts(), (world, script) => {
        const run = simulate(world, script)
        const replayed = run.told.reduce(
          (state, event) => Scheduler.step(state, event)[0],
          Scheduler.of(run.plan, script),
        )
        expect(run.ids.map((id) => Scheduler.status(replayed, id))).toStrictEqual(fates(run))
        expect(replayed.phase).toBe("Over")
      }),
    )
  })

  it("a state stays as it was: stepped again after the run, it gives the same", () => {
    fc.assert(
      fc.property(worlds(), scripts(), (world, script) => {
        const run = simulate(world, script)
        for (const { before, event, commands } of [...run.steps].reverse())
          expect(Scheduler.step(before, event)[1]).toStrictEqual(commands)
      }),
      { numRuns: 50 },
    )
  })

  it("answers that nobody waits for change nothing", () => {
    fc.assert(
      fc.property(worlds(), scripts(), fc.nat(), (world, script, pick) => {
        const run = simulate(world, script)
        const { before } = run.steps[pick % run.steps.length] as Simulated["steps"][number]
        const failure = { _tag: "Threw", message: "", cause: "" } as const
        for (const node of [...run.ids, "nobody"]) {
          const status = Scheduler.status(before, node)
          const stray: Array<Fact> = []
          if (status !== "Running")
            stray.push({ _tag: "Succeeded", time: 99, node }, { _tag: "Cancelled", time: 99, node })
          if (status !== "Running" && status !== "Checking") stray.push({ _tag: "Failed", time: 99, node, failure })
          for (const event of stray) expect(Scheduler.step(before, event)).toStrictEqual([before, []])
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe("size", () => {
  it("takes a step for each answer and no more: 20,000 tasks, three dependencies each", () => {
    const size = 20_000
    const node = definition({ name: "Task", output: text, run: () => "" })
    const nodes: Array<Node> = []
    for (let index = 0; index < size; index += 1) {
      const dependencies = [1, 7, 300].flatMap((back) => nodes[index - back] ?? [])
      nodes.push({ _tag: "Node", id: `${index}`, definition: node, slots: {}, edges: {}, dependencies })
    }
    const plan: Plan = {
      _tag: "Plan",
      roots: nodes.slice(-1),
      nodes: new Map(nodes.map((node) => [node.id, node])),
      axes: [],
      warnings: [],
    }
    let state = Scheduler.of(plan, { workers: 8, grace: 0 })
    const agenda: Array<Fact> = [{ _tag: "Begun", time: 0 }]
    const steps = { Checked: 0, Succeeded: 0 }
    for (let event = agenda.pop(); event !== undefined; event = agenda.pop()) {
      if (event._tag === "Checked" || event._tag === "Succeeded") steps[event._tag] += 1
      const [next, commands] = Scheduler.step(state, event)
      state = next
      for (const command of commands) {
        if (command._tag === "Start") agenda.push({ _tag: "Succeeded", time: 0, node: command.node })
        if (command._tag === "Check")
          agenda.push({ _tag: "Checked", time: 0, findings: command.nodes.map((node) => ({ node, missing: [node] })) })
      }
    }
    expect(state.phase).toBe("Over")
    expect(state.unsettled).toBe(0)
    expect(steps.Succeeded).toBe(size)
    expect(steps.Checked).toBeLessThan(size)
  })
})
