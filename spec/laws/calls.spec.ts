/**
 * Calls: an action reaches exactly the nodes of which some way from the root matches its pattern (2.5, 7.1).
 *
 * The oracle never heard of actions: it gives every task a parameter `mark` and walks every way, and the nodes that an
 * override of the same pattern marks are those that the call must reach.
 */
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import * as E from "#fp/Either"
import * as Calls from "../../lib/plan/call/calls.ts"
import { trace } from "../../lib/plan/resolve.ts"
import * as Pattern from "../../lib/path/pattern.ts"
import { build } from "../oracle/build.ts"
import { slow, written } from "../oracle/compare.ts"
import * as Description from "../oracle/description.ts"
import { descriptions, entriesOf, type Language, printable } from "../oracle/generate.ts"
import { law } from "./law.ts"

// --- constructors

/** A graph, and a pattern that lacks its last slot: `TaskB.x:`. */
const asked = (language: Language) =>
  descriptions(6, 3, language)
    .map(significant)
    .chain((description) =>
      entriesOf(description).map((table) => ({ description, key: headOf(table.entries[0]?.key ?? "a") })),
    )

/** Of equal nodes the first place would supply the rest (4.3), and marking makes fewer nodes equal. */
const significant = (description: Description.Description): Description.Description =>
  printable({
    ...description,
    tasks: description.tasks.map((task) => ({
      ...task,
      slots: task.slots.map((slot) => (slot._ === "value" ? { ...slot, significant: true } : slot)),
    })),
  })

/** Takes the last slot off a key; behind a task that ends one, it is its own. */
const headOf = (key: string): string => {
  const bare = key.replace(/!$/, "")
  return /[.:]?[a-z_]\w*$/.test(bare) ? bare.replace(/[a-z_]\w*$/, "") : `${bare}.`
}

const marked = (description: Description.Description, key: string): Description.Description => ({
  tasks: description.tasks.map((task) =>
    task.parent === undefined ? { ...task, slots: [...task.slots, Description.int("mark", 0)] } : task,
  ),
  tables: [...description.tables, Description.code([key, Description.plain(1)])],
})

// --- queries

/** What stands between the outermost brackets alone. */
const own = (node: string): string => {
  let depth = 0
  return [...node]
    .filter((letter) => {
      if (/[)\]}]/.test(letter)) depth -= 1
      const kept = depth < 2
      if (/[([{]/.test(letter)) depth += 1
      return kept
    })
    .join("")
}

const unmarked = (node: string): string =>
  node
    .replace(/mark: [01], /g, "")
    .replace(/, mark: [01]\)/g, ")")
    .replace(/\(mark: [01]\)/g, "()")

/** The nodes that an override marks, walked to the slow way; nothing where there are too many ways. */
const expected = (description: Description.Description, head: string): ReadonlySet<string> | undefined => {
  const found = slow(marked(description, `${head}mark`))
  if (found === undefined) return undefined
  if (found._ === "plan")
    return new Set([...found.nodes.values()].filter((node) => /\bmark: 1\b/.test(own(node))).map(unmarked))
  return found.errors.every(({ tag, key }) => tag === "Unmatched" && key === `${head}mark`) ? new Set() : undefined
}

// --- laws

describe("a call", () => {
  const reaches = ({ description, key }: { description: Description.Description; key: string }, told: () => void) => {
    const { workflow, names } = build(description)
    const traced = trace(workflow, { names, limit: 300 })
    const pattern = Pattern.parse(`${key}status`)
    if (E.isLeft(traced) || E.isLeft(pattern)) return
    const nodes = expected(description, key)
    if (nodes === undefined) return
    const texts = written(traced.right.plan).nodes
    const reached = Calls.reached(traced.right, pattern.right).map(({ id }) => texts.get(id) ?? "")
    // Nodes that read alike may differ in what an entry set (8.1).
    expect([...new Set(reached)].sort()).toStrictEqual([...nodes].sort())
    if (nodes.size > 0 && nodes.size < texts.size) told()
  }

  law("reaches the nodes that an override of its pattern would reach", 120, asked({}), reaches, 0.1)

  law(
    "also through zips, reductions over some axes and tasks in place of others",
    60,
    asked({ zip: true, over: true }),
    reaches,
    0.1,
  )

  law(
    "reaches nodes in the order of the plan, dependencies first, each once",
    60,
    fc.tuple(descriptions(6, 3), fc.constantFrom("status", "T1:status")),
    ([description, key]) => {
      const { workflow, names } = build(description)
      const traced = trace(workflow, { names, limit: 300 })
      const pattern = Pattern.parse(key)
      if (E.isLeft(traced) || E.isLeft(pattern)) return
      const ids = Calls.reached(traced.right, pattern.right).map(({ id }) => id)
      const all = [...traced.right.plan.nodes.keys()]
      expect(ids).toStrictEqual(all.filter((id) => new Set(ids).has(id)))
    },
  )
})
