/**
 * Serving: what a worker process does, from its first order to its end. It runs one job at a time, as the main process
 * would, by the same executor; only its nodes come from lines, and its reports go out as JSON.
 *
 * It puts nothing into place once the main process is gone.
 */
import { statSync } from "node:fs"
import { createRequire } from "node:module"
import { getHeapStatistics } from "node:v8"
import type { Node } from "../../plan/plan.ts"
import { local } from "../../store/local.ts"
import type { Staged, Store, StoreError } from "../../store/store.ts"
import * as Temporary from "../../store/temporary.ts"
import * as TE from "#fp/TaskEither"
import type { Workflow } from "../../task/definition.ts"
import type { Executor, Job, Report } from "../executor.ts"
import * as InProcess from "../job/in-process.ts"
import * as Targets from "../targets.ts"
import * as Inside from "./inside.ts"
import type { Reference } from "./line.ts"
import type { Order, Word } from "./message.ts"
import { planFile } from "./message.ts"
import * as Needed from "./needed.ts"
import * as Nodes from "./nodes.ts"
import * as PlanFile from "./plan-file.ts"
import * as Tasks from "./tasks.ts"
import * as Thrown from "./thrown.ts"
import * as Watchdog from "./watchdog.ts"

// --- model

/** Loads a workflow file: what it exports, by name. Rejects with what a person should read. */
export type Load = (file: string) => Promise<ReadonlyMap<string, Workflow>>

/** What a worker works with, once its file is loaded. */
interface Worker {
  readonly executor: Executor
  /** Makes the node of a job known. */
  readonly place: (id: string, at: Reference) => void
}

// --- folds

/** Serves the process that started this one, until that ends it or is gone. */
export const serve = (load: Load): void => {
  let worker: Worker | undefined
  let job: Job | undefined
  /** How many answers the job waits for. */
  let open = 0

  const say = (word: Word): void => {
    if (process.connected) process.send?.(word)
  }

  const begin = async ({ file, root, parent }: Extract<Order, { readonly _tag: "Begin" }>): Promise<void> => {
    Watchdog.watch(parent)
    try {
      const names = await Inside.whileLoading(file, () => load(file))
      const tasks = Tasks.reached(names.values())
      worker = prepare(names, tasks, guarded(local(root, Temporary.workerOf(parent)), parent))
      const prints = [...tasks].map(([name, definition]) => [name, Tasks.print(definition)] as const)
      const heap = getHeapStatistics().heap_size_limit
      say({ _tag: "Ready", tasks: prints, changed: changed(file), heap })
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      say({ _tag: "Unready", message: `a worker process cannot load ${file}: ${why}`, cause: Thrown.ofCause(cause) })
    }
  }

  const hear = (report: Report): void => {
    switch (report._tag) {
      case "Started":
      case "Busy":
      case "Found":
        return
      case "Logged":
        return say({ _tag: "Report", report })
      case "Needed": {
        const { node, ticket, plan } = report
        const told = Needed.tell(ticket, plan)
        if (told._tag === "Refused") return worker?.executor.resume(node, [{ ticket, problem: told }])
        open += 1
        wait()
        return say(told)
      }
      case "AttemptFailed":
        return end({ _tag: "Report", report: { ...report, failure: Thrown.tell(report.failure) } })
      default:
        return end({ _tag: "Report", report })
    }
  }

  const end = (word: Word): void => {
    job = undefined
    open = 0
    wait()
    say(word)
  }

  /** Unless something is to come from the main process, a job of which nothing is left that could wake it must be seen. */
  const wait = (): void => {
    if (job === undefined || open > 0) process.channel?.ref()
    else process.channel?.unref()
  }

  const stuck = (): void => {
    if (job === undefined) return
    const { node } = job
    void worker?.executor.abandon(node)
    const failure = Thrown.tell({ _tag: "Threw", message: unsettled, cause: new Error(unsettled) })
    end({ _tag: "Report", report: { _tag: "AttemptFailed", node, failure } })
  }

  const obey = (order: Order): void => {
    switch (order._tag) {
      case "Begin":
        return void begin(order)
      case "Run":
        job = order.job
        wait()
        worker?.place(job.node, order.at)
        return worker?.executor.start(job, hear)
      case "Resume":
        // To a job that has ended: what the next one waits for is counted from none.
        if (job === undefined) return
        open -= order.answers.length
        wait()
        return worker?.executor.resume(job.node, order.answers)
      case "Cancel":
        return job === undefined ? undefined : worker?.executor.cancel(job.node, order.reason)
      case "End":
        return process.exit()
    }
  }

  const stray = (cause: unknown): void => say({ _tag: "Stray", cause: Thrown.ofCause(cause) })
  process.on("uncaughtException", stray)
  process.on("unhandledRejection", stray)
  process.on("beforeExit", stuck)
  process.on("message", obey)
  process.on("disconnect", () => process.exit())
  // The main process says when to stop; a signal to all of a group must not end what it still waits for.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined)
}

// --- internals

const unsettled = "its promise can never settle: nothing is left that could wake it"

const prepare = (names: ReadonlyMap<string, Workflow>, tasks: Tasks.Tasks, store: Store): Worker => {
  const lines = PlanFile.lines(planFile)
  const layout = Nodes.layouts()
  /** The job's own node, and those that it needs on the way. */
  let own = new Map<string, Node>()
  const book = {
    find: (id: string) => own.get(id),
    add: () => undefined,
  }
  return {
    executor: InProcess.of(book, store, Targets.placing(), names),
    place: (id, at) => {
      // What an earlier job has read is let go.
      own = new Map([[id, Nodes.reader({ line: lines, task: (name) => tasks.get(name), layout })(at)]])
    },
  }
}

/** Puts nothing into place for a main process that is gone, nor beside one: another may be making it by then. */
const guarded = (store: Store, parent: number): Store => {
  const alive =
    <A>(step: TE.TaskEither<StoreError, A>): TE.TaskEither<StoreError, A> =>
    async () => {
      if (Watchdog.lives(parent)) return step()
      Watchdog.end()
      return new Promise(() => undefined)
    }
  const guard = (staged: Staged): Staged => ({ ...staged, commit: alive(staged.commit) })
  return {
    ...store,
    prepare: (target, value) => TE.map(guard)(alive(store.prepare(target, value))),
    stage: (target) => TE.map(guard)(alive(store.stage(target))),
  }
}

/** When a file of the user's that is loaded was last changed, in milliseconds since 1970. */
const changed = (file: string): number => {
  const loaded = Object.keys(createRequire(file).cache).filter((path) => !/[\\/]node_modules[\\/]/.test(path))
  return Math.max(...[file, ...loaded].map((path) => statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0))
}
