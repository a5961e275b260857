/**
 * The executor of this process: calls `run`, and puts what it gives into the store.
 *
 * Whatever `run` does, its job ends in one report and leaves its outputs whole or not at all.
 */
import * as E from "#fp/Either"
import type { Node } from "../../plan/plan.ts"
import type { Definition, Workflow } from "../../task/definition.ts"
import type { Book } from "../book.ts"
import type { Store } from "../../store/store.ts"
import { ask } from "../check.ts"
import type { Executor, Job, Report } from "../executor.ts"
import * as Context from "./context.ts"
import * as Failure from "../failure.ts"
import * as Gate from "../../store/gate.ts"
import * as Inside from "../worker/inside.ts"
import * as Tickets from "./tickets.ts"
import * as Staging from "./staging.ts"
import { isAbort, settled } from "./settle.ts"
import type { Named, Placing } from "../targets.ts"

// --- model

/** A job under way. */
interface Going {
  readonly node: Node
  readonly told: Job
  readonly abort: AbortController
  readonly tickets: Tickets.Tickets
  /** Set when nobody waits for it any more. */
  abandoned: boolean
  /** What must end before the job can be left: staging, or writing. The code of the task is not waited for. */
  critical: Promise<unknown>
  staging: Staging.Staging | undefined
}

// --- constructors

/** Makes the executor that runs the tasks of a book here. `names`: what text in a workflow that a task needs may name. */
export const of = (book: Book, store: Store, placing: Placing, names?: ReadonlyMap<string, Workflow>): Executor => {
  const going = new Map<string, Going>()
  const library = { store, placing, gate: Gate.reading() }
  /** Whether something could be written in this run: nothing is computed for a place that takes nothing. */
  let usable = false

  const work = async (job: Going, log: (message: unknown) => void): Promise<Report> => {
    const { node } = job
    const fail = (failure: Failure.Failure): Report => ({ _tag: "AttemptFailed", node: node.id, failure })
    const outputs = placing(node)
    if (E.isLeft(outputs)) return fail(outputs.left)
    const refused = usable ? undefined : await critical(job, probe(store, outputs.right))
    if (refused !== undefined) return fail(refused)
    usable ||= outputs.right.length > 0
    if (job.abandoned) return fail(gone)
    const opened = await critical(job, Staging.open(store, outputs.right))
    if (E.isLeft(opened)) return fail(opened.left)
    const staging = opened.right
    if (job.abandoned) return critical(job, staging.discard()).then(() => fail(gone))
    job.staging = staging
    const { signal } = job.abort
    // A task that is told before it begins would wait for an event that is over.
    if (signal.aborted) return critical(job, staging.discard()).then(() => ({ _tag: "Cancelled", node: node.id }))
    const { attempt, without } = job.told
    const need = job.tickets.ask
    const contradictions = book.contradictions ?? (() => [])
    const { output } = staging
    const own = { node, attempt, without, output, signal, log }
    const context = Context.of({ ...own, library, need, contradictions, names })
    const returned = await settled(() => timely(node, log, () => node.definition.run?.(node.slots, context as never)))
    if (job.abandoned) return fail(gone)
    if (E.isLeft(returned)) {
      await critical(job, staging.discard())
      if (signal.aborted && isAbort(returned.left, signal.reason)) return { _tag: "Cancelled", node: node.id }
      return fail(Failure.ofThrown(returned.left))
    }
    const written = await critical(job, write(job, staging, returned.right))
    return E.isLeft(written) ? fail(written.left) : { _tag: "Succeeded", node: node.id }
  }

  return {
    start: (told, report) => {
      const id = told.node
      const node = book.find(id)
      if (node === undefined)
        return report({ _tag: "AttemptFailed", node: id, failure: Failure.ofThrown(`no node ${id}`) })
      const tickets = Tickets.of((ticket, plan) => {
        if (!current()) return
        book.add(plan)
        report({ _tag: "Needed", node: id, ticket, plan })
      })
      const job: Going = {
        node,
        told,
        tickets,
        abort: new AbortController(),
        abandoned: false,
        critical: Promise.resolve(),
        staging: undefined,
      }
      const current = () => going.get(id) === job
      going.set(id, job)
      report({ _tag: "Started", node: id })
      void work(job, (message) => current() && report({ _tag: "Logged", node: id, message: String(message) })).then(
        (end) => {
          if (!current()) return
          going.delete(id)
          report(end)
        },
        // What should never throw: a store's own functions.
        (cause) => {
          if (!current()) return
          going.delete(id)
          report({ _tag: "AttemptFailed", node: id, failure: Failure.ofThrown(cause) })
        },
      )
    },
    resume: (id, answers) => going.get(id)?.tickets.answer(answers),
    close: async () => undefined,
    cancel: (id, reason) => {
      const job = going.get(id)
      job?.abort.abort(reasons[reason]())
      job?.tickets.stop()
    },
    abandon: async (id) => {
      const job = going.get(id)
      if (job === undefined) return
      going.delete(id)
      job.abandoned = true
      if (!job.abort.signal.aborted) job.abort.abort(reasons.interrupted())
      job.tickets.stop()
      // What ends here may go on to another: staging is opened, and then thrown away.
      for (let last: unknown; last !== job.critical; ) await (last = job.critical)
      await job.staging?.discard()
    },
  }
}

// --- internals

/** What `ctx.signal` gives as its reason. */
const reasons = {
  interrupted: () => new DOMException("the run was interrupted", "AbortError"),
  timeout: () => new DOMException("it took longer than its timeout", "TimeoutError"),
}

/** Milliseconds after which a task that has not given back control is told of. */
const patience = 2_000

/** Those of which it was told. */
const blocking = new Set<Definition>()

/** Calls a task, and says once if it kept this process from hearing anything else, Ctrl-C and its own timeout too. */
const timely = <A>({ definition }: Node, log: (message: string) => void, call: () => A): A => {
  const began = performance.now()
  try {
    return call()
  } finally {
    const seconds = Math.round((performance.now() - began) / 1000)
    if (seconds * 1000 >= patience && !blocking.has(definition) && !Inside.isWorker()) {
      blocking.add(definition)
      log(
        `it computed for ${seconds} s without a pause, and kept all others, Ctrl-C and timeouts waiting: ` +
          `resources: { cpu: 1 } in ${definition.name} gives it a process of its own`,
      )
    }
  }
}

/** Told to nobody. */
const gone = Failure.ofThrown("abandoned")

/** Tries whether the system lets anything be written where the first output goes. Any other word of a store is its own. */
const probe = async (store: Store, [first]: ReadonlyArray<Named>): Promise<Failure.Failure | undefined> => {
  if (first === undefined) return undefined
  const { path, output } = first.target
  const tried = await ask(() => store.stage({ path, output: { ...output, form: "file" } }))
  if (E.isLeft(tried)) return tried.left._tag === "Store" && tried.left.error._tag === "System" ? tried.left : undefined
  await tried.right.discard()
  return undefined
}

const critical = <A>(job: Going, work: Promise<A>): Promise<A> => {
  job.critical = work
  return work
}

/** Nothing comes into place for a job that was abandoned while it wrote. */
const write = async (
  job: Going,
  staging: Staging.Staging,
  returned: unknown,
): Promise<E.Either<Failure.Failure, void>> => {
  const prepared = await staging.prepare(returned)
  if (E.isLeft(prepared)) return prepared
  if (!job.abandoned) return staging.commit()
  await staging.discard()
  return prepared
}
