/**
 * Resolving a description with `lib`, for laws that compare two workflows.
 */
import * as E from "#fp/Either"
import type { Plan } from "../../lib/plan/plan.ts"
import type { ResolveError } from "../../lib/plan/problem.ts"
import { resolve } from "../../lib/plan/resolve.ts"
import { build } from "../oracle/build.ts"
import type * as Description from "../oracle/description.ts"

/** Resolves; a graph of more than two hundred tasks is an error here. */
export const ask = (description: Description.Description): E.Either<ReadonlyArray<ResolveError>, Plan> => {
  const { workflow, names } = build(description)
  return resolve(workflow, { names, limit: 200 })
}

/** Gives the plan, or nothing where something is wrong. */
export const planOf = (description: Description.Description): Plan | undefined => {
  const found = ask(description)
  return E.isRight(found) ? found.right : undefined
}

export const rootsOf = (plan: Plan): ReadonlyArray<string> => plan.roots.map((node) => node.id)

export const sorted = (texts: Iterable<string>): ReadonlyArray<string> => [...new Set(texts)].sort()

/** Each entry alone in its table. */
export const entriesOf = (description: Description.Description): ReadonlyArray<Description.Written> =>
  description.tables.flatMap((table) => table.entries)
