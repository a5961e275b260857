import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Event } from "../../../lib/run/event.ts"
import * as Graph from "../../../lib/run/schedule/graph.ts"
import * as Scheduler from "../../../lib/run/schedule/scheduler.ts"
import type { Scripted, World } from "../plans.ts"
import { below, ofWorld, worlds } from "../plans.ts"
import type { Script, Simulated } from "./simulation.ts"
import { calm, commands, simulate, trace } from "./simulation.ts"

const task = (needs: ReadonlyArray<number>, more: Partial<Scripted> = {}): Scripted => ({
  kind: "Task",
  needs,
  there: false,
  fails: false,
  runs: 2,
  checks: 0,
  ...more,
})
const world = (...nodes: ReadonlyArray<Scripted>): World => ({ nodes, roots: [nodes.length - 1] })
const runs = (script: Partial<Script>, ...nodes: ReadonlyArray<Scripted>): Simulated =>
  simulate(world(...nodes), { ...calm(2), ...script })
const fates = ({ last, ids }: Simulated) => ids.map((id) => Scheduler.status(last, id))
const started = (run: Simulated) =>
  commands(run, "Start").map(({ command, time }) => [run.ids.indexOf(command.node), time])
const told = ({ told }: Simulated, tag: string) => told.filter(({ _tag }) => _tag === tag)
const retries = { times: 2, delay: 3, factor: 2, most: 100 }

describe("retries", () => {
  it("come after delays that grow, and their number is told with each failure", () => {
    const run = runs({}, task([], { fails: true, policy: { retries } }))
    expect(trace(run)).toMatchInlineSnapshot(`
      "   0  Begun → Check n0
         0  Checked n0 missing → Start n0
         0  Started n0
         2  AttemptFailed n0 → Wake
         5  Woken → Start n0
         5  Started n0
         7  AttemptFailed n0 → Wake
        13  Woken → Start n0
        13  Started n0
        15  AttemptFailed n0"
    `)
    expect(told(run, "Retrying")).toMatchObject([
      { attempt: 1, at: 5 },
      { attempt: 2, at: 13 },
    ])
    expect(told(run, "Failed")).toMatchObject([{ attempts: 3 }])
  })

  it("end with the first that succeeds", () => {
    const run = runs({ retries }, task([], { attempts: ["Crashes", "Ends"] }), task([0]))
    expect(fates(run)).toStrictEqual(["Made", "Made"])
    expect(told(run, "Failed")).toStrictEqual([])
  })

  it("of a task beat those of the run", () => {
    const none = { ...retries, times: 0 }
    expect(started(runs({ retries }, task([], { fails: true, policy: { retries: none } })))).toHaveLength(1)
  })

  it("are not made of what can only fail again", () => {
    const run = runs({ retries }, task([], { policy: { resources: { gpu: 2 } } }))
    expect(told(run, "Failed")).toMatchObject([{ failure: { _tag: "TooLarge", resource: "gpu", takes: 2, has: 1 } }])
    expect(started(run)).toStrictEqual([])
  })
})

describe("timeouts", () => {
  it("cancel an attempt, and make room at once where it heeds that", () => {
    const run = runs({ timeout: 4, obeys: 1, workers: 1 }, task([], { runs: 99 }), task([]), task([0, 1]))
    expect(fates(run)).toStrictEqual(["Failed", "Made", "Blocked"])
    expect(told(run, "Failed")).toMatchObject([{ failure: { _tag: "TimedOut", after: 4 } }])
    expect(started(run)).toStrictEqual([
      [0, 0],
      [1, 5],
    ])
  })

  it("abandon one that does not heed it when the grace time is over", () => {
    const run = runs({ grace: 7, obeys: undefined }, task([], { attempts: ["Hangs"], policy: { timeout: 4 } }))
    expect(commands(run, "Abandon").map(({ time }) => time)).toStrictEqual([11])
    expect(fates(run)).toStrictEqual(["Failed"])
  })

  it("count from when an attempt is under way, not from the command: a process may have to be started for it", () => {
    const plan = ofWorld(world(task([], { policy: { timeout: 4 } })))
    const [node = ""] = plan.nodes.keys()
    const events: ReadonlyArray<Event> = [
      { _tag: "Begun", time: 0 },
      { _tag: "Checked", time: 0, findings: [{ node, missing: ["a"] }] },
      { _tag: "Started", time: 100, node },
      { _tag: "Woken", time: 104 },
    ]
    let state = Scheduler.of(plan, { workers: 1, grace: 7 })
    const answers = events.map((event) => {
      const [next, commands] = Scheduler.step(state, event)
      state = next
      return commands.flatMap((command) => (command._tag === "Publish" ? [] : [command]))
    })
    expect(answers).toMatchObject([
      [{ _tag: "Check" }],
      [{ _tag: "Start", node }],
      [{ _tag: "Wake", at: 104 }],
      [
        { _tag: "Cancel", node, reason: "timeout" },
        { _tag: "Wake", at: 111 },
      ],
    ])
  })

  it("are no matter to what is made in the grace time", () => {
    const run = runs({ grace: 7, obeys: undefined, timeout: 4 }, task([], { runs: 5 }))
    expect(fates(run)).toStrictEqual(["Made"])
  })
})

