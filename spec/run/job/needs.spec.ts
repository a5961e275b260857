import { getEventListeners } from "node:events"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { dep, directory, extend, file, int, json, many, param, run, task, text } from "waluigi"
import * as Book from "../../../lib/run/book.ts"
import type { Report } from "../../../lib/run/executor.ts"
import * as InProcess from "../../../lib/run/job/in-process.ts"
import * as Targets from "../../../lib/run/targets.ts"
import { memory } from "../../store/scratch.ts"
import { plan } from "../plans.ts"
import { folder, runs } from "../running.ts"

const Data = task("Data", {
  params: { year: param(int) },
  output: json(t.number),
  run: (p) => {
    if (p.year > 2100) throw new Error("no such year")
    return p.year % 100
  },
})
const Twice = task("Twice", {
  params: { data: dep(Data) },
  output: json(t.number),
  run: async (p, ctx) => 2 * (await ctx.load(p.data)),
})

/** What a run gave, by its only root, and the failures in words. */
const outcome = async (workflow: Parameters<typeof run>[0], options: Parameters<typeof run>[1] = {}) => {
  const result = await run(workflow, { store: memory(), ...options })
  if (result._tag === "Complete") return result.roots[0].load()
  return result._tag === "Failed" ? result.failures.map(({ message }) => message) : result._tag
}

