/**
 * Names of tasks are theirs alone in one graph (1.6). The oracle: the same graph with a name for each.
 */
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import * as E from "#fp/Either"
import { resolve } from "../../lib/plan/resolve.ts"
import { build } from "../oracle/build.ts"
import * as Description from "../oracle/description.ts"
import { descriptions, printable } from "../oracle/generate.ts"
import { planOf } from "./asked.ts"
import { law } from "./law.ts"

/** Without keys, which name tasks. */
const keyless = (description: Description.Description): Description.Description =>
  printable({
    tables: [],
    tasks: description.tasks.map((task) => ({
      ...task,
      slots: task.slots.map((slot) =>
        slot._ === "many" ? { ...slot, pins: [], over: undefined } : slot._ === "dep" ? { ...slot, pins: [] } : slot,
      ),
    })),
  })

describe("two tasks of one name", () => {
  law(
    "are an error if and only if both stand in the graph",
    100,
    fc.tuple(descriptions(5, 0).map(keyless), fc.nat({ max: 99 }), fc.nat({ max: 99 })),
    ([description, first, second], told) => {
      const { tasks } = description
      const one = tasks[first % tasks.length]?.name ?? ""
      const other = tasks[second % tasks.length]?.name ?? ""
      const plan = planOf(description)
      // No task may extend one of its own name: an error before there is a graph.
      const lineages = [one, other].map((name) => Description.lineage(description, name))
      if (plan === undefined || lineages.some((names) => names.includes(one) && names.includes(other))) return
      const stand = new Set([...plan.nodes.values()].map(({ definition }) => definition.name))
      const { workflow } = build(description, (name) => (name === other ? one : name))
      const found = resolve(workflow, { limit: 200 })
      const tags = E.isLeft(found) ? found.left.map(({ _tag }) => _tag) : []
      expect(tags).toEqual(stand.has(one) && stand.has(other) ? ["DuplicateTask"] : [])
      if (stand.has(one) && stand.has(other)) told()
    },
    0.05,
  )
})
