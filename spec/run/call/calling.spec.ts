/**
 * Rule 7, the part that does something: the order of calls, what an action gets, what happens when one fails or is stopped.
 */
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import * as TE from "#fp/TaskEither"
import { call, dep, file, int, json, many, param, run, str, substitute, task, text } from "../../../lib/index.ts"
import type { CallResult } from "../../../lib/run/call/call.ts"
import { memory } from "../../store/scratch.ts"

/** A chain Low <- Mid <- High, and Side beside Mid; every action writes down that it was called. */
const graph = () => {
  const said: Array<string> = []
  const say = (word: string) => (p: object) => void said.push("year" in p ? `${word} ${p.year}` : word)
  const Low = task("Low", {
    params: { year: param(int, { default: 1 }) },
    output: json(t.number),
    run: (p) => {
      said.push(`run ${p.year}`)
      return p.year
    },
    actions: {
      note: say("low"),
      spoil: (p) => {
        if (p.year === 2) throw new Error("not 2")
        said.push(`low ${p.year}`)
      },
    },
  })
  const Mid = task("Mid", {
    params: { low: dep(Low) },
    output: text(),
    run: async (p, ctx) => `${await ctx.load(p.low)}`,
    actions: { note: say("mid"), spoil: say("mid") },
  })
  const High = task("High", {
    params: { mids: many(Mid) },
    output: text(),
    run: () => "high",
    actions: { note: say("high"), spoil: say("high") },
  })
  return { said, Low, Mid, High }
}

const made = (result: CallResult) => {
  if (result._tag === "Invalid") throw new Error(result.message)
  return result
}

describe("7.1 calls", () => {
  it("are made in the order given, as often as given, dependencies first, and run nothing", async () => {
    const { said, High } = graph()
    const result = made(await call(High, ["Mid.note", "note", "Mid.note"], { store: memory() }))
    expect(result._tag).toBe("Complete")
    expect(said).toStrictEqual(["mid", "low 1", "mid", "high", "mid"])
    expect(result.calls.map(({ key, on }) => [key, on.map((one) => one.task)])).toStrictEqual([
      ["Mid.note", ["Mid"]],
      ["note", ["Low", "Mid", "High"]],
      ["Mid.note", ["Mid"]],
    ])
  })

  it("run what is missing where a run stands among them", async () => {
    const { said, Mid } = graph()
    const store = memory()
    const result = made(await call(Mid, ["note", "run", "note", "run"], { store }))
    expect(said).toStrictEqual(["low 1", "mid", "run 1", "low 1", "mid"])
    expect(result.calls.map(({ action }) => action)).toStrictEqual(["note", "run", "note", "run"])
    expect(store.contents.size).toBe(2)
  })

  it("of run at some tasks make these and what they need, not what stands above them", async () => {
    const { High } = graph()
    const store = memory()
    await call(High({ year: [1, 2] }), ["Mid.run"], { store })
    expect([...store.contents.keys()].map((path) => path.split("/")[0])).toStrictEqual(["Low", "Mid", "Low", "Mid"])
  })

  it("of run make nothing below what is there, for nobody needs it", async () => {
    const { said, Mid } = graph()
    const store = memory()
    await run(Mid, { store })
    await call(Mid, ["Low.remove", "run"], { store })
    expect(said).toStrictEqual(["run 1"])
  })

  it("that fail on a node are not made above it, are made elsewhere, and end the sequence", async () => {
    const { said, High } = graph()
    const result = made(await call(High({ year: [1, 2, 3] }), ["spoil", "note", "remove"], { store: memory() }))
    expect(result._tag).toBe("Failed")
    expect(said).toStrictEqual(["low 1", "mid", "low 3", "mid"])
    expect(result.calls[0]?.failures.map(({ task, parameters, message }) => [task, parameters, message])).toStrictEqual(
      [["Low", { year: 2 }, "spoil of Low(year: 2) failed: not 2"]],
    )
    expect(result.calls[0]?.blocked.map(({ task }) => task)).toStrictEqual(["Mid", "High"])
    expect(result.left).toStrictEqual(["note", "remove"])
    expect(result.message).toBe("spoil of Low(year: 2) failed: not 2")
  })

  it("end with a run that fails", async () => {
    const Bad = task("Bad", { output: text(), run: () => Promise.reject(new Error("no")), actions: { note: () => 0 } })
    const result = made(await call(Bad, ["run", "note"], { store: memory() }))
    expect([result._tag, result.message, result.left]).toStrictEqual(["Failed", "Bad failed: no", ["note"]])
  })

  it("are none where the list is empty", async () =>
    expect(made(await call(graph().Mid, [], { store: memory() }))).toMatchObject({ _tag: "Complete", calls: [] }))
})