describe("ctx.need", () => {
  it("runs what is missing, and gives slots that can be read and loaded", async () => {
    const Top = task("Top", {
      output: json(t.array(t.number)),
      run: async (_, ctx) => {
        const twice = await ctx.need(Twice({ year: 2024 }))
        return [twice.data.year, await ctx.load(twice), await ctx.load(twice.data)]
      },
    })
    // The one worker is free while Top waits.
    expect(await outcome(Top, { workers: 1 })).toStrictEqual([2024, 48, 24])
  })

  it("is asked for several by Promise.all, and for all points of a collection by ctx.needAll", async () => {
    const Top = task("Top", {
      output: json(t.array(t.number)),
      run: async (_, ctx) => {
        const [one, all] = await Promise.all([
          ctx.need(Twice({ year: 2020 })),
          ctx.needAll(Data({ year: [2021, 2022] })),
        ])
        return Promise.all([ctx.load(one), ...all.map((each) => ctx.load(each))])
      },
    })
    expect(await outcome(Top, { workers: 2 })).toStrictEqual([40, 21, 22])
  })

  it("takes what is there already as it is, in this run or from before", async () => {
    let count = 0
    const Counted = task("Counted", { params: { n: param(int) }, output: text(), run: (p) => `${p.n} ${(count += 1)}` })
    const Top = task("Top", {
      params: { first: dep(Counted) },
      output: json(t.array(t.string)),
      run: async (p, ctx) => {
        const same = await ctx.need(Counted({ n: 1 }))
        const other = await ctx.need(Counted({ n: 2 }))
        return Promise.all([ctx.load(p.first), ctx.load(same), ctx.load(other)])
      },
    })
    const store = memory()
    await run(Counted({ n: 2 }), { store })
    expect(await outcome(Top({ "Top.first.n": 1 }), { store })).toStrictEqual(["1 2", "1 2", "2 1"])
    expect(count).toBe(2)
  })

  it("may be asked again by what it needs, to any depth", async () => {
    const Fibonacci = task("Fibonacci", {
      params: { n: param(int) },
      output: json(t.number),
      // Said, for a function that names its own task cannot be inferred.
      run: async (p, ctx): Promise<number> => {
        if (p.n < 2) return p.n
        const both = [Fibonacci({ n: p.n - 1 }), Fibonacci({ n: p.n - 2 })]
        const [one, two] = await Promise.all(both.map(async (each) => ctx.load(await ctx.need(each))))
        return Number(one) + Number(two)
      },
    })
    expect(await outcome(Fibonacci({ n: 20 }), { workers: 2 })).toBe(6765)
  })

  it("gives the slots of what stands in for what was asked", async () => {
    const Other = extend(Data, "Other", { run: () => 7 })
    const Top = task("Top", {
      output: json(t.number),
      run: async (_, ctx) => ctx.load((await ctx.need(Twice({ year: 2024, Data: Other }))).data),
    })
    expect(await outcome(Top)).toBe(7)
  })

  it("can be caught where it fails, and tried with another", async () => {
    const Top = task("Top", {
      output: json(t.number),
      run: async (_, ctx) => ctx.load(await ctx.need(Data({ year: 3000 })).catch(() => ctx.need(Data({ year: 2001 })))),
    })
    const result = await run(Top, { store: memory() })
    // What failed was run all the same.
    expect(result).toMatchObject({ _tag: "Failed", failures: [{ task: "Data" }] })
    expect(result._tag === "Failed" && (await result.roots[0].load())).toBe(1)
  })

  it("fails in words that name what failed", async () => {
    const Direct = task("Direct", { output: json(t.unknown), run: (_, ctx) => ctx.need(Data({ year: 3000 })) })
    const Below = task("Below", { output: json(t.unknown), run: (_, ctx) => ctx.needAll(Twice({ year: [1, 3000] })) })
    expect(await outcome(Direct)).toContain("Direct failed: ctx.need: Data(year: 3000) failed")
    expect(await outcome(Below)).toContain(
      "Below failed: ctx.needAll: Twice(data.year: 1) and 1 more cannot be made, for Data(year: 3000) failed",
    )
  })

  it("fails where it waits for the task that asks", async () => {
    const Knot = task("Knot", {
      params: { n: param(int) },
      output: json(t.number),
      run: async (p, ctx): Promise<number> => ctx.load(await ctx.need(Knot({ n: 1 - p.n }))),
    })
    expect(await outcome(Knot({ n: 0 }))).toStrictEqual([
      "Knot(n: 0) failed: ctx.need: Knot(n: 1) cannot be made, for it waits for this very task",
      "Knot(n: 1) failed: ctx.need: Knot(n: 0) failed",
    ])
  })

  it("fails with all that keeps it from resolving, before anything of it runs", async () => {
    const Top = task("Top", { output: json(t.number), run: async (_, ctx) => ctx.load(await ctx.need(Data)) })
    const [message] = (await outcome(Top)) as ReadonlyArray<string>
    expect(message).toMatch(/^Top failed: ctx\.need\(Data\(…\)\) does not resolve:\n {2}error: .*Data/)
    expect(message).toContain('{ "Data.year": … }')
  })

  it("takes one root: of several it says what to write", async () => {
    const Top = task("Top", {
      run: (_, ctx) => ctx.need(Data({ year: [1, 2, 3] })),
    })
    expect(await outcome(Top)).toStrictEqual([
      "Top failed: ctx.need(Data(…)) gives 3 tasks: write ctx.needAll(Data(…)), which gives all of them",
    ])
  })

  it("takes a task or a workflow, not the slots of one", async () => {
    const Top = task("Top", { params: { data: dep(Data) }, run: (p, ctx) => ctx.need(p.data as never) })
    expect(await outcome(Top({ year: 1 }))).toStrictEqual([
      "Top(data.year: 1) failed: ctx.need takes a task or a workflow; what is read from a slot is there, as this Data: ctx.load reads it",
    ])
    const Wrong = task("Wrong", { run: (_, ctx) => ctx.need("Data" as never) })
    expect(await outcome(Wrong)).toStrictEqual([
      'Wrong failed: ctx.need takes a task or a workflow, such as ctx.need(Data({ year: 2024 })), and is given "Data"',
    ])
  })

  it("that nobody waits for ends nothing but itself", async () => {
    const Top = task("Top", {
      output: json(t.number),
      run: async (_, ctx) => {
        void ctx.need(Data)
        void ctx.need(Data({ year: 3000 }))
        void ctx.load({} as never)
        await new Promise((resolve) => setTimeout(resolve, 5))
        return 1
      },
    })
    const result = await run(Top, { store: memory() })
    expect(result._tag).not.toBe("Invalid")
    await new Promise((resolve) => setTimeout(resolve, 5))
  })

  it("ends with the task that asks when the run is stopped", async () => {
    const abort = new AbortController()
    const Slow = task("Slow", {
      output: text(),
      run: (_, ctx) =>
        new Promise<string>((_resolve, reject) => {
          ctx.signal.addEventListener("abort", () => reject(ctx.signal.reason))
          abort.abort()
        }),
    })
    const Top = task("Top", { output: text(), run: async (_, ctx) => ctx.load(await ctx.need(Slow)) })
    const result = await run(Top, { store: memory(), signal: abort.signal, grace: 10_000 })
    expect(result).toMatchObject({ _tag: "Interrupted", failures: [] })
  })
})

