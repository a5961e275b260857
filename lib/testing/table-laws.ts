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
import type { Answer, LawOptions } from "./check.ts"
import * as Check from "./check.ts"
import { fc } from "./fast-check.ts"
import * as Generate from "./generate.ts"
import * as Scene from "./scene.ts"
import * as Written from "./written.ts"

// --- folds

/** Asks of workflows: entries of different specificity may be written in any order. */
export const precedence = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("precedence", given, options, (drawn) => {
    // A zip holds entries of several specificities, and stands in one place of the order.
    const loose = Generate.change(
      drawn,
      drawn.entries.filter(({ given }) => given._tag !== "Zip"),
    )
    const sorted = [...loose.entries].sort((a, b) => Specificity.compare(numbers(b), numbers(a)))
    return same(loose, { ...loose, entries: sorted }, "with the entries in another order")
  })

/** Asks of workflows: an entry below one dependency changes nothing below another, nor in the dependencies at all if it is the root's own. */
export const locality = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("locality", given, options, (drawn, scene, chance) => {
    const slots = Scene.ways(scene.root)
    const here = slots[chance % Math.max(1, slots.length + 1)]
    const ends = here === undefined ? scene.root : here.task
    const targets = Scene.valueSlots(ends)
    const target = targets[chance % Math.max(1, targets.length)]
    if (slots.length === 0 || target === undefined) return Check.moot
    const [value] = fc.sample(scene.values(target), { numRuns: 1, seed: chance })
    const key = here === undefined ? `.${target.name}!` : `.${here.name}.${target.name}!`
    const entry: Written.Written = { key, given: { _tag: "Values", slot: target, values: [value], collection: false } }
    // Of several roots nobody knows which becomes which.
    const alone = Generate.change(drawn, drawn.entries.filter(Written.isSingle))
    const [before, after] = [planOf(alone), planOf({ ...alone, entries: [...alone.entries, entry] })]
    if (before._tag === "Left") return before.left
    if (after._tag === "Left") return after.left
    const [first, second] = [before.right.roots[0], after.right.roots[0]]
    if (before.right.roots.length !== 1 || after.right.roots.length !== 1)
      return Check.skip("its own tables make several of it")
    for (const { name } of slots) {
      if (name === here?.name) continue
      const [was, is] = [ids(first?.edges[name] ?? null), ids(second?.edges[name] ?? null)]
      if (was.join() !== is.join()) return `what stands at its ${name} is another once ${key} is set`
    }
    return undefined
  })

/** Asks of workflows with one collection, which makes several of them: they are those of its values, one by one. */
export const distribution = (given: unknown, options: LawOptions = {}): void =>
  Check.workflows("distribution", given, options, (drawn, scene, chance) => {
    const alone = Generate.change(drawn, drawn.entries.filter(Written.isSingle))
    // The key goes before any other, and leads through no `many`, which would collect it.
    const ends = surfacing(scene.root)
    const end = ends[chance % Math.max(1, ends.length)]
    if (end === undefined) return Check.moot
    const values = fc.sample(scene.values(end.slot), { numRuns: 3, seed: chance })
    const entry = (some: ReadonlyArray<unknown>): Written.Written => ({
      key: `${end.key}!`,
      given: { _tag: "Values", slot: end.slot, values: some, collection: some.length > 1 },
    })
    const along = (some: ReadonlyArray<unknown>): Generate.Drawn => ({
      ...alone,
      entries: [...alone.entries, entry(some)],
    })
    const plan = planOf(along(values))
    if (plan._tag === "Left") return plan.left
    const apart: Array<string> = []
    for (const part of values.map((value) => planOf(along([value])))) {
      if (part._tag === "Left") return part.left
      apart.push(...rootsOf(part.right))
    }
    if (plan.right.axes.length !== 1)
      return Check.skip(`what stands at ${end.key} is decided by its own tables, or replaced`)
    if ([...new Set(apart)].sort().join() === rootsOf(plan.right).join()) return undefined
    return `its collection at ${end.key} gives ${plan.right.roots.length} tasks, and they are not those of its values one by one`
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
      drawn.entries.filter((entry) => !Written.keys(entry).some((key) => key.startsWith("."))),
    )
    const plan = planOf(free)
    if (plan._tag === "Left" || reduced === undefined) return plan._tag === "Left" ? plan.left : Check.moot
    const found = resolve({ ...Generate.workflow(free), definition: reduced })
    if (E.isLeft(found)) return Check.unresolved(found.left)
    const held = [...ids(found.right.roots[0]?.edges.nodes ?? null)].sort()
    if (held.join() === rootsOf(plan.right).join()) return undefined
    return `it gives ${plan.right.roots.length} tasks, and a many of it holds ${held.length} or others`
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
    if (chosen === undefined) return Check.moot
    const itself: Written.Written = { key: chosen.name, given: { _tag: "Task", task: chosen } }
    return same(
      values,
      { ...values, entries: [...values.entries, itself] },
      `once ${chosen.name} is replaced by itself`,
    )
  })

// --- internals

/** A mark is asked before the numbers, and so may stand anywhere. */
const numbers = ({ key }: Written.Written): Specificity.Specificity => {
  const pattern = Pattern.parse(key.replace(/!$/, ""))
  return E.isRight(pattern) ? Specificity.of(pattern.right) : [0, 0, 0, 0]
}

/** The plan of what was drawn, or why there is nothing to be asked. */
const planOf = (drawn: Generate.Drawn): E.Either<Check.Skipped, Plan> =>
  E.mapLeft(Check.unresolved)(Generate.resolved(drawn))

/** Parameters of a task and of what it always depends on, each by the key that sets it alone. */
const surfacing = (
  root: Definition.Definition,
): ReadonlyArray<{ readonly key: string; readonly slot: Definition.ValueSlot }> => {
  const found: Array<{ readonly key: string; readonly slot: Definition.ValueSlot }> = []
  const queue = [{ task: root, key: `.${root.name}` }]
  for (const { task, key } of queue) {
    if (found.length >= mostSurfacing) break
    for (const slot of Scene.valueSlots(task)) found.push({ key: `${key}.${slot.name}`, slot })
    for (const way of Scene.ways(task))
      if (way._tag === "Dependency" && queue.length < mostAsked)
        queue.push({ task: way.task, key: `${key}.${way.name}` })
  }
  return found
}

const mostSurfacing = 20
/** Ways multiply in a graph without parameters. */
const mostAsked = 200

const rootsOf = (plan: Plan): ReadonlyArray<string> => plan.roots.map(({ id }) => id).sort()

const ids = (edge: Edge): ReadonlyArray<string> => Plans.nodesOf(edge).map(({ id }) => id)

/** Compares two that must come to the same; where one of them does not resolve, nothing is asked. */
const same = (one: Generate.Drawn, other: Generate.Drawn, when: string): Answer => {
  const [before, after] = [planOf(one), planOf(other)]
  if (before._tag === "Left") return before.left
  if (after._tag === "Left") return after.left
  return rootsOf(before.right).join() === rootsOf(after.right).join() ? undefined : `it is another ${when}`
}
