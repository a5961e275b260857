/**
 * Pools: worker processes that run the tasks of one workflow file, one at a time each.
 *
 * How many run at once is the scheduler's business: a job gets a worker that rests, or a new one. A worker whose task
 * ended it, or was given up, is gone; the next job gets another.
 */
import type { Node } from "../../plan/plan.ts"
import type { Book } from "../book.ts"
import type { Answer, Executor, Job, Report } from "../executor.ts"
import type { Failure } from "../failure.ts"
import * as Failures from "../failure.ts"
import type { Definition } from "../../task/definition.ts"
import type { Placing } from "../targets.ts"
import * as Child from "./child.ts"
import * as Held from "./held.ts"
import * as Leftovers from "./leftovers.ts"
import * as Memory from "./memory.ts"
import type { Plainly, Word } from "./message.ts"
import * as Needed from "./needed.ts"
import * as PlanFile from "./plan-file.ts"
import * as Tasks from "./tasks.ts"
import * as Thrown from "./thrown.ts"

// --- model

export interface Options {
  /** The workflow file, as an absolute path. */
  readonly file: string
  /** The folder of all outputs. */
  readonly root: string
  /** When the run began: files that are changed later are not those that this process has loaded. */
  readonly since: number
  /** How many workers may rest. */
  readonly workers: number
  readonly book: Book
  readonly placing: Placing
  /** The tasks that this process knows, asked for when a worker first needs one on the way. */
  readonly tasks: () => Tasks.Tasks
}

export interface Pool extends Omit<Executor, "start"> {
  /** Begins a job, whose start is reported already; or gives it back, with the reason why no worker can do it. */
  readonly start: (node: Node, job: Job, report: (report: Report) => void, refuse: (reason: Refusal) => void) => void
}

/** Why a task cannot run in a worker. */
export type Refusal =
  /** The workflow file leads to no such task without a function being called. */
  | { readonly _tag: "Unknown"; readonly definition: Definition }
  /** A node of it has a value that cannot be told in JSON. */
  | { readonly _tag: "Untold"; readonly definition: Definition }
  /** The workflow file was changed after the run began. */
  | { readonly _tag: "Changed" }

// --- constructors

