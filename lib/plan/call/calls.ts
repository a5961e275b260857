/**
 * Calls: patterns that end in actions, read against a plan (2.5, 7.1). The command line and code share this.
 *
 * A call is no entry of a table: nothing that it names, takes or reaches changes the plan.
 */
import * as E from "#fp/Either"
import type { NonEmptyArray } from "#fp/NonEmptyArray"
import { isNonEmpty } from "#fp/Array"
import * as PatternOf from "../../path/pattern.ts"
import type { Pattern } from "../../path/pattern.ts"
import { printGiven } from "../../table/entry.ts"
import type { Definition } from "../../task/definition.ts"
import type { Source } from "../../task/source.ts"
import type { Type } from "../../task/type.ts"
import * as Argument from "./argument.ts"
import type { CallError, Written } from "./problem.ts"
import * as Reach from "./reach.ts"
import * as Suggest from "./suggest.ts"
import type { Stand } from "./ways.ts"
import type { Node, Plan } from "../plan.ts"

// --- model

/** A call that somebody asks for. */
export interface Asked {
  /** A pattern that ends in an action: `cleanup`, `TaskB:TaskA.remove`. */
  readonly key: string
  /** The argument: a value, or a wrapper of `task/given.ts`. The box tells an absent one from an undefined one. */
  readonly given: { readonly value: unknown } | undefined
  readonly source: Source
}

/** A call that can be made. */
export interface Called {
  readonly written: Written
  readonly action: string
  /** The nodes that it reaches, by identity, dependencies first. At least one. */
  readonly nodes: ReadonlyArray<string>
  /** What each task gets as argument, read by the type of its own action; tasks whose action takes none are not in it. */
  readonly arguments: ReadonlyMap<Definition, unknown>
}

/** A plan, and how its nodes stand to each other. */
export interface Traced {
  readonly plan: Plan
  readonly roots: ReadonlyArray<Stand>
}

// --- constructors

/** Reads calls, in their order; all that is wrong is said together. O(stands) for each. */
export const read = (
  traced: Traced,
  asked: ReadonlyArray<Asked>,
): E.Either<NonEmptyArray<CallError>, ReadonlyArray<Called>> => {
  const errors: Array<CallError> = []
  const calls: Array<Called> = []
  for (const one of asked) {
    const found = call(traced, one)
    if (E.isLeft(found)) errors.push(...found.left)
    else calls.push(found.right)
  }
  return isNonEmpty(errors) ? E.left(errors) : E.right(calls)
}

/** Lists the nodes whose action a pattern calls, dependencies first. */
export const reached = ({ plan, roots }: Traced, pattern: Pattern): ReadonlyArray<Node> => {
  const found = Reach.nodes(roots, pattern)
  return [...plan.nodes.values()].filter((node) => found.has(node.id))
}

const call = (traced: Traced, { key, given, source }: Asked): E.Either<ReadonlyArray<CallError>, Called> => {
  const written: Written = { key, given: given === undefined ? undefined : printGiven(given.value), source }
  const invalid = (offset: number, reason: string) =>
    E.left([{ _tag: "InvalidCall", written, offset, reason } as const])
  if (key.endsWith("!")) return invalid(key.length - 1, "an action is called and overrides nothing: leave the ! out")
  const parsed = PatternOf.parse(key)
  if (E.isLeft(parsed)) return invalid(parsed.left.offset, parsed.left.reason)
  const pattern = parsed.right
  const action = Reach.action(pattern)
  if (action === undefined) return invalid(key.length, `an action is missing behind the task: write ${key}.run`)
  const nodes = reached(traced, pattern)
  if (nodes.length === 0) return E.left([Suggest.unmatched(traced.roots, written, pattern, action)])
  const definitions = [...new Set(nodes.map(({ definition }) => definition))]
  const read = definitions.map(
    (definition) => [definition, Argument.read(definition.actions.get(action), given)] as const,
  )
  const keys = read.flatMap(([{ name }, { _tag }]) => (_tag === "Wrong" ? [] : [Suggest.narrowed(pattern, name)]))
  const errors = read.flatMap(([definition, argument]): ReadonlyArray<CallError> => {
    if (argument._tag !== "Wrong") return []
    const own = keys.length === 0 ? key : Suggest.narrowed(pattern, definition.name)
    return [
      wrong(
        { written, task: definition.name, action },
        definition.actions.get(action)?.type,
        argument.reason,
        own,
        keys,
      ),
    ]
  })
  if (errors.length > 0) return E.left(distinct(errors))
  return E.right({
    written,
    action,
    nodes: nodes.map(({ id }) => id),
    arguments: new Map(
      read.flatMap(([definition, argument]) => (argument._tag === "Given" ? [[definition, argument.value]] : [])),
    ),
  })
}

/** What is wrong with the argument for one task. */
const wrong = (
  at: { readonly written: Written; readonly task: string; readonly action: string },
  type: Type<unknown> | undefined,
  reason: string | undefined,
  key: string,
  keys: ReadonlyArray<string>,
): CallError => {
  if (type === undefined) return { _tag: "UnwantedArgument", ...at, keys }
  if (reason !== undefined) return { _tag: "InvalidArgument", ...at, expected: type.name, reason }
  return { _tag: "MissingArgument", ...at, type: type.name, choices: type.choices ?? [], key, keys }
}

/** What is wrong in one way with several tasks is said of the first. */
const distinct = (errors: ReadonlyArray<CallError>): ReadonlyArray<CallError> => {
  const kinds = new Map<string, CallError>()
  for (const error of errors) {
    const type = error._tag === "InvalidArgument" ? error.reason : error._tag === "MissingArgument" ? error.type : ""
    if (!kinds.has(`${error._tag} ${type}`)) kinds.set(`${error._tag} ${type}`, error)
  }
  return [...kinds.values()]
}
