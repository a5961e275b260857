import { getEventListeners } from "node:events"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import * as t from "io-ts"
import { afterEach, describe, expect, it, vi } from "vitest"
import * as TE from "#fp/TaskEither"
import type { Plan } from "../../lib/plan/plan.ts"
import type { Clock } from "../../lib/run/clock.ts"
import type { Event } from "../../lib/run/event.ts"
import * as Failure from "../../lib/run/failure.ts"
import type { RunPlanOptions } from "../../lib/run/run-plan.ts"
import { runPlan } from "../../lib/run/run-plan.ts"
import { temporary } from "../../lib/task/place.ts"
import { local } from "../../lib/store/local.ts"
import { memory } from "../../lib/store/memory.ts"
import type { Store } from "../../lib/store/store.ts"
import { expected } from "./expected.ts"
import type { Outputs } from "../../lib/task/output.ts"
import type { Made, World } from "./plans.ts"
import { anything, definition, directory, file, id, json, ofWorld, plan, text, worlds } from "./plans.ts"

// --- a folder for each test, and what lies in it

const folders: Array<string> = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "waluigi-run-"))
  folders.push(made)
  return made
}
/** The names of all files, and of temporaries of any kind. */
const files = (root: string): ReadonlyArray<string> =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.name.startsWith(temporary))
    .map((entry) => entry.name)
    .sort()

const runs = (plan: Plan, store: Store, options: Partial<RunPlanOptions> = {}) =>
  runPlan(plan, store, { workers: 4, ...options })

type Ctx = {
  readonly load: (slots: unknown) => Promise<unknown>
  readonly output: never
  readonly signal: AbortSignal
  readonly log: (text: string) => void
}
const withCtx = (run: (slots: Readonly<Record<string, unknown>>, ctx: Ctx) => unknown): Made["run"] => run

/** Runs one task and gives the failure, in words. */
const failureOf = async (made: Omit<Made, "name">, store: Store = memory()): Promise<string | undefined> => {
  const { failures } = await runs(plan([{ name: "Bad", ...made }]), store)
  return failures[0] && Failure.message(failures[0].failure)
}

// --- the tests

describe("what run gives", () => {
  const ways: ReadonlyArray<readonly [string, () => unknown]> = [
    ["a value", () => 7],
    ["a promise", async () => 7],
    ["a TaskEither", () => TE.right(7)],
    ["a promise of a TaskEither", async () => TE.right(7)],
    ["a Task", () => async () => 7],
  ]
  it.each(ways)("may be %s", async (_, run) => {
    const store = memory()
    const { outcome, made } = await runs(plan([{ name: "A", output: json(t.number), run }]), store)
    expect({ outcome, made }).toStrictEqual({ outcome: "Complete", made: 1 })
    expect([...store.contents.values()].map((content) => JSON.parse(content))).toStrictEqual([7])
  })

  it("is a value even where it looks like an Either, unless a TaskEither gave it", async () => {
    const store = memory()
    await runs(plan([{ name: "A", output: anything, run: () => ({ _tag: "Left", left: 1 }) }]), store)
    expect([...store.contents.values()].map((content) => JSON.parse(content))).toStrictEqual([
      { _tag: "Left", left: 1 },
    ])
  })
})