/** Opens a pool. No process is started before the first job. Throws what the system refuses. */
export const of = (options: Options): Pool => {
  const { book, placing, root } = options
  const working = new Map<string, Held.Work>()
  const all = new Set<Held.Held>()
  const resting: Array<Held.Held> = []
  /** What the first worker knew: all load the same file. */
  let known: ReadonlyMap<string, string> | undefined
  let closing = false
  const plan = PlanFile.open((definition) => known?.get(definition.name) === Tasks.print(definition))

  const take = (limit: number | undefined): Held.Held => {
    const at = resting.findIndex((one) => one.limit === limit)
    const [rested] = at < 0 ? [] : resting.splice(at, 1)
    if (rested !== undefined) return rested
    // A new one would be one too many: of those that rest for tasks of other limits, the first goes.
    if (all.size >= options.workers) void resting.shift()?.child.end()
    return fresh(limit)
  }

  const fresh = (limit: number | undefined): Held.Held => {
    const held: Held.Held = {
      limit,
      work: undefined,
      ready: undefined,
      asked: 0,
      said: [],
      outgrown: false,
      collapsing: false,
      unwatch: undefined,
      child: Child.start(plan.file, Held.heap(limit), {
        word: (word) => hear(held, word),
        line: (line) => say(held, line),
      }),
    }
    all.add(held)
    void held.child.gone.then((exit) => lost(held, exit))
    const { file } = options
    held.child.send({ _tag: "Begin", file, root, parent: process.pid })
    return held
  }

  const isCurrent = (work: Held.Work): boolean => working.get(work.node.id) === work

  /** Ends a job with its last report. */
  const finish = (work: Held.Work, report: Report): void => {
    if (!isCurrent(work)) return
    working.delete(work.node.id)
    work.report(report)
  }
  const fail = (work: Held.Work, failure: Failure): void =>
    finish(work, { _tag: "AttemptFailed", node: work.node.id, failure })

  /** Takes a worker back, to rest or to end. */
  const rest = (held: Held.Held): void => {
    held.unwatch?.()
    held.unwatch = undefined
    held.work = undefined
    held.asked = 0
    if (closing || resting.length >= options.workers) return void held.child.end()
    resting.push(held)
    held.child.hold(false)
  }

  /** Takes a worker out of those that rest, if it is one. */
  const unrest = (held: Held.Held): void => {
    const at = resting.indexOf(held)
    if (at >= 0) resting.splice(at, 1)
  }

  /** Tells a worker that has loaded its file of its job. */
  const send = (held: Held.Held, work: Held.Work): void => {
    const giveBack = (then: () => void): void => {
      const current = isCurrent(work)
      rest(held)
      if (current) then()
    }
    if (!isCurrent(work)) return rest(held)
    const { id } = work.node
    if (work.cancelled) return giveBack(() => finish(work, { _tag: "Cancelled", node: id }))
    let at: ReturnType<typeof plan.write>
    try {
      at = plan.write(work.node)
    } catch (cause) {
      return giveBack(() => fail(work, Failures.ofThrown(cause)))
    }
    if (typeof at === "object") {
      const reason: Refusal = { _tag: at.unknown ? "Unknown" : "Untold", definition: at.definition }
      return giveBack(() => refuse(work, reason))
    }
    work.sent = true
    // Not before: its time counts from now on, and that of the start of a process is not its own.
    work.report({ _tag: "Started", node: id })
    held.said.length = 0
    const { pid } = held.child
    if (work.limit !== undefined && pid !== undefined && held.ready !== undefined)
      held.unwatch = Memory.watch(pid, Held.most(held.ready.resident, work.limit), () => {
        held.outgrown = true
        held.child.kill()
      })
    held.child.send({ _tag: "Run", job: work.job, at })
  }

  const refuse = (work: Held.Work, reason: Refusal): void => {
    if (!isCurrent(work)) return
    working.delete(work.node.id)
    work.refuse(reason)
  }

  const hear = (held: Held.Held, word: Word): void => {
    const { work } = held
    switch (word._tag) {
      case "Ready":
        return greet(held, word)
      case "Unready": {
        held.work = undefined
        held.child.kill()
        if (work === undefined) return
        return fail(work, { _tag: "Threw", message: word.message, cause: Thrown.toCause(word.cause) })
      }
      case "Report":
        return work === undefined ? undefined : pass(held, work, word.report)
      case "Need": {
        if (work === undefined || !isCurrent(work)) return
        const found = Needed.read(word, book, options.tasks(), options.file)
        const { ticket } = word
        if (found._tag === "Refused") return held.child.send({ _tag: "Resume", answers: [{ ticket, problem: found }] })
        book.add(found)
        held.asked += 1
        // What it waits for keeps this process going, if anything does: else it can never be.
        held.child.hold(false)
        return work.report({ _tag: "Needed", node: work.node.id, ticket, plan: found })
      }
      case "Stray": {
        const cause = Thrown.toCause(word.cause)
        if (work !== undefined && isCurrent(work)) return dismiss(held, work, Failures.ofThrown(cause))
        // Of no task that runs: the end of one that ran before.
        process.emitWarning(cause instanceof Error ? cause : String(cause))
        // Before it is gone: a job that came now would be taken for what ended it.
        unrest(held)
        held.child.kill()
      }
    }
  }

  const greet = (held: Held.Held, { tasks, changed, heap }: Extract<Word, { readonly _tag: "Ready" }>): void => {
    const { work } = held
    known ??= new Map(tasks)
    const { pid } = held.child
    held.ready = { heap, resident: (pid === undefined ? undefined : Memory.resident(pid)) ?? 0 }
    if (work === undefined) return rest(held)
    if (changed <= options.since) return send(held, work)
    held.work = undefined
    held.child.kill()
    if (work.cancelled) finish(work, { _tag: "Cancelled", node: work.node.id })
    else refuse(work, { _tag: "Changed" })
  }

  const pass = (held: Held.Held, work: Held.Work, report: Plainly): void => {
    if (report._tag === "Logged") return isCurrent(work) ? work.report(report) : undefined
    rest(held)
    if (report._tag === "AttemptFailed") fail(work, Thrown.hear(report.failure))
    else finish(work, report)
  }

  /** Ends a worker for what its task did. */
  const dismiss = (held: Held.Held, work: Held.Work, failure: Failure): void => {
    held.work = undefined
    held.unwatch?.()
    void leave(held, work).then(() => fail(work, failure))
  }

  /** Ends a worker, and removes what its task has half written. */
  const leave = async (held: Held.Held, { node }: Held.Work): Promise<void> => {
    held.child.hold(true)
    held.child.kill()
    await held.child.gone
    if (held.child.pid !== undefined) await Leftovers.remove(root, placing(node), held.child.pid)
  }

  const say = (held: Held.Held, line: string): void => {
    const { work } = held
    if (Held.say(held, line) && work?.sent === true && isCurrent(work))
      work.report({ _tag: "Logged", node: work.node.id, message: line })
  }

  /** A process is gone: by its task, by the system, or because it was told to. */
  const lost = (held: Held.Held, exit: Child.Exit): void => {
    all.delete(held)
    held.unwatch?.()
    unrest(held)
    const { work } = held
    if (work === undefined || !isCurrent(work)) return
    held.work = undefined
    const failure = Held.ending(held, exit)
    void leave(held, work).then(() => fail(work, failure))
  }

  return {
    start: (node, job, report, refuse) => {
      const limit = node.definition.policy.resources.memory
      const work: Held.Work = { node, job, limit, report, refuse, held: undefined, sent: false, cancelled: false }
      working.set(node.id, work)
      const held = take(limit)
      held.child.hold(true)
      held.work = work
      work.held = held
      if (held.ready !== undefined) send(held, work)
    },
    resume: (node, answers: ReadonlyArray<Answer>) => {
      const held = working.get(node)?.held
      if (held === undefined) return
      held.asked -= answers.length
      if (held.asked <= 0) held.child.hold(true)
      held.child.send({ _tag: "Resume", answers })
    },
    cancel: (node, reason) => {
      const work = working.get(node)
      if (work === undefined) return
      work.cancelled = true
      if (work.sent) work.held?.child.send({ _tag: "Cancel", reason })
    },
    abandon: async (node) => {
      const work = working.get(node)
      working.delete(node)
      if (work?.held === undefined || !work.sent) return
      work.held.work = undefined
      work.held.unwatch?.()
      await leave(work.held, work)
    },
    close: async () => {
      closing = true
      await Promise.all([...all].map(({ child }) => child.end()))
      plan.close()
    },
  }
}