describe("what is needed beside what a run holds", () => {
  const placed = (name: string, path: string) => task(name, { output: text(), path: () => path, run: () => name })
  const asking = (first: Parameters<typeof dep>[0], then: ReadonlyArray<Parameters<typeof run>[0]>) =>
    task("Top", {
      params: { first: dep(first) },
      output: json(t.unknown),
      run: async (_, ctx) => {
        for (const each of then) await ctx.need(each)
        return 1
      },
    })

  it("is not another task of a name that is there (1.6)", async () => {
    const Other = task("Data", { output: text(), run: () => "other" })
    const [message] = (await outcome(asking(Data({ year: 1 }), [Other]))) as ReadonlyArray<string>
    expect(message).toMatch(/failed: ctx\.need\(Data\(…\)\) does not fit into this run:\n {2}error: .*Data/)
    expect(message?.match(/needs\.spec\.ts:\d+/g)).toHaveLength(2)
  })

  it("may be a task that a function makes anew at each call", async () => {
    const made = () => task("Inner", { output: text(), run: () => "inner" })
    expect(await outcome(asking(Data({ year: 1 }), [made(), made()]))).toBe(1)
  })

  it.each([
    ["at the same place", "one.txt", "one.txt"],
    ["at one that differs in letter case", "one.txt", "One.txt"],
    ["inside its output", "one.txt", "one.txt/two.txt"],
    ["around its output", "one/two.txt", "one"],
  ])("writes nothing %s (8.2)", async (_, first, then) => {
    const clash = /^Top.* failed: ctx\.need\(Then\(…\)\) does not fit into this run:\n {2}error: .*one/i
    const store = memory()
    expect(await outcome(asking(placed("First", first), [placed("Then", then)]), { store })).toStrictEqual([
      expect.stringMatching(clash),
    ])
    // What was needed before is known too.
    const both = asking(Data({ year: 1 }), [placed("First", first), placed("Then", then)])
    expect(await outcome(both, { store: memory() })).toStrictEqual([expect.stringMatching(clash)])
    expect([...store.contents.values()]).toStrictEqual(["First"])
  })

  it("may write where nothing is in the way, and what is there already", async () => {
    const Twin = placed("Twin", "one/two.txt")
    const Then = placed("Then", "one/three.txt")
    expect(await outcome(asking(Twin, [Twin, Then, Twin]))).toBe(1)
  })
})

describe("the executor of this process", () => {
  it("reports what is needed, adds it to the book, and hears the answer once", async () => {
    const reports: Array<Report> = []
    const asked = plan([
      {
        name: "Top",
        run: async (_, context) => {
          const ctx = context as { readonly need: (workflow: unknown) => Promise<unknown> }
          return [await ctx.need(Data({ year: 1 })), await ctx.need(Data({ year: 2 }))]
        },
      },
    ])
    const book = Book.of(asked)
    const executor = InProcess.of(book, memory(), Targets.placing())
    const [node] = asked.nodes.keys()
    if (node === undefined) throw new Error("no node")
    const next = async (count: number) => {
      while (reports.length < count) await new Promise((resolve) => setTimeout(resolve, 1))
      return reports[count - 1]
    }
    executor.start({ node, attempt: 1, without: [] }, (report) => void reports.push(report))
    const first = await next(2)
    if (first?._tag !== "Needed") throw new Error(first?._tag)
    expect(first.ticket).toBe(1)
    for (const id of first.plan.nodes.keys()) expect(book.find(id)).toBeDefined()
    // Tickets that are not open are passed over.
    executor.resume(node, [{ ticket: 7, problem: undefined }])
    executor.resume(node, [{ ticket: 1, problem: undefined }])
    executor.resume(node, [{ ticket: 1, problem: { _tag: "Cycle" } }])
    expect(await next(3)).toMatchObject({ _tag: "Needed", ticket: 2 })
    executor.resume(node, [{ ticket: 2, problem: { _tag: "Stopped" } }])
    expect(await next(4)).toMatchObject({
      _tag: "AttemptFailed",
      failure: { _tag: "Unmet", reason: "ctx.need: Data(year: 2) is not made, for the run is being stopped" },
    })
    executor.resume(node, [{ ticket: 2, problem: undefined }])
    expect(reports).toHaveLength(4)
    await executor.close()
  })
})

