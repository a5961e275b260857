/**
 * What a running task asks for: a workflow becomes a plan before anything of it runs, or an error that says what to type.
 */
import * as E from "#fp/Either"
import { drawErrors } from "../../plan/draw/draw.ts"
import { ofSlots, type Plan } from "../../plan/plan.ts"
import type { ResolveError } from "../../plan/problem.ts"
import { names } from "../../plan/print.ts"
import { resolve } from "../../plan/resolve.ts"
import type { Workflow } from "../../task/definition.ts"
import { asWorkflow } from "../../task/definition.ts"
import { show } from "../../task/show.ts"
import type { Word } from "./context.ts"
import type { Unmet } from "../executor.ts"
import { TaskError } from "../failure.ts"

// --- constructors

/** Resolves what is needed. Throws a TaskError: for what is no workflow, does not resolve, or has too many roots. */
export const resolved = (word: Word, given: unknown, names: ReadonlyMap<string, Workflow> | undefined): Plan => {
  const workflow = asWorkflow(given)
  const below = ofSlots(given)
  if (below !== undefined)
    throw error(
      `${word} takes a task or a workflow; what is read from a slot is there, as this ${below.definition.name}: ctx.load reads it`,
    )
  if (workflow === undefined)
    throw error(
      `${word} takes a task or a workflow, such as ${word}(Data({ year: 2024 })), and is given ${show(given)}`,
    )
  const { name } = workflow.definition
  const plan = resolve(workflow, names === undefined ? {} : { names })
  if (E.isLeft(plan)) throw error(`${word}(${name}(…)) does not resolve:\n${drawn(plan.left)}`)
  const { roots } = plan.right
  if (word === "ctx.need" && roots.length !== 1)
    throw error(
      `ctx.need(${name}(…)) gives ${roots.length} tasks: write ctx.needAll(${name}(…)), which gives all of them`,
    )
  return plan.right
}

/** Throws a TaskError where what is needed contradicts what the run holds. */
export const agrees = (word: Word, plan: Plan, contradictions: ReadonlyArray<ResolveError>): void => {
  if (contradictions.length > 0) throw error(disagreement(word, plan, contradictions))
}

/** Says in which way what is needed contradicts what the run holds. */
export const disagreement = (word: Word, plan: Plan, contradictions: ReadonlyArray<ResolveError>): string =>
  `${word}(${plan.roots[0]?.definition.name ?? ""}(…)) does not fit into this run:\n${drawn(contradictions)}`

/** Says why what was needed is not there. */
export const unmet = (word: Word, plan: Plan, problem: Unmet): TaskError => {
  const print = names(plan)
  const [root] = plan.roots
  const first = root === undefined ? "it" : print(root)
  const asked = plan.roots.length > 1 ? `${first} and ${plan.roots.length - 1} more` : first
  switch (problem._tag) {
    case "Failed": {
      const node = plan.nodes.get(problem.node)
      const failed = node === undefined ? "a task below" : print(node)
      const which = plan.roots.length === 1 && problem.node === root?.id
      return error(which ? `${word}: ${failed} failed` : `${word}: ${asked} cannot be made, for ${failed} failed`)
    }
    case "Cycle":
      return error(`${word}: ${asked} cannot be made, for it waits for this very task`)
    case "Stopped":
      return error(`${word}: ${asked} is not made, for the run is being stopped`)
    case "Refused":
      return error(problem.reason)
  }
}

// --- internals

const drawn = (errors: ReadonlyArray<ResolveError>): string => drawErrors(errors).replaceAll(/^(?=.)/gm, "  ")

const error = (reason: string): TaskError => new TaskError({ _tag: "Unmet", reason })
