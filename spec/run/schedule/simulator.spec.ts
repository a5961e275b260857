import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Fact } from "../../../lib/run/event.ts"
import * as Scheduler from "../../../lib/run/schedule/scheduler.ts"
import { fates } from "./fates.ts"
import type { Scripted, World } from "../plans.ts"
import type { Script, Simulated } from "./simulation.ts"
import { commands, simulate, trace } from "./simulation.ts"
import { scripts, troubles } from "./troubles.ts"

const factor = Number(process.env.WALUIGI_CASES ?? "0")

/** Checks a law on runs of random worlds; what breaks it is told with all that happened. */
const law = (
  title: string,
  calm: boolean,
  check: (run: Simulated, world: World, script: Script) => void,
  numRuns = 150,
) =>
  it(title, () => {
    fc.assert(
      fc.property(troubles(!calm), scripts(calm), (world, script) => {
        const run = simulate(world, script)
        try {
          check(run, world, script)
        } catch (cause) {
          throw new Error(`${(cause as Error).message}\n\n${trace(run)}\n`, { cause })
        }
      }),
      { numRuns: factor > 0 ? factor : numRuns },
    )
  })

const ended = new Set(["Succeeded", "AttemptFailed", "Cancelled", "Busy", "Found"])

/** Follows the jobs of a run: what is under way after each step, and what of it waits. */
const follow = (
  run: Simulated,
  each: (
    step: Simulated["steps"][number],
    under: ReadonlyMap<string, "runs" | "waits">,
    begun: ReadonlyArray<string>,
  ) => void,
): void => {
  const under = new Map<string, "runs" | "waits">()
  for (const step of run.steps) {
    const { event } = step
    if (ended.has(event._tag) && "node" in event) under.delete(event.node)
    const begun: Array<string> = []
    for (const command of step.commands) {
      if (command._tag === "Abandon") under.delete(command.node)
      if (command._tag === "Resume") under.set(command.node, "runs")
    }
    for (const command of step.commands)
      if (command._tag === "Start") {
        if (under.has(command.node)) throw new Error(`${command.node} starts while it runs`)
        under.set(command.node, "runs")
        begun.push(command.node)
      }
    const { _tag } = event
    if (
      _tag === "Needed" &&
      under.has(event.node) &&
      !step.commands.some((one) => one._tag === "Resume" && one.node === event.node)
    )
      under.set(event.node, "waits")
    each(step, under, begun)
  }
}

const positions = ({ ids }: Simulated): ReadonlyMap<string, number> => new Map(ids.map((id, index) => [id, index]))