describe("an action", () => {
  const Picture = task("Picture", {
    params: { of: param(str, { default: "x" }) },
    output: { note: text(), image: file("svg") },
    run: (p) => ({ note: p.of, image: "<svg/>" }),
    actions: {
      paths: (_, ctx) => ctx.path,
      own: async (p, ctx) => (await ctx.load(p)).note,
      there: (_, ctx) => ctx.there(),
      clean: (_, ctx) => ctx.remove(),
      say: { type: str, run: (_, ctx, word) => ctx.log(word) },
      late: () => new Promise((resolve) => setTimeout(() => resolve("late"), 1)),
      right: () => TE.right("right"),
      left: () => TE.left(new Error("left")),
    },
  })
  const Album = task("Album", {
    params: { pictures: many(Picture) },
    actions: {
      notes: async (p, ctx) => (await Promise.all(p.pictures.map(ctx.load))).map(({ note }) => note),
      nothing: (_, ctx) => [ctx.path, String(ctx.signal.aborted)],
      foreign: (_, ctx) => ctx.load({} as never),
    },
  })
  const values = async (key: string, options: Parameters<typeof call>[2] = {}) => {
    const store = options.store ?? memory()
    const result = made(await call(Album, ["run", key], { ...options, store }))
    return result.calls[1]?.on.map(({ value }) => value)
  }

  it("gets where its outputs lie, and reads its own and those below", async () => {
    expect(await values("paths")).toStrictEqual([
      { note: expect.stringMatching(/^memory:\/Picture.*note\.txt$/), image: expect.stringMatching(/image\.svg$/) },
    ])
    expect(await values("own")).toStrictEqual(["x"])
    expect(await values("notes")).toStrictEqual([["x"]])
    expect(await values("nothing")).toStrictEqual([[null, "false"]])
  })

  it("tells what is there, and removes its own", async () => {
    const store = memory()
    const result = made(await call(Album, ["there", "run", "there", "clean", "there"], { store }))
    expect(result.calls.map(({ on }) => on[0]?.value)).toStrictEqual([false, undefined, true, undefined, false])
    expect(store.contents.size).toBe(0)
  })

  it("gives a value, a promise, or a TaskEither, whose Left is a failure", async () => {
    expect(await values("late")).toStrictEqual(["late"])
    expect(await values("right")).toStrictEqual(["right"])
    expect(made(await call(Album, ["left"], { store: memory() })).message).toBe("left of Picture(of: x) failed: left")
  })

  it("says something under its name", async () => {
    const heard: Array<string> = []
    await call(Album, [["say", "hello"]], {
      store: memory(),
      onEvent: (event) => void (event._tag === "Logged" && heard.push(event.message)),
    })
    expect(heard).toStrictEqual(["hello"])
  })

  it("loads nothing that is not below it, nor what is not there", async () => {
    expect(made(await call(Album, ["foreign"], { store: memory() })).message).toMatch("ctx.load takes a dependency")
    expect(made(await call(Album, ["own"], { store: memory() })).message).toMatch("is missing")
  })

  it("that never settles is a failure, not an end without a word", async () => {
    const Stuck = task("Stuck", { actions: { wait: () => new Promise(() => undefined) } })
    const idlers: Array<() => void> = []
    const clock = {
      now: () => 0,
      wake: () => () => undefined,
      onIdle: (idle: () => void) => {
        idlers.push(idle)
        return () => undefined
      },
    }
    const { make } = await import("../../../lib/run/call/calling.ts")
    const { trace } = await import("../../../lib/plan/resolve.ts")
    const Calls = await import("../../../lib/plan/call/calls.ts")
    const traced = trace(Stuck)
    if (traced._tag === "Left") throw new Error("no plan")
    const source = { _tag: "Code", at: undefined } as const
    const calls = Calls.read(traced.right, [{ key: "wait", given: undefined, source }])
    if (calls._tag === "Left") throw new Error("no call")
    const result = make(traced.right.plan, calls.right, memory(), { workers: 1, clock })
    await new Promise((resolve) => setImmediate(resolve))
    for (const idle of idlers) idle()
    expect((await result).done[0]?.failures[0]?.failure).toMatchObject({
      message: expect.stringMatching("never settle"),
    })
  })
})