describe("a task that waits for what it needs", () => {
  it.each(["interrupted", "timeout", "abandoned"] as const)("hears that it is %s", async (how) => {
    let heard: unknown
    let signal: AbortSignal | undefined
    const asked = plan([
      {
        name: "Top",
        run: async (_, context) => {
          const ctx = context as {
            readonly need: (workflow: unknown) => Promise<unknown>
            readonly signal: AbortSignal
          }
          signal = ctx.signal
          await ctx.need(Data({ year: 1 })).catch((cause: unknown) => (heard = cause))
          // Nor is anything needed by one that is told to stop.
          await ctx.need(Data({ year: 2 }))
        },
      },
    ])
    const executor = InProcess.of(Book.of(asked), memory(), Targets.placing())
    const [node] = asked.nodes.keys()
    if (node === undefined) throw new Error("no node")
    const reports: Array<Report> = []
    const needed = new Promise<void>((resolve) => {
      executor.start({ node, attempt: 1, without: [] }, (report) => {
        reports.push(report)
        if (report._tag === "Needed") resolve()
      })
    })
    await needed
    if (how === "abandoned") await executor.abandon(node)
    else executor.cancel(node, how)
    while (heard === undefined) await new Promise((resolve) => setTimeout(resolve, 1))
    await new Promise((resolve) => setTimeout(resolve, 1))
    expect(heard).toBe(signal?.reason)
    expect(heard).toMatchObject({ name: how === "timeout" ? "TimeoutError" : "AbortError" })
    const last = how === "abandoned" ? [] : ["Cancelled"]
    expect(reports.map(({ _tag }) => _tag)).toStrictEqual(["Started", "Needed", ...last])
    expect(signal && getEventListeners(signal, "abort")).toStrictEqual([])
  })
})