describe("how run fails", () => {
  const boom = new Error("boom")
  const ways: ReadonlyArray<readonly [string, () => unknown, unknown, string]> = [
    ["an error thrown", () => raise(boom), boom, "boom"],
    ["a rejected promise", () => Promise.reject(boom), boom, "boom"],
    ["a Left", () => TE.left({ code: 3 }), { code: 3 }, '{"code":3}'],
    ["a string thrown", () => raise("no"), "no", "no"],
    ["undefined thrown", () => raise(undefined), undefined, "undefined"],
    ["an error without words", () => raise(new TypeError("")), new TypeError(""), "TypeError"],
  ]
  it.each(ways)("%s is a failure with its cause", async (_, run, cause, message) => {
    const store = memory()
    const { outcome, failures } = await runs(plan([{ name: "A", output: anything, run }]), store)
    expect(outcome).toBe("Failed")
    expect(failures[0]?.failure).toStrictEqual({ _tag: "Threw", message, cause })
    expect(store.contents.size).toBe(0)
  })

  it("what cannot even be printed is a failure too", async () => {
    const knot: Record<string, unknown> = {}
    knot.self = knot
    expect(await failureOf({ output: anything, run: () => raise(knot) })).toBe("a value that cannot be printed")
  })

  it("what its codec rejects is not written, and what is wrong is named", async () => {
    const codec = t.type({ count: t.number })
    expect(await failureOf({ output: json(codec), run: () => ({ count: "two" }) })).toMatch(/output\.json .*count/)
  })

  const misfits: ReadonlyArray<readonly [string, Outputs, () => unknown, string]> = [
    ["json", anything, () => undefined, "run returned nothing for its output"],
    ["text", text, () => 7, "its output is a text, and run returned a number"],
    [
      "file",
      file,
      () => ({}),
      "its output is a file: return a string or a Uint8Array, or write it to ctx.output; run returned an object",
    ],
    [
      "directory",
      directory,
      () => [],
      "its output is a directory: write into ctx.output and return nothing; run returned an array",
    ],
    ["record", { log: text }, () => ({ lgo: "" }), "its output log is a text, and run returned nothing"],
  ]
  it.each(misfits)("what is no %s is said to be none", async (_, output, run, message) => {
    expect(await failureOf({ output, run })).toBe(message)
  })

  it("a file or directory that is promised and not written is named", async () => {
    expect(await failureOf({ output: file, run: () => undefined })).toMatch(/run left nothing at .*output\.svg/)
  })
})

describe("files, directories and records", () => {
  const bytes = new Uint8Array([1, 2, 255])
  it.each([
    ["written to ctx.output", (_: unknown, ctx: Ctx) => writeFile(ctx.output, bytes)],
    [
      "written there, and its path returned",
      (_: unknown, ctx: Ctx) => writeFile(ctx.output, bytes).then(() => ctx.output),
    ],
    ["returned", () => bytes],
  ])("a file may be %s", async (_, run) => {
    const root = folder()
    const made = plan([{ name: "Plot", output: file, run: withCtx(run) }])
    expect((await runs(made, local(root))).outcome).toBe("Complete")
    expect(files(root)).toStrictEqual(["output.svg"])
    const [path] = readdirSync(join(root, "Plot"))
    expect([...readFileSync(join(root, "Plot", path as string, "output.svg"))]).toStrictEqual([...bytes])
  })

  it("a record of outputs has its values returned and its files written", async () => {
    const root = folder()
    const output = { hist: anything, log: text, plot: file, parts: directory }
    const run = withCtx(async (_, ctx) => {
      const { plot, parts } = ctx.output as { plot: string; parts: string }
      await writeFile(plot, "<svg/>")
      await writeFile(join(parts, "one.txt"), "1")
      return { hist: [1], log: "done" }
    })
    expect((await runs(plan([{ name: "A", output, run }]), local(root))).outcome).toBe("Complete")
    expect(files(root)).toStrictEqual(["hist.json", "log.txt", "one.txt", "plot.svg"])
  })

  it("nothing of a record appears when one of it is wrong, and no temporary stays", async () => {
    const root = folder()
    const output = { plot: file, hist: anything, log: text }
    const run = withCtx(async (_, ctx) => {
      await writeFile((ctx.output as { plot: string }).plot, "<svg/>")
      return { hist: [1], log: 7 }
    })
    expect((await runs(plan([{ name: "A", output, run }]), local(root))).outcome).toBe("Failed")
    expect(files(root)).toStrictEqual([])
  })

  it("what is in place already goes again when a later one cannot come into place", async () => {
    const root = folder()
    const disk = local(root)
    const broken: Store = {
      ...disk,
      prepare: (target, value) => async () => {
        const staged = await disk.prepare(target, value)()
        if (staged._tag === "Left" || !target.path.endsWith("b.txt")) return staged
        const commit = TE.left({ _tag: "System", path: target.path, code: "ENOSPC", message: "no space" } as const)
        return { ...staged, right: { ...staged.right, commit } }
      },
    }
    const { failures } = await runs(
      plan([{ name: "A", output: { a: text, b: text, c: text }, run: () => ({ a: "", b: "", c: "" }) }]),
      broken,
    )
    expect(failures[0] && Failure.message(failures[0].failure)).toMatch(/the disk is full \(ENOSPC\)/)
    expect(files(root)).toStrictEqual([])
  })
})

