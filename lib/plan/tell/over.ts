/**
 * Overs that name nothing: what stands in the `over` of a `many`, and no place below its task can have (5.4).
 */
import * as E from "#fp/Either"
import * as Nearest from "../../path/nearest.ts"
import type * as Pattern from "../../path/pattern.ts"
import type { Definition, ManySlot } from "../../task/definition.ts"
import type { View } from "../match/view.ts"
import * as Watch from "../match/watch.ts"
import type { ResolveError } from "../problem.ts"
import type { Context } from "../settle/context.ts"
import * as Trail from "../visit/trail.ts"
import * as Suggest from "./suggest.ts"
import * as Survey from "./survey.ts"

// --- constructors

/** Looks for them in every task that was met; one that a place might have which is absent here is none. */
export const check = (context: Context, survey: Survey.Survey): ReadonlyArray<ResolveError> => {
  const met = new Map<ManySlot, Array<View>>()
  const owners = new Map<ManySlot, Definition>()
  for (const view of survey.views)
    for (const slot of view.level.slots) {
      if (slot._tag !== "Many" || slot.over === undefined) continue
      owners.set(slot, view.level.definition)
      const views = met.get(slot)
      if (views === undefined) met.set(slot, [...survey.through(view, slot.name)])
      else views.push(...survey.through(view, slot.name))
    }
  return [...met].flatMap(([slot, views]) => problems(context, survey, owners.get(slot), slot, views))
}

const problems = (
  context: Context,
  survey: Survey.Survey,
  owner: Definition | undefined,
  slot: ManySlot,
  views: ReadonlyArray<View>,
): ReadonlyArray<ResolveError> => {
  if (owner === undefined || views.length === 0) return []
  return (slot.over ?? []).flatMap((key): ReadonlyArray<ResolveError> => {
    const pattern = context.pattern(key)
    if (E.isLeft(pattern)) return []
    const suffix = context.states.suffixes.start(pattern.right)
    if (Survey.follow(context, survey, views, Watch.watcher(suffix)) !== "none") return []
    if (mayStand(context, survey, slot, views, pattern.right)) return []
    const way = Survey.places(survey).get(owner)
    return [
      {
        _tag: "UnmatchedOver",
        place: way === undefined ? Trail.place(undefined, owner.name, slot.name) : inside(way, owner.name, slot.name),
        key,
        task: slot.task.name,
        suggestions: Suggest.keys(context, { ...survey, root: views }, pattern.right),
      },
    ]
  })
}

/** Tells whether a replacement has removed what is named, or a function that gave null might have made it. */
const mayStand = (
  context: Context,
  survey: Survey.Survey,
  slot: ManySlot,
  views: ReadonlyArray<View>,
  pattern: Pattern.Pattern,
): boolean => {
  const names = pattern.segments.flatMap(({ task, slots }) => (task === undefined ? slots : [task, ...slots]))
  const isDeclared = names.every((name) => context.reach.below(slot.task, name))
  if (isDeclared && views.some((view) => view.level.standsFor.length > 0)) return true
  const isOpen = survey.views.some(({ level, ends }) =>
    level.slots.some((one) => one._tag === "Dynamic" && ends.has(one.name)),
  )
  const isApart = (name: string): boolean => {
    const here = /^[A-Z]/.test(name) ? [...survey.tasks] : [...survey.slots.keys()]
    return here.includes(name) || Nearest.nearest(name, here).length === 0
  }
  return isDeclared && isOpen && names.every(isApart)
}

/** The slot of a task that stands at a place. */
const inside = (place: ReturnType<typeof Trail.place>, task: string, slot: string): typeof place => ({
  steps: [...place.steps, { task, slot }],
  elided: place.elided,
  task: undefined,
})