describe("priorities and resources", () => {
  it("start the higher priority first, and of equals the first of the plan", () => {
    const one = (priority: number) => task([], { policy: { priority } })
    const first = task([], { runs: 9 })
    const run = runs({ workers: 1 }, first, one(0), one(5), one(-3), one(5), task([0, 1, 2, 3, 4]))
    expect(started(run).map(([node]) => node)).toStrictEqual([0, 2, 4, 1, 3, 5])
  })

  it("let others by that do not lack what the first in line lacks", () => {
    const gpu = { policy: { resources: { gpu: 1 } } }
    const run = runs({ workers: 3 }, task([], gpu), task([], gpu), task([]), task([0, 1, 2]))
    expect(started(run)).toStrictEqual([
      [0, 0],
      [2, 0],
      [1, 2],
      [3, 4],
    ])
  })

  it("keep those of lower priority from what one of a higher lacks: a large task is not starved", () => {
    const small = task([], { checks: 2 })
    const large = task([0], { policy: { priority: 1, resources: { cpu: 2 } } })
    // The large one is ready at 1, when one core is still taken until 5; the small ones are at 2.
    const run = runs({}, task([], { runs: 1 }), task([], { runs: 5 }), small, small, large, task([1, 2, 3, 4]))
    expect([...started(run)].sort(([, a = 0], [, b = 0]) => a - b)).toStrictEqual([
      [1, 0],
      [0, 0],
      [4, 5],
      [2, 7],
      [3, 7],
      [5, 9],
    ])
  })

  it("give a task that takes more cores than there are all of them", () => {
    const run = runs({ workers: 2 }, task([]), task([], { policy: { resources: { cpu: 64 } } }), task([0, 1]))
    expect(fates(run)).toStrictEqual(["Made", "Made", "Made"])
  })
})

describe("failures that a run puts up with", () => {
  it("end it when there are so many, with what runs going on to its end", () => {
    const bad = task([], { fails: true, runs: 1 })
    const run = runs({ maxFailures: 1 }, bad, task([], { runs: 9 }), task([]), task([0, 1, 2]))
    expect(fates(run)).toStrictEqual(["Failed", "Made", "Ready", "Blocked"])
    expect(run.told.at(-1)).toMatchObject({ outcome: "Failed", left: 1 })
    expect(told(run, "Draining")).toMatchObject([{ failures: 1 }])
  })

  it("are endless if it does not say", () => {
    const bad = task([], { fails: true })
    expect(fates(runs({}, bad, bad, bad, task([]), task([0, 1, 2, 3])))).toStrictEqual([
      "Failed",
      "Failed",
      "Failed",
      "Made",
      "Blocked",
    ])
  })
})

