/**
 * Contexts: the `ctx` of a job, made of what runs it: in this process or in a worker of it.
 *
 * It decides nothing: what it cannot give is a rejected promise, which the code of the task may catch.
 */
import * as E from "#fp/Either"
import type { Node, Plan } from "../../plan/plan.ts"
import * as Plans from "../../plan/plan.ts"
import type { ResolveError } from "../../plan/problem.ts"
import { printNode } from "../../plan/print.ts"
import type { Workflow } from "../../task/definition.ts"
import type { Job, Unmet } from "../executor.ts"
import { TaskError } from "../failure.ts"
import * as Loading from "./loading.ts"

// --- model

/** What a job's context is made of. */
export interface Around extends Pick<Job, "attempt" | "without"> {
  readonly node: Node
  readonly library: Loading.Library
  /** What `ctx.output` is. */
  readonly output: unknown
  readonly signal: AbortSignal
  readonly log: (message: unknown) => void
  /** Waits until the roots of a plan are there, or cannot be (`Tickets.ask`). Never rejects. */
  readonly need: (plan: Plan) => Promise<Unmet | undefined>
  /** Lists what of a plan cannot stand beside what this run holds. */
  readonly contradictions: (plan: Plan) => ReadonlyArray<ResolveError>
  /** What text in the tables of a workflow that is needed may name: what the run's own may. */
  readonly names: ReadonlyMap<string, Workflow> | undefined
}

/** A `Context` whose types were erased when its task became a definition. */
export interface Erased {
  readonly load: Loading.Load
  readonly need: (workflow: unknown) => Promise<unknown>
  readonly needAll: (workflow: unknown) => Promise<ReadonlyArray<unknown>>
  readonly there: (slots: unknown) => boolean
  readonly path: (slots: unknown) => unknown
  readonly output: unknown
  readonly attempt: number
  readonly signal: AbortSignal
  readonly log: (message: unknown) => void
  readonly [around]: Around
}

/** Where a context carries what it is made of, for what the library itself runs in a task (`shell`). */
export const around: unique symbol = Symbol.for("waluigi/around") as never

// --- constructors

/** Makes the context of a job. */
export const of = (job: Around): Erased => {
  const { node, library, output, attempt, signal, log } = job
  // Made when it is asked for: most tasks ask for little. But a reduction may ask for each of 100,000 items.
  let reached: Loading.Reach | undefined
  const reach = (): Loading.Reach => (reached ??= Loading.reach(node))
  let missing: ReadonlySet<string> | undefined
  const isThere = ({ id }: Node): boolean => !(missing ??= new Set(job.without)).has(id)
  let below: ReadonlySet<string> | undefined
  const isOwn = ({ id }: Node): boolean => (below ??= new Set(node.dependencies.map((one) => one.id))).has(id)

  const load: Loading.Load = async (slots) => {
    const wanted = reach().find("ctx.load", slots)
    if (isThere(wanted.node)) return Loading.read(wanted.node, wanted.declared, library)
    const reason =
      `ctx.load: ${printNode(wanted.node)} is not there, which ${node.definition.name} accepts: ` +
      "ask ctx.there(…) before it is loaded"
    throw new TaskError({ _tag: "NotLoadable", task: wanted.node.definition.name, reason })
  }

  const needed = async (word: Word, workflow: unknown): Promise<ReadonlyArray<Node>> => {
    if (signal.aborted) throw signal.reason
    // Few tasks need anything on the way: a worker reads the resolver when the first does.
    const Asked = await import("./asked.ts")
    const plan = Asked.resolved(word, workflow, job.names)
    Asked.agrees(word, plan, job.contradictions(plan))
    const problem = await job.need(plan)
    if (problem !== undefined && signal.aborted) throw signal.reason
    if (problem !== undefined) throw Asked.unmet(word, plan, problem)
    reach().add(plan.roots)
    return plan.roots
  }

  return {
    load: (slots) => heard(load(slots)),
    need: (workflow) => heard(needed("ctx.need", workflow).then(([root]) => root?.slots)),
    needAll: (workflow) => heard(needed("ctx.needAll", workflow).then((roots) => roots.map(({ slots }) => slots))),
    there: (slots) => {
      if (slots === null) return false
      const wanted = Plans.ofSlots(slots)
      if (wanted !== undefined && isOwn(wanted)) return isThere(wanted)
      // What was needed, and what is below it, is there.
      if (wanted !== undefined && reach().added(wanted)) return true
      const { name } = node.definition
      const reason = `ctx.there takes a dependency of ${name} itself, as it stands among the slots: ctx.there(p.datasets)`
      throw new TaskError({ _tag: "NotLoadable", task: wanted?.definition.name, reason })
    },
    path: (slots) => {
      const wanted = reach().find("ctx.path", slots).node
      const outputs = library.placing(wanted)
      if (E.isLeft(outputs)) throw new TaskError(outputs.left)
      return Loading.located(outputs.right, library.store)
    },
    output,
    attempt,
    signal,
    log,
    [around]: job,
  }
}

// --- internals

/** How the functions that need something are called in a message. */
export type Word = "ctx.need" | "ctx.needAll"

/** A promise that a task makes and no longer waits for when another fails must not end the process. */
const heard = <A>(promise: Promise<A>): Promise<A> => {
  promise.catch(() => undefined)
  return promise
}
