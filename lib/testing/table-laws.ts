/**
 * The laws of tables: precedence (3.2), locality (4.2), distribution (5.3), reduction (5.4), substitution.
 *
 * Each compares a workflow with another that must come to the same, by the identities of their roots.
 */
import * as E from "#fp/Either"
import * as Pattern from "../path/pattern.ts"
import * as Specificity from "../path/specificity.ts"
import type { Edge, Plan } from "../plan/plan.ts"
import * as Plans from "../plan/plan.ts"
import { resolve } from "../plan/resolve.ts"
import { many } from "../task/many.ts"
import { task } from "../task/task.ts"
import * as Definition from "../task/definition.ts"
import type { Finding, LawOptions } from "./check.ts"
import * as Check from "./check.ts"
import { fc } from "./fast-check.ts"
import * as Generate from "./generate.ts"
import * as Scene from "./scene.ts"
import type { Written } from "./written.ts"

// --- folds

/** Asks of workflows: entries of different specificity may be written in any order. */
export const precedence = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("precedence", given, options, (drawn) => {
    const sorted = [...drawn.entries].sort((a, b) => Specificity.compare(numbers(b), numbers(a)))
    return same(drawn, { ...drawn, entries: sorted }, "with the entries in another order")
  })

/** Asks of workflows: an entry below one dependency changes nothing below another, nor in the dependencies at all if it is the root's own. */
export const locality = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("locality", given, options, (drawn, scene, chance) => {
    const slots = Scene.ways(scene.root)
    const here = slots[chance % Math.max(1, slots.length + 1)]
    const ends = here === undefined ? scene.root : here.task
    const targets = Scene.valueSlots(ends)
    const target = targets[chance % Math.max(1, targets.length)]
    if (target === undefined) return undefined
    const [value] = fc.sample(scene.values(target), { numRuns: 1, seed: chance })
    const key = here === undefined ? `.${target.name}!` : `.${here.name}.${target.name}!`
    const entry: Written = { key, given: { _tag: "Values", slot: target, values: [value], collection: false } }
    const [before, after] = [planOf(drawn), planOf({ ...drawn, entries: [...drawn.entries, entry] })]
    const [first, second] = [before?.roots[0], after?.roots[0]]
    if (before?.roots.length !== 1 || after?.roots.length !== 1 || before.axes.length + after.axes.length > 0)
      return undefined
    for (const { name } of slots) {
      if (name === here?.name) continue
      const [was, is] = [ids(first?.edges[name] ?? null), ids(second?.edges[name] ?? null)]
      if (was.join() !== is.join()) return `what stands at its ${name} is another once ${key} is set`
    }
    return undefined
  })

/** Asks of workflows with one collection that makes several of them: they are those of its values, one by one. */
export const distribution = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("distribution", given, options, (drawn) => {
    const several = drawn.entries.findIndex(({ given }) => given._tag === "Values" && given.collection)
    const alone = Generate.change(
      drawn,
      drawn.entries.filter(({ given }, at) => at === several || given._tag === "Task" || !given.collection),
    )
    const plan = planOf(alone)
    const entry = alone.entries.find(({ given }) => given._tag === "Values" && given.collection)
    // One root alone: a `many` may have collected them.
    if (entry?.given._tag !== "Values" || plan === undefined || plan.axes.length !== 1 || plan.roots.length < 2)
      return undefined
    const { given } = entry
    const parts = given.values.map((value) =>
      planOf({
        ...alone,
        entries: alone.entries.map((one) =>
          one === entry ? { ...one, given: { ...given, values: [value], collection: false } } : one,
        ),
      }),
    )
    const apart = [...new Set(parts.flatMap((part) => (part === undefined ? [] : rootsOf(part))))].sort()
    if (parts.includes(undefined) || apart.join() === rootsOf(plan).join()) return undefined
    return `its collection at ${entry.key} gives ${plan.roots.length} tasks, and they are not those of its values one by one`
  })

/** Asks of workflows: a `many` of the task holds just the tasks that the workflow would be. */
export const reduction = (given: unknown, options: LawOptions = {}): void => {
  const known = Definition.asWorkflow(given)
  if (known === undefined) return precedence(given, options)
  const Reduced = task("ReducedByTheLaw", { params: { nodes: many(known.definition.task as never) } })
  const reduced = Definition.ofTask(Reduced)
  Check.workflows("reduction", given, options, (drawn) => {
    // A key that is anchored names another place below a `many`.
    const free = Generate.change(
      drawn,
      drawn.entries.filter(({ key }) => !key.startsWith(".")),
    )
    const plan = planOf(free)
    if (plan === undefined || reduced === undefined) return undefined
    const found = resolve({ ...Generate.workflow(free), definition: reduced })
    if (E.isLeft(found)) return undefined
    const held = [...ids(found.right.roots[0]?.edges.nodes ?? null)].sort()
    if (held.join() === rootsOf(plan).join()) return undefined
    return `it gives ${plan.roots.length} tasks, and a many of it holds ${held.length} or others`
  })
}

/** Asks of workflows in which no task is replaced: replacing one by itself changes nothing. */
export const substitution = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("substitution", given, options, (drawn, scene, chance) => {
    const values = Generate.change(
      drawn,
      drawn.entries.filter(({ given }) => given._tag === "Values"),
    )
    const some = scene.tasks.filter((task) => task !== scene.root)
    const chosen = some[chance % Math.max(1, some.length)]
    if (chosen === undefined) return undefined
    const itself: Written = { key: chosen.name, given: { _tag: "Task", task: chosen } }
    return same(
      values,
      { ...values, entries: [...values.entries, itself] },
      `once ${chosen.name} is replaced by itself`,
    )
  })

// --- internals

const numbers = ({ key }: Written): Specificity.Specificity => {
  const pattern = Pattern.parse(key)
  return E.isRight(pattern) ? Specificity.of(pattern.right) : [0, 0, 0, 0]
}

const planOf = (drawn: Generate.Drawn): Plan | undefined => {
  const found = Generate.resolved(drawn)
  return E.isRight(found) ? found.right : undefined
}

const rootsOf = (plan: Plan): ReadonlyArray<string> => plan.roots.map(({ id }) => id).sort()

const ids = (edge: Edge): ReadonlyArray<string> => Plans.nodesOf(edge).map(({ id }) => id)

/** Compares two that must come to the same; where one of them does not resolve, nothing is asked. */
const same = (one: Generate.Drawn, other: Generate.Drawn, when: string): Finding => {
  const [before, after] = [planOf(one), planOf(other)]
  if (before === undefined || after === undefined || rootsOf(before).join() === rootsOf(after).join()) return undefined
  return `it is another ${when}`
}