describe("what may be missing", () => {
  const bad = task([], { fails: true })

  it("is a dependency that may fail: the task runs, and is told without which", () => {
    const run = runs({}, bad, task([0]), task([], { settled: [1] }))
    expect(fates(run)).toStrictEqual(["Failed", "Blocked", "Made"])
    expect(told(run, "Partial")).toMatchObject([{ node: run.ids[2], without: [run.ids[1]] }])
    expect(commands(run, "Start").at(-1)?.command.without).toStrictEqual([run.ids[1]])
  })

  it("is a part of a collection, as large as its reduction accepts", () => {
    const some = (least: number) => task([], { some: { nodes: [0, 1, 2], accept: { _tag: "Count", least } } })
    expect(fates(runs({}, bad, task([]), task([]), some(2))).at(-1)).toBe("Made")
    expect(fates(runs({}, bad, task([]), task([]), some(3))).at(-1)).toBe("Blocked")
  })

  it("is waited for all the same: nothing is left out that could be there", () => {
    const run = runs(
      { workers: 4 },
      bad,
      task([], { runs: 9 }),
      task([], { some: { nodes: [0, 1], accept: { _tag: "Count", least: 1 } } }),
    )
    expect(started(run).at(-1)).toStrictEqual([2, 9])
  })
})

describe("other processes", () => {
  it("are waited for, and what they make is used", () => {
    const run = runs({}, task([], { held: { until: 500, makes: true } }), task([0]))
    expect(fates(run)).toStrictEqual(["Complete", "Made"])
  })

  it("are followed where they give up", () => {
    const run = runs({}, task([], { held: { until: 500, makes: false } }), task([0]))
    expect(fates(run)).toStrictEqual(["Made", "Made"])
    // Twice as long each time, and soon enough after.
    expect(
      commands(run, "Start")
        .map(({ time }) => time)
        .slice(0, -1),
    ).toMatchInlineSnapshot(`
      [
        0,
        60,
        160,
        360,
        760,
      ]
    `)
  })

  it("take no room: others start meanwhile", () => {
    const run = runs({ workers: 1 }, task([], { held: { until: 500, makes: true } }), task([]), task([0, 1]))
    expect(started(run)).toContainEqual([1, 0])
  })
})

describe("needs on the way", () => {
  it("are made, while the one that waits takes no room", () => {
    // The plan knows the last alone; it asks for the one before, which has a dependency.
    const run = simulate({ nodes: [task([]), task([0]), task([], { asks: [1] })], roots: [2] }, calm(1))
    expect(trace(run)).toMatchInlineSnapshot(`
      "   0  Begun → Check n2
         0  Checked n2 missing → Start n2
         0  Started n2
         0  Needed n2 for n1 → Check n1
         0  Checked n1 missing → Check n0
         0  Checked n0 missing → Start n0
         0  Started n0
         2  Succeeded n0 → Start n1
         2  Started n1
         4  Succeeded n1 → Resume n2 there
         6  Succeeded n2"
    `)
    expect(fates(run)).toStrictEqual(["Made", "Made", "Made"])
  })

  it("that fail are told to who asked", () => {
    const run = simulate({ nodes: [task([], { fails: true }), task([], { asks: [0] })], roots: [1] }, calm(1))
    expect(fates(run)).toStrictEqual(["Failed", "Failed"])
    expect(told(run, "Failed").at(-1)).toMatchObject({ failure: { _tag: "Unmet", reason: "Failed" } })
  })

  it("of itself are a cycle, told to one that is in it", () => {
    // 0 needs 1 by its slots; 1 asks for 0.
    const run = simulate({ nodes: [task([], { asks: [1] }), task([0])], roots: [1] }, calm(2))
    expect(told(run, "Failed")).toMatchObject([{ node: run.ids[0], failure: { reason: "Cycle" } }])
    expect(fates(run)).toStrictEqual(["Failed", "Blocked"])
  })

  it("are refused once the run stops", () => {
    const run = simulate(
      { nodes: [task([], { runs: 50 }), task([], { asks: [0] })], roots: [1] },
      { ...calm(2), interrupts: [3], obeys: undefined },
    )
    expect(commands(run, "Resume")).toMatchObject([
      { time: 3, command: { answers: [{ problem: { _tag: "Stopped" } }] } },
    ])
    expect(run.told.at(-1)).toMatchObject({ outcome: "Interrupted" })
  })

  it("are refused once too much has failed, and who asked has its time from then on", () => {
    const all = ofWorld({
      nodes: [task([]), task([], { fails: true }), task([], { policy: { timeout: 20 } })],
      roots: [1, 2],
    })
    const [wanted, bad, asks] = [...all.nodes.keys()] as [string, string, string]
    const events: ReadonlyArray<Event> = [
      { _tag: "Begun", time: 0 },
      { _tag: "Checked", time: 0, findings: [bad, asks].map((node) => ({ node, missing: [node] })) },
      { _tag: "Started", time: 0, node: bad },
      { _tag: "Started", time: 0, node: asks },
      { _tag: "Needed", time: 1, node: asks, ticket: 1, plan: below(all, [wanted]) },
      // The time of its start is over while it waits, which is no matter.
      { _tag: "Woken", time: 20 },
      { _tag: "AttemptFailed", time: 25, node: bad, failure: { _tag: "Threw", message: "no", cause: "no" } },
      { _tag: "Woken", time: 45 },
    ]
    let state = Scheduler.of(below(all, [bad, asks]), { ...calm(2), maxFailures: 1 })
    const given = events.map((event) => {
      const [next, commands] = Scheduler.step(state, event)
      state = next
      return commands
    })
    expect(given[5]).toStrictEqual([])
    expect(given[6]).toMatchObject([
      { _tag: "Resume", node: asks, answers: [{ problem: { _tag: "Stopped" } }] },
      { _tag: "Publish", event: { _tag: "Failed", node: bad } },
      { _tag: "Publish", event: { _tag: "Draining" } },
      { _tag: "Wake", at: 45 },
    ])
    expect(given[7]).toContainEqual({ _tag: "Cancel", node: asks, reason: "timeout" })
  })
})

