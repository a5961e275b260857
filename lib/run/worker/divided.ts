/**
 * The executor that divides: heavy tasks go to worker processes, all others run in this one.
 *
 * A heavy task that no worker can run, for it is made inside a function, runs here too, and that is said once.
 */
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import type { Plan } from "../../plan/plan.ts"
import type { Workflow } from "../../task/definition.ts"
import * as Policy from "../../task/policy.ts"
import type { Book } from "../book.ts"
import type { Executor, Report } from "../executor.ts"
import * as Failure from "../failure.ts"
import type { Placing } from "../targets.ts"
import type { Pool, Refusal } from "./pool.ts"

// --- model

export interface Options {
  readonly here: Executor
  readonly plan: Plan
  readonly book: Book
  readonly placing: Placing
  /** The workflow file, which workers load: a path, or the URL of a file. */
  readonly file: string
  /** The folder of all outputs. */
  readonly root: string
  /** How many workers may rest. */
  readonly workers: number
  /** What the workflow file exports: tasks that are needed on the way are found among it, and in the plan. */
  readonly names?: ReadonlyMap<string, Workflow> | undefined
}

// --- constructors

/** Makes the executor of a run. Its pool is opened, and the code of it read, when the first heavy task starts. */
export const of = ({ here, plan, book, placing, file, root, workers, names }: Options): Executor => {
  const since = Date.now()
  let opened: Promise<Pool> | undefined
  const away = new Map<string, Promise<Pool>>()
  const noted = new Set<string>()

  const open = async (): Promise<Pool> => {
    const [Pools, Tasks] = await Promise.all([import("./pool.ts"), import("./tasks.ts")])
    const tasks = () => {
      const known = new Map(Tasks.reached([...(names?.values() ?? []), ...plan.roots.map(bare)]))
      for (const { definition } of plan.nodes.values()) known.set(definition.name, definition)
      return known
    }
    let found: ReturnType<typeof tasks> | undefined
    return Pools.of({
      file: file.startsWith("file:") ? fileURLToPath(file) : resolve(file),
      root: resolve(root),
      since,
      workers,
      book,
      placing,
      tasks: () => (found ??= tasks()),
    })
  }

  return {
    start: (job, report) => {
      const node = book.find(job.node)
      if (node === undefined || !Policy.isHeavy(node.definition.policy) || node.definition.run === undefined)
        return here.start(job, report)
      const { id } = node
      const { name } = node.definition
      opened ??= open().catch((cause) => {
        opened = undefined
        throw cause
      })
      away.set(id, opened)
      const end = (last: Report): void => {
        away.delete(id)
        report(last)
      }
      const back = (reason: Refusal): void => {
        away.delete(id)
        const note = words(name, reason)
        const isNew = !noted.has(note)
        noted.add(note)
        here.start(job, (said) => {
          report(said)
          if (said._tag === "Started" && isNew) report({ _tag: "Logged", node: id, message: note })
        })
      }
      const begin = (pool: Pool): void => {
        if (away.has(id)) pool.start(node, job, (said) => (isLast(said) ? end(said) : report(said)), back)
      }
      // No file for the plan, no more processes: what the system refuses now it may grant the next attempt.
      opened.then(begin).catch((cause) => {
        if (away.has(id)) end({ _tag: "AttemptFailed", node: id, failure: Failure.ofThrown(cause) })
      })
    },
    resume: (node, answers) => {
      const pool = away.get(node)
      if (pool === undefined) return here.resume(node, answers)
      void pool.then((one) => one.resume(node, answers))
    },
    cancel: (node, reason) => {
      const pool = away.get(node)
      if (pool === undefined) return here.cancel(node, reason)
      void pool.then(
        (one) => one.cancel(node, reason),
        () => undefined,
      )
    },
    abandon: async (node) => {
      const pool = away.get(node)
      if (pool === undefined) return here.abandon(node)
      away.delete(node)
      await pool.then(
        (one) => one.abandon(node),
        () => undefined,
      )
    },
    close: async () => {
      await here.close()
      await opened?.then(
        (pool) => pool.close(),
        () => undefined,
      )
    },
  }
}

// --- internals

const bare = ({ definition }: Plan["roots"][number]): Workflow => ({ _tag: "Workflow", definition, tables: [] })

const isLast = ({ _tag }: Report): boolean => _tag === "Succeeded" || _tag === "AttemptFailed" || _tag === "Cancelled"

const words = (name: string, reason: Refusal): string => {
  switch (reason._tag) {
    case "Unknown": {
      const { name: other } = reason.definition
      const which = other === name ? "a worker finds no such task" : `a worker finds no ${other}, which it depends on`
      return `${name} runs in the main process: ${which} in the workflow file; define and export ${other} at its top level`
    }
    case "Untold": {
      const { name: other } = reason.definition
      return `${name} runs in the main process: a value of ${other} is no JSON; give its parameter a type with a codec`
    }
    case "Changed":
      return `${name} runs in the main process, as it was when the run began: the workflow file has changed since`
  }
}
