/**
 * What resolving costs, in counts: whoever makes it quicker or slower sees here by how much, whatever the machine.
 */
import { describe, expect, it } from "vitest"
import { branches, type Entries } from "../../bench/branches.ts"
import { shapes } from "../../bench/shapes.ts"
import { investigate } from "../../lib/plan/resolve.ts"
import type { Work } from "../../lib/plan/work.ts"

const work = (workflow: unknown): Work => investigate(workflow as never).context.states.work

const shape = (name: string, tasks: number): Work => {
  const found = shapes.find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no shape ${name}`)
  return work(found.workflow(tasks))
}

describe("the work of resolving", () => {
  it("makes and digests each node once", () => {
    for (const { name, workflow } of shapes) {
      const { nodes, digests } = work(workflow(1000))
      expect([name, nodes >= 990, digests]).toEqual([name, true, nodes])
    }
  })

  it("holds entries against a task once, however many nodes it has", () => {
    for (const { name } of shapes) {
      const [few, many] = [shape(name, 500), shape(name, 5000)]
      expect([name, many.steps, many.views]).toEqual([name, few.steps, few.views])
    }
  })

  it("sets up nothing for nodes that lead nowhere", () => {
    // The first of a view is gone through slot by slot twice: when its axis is found free, and when it is fixed.
    expect(shape("fan-out", 5000).frames).toBe(4)
    expect(shape("collection of 4 axes", 5000).frames).toBe(2)
  })

  it("sets up one frame for a node that leads on, and none where it is met again", () => {
    expect(shape("chain", 5000).frames).toBe(5000)
    expect(shape("diamond of 10 layers", 5000).frames).toBeLessThanOrEqual(5004)
  })

  it("costs nothing for entries that match nothing, and one step for each task that an entry names", () => {
    const hundred = branches(100)
    const of = (entries: Entries) => work(hundred(3, entries))
    const alone = of("one")
    expect(of("nothing of a config file")).toEqual(alone)
    expect(of("elsewhere")).toEqual({ ...alone, steps: alone.steps + 100 })
    const each = of("each something")
    expect({ ...each, steps: 0 }).toEqual({ ...alone, steps: 0 })
    // At its branch, and at the leaf below it.
    expect(each.steps).toBe(alone.steps + 200)
  })
})
