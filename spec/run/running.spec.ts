import { rmSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import * as TE from "#fp/TaskEither"
import type { Clock } from "../../lib/run/clock.ts"
import { system } from "../../lib/run/clock.ts"
import type { Event } from "../../lib/run/event.ts"
import * as Failure from "../../lib/run/failure.ts"
import { runPlan } from "../../lib/run/run-plan.ts"
import { local } from "../../lib/store/local.ts"
import * as Policy from "../../lib/task/policy.ts"
import { memory } from "../store/scratch.ts"
import type { Store } from "../../lib/store/store.ts"
import { expected } from "./schedule/expected.ts"
import type { World } from "./plans.ts"
import { file, id, ofWorld, plan, text, worlds } from "./plans.ts"
import type { Ctx } from "./running.ts"
import { failureOf, files, firstFailure, folder, raise, runs, withCtx } from "./running.ts"

/** A clock whose stillness the test tells. */
const still = () => {
  const calls = new Set<() => void>()
  const onIdle: Clock["onIdle"] = (call) => {
    calls.add(call)
    return () => calls.delete(call)
  }
  return {
    calls,
    clock: { ...system, onIdle },
    idle: () => {
      for (const call of [...calls]) call()
    },
  }
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))
const never = new Promise<never>(() => undefined)

describe("a promise that nothing can settle", () => {
  it("fails its task; what is independent is made, and nothing half-written is left", async () => {
    const { calls, clock, idle } = still()
    const root = folder()
    const made = plan(
      [
        { name: "Stuck", output: file, run: withCtx((_, ctx) => writeFile(ctx.output, "half").then(() => never)) },
        { name: "Above", needs: { stuck: 0 }, run: () => 0 },
        { name: "Beside", output: text, run: () => "made" },
      ],
      [1, 2],
    )
    const over = runs(made, local(root), { clock, workers: 1 })
    await vi.waitFor(() => expect(files(root)).toContainEqual(expect.stringMatching(/^output/)))
    idle()
    const { outcome, failures, blocked } = await over
    expect({ outcome, failed: failures.map(({ node }) => node) }).toStrictEqual({
      outcome: "Failed",
      failed: [id(made, 0)],
    })
    expect(failures[0] && Failure.message(failures[0].failure)).toMatch(
      /^its promise can never settle: nothing is left/,
    )
    expect(blocked).toHaveLength(1)
    expect(files(root)).toStrictEqual(["output.txt"])
    expect(calls.size).toBe(0)
  })

  it("of the store fails what it is asked about", async () => {
    const { clock, idle } = still()
    const store: Store = { ...memory(), exists: () => () => never }
    const over = runs(plan([{ name: "A", output: text, run: () => "" }]), store, { clock })
    await soon()
    idle()
    expect(firstFailure(await over)).toMatch(/^the store can never answer/)
  })

  it("of the store does not keep a run that has been left", async () => {
    const { clock, idle } = still()
    const store: Store = { ...memory(), prepare: () => () => never }
    const over = runs(plan([{ name: "A", output: text, run: () => "" }]), store, { clock })
    await soon()
    idle()
    await soon()
    idle()
    expect(await over).toMatchObject({ outcome: "Failed" })
  })
})

describe("a task that keeps the process to itself", () => {
  it("is told of, once, with what would help", async () => {
    let now = 0
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now)
    onTestFinished(() => clock.mockRestore())
    const said: Array<string> = []
    const loop = () => {
      now += 3_000
      return "made"
    }
    const onEvent = (event: Event) => {
      if (event._tag === "Logged") said.push(event.message)
    }
    const made = plan([{ name: "Loop", output: text, run: loop }])
    await runPlan(made, memory(), { workers: 1, onEvent })
    await runPlan(made, memory(), { workers: 1, onEvent })
    expect(said).toStrictEqual([
      "it computed for 3 s without a pause, and kept all others, Ctrl-C and timeouts waiting: resources: { cpu: 1 } in Loop gives it a process of its own",
    ])
  })
})

describe("a heavy task whose file nobody told", () => {
  it("runs in this process, with a warning", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined)
    onTestFinished(() => warn.mockRestore())
    const policy = { ...Policy.open, resources: { cpu: 1 } }
    const made = plan([{ name: "Heavy", output: text, run: () => String(process.pid), policy }])
    const store = local(folder())
    expect(await runPlan(made, store, { workers: 1 })).toMatchObject({ outcome: "Complete", made: 1 })
    expect(warn.mock.calls).toStrictEqual([
      [expect.stringContaining("Heavy says what cpu or memory it takes, and runs in this process all the same")],
    ])
  })
})

