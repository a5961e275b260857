import { getEventListeners } from "node:events"
import { describe, expect, it, vi } from "vitest"
import * as E from "#fp/Either"
import type { Clock } from "../../lib/run/clock.ts"
import type { Event } from "../../lib/run/event.ts"
import { local } from "../../lib/store/local.ts"
import { memory } from "../store/scratch.ts"
import type { Store } from "../../lib/store/store.ts"
import { directory, file, id, plan, text } from "./plans.ts"
import type { Ctx } from "./running.ts"
import { files, folder, raise, runs, withCtx } from "./running.ts"

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

  it("while places to write to are made leaves none of them", async () => {
    const root = folder()
    const disk = local(root)
    const abort = new AbortController()
    const slow: Store = {
      ...disk,
      stage: (target) => async () => {
        // Not at the trial of whether anything can be written.
        if (target.output.form === "directory") abort.abort()
        const staged = await disk.stage(target)()
        if (E.isLeft(staged)) return staged
        const discard = () => late().then(staged.right.discard)
        return E.right({ ...staged.right, discard })
      },
    }
    const made = [0, 1, 2, 3].map((index) => ({ name: `A${index}`, output: directory, run: () => raise("ran") }))
    expect(await runs(plan(made, [0, 1, 2, 3]), slow, { halt: abort.signal })).toMatchObject({ outcome: "Interrupted" })
    expect(files(root)).toStrictEqual([])
  })

  it("that came before the run leaves no listener behind", async () => {
    const abort = new AbortController()
    const halt = new AbortController()
    abort.abort()
    await runs(plan([{ name: "A", run: () => 0 }]), memory(), { signal: abort.signal, halt: halt.signal })
    expect([abort, halt].map(({ signal }) => getEventListeners(signal, "abort").length)).toStrictEqual([0, 0])
  })

  it("leaves no timer and no listener behind", async () => {
    const abort = new AbortController()
    const off = vi.fn()
    const clock: Clock = { now: () => 0, wake: () => off, onIdle: () => () => undefined }
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