describe("what a task accepts to be missing", () => {
  const Sum = task("Sum", {
    params: { all: many(Data, { accept: 2 }) },
    output: json(t.array(t.number)),
    run: (p, ctx) => Promise.all(p.all.filter(ctx.there).map((one) => ctx.load(one))),
  })
  it("is told by ctx.there, for the items of a many", async () => {
    const result = await run(Sum({ year: [2023, 2024, 3000] }), { store: memory() })
    if (result._tag !== "Failed") throw new Error(result._tag)
    expect(await result.roots[0].load()).toStrictEqual([23, 24])
    const fewer = await run(Sum({ year: [2024, 3000, 3001] }), { store: memory() })
    expect(fewer._tag === "Failed" && fewer.roots[0].there).toBe(false)
  })

  it("is asked for 10,000 items in no time", async () => {
    const items = Array.from({ length: 10_000 }, () => ({ name: "Item" }))
    let asked = 0
    const all = plan([
      ...items,
      {
        name: "All",
        needs: { all: { nodes: items.map((_, index) => index), accept: { _tag: "Fraction" as const, least: 0 } } },
        run: (p, context) => {
          const ctx = context as { readonly there: (slots: unknown) => boolean }
          const start = performance.now()
          const there = (p.all as ReadonlyArray<unknown>).filter(ctx.there).length
          asked = performance.now() - start
          return there
        },
      },
    ])
    expect(await runs(all, memory())).toMatchObject({ outcome: "Complete" })
    expect(asked).toBeLessThan(200)
  })

  it("is told by ctx.there, for a settled dependency and an optional one", async () => {
    const Either = task("Either", {
      params: { tried: dep(Data, { year: 3000 }, { settled: true }), other: dep(Data, {}, { optional: true }) },
      output: json(t.array(t.boolean)),
      run: (p, ctx) => [ctx.there(p.tried), ctx.there(p.other)],
    })
    const result = await run(Either, { store: memory() })
    expect(result._tag === "Failed" && (await result.roots[0].load())).toStrictEqual([false, false])
  })

  it("cannot be loaded: the message names ctx.there", async () => {
    const Blind = task("Blind", {
      params: { tried: dep(Data, { year: 3000 }, { settled: true }) },
      output: json(t.number),
      run: (p, ctx) => ctx.load(p.tried),
    })
    expect(await outcome(Blind)).toContain(
      "Blind(tried.year: 3000) failed: ctx.load: Data(year: 3000) is not there, which Blind accepts: ask ctx.there(…) before it is loaded",
    )
  })

  it("is asked of own dependencies, and of what was needed", async () => {
    const Deep = task("Deep", {
      params: { twice: dep(Twice) },
      output: json(t.unknown),
      run: async (p, ctx) => [
        ctx.there(p.twice),
        ctx.there(await ctx.need(Data({ year: 1 }))),
        ctx.there(p.twice.data),
      ],
    })
    expect(await outcome(Deep({ year: 2 }))).toStrictEqual([
      expect.stringContaining(
        "ctx.there takes a dependency of Deep itself, as it stands among the slots: ctx.there(p.datasets)",
      ),
    ])
  })
})

describe("ctx.path", () => {
  it("says where an output lies: a path, a record of them, null for none", async () => {
    const root = folder()
    const Both = task("Both", {
      output: { plot: file("svg"), all: directory() },
      run: async (_, ctx) => {
        const { writeFileSync } = await import("node:fs")
        writeFileSync(ctx.output.plot, "<svg/>")
        writeFileSync(`${ctx.output.all}/one`, "1")
      },
    })
    const Wrapper = task("Wrapper", { params: { data: dep(Data) } })
    const Top = task("Top", {
      params: { both: dep(Both), wrapper: dep(Wrapper) },
      output: json(t.unknown),
      run: async (p, ctx) => [
        ctx.path(p.both),
        ctx.path(p.wrapper),
        ctx.path(p.wrapper.data),
        ctx.path(await ctx.need(Twice({ year: 1 }))),
      ],
    })
    expect(await outcome(Top({ year: 3 }), { outputRoot: root, store: undefined })).toStrictEqual([
      {
        plot: expect.stringMatching(new RegExp(`^${root}/Both/[0-9a-f]+/plot\\.svg$`)),
        all: expect.stringMatching(new RegExp(`^${root}/Both/[0-9a-f]+/all$`)),
      },
      null,
      expect.stringMatching(new RegExp(`^${root}/Data/.*\\.json$`)),
      expect.stringMatching(new RegExp(`^${root}/Twice/.*\\.json$`)),
    ])
  })

  it("takes what is below the task, nothing else", async () => {
    const Top = task("Top", { output: json(t.unknown), run: (_, ctx) => ctx.path({} as never) })
    expect(await outcome(Top)).toStrictEqual([
      "Top failed: ctx.path takes a dependency, as it stands among the slots: ctx.path(p.datasets)",
    ])
  })
})

describe("ctx.attempt", () => {
  it("counts from one", async () => {
    const attempts: Array<number> = []
    const Shaky = task("Shaky", {
      retries: { times: 2, delay: 0 },
      output: json(t.number),
      run: (_, ctx) => {
        attempts.push(ctx.attempt)
        if (ctx.attempt < 3) throw new Error("again")
        return ctx.attempt
      },
    })
    expect(await outcome(Shaky)).toBe(3)
    expect(attempts).toStrictEqual([1, 2, 3])
  })
})
