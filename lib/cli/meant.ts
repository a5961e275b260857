/**
 * Words with a value that nothing declared has: a parameter of a task that only a dynamic slot makes, or an action of
 * one, called with its argument. Which it is only the resolved graph tells.
 */
import * as E from "#fp/Either"
import * as Pattern from "../path/pattern.ts"
import * as Calls from "../plan/call/calls.ts"
import { resolve, trace } from "../plan/resolve.ts"
import type { Overrides } from "../task/definition.ts"
import type { Asked } from "./action.ts"
import type { Exports } from "./exports.ts"
import * as Graph from "./graph.ts"
import type { Wanted } from "./request.ts"

// --- combinators

/**
 * Makes calls of the words that set nothing and reach an action. Costs nothing but where a word names what no declared
 * task has, below a task with dynamic slots; there it resolves twice more.
 */
export const actions = (exports: Exports, wanted: Wanted, limit: { readonly limit?: number }): Wanted => {
  const { workflow } = wanted
  const own = Graph.reached([workflow.definition])
  if (!own.some(({ definition }) => [...definition.slots.values()].some(({ _tag }) => _tag === "Dynamic")))
    return wanted
  const graph = [...own, ...Graph.ofWorkflows(exports.named.values())]
  const strange = workflow.tables.filter((table) => isStrange(table, graph))
  if (strange.length === 0) return wanted
  const options = { names: exports.named, ...limit }
  const found = resolve(workflow, options)
  if (E.isRight(found)) return wanted
  const unmatched = new Set(found.left.flatMap((error) => (error._tag === "Unmatched" ? [error.written.source] : [])))
  const guessed = strange.filter(({ source }) => unmatched.has(source))
  const rest = workflow.tables.filter((table) => !guessed.includes(table))
  const traced = guessed.length === 0 ? found : trace({ ...workflow, tables: rest }, options)
  if (E.isLeft(traced)) return wanted
  const called = guessed.filter((table) => {
    const read = Calls.read(traced.right, [asked(table)])
    return E.isRight(read) || read.left.every(({ _tag }) => _tag !== "UnmatchedCall")
  })
  return {
    workflow: { ...workflow, tables: workflow.tables.filter((table) => !called.includes(table)) },
    calls: [...wanted.calls, ...called.map(asked)],
  }
}

// --- internals

/** A word of the line, with a value, whose last name is no slot that is declared anywhere. */
const isStrange = ({ source, record, zipped }: Overrides, graph: ReadonlyArray<Graph.Reached>): boolean => {
  const [key = ""] = Object.keys(record)
  const pattern = Pattern.parse(key)
  const slot = E.isRight(pattern) ? Pattern.finalSlot(pattern.right) : undefined
  return (
    source._tag === "Argument" &&
    zipped === false &&
    slot !== undefined &&
    Graph.slotsNamed(slot, graph).length === 0 &&
    /^--[^=]*=/.test(source.text)
  )
}

const asked = ({ record, source }: Overrides): Asked => {
  const [[key, value] = ["", undefined]] = Object.entries(record)
  return { key, given: { value }, source, otherwise: undefined }
}