describe("7.2 every task has", () => {
  const Input = task("Input", { output: text(), path: () => "input.txt" })
  const Use = task("Use", { params: { input: dep(Input) }, output: text(), run: (p, ctx) => ctx.load(p.input) })

  it("remove, which gives the paths and leaves alone what no task makes", async () => {
    const store = memory()
    await store.write({ output: text() as never, path: "input.txt" }, "given")()
    const result = made(await call(Use, ["run", "remove", "remove"], { store }))
    expect(result.calls.map(({ on }) => on.map(({ task, value }) => [task, value]))).toStrictEqual([
      [],
      [
        ["Input", []],
        ["Use", [expect.stringMatching(/^memory:\/Use/)]],
      ],
      [
        ["Input", []],
        ["Use", []],
      ],
    ])
    expect([...store.contents.keys()]).toStrictEqual(["input.txt"])
  })

  it("status, which gives whether it is complete; what is missing is no failure", async () => {
    const store = memory()
    const statuses = async () =>
      made(await call(Use, ["status"], { store })).calls[0]?.on.map(({ task, value }) => [task, value])
    expect(await statuses()).toStrictEqual([
      ["Input", false],
      ["Use", false],
    ])
    await store.write({ output: text() as never, path: "input.txt" }, "given")()
    await run(Use, { store })
    expect(await statuses()).toStrictEqual([
      ["Input", true],
      ["Use", true],
    ])
  })
})

describe("an interruption", () => {
  const slow = (heed: boolean) => {
    const stop = new AbortController()
    const called: Array<number> = []
    const Slow = task("Slow", {
      params: { at: param(int) },
      actions: {
        wait: (p, ctx) =>
          new Promise((_, reject) => {
            called.push(p.at)
            if (heed) ctx.signal.addEventListener("abort", () => reject(ctx.signal.reason))
            stop.abort()
          }),
      },
    })
    return { stop, called, Slow }
  }

  it.each([true, false])("stops what runs, which heeds it: %s, and calls nothing more", async (heed) => {
    const { stop, called, Slow } = slow(heed)
    const result = made(
      await call(Slow({ at: [1, 2] }), ["wait", "remove"], { store: memory(), signal: stop.signal, grace: 5 }),
    )
    expect(result._tag).toBe("Interrupted")
    expect(called).toStrictEqual([1])
    expect(result.calls[0]?.failures).toStrictEqual([])
    expect(result.left).toStrictEqual(["remove"])
  })

  it("before the first calls nothing", async () => {
    const { called, Slow } = slow(true)
    const result = made(await call(Slow({ at: 1 }), ["wait"], { store: memory(), signal: AbortSignal.abort() }))
    expect([result._tag, called, result.left]).toStrictEqual(["Interrupted", [], ["wait"]])
  })
})

describe("what cannot be called", () => {
  it("is a result, with what to write instead", async () => {
    const { Mid } = graph()
    const result = await call(Mid, ["noet" as string, ["note" as string, 3]])
    expect(result._tag).toBe("Invalid")
    expect(result.message.replaceAll(/ {3}at .*$/gm, "   at …")).toMatchInlineSnapshot(`
      "error: no action of Mid matches noet
        given  "noet"   at …
        try    "note"
               "Mid.note"
               "Low.note"

      error: Low.note takes no argument
        given  ["note", 3]   at …
        try    "note""
    `)
    expect(await call(Mid({ year: "x" as never }), ["note"])).toMatchObject({
      _tag: "Invalid",
      errors: [{ _tag: "InvalidValue" }],
    })
  })

  it("is not what stands in for a task", async () => {
    const { said, Low, Mid } = graph()
    const Other = task("Other", {
      params: { year: param(int, { default: 5 }) },
      output: json(t.number),
      run: (p) => p.year,
      actions: { polish: (p) => void said.push(`polished ${p.year}`) },
    })
    made(await call(Mid(substitute(Low, Other)), ["Low.polish" as string], { store: memory() }))
    expect(said).toStrictEqual(["polished 5"])
  })
})
