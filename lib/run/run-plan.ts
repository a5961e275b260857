/**
 * Running a plan: scheduler, executor and store put together.
 */
import type { Plan } from "../plan/plan.ts"
import type { Store } from "../store/store.ts"
import type { Definition, Workflow } from "../task/definition.ts"
import * as Policy from "../task/policy.ts"
import * as Book from "./book.ts"
import * as Check from "./check.ts"
import * as Claiming from "./claiming.ts"
import type { Clock } from "./clock.ts"
import * as Clocks from "./clock.ts"
import * as InProcess from "./job/in-process.ts"
import type { Listening } from "./interpret.ts"
import { interpret } from "./interpret.ts"
import * as Lint from "./code/lint.ts"
import * as Partial from "./partial.ts"
import * as Scheduler from "./schedule/scheduler.ts"
import * as Summary from "./summary.ts"
import * as Targets from "./targets.ts"
import * as Terms from "./terms.ts"
import * as Divided from "./worker/divided.ts"
import * as Inside from "./worker/inside.ts"

// --- model

export interface RunPlanOptions extends Listening, Terms.Terms {
  /** How many tasks may run at once; at least one. */
  readonly workers: number
  readonly clock?: Clock | undefined
  /** The file that the workflow stands in: a worker process loads it. Without it every task runs in this process. */
  readonly file?: string | undefined
  /** What that file exports, or what else text in a table may name. */
  readonly names?: ReadonlyMap<string, Workflow> | undefined
  /** What made JavaScript of the workflow, where it was not the words that node was started with. */
  readonly transpiler?: string | undefined
}

// --- folds

/** Runs what is missing of a plan, and says what came of it. Never rejects. */
export const runPlan = async (plan: Plan, store: Store, options: RunPlanOptions): Promise<Summary.Summary> => {
  const { workers, clock = Clocks.system, file, names } = options
  const placing = Targets.placing()
  const book = Book.of(plan)
  const here = InProcess.of(book, store, placing, names)
  const { root } = store
  if (file === undefined && root !== undefined && !Inside.isWorker()) warnOfHeavy(plan)
  const working =
    file === undefined || root === undefined || Inside.isWorker()
      ? here
      : Divided.of({ here, plan, book, placing, file, root, workers, names })
  const world = {
    clock,
    executor: Claiming.of(working, book, store, placing, { timeout: options.claimTimeout }),
    check: Check.of(book, store, placing),
  }
  const record = Lint.recording(book.find, store, options.transpiler ?? Lint.transpiler())
  const mark = Partial.recording(store)
  let tally = Summary.empty
  await interpret(Scheduler.of(plan, Terms.policy(options, workers)), world, {
    signal: options.signal,
    halt: options.halt,
    onEvent: (event) => {
      tally = Summary.add(tally, event)
      record(event)
      mark(event)
      options.onEvent?.(event)
    },
  })
  await world.executor.close()
  return Summary.of(tally)
}

// --- internals

/** What was told once in this process is not told again. */
const warned = new Set<Definition>()

/** Says that a heavy task has no process of its own, for nobody told the file that such a process would load. */
const warnOfHeavy = (plan: Plan): void => {
  let last: Definition | undefined
  for (const { definition } of plan.nodes.values()) {
    if (definition === last) continue
    last = definition
    if (!Policy.isHeavy(definition.policy) || warned.has(definition)) continue
    warned.add(definition)
    process.emitWarning(
      `${definition.name} says what cpu or memory it takes, and runs in this process all the same: ` +
        "tell run the file that worker processes load, run(…, { file: import.meta.filename })",
    )
    return
  }
}