describe("what is there", () => {
  it("is decided by the store: a second run does nothing, and what was removed is made again", async () => {
    const root = folder()
    let calls = 0
    const made = plan([{ name: "A", output: text, run: () => `${++calls}` }])
    expect(await runs(made, local(root))).toMatchObject({ made: 1, complete: 0 })
    expect(await runs(made, local(root))).toMatchObject({ made: 0, complete: 1, outcome: "Complete" })
    rmSync(join(root, "A"), { recursive: true })
    expect(await runs(made, local(root))).toMatchObject({ made: 1, complete: 0 })
    expect(calls).toBe(2)
  })

  it("names the place of an external output that is missing", async () => {
    const { failures, blocked } = await runs(
      plan([
        { name: "Raw", output: file },
        { name: "Top", needs: { raw: 0 }, run: () => 0 },
      ]),
      local(folder()),
    )
    expect(failures[0] && Failure.message(failures[0].failure)).toMatch(
      /^external, and its output is missing: .*Raw.*output\.svg$/,
    )
    expect(blocked).toHaveLength(1)
  })

  it("fails the one task that cannot be looked for, and no other", async () => {
    const store = memory()
    const refusing: Store = {
      ...store,
      exists: (targets) =>
        targets.some(({ path }) => path.startsWith("Bad"))
          ? TE.left({ _tag: "System", path: "Bad", code: "EACCES", message: "permission denied" })
          : store.exists(targets),
    }
    const made = plan(
      [
        { name: "Good", output: text, run: () => "" },
        { name: "Bad", output: text, run: () => "" },
      ],
      [0, 1],
    )
    expect(await runs(made, refusing)).toMatchObject({ made: 1, failures: [{ node: id(made, 1) }] })
  })

  it("fails, and does not throw, when the store throws", async () => {
    const store: Store = { ...memory(), exists: () => raise(new Error("no store")) }
    expect(await failureOf({ output: text, run: () => "" }, store)).toMatch(/no store/)
  })
})

describe("events", () => {
  it("tell what a task logs, until it ends", async () => {
    const events: Array<Event> = []
    let log: Ctx["log"] = () => undefined
    const run = withCtx((_, ctx) => {
      log = ctx.log
      ctx.log("half way")
    })
    await runs(plan([{ name: "A", run }]), memory(), { onEvent: (event) => events.push(event) })
    log("too late")
    expect(events.map(({ _tag }) => _tag)).toStrictEqual([
      "Begun",
      "Required",
      "Started",
      "Logged",
      "Succeeded",
      "Finished",
    ])
  })

  it("have the time of the run's clock", async () => {
    let now = 0
    const clock: Clock = { now: () => ++now, wake: () => () => undefined, onIdle: () => () => undefined }
    const summary = await runs(plan([{ name: "A", run: () => 0 }]), memory(), { clock })
    expect(summary.duration).toBe(2)
  })

  it("do not stop a run when a listener throws: the process is warned", async () => {
    const warned = new Promise((resolve) => vi.spyOn(process, "emitWarning").mockImplementationOnce(resolve))
    onTestFinished(() => void vi.restoreAllMocks())
    const onEvent = (event: Event) => {
      if (event._tag === "Started") throw new Error("a listener's mistake")
    }
    expect(await runs(plan([{ name: "A", run: () => 0 }]), memory(), { onEvent })).toMatchObject({
      outcome: "Complete",
    })
    expect(await warned).toMatchObject({ message: "a listener's mistake" })
  })
})

describe("laws", () => {
  it("what is made of real promises and stores is what the sets of the rules say (oracle: expected)", async () => {
    await fc.assert(
      fc.asyncProperty(worlds(), fc.integer({ min: 1, max: 4 }), async (world, workers) => {
        const there = ofWorld(world)
        let running = 0
        const scripted = {
          ...there,
          nodes: new Map(
            [...there.nodes].map(([id, node], index) => {
              const { fails, runs: turns } = world.nodes[index] as World["nodes"][number]
              const run = async () => {
                running += 1
                expect(running).toBeLessThanOrEqual(workers)
                for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
                running -= 1
                return fails ? raise("scripted") : "made"
              }
              return [id, { ...node, definition: { ...node.definition, ...(node.definition.run && { run }) } }]
            }),
          ),
        }
        const before = world.nodes.map(({ there, kind }) => there && (kind === "Task" || kind === "External"))
        const marking: Store = {
          ...memory(),
          exists: (targets) =>
            TE.right(targets.map(({ path }) => before[Number.parseInt(identity(path), 16)] === true)),
        }
        const summary = await runPlan(scripted, marking, { workers })
        const fates = expected(world)
        expect(summary.made).toBe(fates.filter((fate) => fate === "Made").length)
        expect(summary.complete).toBe(fates.filter((fate) => fate === "Complete").length)
        expect(summary.failures.map(({ node }) => node).sort()).toStrictEqual(
          fates.flatMap((fate, index) => (fate === "Failed" ? [id(there, index)] : [])),
        )
        expect(summary.blocked.flatMap(({ nodes }) => nodes).sort()).toStrictEqual(
          fates.flatMap((fate, index) => (fate === "Blocked" ? [id(there, index)] : [])),
        )
      }),
      { numRuns: 60 },
    )
  })
})

/** The number in the folder of a node: `Task/0007000000000000/output.txt`. */
const identity = (path: string): string => path.split("/")[1]?.slice(0, 4) ?? ""
