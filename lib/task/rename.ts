/**
 * Renaming: the tasks of another package under names that clash with none of this one (rule 1.6).
 *
 * The whole graph below is made anew where a renamed task is in it; what does not lead to one stays the very same task.
 */
import { nearest } from "../path/nearest.ts"

import * as Definition from "./definition.ts"
import { DefinitionError } from "./definition-error.ts"
import type { DependencyEdge, Edges, Entry, Known, KnownAny, known, Own } from "./graph.ts"
import type { Misspelt, Problem } from "./problem.ts"
import * as Rewrite from "./rewrite.ts"
import { show } from "./show.ts"
import type { AnyTable } from "./table.ts"
import { checkName } from "./task.ts"
import type { Task, Workflow } from "./typed.ts"

// --- model

/** The new name of a task, or its own. */
type Name<M, N extends string> = N extends keyof M ? M[N] & string : N

/** What is exported, under the new names. */
export type Renamed<E, M> = { readonly [K in keyof E]: RenamedExport<E[K], M> }

type RenamedExport<V, M> =
  V extends Known<infer N, infer U>
    ? V extends { readonly [Definition.definition]: unknown }
      ? Task<Name<M, N>, RenamedEntry<U, M>>
      : Workflow<Name<M, N>, RenamedEntry<U, M>>
    : V extends AnyTable
      ? AnyTable
      : V

/** Each entry, with the new names in it. */
export type RenamedEntry<U extends Entry, M> = U extends Entry
  ? Own<
      Name<M, U["name"]>,
      RenamedEdges<U["params"], M>,
      { readonly [K in keyof U["dynamic"]]: RenamedReturn<U["dynamic"][K], M> },
      U["output"],
      Name<M, U["answers"]>,
      Name<M, U["below"]>,
      U["removed"],
      U["actions"]
    >
  : never

type RenamedEdges<P extends Edges, M> = {
  readonly [K in keyof P]: P[K]["kind"] extends "dependency" | "optional" | "many"
    ? DependencyEdge<P[K]["kind"], Name<M, P[K]["to"]>>
    : P[K]
}

type RenamedReturn<R, M> =
  R extends Known<infer N, infer U>
    ? Workflow<Name<M, N>, RenamedEntry<U, M>>
    : R extends string | number | boolean | bigint | symbol | null | undefined
      ? R
      : R extends ReadonlyArray<infer A>
        ? Extract<A, KnownAny> extends never
          ? R
          : ReadonlyArray<RenamedReturn<A, M>>
        : R extends Readonly<Record<string, KnownAny>>
          ? { readonly [K in keyof R]: RenamedReturn<R[K], M> }
          : R

/** The names of all tasks in or below what is exported. */
type NamesIn<E> = Extract<E[keyof E], KnownAny>[typeof known]["all"]["name"]

/** What the names must be: each itself, or what is wrong with it. */
export type CheckedNames<Names extends string, M> = {
  readonly [K in keyof M]: K extends Names
    ? M[K] extends Exclude<Names, keyof M>
      ? Problem<`another task is called '${M[K]}' there: choose a third name, or rename that too`>
      : unknown
    : Misspelt<`no task '${K & string}' in or below what is renamed`, Names>
}

// --- constructors

/**
 * Gives what a package exports with some of its tasks under other names, wherever they stand in its graph.
 *
 * Two tasks of one name cannot stand in one graph. Keys then use the new name; the old one is free for another task, and
 * a renamed task does not answer to it.
 *
 * *Gotchas*: a name is part of the identity (8.1), so what was made under the old name is not found under the new one.
 * Rename a package once, in one module, and import its tasks from there: each `rename` makes tasks of its own. A task
 * whose slots are computed by a bare function is always made anew, since the function may return any task.
 *
 * @example
 * ```ts
 * import { dep, int, param, rename, resolve, task } from "waluigi"
 *
 * const theirs = (() => {
 *   const Fit = task("Fit", { params: { degree: param(int, { default: 2 }) } })
 *   return { Fit, Climate: task("Climate", { params: { fit: dep(Fit) } }) }
 * })()
 * const { Climate } = rename(theirs, { Fit: "ClimateFit" })
 *
 * const Fit = task("Fit", { params: { year: param(int) } })
 * const Both = task("Both", { params: { fit: dep(Fit), climate: dep(Climate) } })
 * const plan = resolve(Both({ "Fit.year": 2024, "ClimateFit.degree": 3 }))
 * console.log(plan._tag === "Right" && [...plan.right.nodes.values()].map((node) => node.definition.name).sort())
 * // ['Both', 'Climate', 'ClimateFit', 'Fit']
 * ```
 */
export const rename = <const E extends object, const M extends Readonly<Record<string, string>>>(
  exports: E,
  names: M & CheckedNames<NamesIn<E>, M>,
): Renamed<E, M> => {
  const to = new Map(Object.entries<string>(names))
  for (const name of to.values()) checkName(name, rename)
  const given = [...to.values()]
  const twice = given.find((name, at) => given.indexOf(name) < at)
  if (twice !== undefined)
    throw new DefinitionError(`rename calls two tasks ${twice}: give each a name of its own`, rename)
  if (typeof exports !== "object" || exports === null || Definition.isWorkflow(exports))
    throw new DefinitionError(
      `rename is given ${show(exports)}: write rename({ TaskA }, { TaskA: "OtherTaskA" }), or the exports of a package`,
      rename,
    )
  const rewrite = Rewrite.create(to)
  const renamed = Object.fromEntries(Object.entries(exports).map(([key, value]) => [key, rewrite.exported(value)]))
  const met = [...rewrite.met()]
  const taken = met.find((name) => !to.has(name) && given.includes(name))
  if (taken !== undefined)
    throw new DefinitionError(
      `rename calls a task ${taken}, and another is called that there: choose a third name, or rename that too`,
      rename,
    )
  // What only a function returns is not known yet.
  const missing = rewrite.open() ? undefined : [...to.keys()].find((name) => !met.includes(name))
  if (missing !== undefined)
    throw new DefinitionError(
      `rename finds no task ${missing}: there is ${nearest(missing, met).concat(met).slice(0, 3).join(", ") || "none"}`,
      rename,
    )
  return renamed as never
}
