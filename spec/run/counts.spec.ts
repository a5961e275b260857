/**
 * What a run does around its tasks, counted and not timed: a guard that needs no clock.
 */
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import * as TE from "#fp/TaskEither"
import { int, json, many, param, task } from "../../lib/index.ts"
import type { Plan } from "../../lib/plan/plan.ts"
import { resolve } from "../../lib/plan/resolve.ts"
import type { Fact } from "../../lib/run/event.ts"
import { runPlan } from "../../lib/run/run-plan.ts"
import * as Scheduler from "../../lib/run/schedule/scheduler.ts"
import { memory } from "../../lib/store/memory.ts"
import type { Store } from "../../lib/store/store.ts"

const Leaf = task("Leaf", { params: { n: param(int) }, output: json(t.number), run: ({ n }) => n })
const Sum = task("Sum", { params: { all: many(Leaf) }, output: json(t.number), run: () => 0 })

const planOf = (workflow: Parameters<typeof resolve>[0]): Plan => {
  const resolved = resolve(workflow)
  if (E.isLeft(resolved)) throw new Error("it does not resolve")
  return resolved.right
}

const upTo = (count: number): Array<number> => Array.from({ length: count }, (_, n) => n)

/** A store in memory that counts what it is asked. */
const counting = (there: boolean) => {
  const inner = memory()
  const asked = { exists: 0, targets: 0, locate: 0, prepare: 0, stage: 0, read: 0, remove: 0 }
  const store: Store = {
    ...inner,
    exists: (targets) => {
      asked.exists += 1
      asked.targets += targets.length
      return there ? TE.right(targets.map(() => true)) : inner.exists(targets)
    },
    locate: (target) => {
      asked.locate += 1
      return inner.locate(target)
    },
    prepare: (target, value) => {
      asked.prepare += 1
      return inner.prepare(target, value)
    },
    stage: (target) => {
      asked.stage += 1
      return inner.stage(target)
    },
    read: (target) => {
      asked.read += 1
      return inner.read(target)
    },
    remove: (target) => {
      asked.remove += 1
      return inner.remove(target)
    },
  }
  return { store, asked, dispose: inner.dispose }
}

const none = { exists: 0, targets: 0, locate: 0, prepare: 0, stage: 0, read: 0, remove: 0 }

describe("a run", () => {
  it("asks the store once for ten thousand outputs that are there, and nothing else", async () => {
    const { store, asked } = counting(true)
    const told: Array<string> = []
    const plan = planOf(Leaf({ n: upTo(25_000) }))
    await runPlan(plan, store, { workers: 4, onEvent: ({ _tag }) => told.push(_tag) })
    expect(asked).toStrictEqual({ ...none, exists: 3, targets: 25_000 })
    expect(told).toStrictEqual(["Begun", "Checked", "Finished"])
  })

  it("looks at the root alone where that is there", async () => {
    const { store, asked } = counting(true)
    await runPlan(planOf(Sum({ n: upTo(1000) })), store, { workers: 4 })
    expect(asked).toStrictEqual({ ...none, exists: 1, targets: 1 })
  })

  it("asks for each missing output once whether it is there, and writes it once; each worker tries a place before its first", async () => {
    const { store, asked, dispose } = counting(false)
    await runPlan(planOf(Sum({ n: upTo(200) })), store, { workers: 8 })
    expect(asked).toStrictEqual({ ...none, exists: 2, targets: 201, locate: 201, prepare: 201, stage: 8 })
    await dispose()
  })
})

describe("the scheduler", () => {
  it.each([100, 1000])("takes two steps and one command for each of %i tasks, and a few for all", (leaves) => {
    const plan = planOf(Sum({ n: upTo(leaves) }))
    let state = Scheduler.of(plan, { workers: 8, grace: 0 })
    let steps = 0
    let commands = 0
    const queue: Array<Fact> = [{ _tag: "Begun", time: 0 }]
    for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
      steps += 1
      const [next, given] = Scheduler.step(state, event)
      state = next
      for (const command of given) {
        commands += 1
        if (command._tag === "Check")
          queue.push({ _tag: "Checked", time: 0, findings: command.nodes.map((node) => ({ node, missing: [node] })) })
        if (command._tag === "Start")
          queue.push(
            { _tag: "Started", time: 0, node: command.node },
            { _tag: "Succeeded", time: 0, node: command.node },
          )
      }
    }
    expect(state.phase).toBe("Over")
    // Begun and two rounds of looking; two checks, two lists of what is required, and the end.
    expect(steps).toBe(2 * (leaves + 1) + 3)
    expect(commands).toBe(leaves + 1 + 5)
  })
})
