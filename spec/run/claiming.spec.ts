/**
 * Claiming, the executor alone: round one that does as it is told, on a store whose claims and outputs the test decides.
 */
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import * as Book from "../../lib/run/book.ts"
import * as Claiming from "../../lib/run/claiming.ts"
import type { Executor, Job, Report } from "../../lib/run/executor.ts"
import * as Targets from "../../lib/run/targets.ts"
import { local } from "../../lib/store/local.ts"
import type { Claims, Held, Store, StoreError, Taken } from "../../lib/store/store.ts"
import { id, plan, text } from "./plans.ts"
import { folder } from "./running.ts"

// --- model

type Answer = E.Either<StoreError, Taken["_tag"] | Held>

/** Everything that was asked for, in order. */
type Said = Array<string>

// --- constructors

const made = plan([
  { name: "Task", output: text, run: () => "text" },
  { name: "Wrapper", needs: { task: 0 } },
  { name: "NoOutput", run: () => undefined },
])
const job: Job = { node: id(made, 0), attempt: 1, without: [] }

/** An executor round one that only notes what it is told. */
const claiming = ({ answer = E.right("Taken"), there = false, claims = true }: Given = {}) => {
  const said: Said = []
  const reports: Array<Report> = []
  let reportOf: (report: Report) => void = () => undefined
  const inner: Executor = {
    start: ({ node }, report) => {
      said.push("start")
      reportOf = report
      report({ _tag: "Started", node })
    },
    resume: () => void said.push("resume"),
    cancel: (_, reason) => void said.push(`cancel ${reason}`),
    abandon: async () => {
      said.push("abandon")
      await Promise.resolve()
      said.push("abandoned")
    },
    close: async () => void said.push("close"),
  }
  const taken: Taken = { _tag: "Taken", release: () => void said.push("release") }
  const own: Claims = {
    take: (targets) => async () => {
      said.push(`take ${targets.length}`)
      return E.map((one: Taken["_tag"] | Held) => (one === "Taken" ? taken : one))(answer)
    },
    close: async () => void said.push("close claims"),
  }
  const base = local(folder())
  const exists: Store["exists"] = (targets) => async () => E.right(targets.map(() => there))
  const { claims: _, ...unclaimed } = base
  const store: Store = claims ? { ...base, exists, claims: () => own } : { ...unclaimed, exists }
  const book = Book.of(made)
  const executor = Claiming.of(inner, book, store, Targets.placing())
  const start = (told: Job = job) => executor.start(told, (report) => reports.push(report))
  return { executor, inner, said, reports, start, report: (report: Report) => reportOf(report) }
}

interface Given {
  readonly answer?: Answer
  readonly there?: boolean
  readonly claims?: boolean
}

/** Time enough for all that waits for nothing but its turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

// --- tests

describe("a job", () => {
  it("begins when its claim is had, which is given back before its end is told", async () => {
    const { start, said, reports, report } = claiming()
    start()
    await settle()
    expect(said).toStrictEqual(["take 1", "start"])
    report({ _tag: "Logged", node: job.node, message: "hello" })
    report({ _tag: "Succeeded", node: job.node })
    expect(said).toStrictEqual(["take 1", "start", "release"])
    expect(reports.map(({ _tag }) => _tag)).toStrictEqual(["Started", "Logged", "Succeeded"])
  })

  it.each(["AttemptFailed", "Cancelled"] as const)("gives it back when it ends as %s", async (_tag) => {
    const { start, said, report } = claiming()
    start()
    await settle()
    report(
      _tag === "Cancelled"
        ? { _tag, node: job.node }
        : { _tag, node: job.node, failure: { _tag: "Returned", reason: "no" } },
    )
    expect(said.at(-1)).toBe("release")
  })

  it("does not begin while another process has its claim, which is told", async () => {
    const { start, said, reports } = claiming({ answer: E.right({ _tag: "Held", by: "process 7" }) })
    start()
    await settle()
    expect(said).toStrictEqual(["take 1"])
    expect(reports).toStrictEqual([{ _tag: "Busy", node: job.node, by: "process 7" }])
  })

  it("does not begin when another process made it just before", async () => {
    const { start, said, reports } = claiming({ there: true })
    start()
    await settle()
    expect(said).toStrictEqual(["take 1", "release"])
    expect(reports).toStrictEqual([{ _tag: "Found", node: job.node }])
  })

  it("fails where claims cannot be written", async () => {
    const error: StoreError = { _tag: "System", path: "results", code: "EROFS", message: "read-only file system" }
    const { start, said, reports } = claiming({ answer: E.left(error) })
    start()
    await settle()
    expect(said).toStrictEqual(["take 1"])
    expect(reports).toStrictEqual([{ _tag: "AttemptFailed", node: job.node, failure: { _tag: "Store", error } }])
  })

  it.each([
    ["without outputs", 2],
    ["without anything to run", 1],
  ])("%s needs no claim", (_, number) => {
    const { start, said } = claiming()
    start({ ...job, node: id(made, number) })
    expect(said).toStrictEqual(["start"])
  })

  it("that no book knows is the other executor's to refuse", () => {
    const { start, said } = claiming()
    start({ ...job, node: "unknown" })
    expect(said).toStrictEqual(["start"])
  })
})

describe("a job that is stopped", () => {
  it("while its claim is being taken is told as soon as it begins", async () => {
    const { executor, start, said } = claiming()
    start()
    executor.cancel(job.node, "timeout")
    await settle()
    expect(said).toStrictEqual(["take 1", "start", "cancel timeout"])
  })

  it("later is told at once, and keeps its claim until it ends", async () => {
    const { executor, start, said } = claiming()
    start()
    await settle()
    executor.cancel(job.node, "interrupted")
    expect(said.slice(2)).toStrictEqual(["cancel interrupted"])
  })

  it("and given up while its claim is being taken never begins", async () => {
    const { executor, start, said, reports } = claiming()
    start()
    await executor.abandon(job.node)
    expect(said).toStrictEqual(["take 1", "release"])
    await settle()
    expect(reports).toStrictEqual([])
  })

  it("and given up later keeps its claim until nothing half-written is left, and says no more", async () => {
    const { executor, start, said, reports, report } = claiming()
    start()
    await settle()
    const over = executor.abandon(job.node)
    expect(said.at(-1)).toBe("abandon")
    await over
    expect(said.slice(2)).toStrictEqual(["abandon", "abandoned", "release"])
    report({ _tag: "Succeeded", node: job.node })
    expect(reports.map(({ _tag }) => _tag)).toStrictEqual(["Started"])
  })

  it("may begin once more after that", async () => {
    const { executor, start, said } = claiming()
    start()
    await settle()
    await executor.abandon(job.node)
    start()
    await settle()
    expect(said.slice(5)).toStrictEqual(["take 1", "start"])
  })
})

describe("the end of a run", () => {
  it("closes what works, and then the claims", async () => {
    const { executor, said } = claiming()
    await executor.close()
    expect(said).toStrictEqual(["close", "close claims"])
  })

  it("has nothing to do with claims where the store knows none", () => {
    const { executor, inner } = claiming({ claims: false })
    expect(executor).toBe(inner)
  })
})