describe("what is missing below what is there", () => {
  const nodes = [task([], { there: true }), task([0]), task([1], { there: true }), task([2], { there: true })]

  it("is left alone", () => {
    expect(started(runs({}, ...nodes))).toStrictEqual([])
  })

  it("is made by rebuild, and nothing above it is", () => {
    const run = runs({ rebuild: true }, ...nodes)
    expect(started(run).map(([node]) => node)).toStrictEqual([1])
    expect(fates(run)).toStrictEqual(["Complete", "Made", "Complete", "Complete"])
  })

  it("is not asked for where nobody makes it, nor run where it has no output", () => {
    const without = [task([], { kind: "External" }), task([0], { kind: "Always" }), task([1], { there: true })]
    const run = runs({ rebuild: true }, ...without)
    expect(fates(run)).toStrictEqual(["Unknown", "Unknown", "Complete"])
  })
})

describe("graphs that grow", () => {
  it("are what all their plans are together, and old ones stay as they were (oracle: sets of names)", () => {
    fc.assert(
      fc.property(worlds(), fc.array(fc.nat(), { maxLength: 12 }), (world, picks) => {
        const all = ofWorld(world)
        const ids = [...all.nodes.keys()]
        const part = (pick: number) => below(all, [ids[pick % ids.length] as string])
        let graph = Graph.of(part(picks[0] ?? 0))
        const known = new Set(part(picks[0] ?? 0).nodes.keys())
        const versions: Array<readonly [Graph.Graph, ReadonlySet<string>]> = [[graph, new Set(known)]]
        for (const pick of picks) {
          graph = Graph.extend(graph, part(pick))
          for (const id of part(pick).nodes.keys()) known.add(id)
          versions.push([graph, new Set(known)])
        }
        for (const [version, names] of versions) {
          const numbers = Array.from({ length: version.size }, (_, number) => number)
          const name = (number: number) => Graph.nodeOf(version, number).id
          expect(new Set(numbers.map(name))).toStrictEqual(names)
          expect(numbers.map((number) => Graph.numberOf(version, name(number)))).toStrictEqual(numbers)
          for (const number of numbers) {
            const node = Graph.nodeOf(version, number)
            expect(Graph.dependenciesOf(version, number).map(name)).toStrictEqual(node.dependencies.map(({ id }) => id))
            const above = [...names].filter((id) => all.nodes.get(id)?.dependencies.includes(node))
            expect(new Set(Graph.dependentsOf(version, number).map(name))).toStrictEqual(new Set(above))
            expect(Graph.kindOf(version, number)).toBe(node.definition.name)
          }
        }
      }),
    )
  })
})