describe("ctx.load", () => {
  const source: Made = { name: "Source", output: json(t.number), run: () => 20 }

  it("reads the dependencies of a task, and what is below them", async () => {
    const store = memory()
    const middle: Made = {
      name: "Middle",
      output: json(t.number),
      needs: { source: 0 },
      run: withCtx(async (p, ctx) => Number(await ctx.load(p.source)) + 1),
    }
    const top: Made = {
      name: "Top",
      output: anything,
      needs: { middles: [1] },
      run: withCtx(async (p, ctx) => {
        const [first] = p.middles as ReadonlyArray<{ source: unknown }>
        return [await ctx.load(first), await ctx.load(first?.source)]
      }),
    }
    expect((await runs(plan([source, middle, top]), store)).failures).toStrictEqual([])
    expect(JSON.parse([...store.contents.values()].at(-1) as string)).toStrictEqual([21, 20])
  })

  it("reads by the codec of the task declared at the slot, whatever stands there (6.5)", async () => {
    const strict = definition({ name: "Strict", output: json(t.string) })
    const load = withCtx((p, ctx) => ctx.load(p.source))
    const reading = (need: Made["needs"]) =>
      runs(plan([source, { name: "Top", output: anything, needs: need ?? {}, run: load }]), memory())
    const { failures } = await reading({ source: { node: 0, declared: strict } })
    expect(failures[0] && Failure.message(failures[0].failure)).toMatch(
      /^cannot load Source: .* does not fit its codec/,
    )
    expect((await reading({ source: 0 })).failures).toStrictEqual([])
    expect((await reading({ source: { node: 0, dynamic: true } })).failures).toStrictEqual([])
  })

  it("gives a record of outputs as a record, the path of a file, the text of a text", async () => {
    const output = { plot: file, note: text }
    const both: Made = { name: "Both", output, run: () => ({ plot: "<svg/>", note: "hm" }) }
    let loaded: unknown
    const top: Made = {
      name: "Top",
      needs: { both: 0 },
      run: withCtx(async (p, ctx) => void (loaded = await ctx.load(p.both))),
    }
    expect((await runs(plan([both, top]), memory())).failures).toStrictEqual([])
    expect(loaded).toStrictEqual({ plot: expect.stringMatching(/plot\.svg$/), note: "hm" })
    expect(existsSync((loaded as { plot: string }).plot)).toBe(true)
  })

  it("says what it cannot read", async () => {
    const stranger = plan([source, source, source]).roots[0]?.slots
    const ways: ReadonlyArray<readonly [Made["run"], RegExp]> = [
      [withCtx((_, ctx) => ctx.load(stranger)), /this Source is no dependency of Top/],
      [withCtx((_, ctx) => ctx.load({ year: 1 })), /ctx\.load takes a dependency/],
      [withCtx((p, ctx) => ctx.load(p.wrapper)), /Wrapper has no output to load/],
    ]
    for (const [run, message] of ways) {
      const { failures } = await runs(
        plan([{ name: "Wrapper" }, { name: "Top", needs: { wrapper: 0 }, run }]),
        memory(),
      )
      expect(failures[0] && Failure.message(failures[0].failure)).toMatch(message)
    }
  })

  it("fails a task for what is missing below a complete dependency", async () => {
    const store = memory()
    const middle: Made = { name: "Middle", output: text, needs: { source: 0 }, run: () => "there" }
    const top: Made = {
      name: "Top",
      needs: { middle: 1 },
      run: withCtx((p, ctx) => ctx.load((p.middle as { source: unknown }).source)),
    }
    const all = plan([source, middle, top])
    await runs(plan([source, middle]), store)
    const outputs = [...store.contents.keys()]
    await store.remove({ output: anything, path: outputs[0] as string })()
    const { failures } = await runs(all, store)
    expect(failures[0] && Failure.message(failures[0].failure)).toMatch(/cannot load Source: .* is missing/)
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

describe("interruption", () => {
  const late = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve("late"), 5))
  /** Says that it runs, upon which the test interrupts it. */
  const told = (run: (ctx: Ctx) => unknown) =>
    withCtx((_, ctx) => {
      const result = run(ctx)
      ctx.log("running")
      return result
    })
  const aborted = (signal: AbortSignal) => new Promise((resolve) => signal.addEventListener("abort", resolve))
  const starting = (abort: AbortController) => (event: Event) => {
    if (event._tag === "Logged") abort.abort()
  }

  it("reaches a task by its signal; what it was making leaves no trace", async () => {
    const root = folder()
    const abort = new AbortController()
    const made = plan([
      { name: "A", output: file, run: told(({ signal }) => aborted(signal).then(() => raise(signal.reason))) },
      { name: "B", needs: { a: 0 }, output: text, run: () => "" },
    ])
    const summary = await runs(made, local(root), { signal: abort.signal, onEvent: starting(abort) })
    expect(summary).toMatchObject({ outcome: "Interrupted", cancelled: [id(made, 0)], left: 2, failures: [] })
    expect(files(root)).toStrictEqual([])
  })

  it("gives a task that ends within the grace time its due", async () => {
    const abort = new AbortController()
    const made = plan([{ name: "A", output: text, run: told(late) }])
    const summary = await runs(made, memory(), { signal: abort.signal, onEvent: starting(abort) })
    expect(summary).toMatchObject({ outcome: "Complete", made: 1 })
  })

  it.each([
    ["after the grace time", (abort: AbortController) => ({ signal: abort.signal, grace: 1 })],
    ["at once", (abort: AbortController) => ({ halt: abort.signal, grace: 10_000 })],
  ])("leaves a task that goes on %s, and what it yields then is not written", async (_, options) => {
    const root = folder()
    const abort = new AbortController()
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    const run = told(() => gate.then(() => ({ note: "late", plot: "late" })))
    const made = plan([{ name: "A", output: { note: text, plot: file }, run }])
    const summary = await runs(made, local(root), { ...options(abort), onEvent: starting(abort) })
    expect(summary).toMatchObject({ outcome: "Interrupted", cancelled: [id(made, 0)] })
    expect(files(root)).toStrictEqual([])
    release()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(files(root)).toStrictEqual([])
  })

  it("while a task's outputs are written waits for the writing, and puts nothing into place", async () => {
    const root = folder()
    const disk = local(root)
    const abort = new AbortController()
    const slow: Store = {
      ...disk,
      prepare: (target, value) => async () => {
        const prepared = await disk.prepare(target, value)()
        abort.abort()
        await new Promise((resolve) => setTimeout(resolve, 5))
        return prepared
      },
    }
    const made = plan([{ name: "A", output: text, run: () => "" }])
    expect(await runs(made, slow, { halt: abort.signal })).toMatchObject({ outcome: "Interrupted", made: 0 })
    expect(files(root)).toStrictEqual([])
  })

  it("leaves no timer and no listener behind", async () => {
    const abort = new AbortController()
    const off = vi.fn()
    const clock: Clock = { now: () => 0, wake: () => off }
    const made = plan([{ name: "A", output: text, run: told(late) }])
    await runs(made, memory(), { signal: abort.signal, halt: abort.signal, clock, onEvent: starting(abort) })
    expect(getEventListeners(abort.signal, "abort")).toStrictEqual([])
    expect(off).toHaveBeenCalledTimes(1)
  })

  it("before a task has its place to write to never calls it", async () => {
    const abort = new AbortController()
    const onEvent = (event: Event) => event._tag === "Started" && abort.abort()
    const made = plan([{ name: "A", output: file, run: () => raise("ran") }])
    const summary = await runs(made, memory(), { signal: abort.signal, onEvent })
    expect(summary).toMatchObject({ outcome: "Interrupted", failures: [], cancelled: [id(made, 0)] })
  })

  it("before the beginning starts nothing", async () => {
    const summary = await runs(plan([{ name: "A", run: () => raise("ran") }]), memory(), {
      signal: AbortSignal.abort(),
    })
    expect(summary).toMatchObject({ outcome: "Interrupted", failures: [] })
  })

  it("does not hide a failure that only happened to come after it", async () => {
    const abort = new AbortController()
    const run = told(({ signal }) => aborted(signal).then(() => raise(new Error("broken"))))
    const summary = await runs(plan([{ name: "A", run }]), memory(), { signal: abort.signal, onEvent: starting(abort) })
    expect(summary).toMatchObject({ outcome: "Failed", failures: [{ failure: { message: "broken" } }] })
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
    const clock: Clock = { now: () => ++now, wake: () => () => undefined }
    const summary = await runs(plan([{ name: "A", run: () => 0 }]), memory(), { clock })
    expect(summary.duration).toBe(2)
  })

  it("do not stop a run when a listener throws: the process is warned", async () => {
    const warned = new Promise((resolve) => vi.spyOn(process, "emitWarning").mockImplementationOnce(resolve))
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

const raise = (thrown: unknown): never => {
  throw thrown
}