describe("in every world, whatever stops it", () => {
  law("never are two jobs of one node under way", false, (run) => follow(run, () => undefined))

  law("nothing starts before what it cannot do without is there, and the rest of it settled", false, (run, world) => {
    const position = positions(run)
    const lost = new Set<string>()
    const there = new Set<string>()
    for (const { event, commands } of run.steps) {
      if (event._tag === "Succeeded" || event._tag === "Found") there.add(event.node)
      if (event._tag === "Checked")
        for (const { node, missing } of event.findings) if (missing.length === 0) there.add(node)
      for (const command of commands) {
        if (command._tag === "Publish" && command.event._tag === "Passed")
          for (const node of command.event.nodes) there.add(node)
        if (command._tag === "Publish" && command.event._tag === "Failed") lost.add(command.event.node)
        if (command._tag === "Publish" && command.event._tag === "Blocked")
          for (const node of command.event.nodes) lost.add(node)
        if (command._tag !== "Start") continue
        const { needs, settled = [], some } = world.nodes[position.get(command.node) as number] as Scripted
        for (const need of needs) expect(there).toContain(run.ids[need])
        for (const need of [...settled, ...(some?.nodes ?? [])])
          expect(there.has(run.ids[need] as string) || lost.has(run.ids[need] as string)).toBe(true)
        const spare = [...settled, ...(some?.nodes ?? [])].map((need) => run.ids[need] as string)
        expect(new Set(command.without)).toStrictEqual(new Set(spare.filter((id) => !there.has(id))))
      }
    }
  })

  law("no more is taken of a resource than there is, whoever runs", false, (run, world, script) => {
    const position = positions(run)
    const has = (resource: string): number =>
      resource === "cpu"
        ? script.workers
        : (script.resources?.[resource] ?? (resource === "memory" ? Number.POSITIVE_INFINITY : 1))
    follow(run, ({ before }, under, begun) => {
      if (begun.length === 0) return
      const taken: Record<string, number> = {}
      for (const [node, how] of under) {
        if (how === "waits") continue
        const { cpu = 1, ...rest } = world.nodes[position.get(node) as number]?.policy?.resources ?? {}
        for (const [resource, amount] of Object.entries({ cpu: Math.min(cpu, script.workers), ...rest }))
          taken[resource] = (taken[resource] ?? 0) + amount
      }
      expect(before.phase).not.toBe("Stopping")
      for (const [resource, amount] of Object.entries(taken)) expect(amount).toBeLessThanOrEqual(has(resource))
    })
  })

  law("a run ends, once, with that the last word, and with no job under way", false, (run) => {
    expect(run.last.phase).toBe("Over")
    expect(run.told.filter(({ _tag }) => _tag === "Finished")).toStrictEqual([run.told.at(-1)])
    let last: ReadonlyMap<string, unknown> = new Map()
    follow(run, (_, under) => {
      last = new Map(under)
    })
    expect(last.size).toBe(0)
  })

  law("no attempt is made but the first and as many as its policy has", false, (run, world, script) => {
    const position = positions(run)
    const failed = new Map<string, number>()
    for (const { command } of commands(run, "Start")) {
      const { policy } = world.nodes[position.get(command.node) as number] as Scripted
      expect(command.attempt).toBeLessThanOrEqual(1 + ((policy?.retries ?? script.retries)?.times ?? 0))
      expect(command.attempt).toBeGreaterThanOrEqual(failed.get(command.node) ?? 1)
      failed.set(command.node, command.attempt)
    }
  })

  law("nothing starts once it is interrupted or too much has failed", false, (run) => {
    const stopped = run.told.findIndex(({ _tag }) => _tag === "Interrupted" || _tag === "Draining")
    if (stopped < 0) return
    const until = run.steps.findIndex(
      ({ event, commands }) =>
        event._tag === "Interrupted" || commands.some((one) => one._tag === "Publish" && one.event._tag === "Draining"),
    )
    for (const { step } of commands(run, "Start")) expect(step).toBeLessThanOrEqual(until)
  })

  law("an interruption is over when the grace time is", false, (run, _, script) => {
    const interrupted = run.told.find(({ _tag }) => _tag === "Interrupted")
    if (interrupted !== undefined) expect(run.told.at(-1)?.time).toBeLessThanOrEqual(interrupted.time + script.grace)
  })

  law("nothing that could start waits", false, (run) => {
    for (const [index, { commands }] of run.steps.entries()) {
      const after = run.steps[index + 1]?.before ?? run.last
      if (after.phase === "Running" && commands.length > 0) expect(Scheduler.couldStart(after)).toBe(false)
    }
  })

  law("its events, the published ones included, give its state again", false, (run, _, script) => {
    const replayed = run.told.reduce((state, event) => Scheduler.step(state, event)[0], Scheduler.of(run.plan, script))
    expect(run.ids.map((id) => Scheduler.status(replayed, id))).toStrictEqual(
      run.ids.map((id) => Scheduler.status(run.last, id)),
    )
    expect(replayed.phase).toBe("Over")
  })

  law(
    "a state stays as it was: stepped again after the run, it gives the same",
    false,
    (run) => {
      for (const { before, event, commands } of [...run.steps].reverse())
        expect(Scheduler.step(before, event)[1]).toStrictEqual(commands)
    },
    60,
  )

  law(
    "answers that nobody waits for change nothing",
    false,
    (run) => {
      const failure = { _tag: "Threw", message: "", cause: "" } as const
      for (const { before } of run.steps)
        for (const node of [...run.ids, "nobody"]) {
          const now = Scheduler.status(before, node)
          const stray: Array<Fact> = []
          if (!Scheduler.isUnderWay(before, node))
            for (const _tag of ["Succeeded", "Cancelled", "Found"] as const) stray.push({ _tag, time: 99, node })
          if (!Scheduler.isUnderWay(before, node) && before.phase !== "Over")
            stray.push({ _tag: "AttemptFailed", time: 99, node, failure }, { _tag: "Busy", time: 99, node, by: "" })
          if (now !== "Checking" && now !== "Elsewhere") stray.push({ _tag: "Failed", time: 99, node, failure })
          for (const event of stray) expect(Scheduler.step(before, event)).toStrictEqual([before, []])
        }
    },
    40,
  )
})

describe("in a world that nothing stops", () => {
  law(
    "every node ends as the rules say (oracle: fates, without order and time)",
    true,
    (run, world, script) => {
      const expected = fates(world, script)
      expect(run.ids.map((id) => Scheduler.status(run.last, id))).toStrictEqual(expected)
      expect(run.told.at(-1)).toMatchObject({ outcome: expected.includes("Failed") ? "Failed" : "Complete", left: 0 })
    },
    600,
  )

  law(
    "a second run does nothing but what failed, and what runs whenever it is asked for",
    true,
    (run, world, script) => {
      const first = run.ids.map((id) => Scheduler.status(run.last, id))
      const nodes = world.nodes.map(({ held: _, ...node }, index) => ({
        ...node,
        there: node.there || first[index] === "Made" || (first[index] === "Complete" && node.kind !== "Always"),
      }))
      const again = simulate({ ...world, nodes }, script)
      for (const { command } of commands(again, "Start")) {
        const index = again.ids.indexOf(command.node)
        if (first[index] === "Made") expect(world.nodes[index]?.kind).toBe("Always")
      }
    },
  )
})

describe("size", () => {
  it("is no matter: 20,000 events of retries, resources, claims and needs", () => {
    const size = 2_400
    const nodes = Array.from(
      { length: size },
      (_, index): Scripted => ({
        kind: "Task",
        needs: [1, 7, 300].flatMap((back) => (index >= back ? [index - back] : [])),
        there: false,
        fails: false,
        runs: 1 + (index % 5),
        checks: 0,
        attempts: index % 3 === 0 ? ["Fails", "Crashes", "Ends"] : ["Ends"],
        policy: {
          retries: { times: 3, delay: 1, factor: 2, most: 9 },
          resources: index % 4 === 0 ? { gpu: 1 } : {},
          timeout: 1_000,
          priority: index % 7,
        },
        ...(index % 50 === 0 && index > 0 ? { asks: [index - 1] } : {}),
        ...(index % 11 === 0 ? { held: { until: index, makes: index % 2 === 0 } } : {}),
      }),
    )
    const run = simulate(
      { nodes, roots: [size - 1] },
      { workers: 8, grace: 5, resources: { gpu: 2 }, interrupts: [], obeys: 0 },
      1e6,
    )
    expect(run.told.at(-1)).toMatchObject({ _tag: "Finished", outcome: "Complete", left: 0 })
    expect(run.steps.length).toBeGreaterThan(10_000)
  })
})
