/**
 * The pool, with workers that say what the spec lets them say: what happens in the moment in which one dies.
 */
import * as E from "#fp/Either"
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest"
import { resolve } from "waluigi"
import * as Book from "../../../lib/run/book.ts"
import type { Report } from "../../../lib/run/executor.ts"
import * as Targets from "../../../lib/run/targets.ts"
import type * as Child from "../../../lib/run/worker/child.ts"
import type { Order } from "../../../lib/run/worker/message.ts"
import * as Pool from "../../../lib/run/worker/pool.ts"
import * as Tasks from "../../../lib/run/worker/tasks.ts"
import { Heavy } from "./workflow.ts"

interface Fake {
  readonly listener: Child.Listener
  readonly orders: Array<Order>
}

const made = vi.hoisted((): Array<Fake> => [])

vi.mock("../../../lib/run/worker/child.ts", () => ({
  start: (_file: number, _heap: number | undefined, listener: Child.Listener): Child.Child => {
    const orders: Array<Order> = []
    made.push({ listener, orders })
    return {
      pid: undefined,
      send: (order) => void orders.push(order),
      // It takes its time to go.
      gone: new Promise(() => undefined),
      kill: () => undefined,
      end: async () => undefined,
      hold: () => undefined,
    }
  },
}))

beforeEach(() => void made.splice(0))

/** A pool of one worker, and the job of Heavy for it. */
const opened = () => {
  const resolved = resolve(Heavy({ n: 1 }))
  if (E.isLeft(resolved)) throw new Error("it does not resolve")
  const plan = resolved.right
  const [node] = plan.roots
  if (node === undefined) throw new Error("it has no root")
  const book = Book.of(plan)
  const tasks = new Map([["Heavy", node.definition]])
  const options = { file: "/nowhere.ts", root: "/nowhere", since: 0, workers: 1, book, placing: Targets.placing() }
  const pool = Pool.of({ ...options, tasks: () => tasks })
  onTestFinished(() => pool.close())
  const reports: Array<Report> = []
  const begin = () =>
    pool.start(
      node,
      { node: node.id, attempt: 1, without: [] },
      (report) => reports.push(report),
      () => undefined,
    )
  const ready = (fake: Fake | undefined) =>
    fake?.listener.word({ _tag: "Ready", tasks: [["Heavy", Tasks.print(node.definition)]], changed: 0, heap: 1 })
  return { node, begin, ready, reports }
}

const stray = { _tag: "Stray", cause: { _tag: "Text", text: "late" } } as const

describe("a worker", () => {
  it("that is told to end, for an earlier task of it threw too late, gets no job any more", () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined)
    onTestFinished(() => warn.mockRestore())
    const { node, begin, ready } = opened()
    begin()
    ready(made[0])
    made[0]?.listener.word({ _tag: "Report", report: { _tag: "Succeeded", node: node.id } })
    made[0]?.listener.word(stray)
    expect(warn).toHaveBeenCalledOnce()
    begin()
    expect(made).toHaveLength(2)
    expect(made[0]?.orders.filter(({ _tag }) => _tag === "Run")).toHaveLength(1)
  })

  it("is told why what it needs cannot be read here, and nothing else happens", () => {
    const { begin, ready, reports } = opened()
    begin()
    ready(made[0])
    made[0]?.listener.word({ _tag: "Need", ticket: 1, lines: ["no JSON"], roots: [0], tasks: [] })
    expect(made[0]?.orders.at(-1)).toMatchObject({
      _tag: "Resume",
      answers: [{ ticket: 1, problem: { _tag: "Refused", reason: expect.stringMatching(/^ctx\.need: .*JSON/) } }],
    })
    expect(reports.map(({ _tag }) => _tag)).toEqual(["Started"])
  })
})
