/**
 * Which tasks go where, with an executor of this process that only takes notes.
 */
import * as t from "io-ts"
import { int, json, param, resolve, task } from "waluigi"
import { describe, expect, it } from "vitest"
import * as Book from "../../../lib/run/book.ts"
import type { Executor, Job, Report } from "../../../lib/run/executor.ts"
import * as Targets from "../../../lib/run/targets.ts"
import * as Divided from "../../../lib/run/worker/divided.ts"
import * as Inside from "../../../lib/run/worker/inside.ts"

const Light = task("Light", { params: { n: param(int) }, output: json(t.number), run: (p) => p.n })
const Gpu = task("Gpu", { params: { n: param(int) }, resources: { gpu: 1 }, output: json(t.number), run: (p) => p.n })

const divided = (workflow: Parameters<typeof resolve>[0]) => {
  const plan = resolve(workflow)
  if (plan._tag === "Left") throw new Error("it does not resolve")
  const notes: Array<string> = []
  const here: Executor = {
    start: (job) => void notes.push(`start ${job.attempt}`),
    resume: (_, answers) => void notes.push(`resume ${answers.length}`),
    cancel: (_, reason) => void notes.push(`cancel ${reason}`),
    abandon: async () => void notes.push("abandon"),
    close: async () => void notes.push("close"),
  }
  const book = Book.of(plan.right)
  const executor = Divided.of({
    here,
    plan: plan.right,
    book,
    placing: Targets.placing(),
    file: "/nowhere/workflow.ts",
    root: "/nowhere",
    workers: 1,
  })
  const job: Job = { node: plan.right.roots[0]?.id ?? "", attempt: 1, without: [] }
  return { executor, job, notes }
}

describe("a task that says neither cpu nor memory", () => {
  it.each([
    ["no resources", Light({ n: 1 })],
    ["others", Gpu({ n: 1 })],
  ])("runs in this process: %s", async (_, workflow) => {
    const { executor, job, notes } = divided(workflow)
    const reports: Array<Report> = []
    executor.start(job, (report) => reports.push(report))
    executor.resume(job.node, [{ ticket: 1, problem: undefined }])
    executor.cancel(job.node, "timeout")
    await executor.abandon(job.node)
    await executor.close()
    expect(notes).toEqual(["start 1", "resume 1", "cancel timeout", "abandon", "close"])
    expect(reports).toEqual([])
  })
})

describe("a process that loads a workflow file for its tasks", () => {
  it("begins no run while it loads, and is a worker from then on", async () => {
    expect(Inside.isWorker()).toBe(false)
    expect(() => Inside.refuse()).not.toThrow()
    // It would stay one for the other tests.
    const place = Symbol.for("waluigi/worker")
    try {
      await Inside.whileLoading("workflow.ts", async () => {
        expect(() => Inside.refuse()).toThrow("run() is called while workflow.ts is loaded")
      })
      expect(Inside.isWorker()).toBe(true)
      expect(() => Inside.refuse()).not.toThrow()
    } finally {
      Reflect.deleteProperty(globalThis, place)
    }
  })
})
