/**
 * Status: what is there, and what a run would do, without doing it.
 *
 * The scheduler itself is asked, and told that every start succeeds: what it would run is what a run runs.
 */
import type { Plan } from "../plan/plan.ts"
import type { Store } from "../store/store.ts"
import * as Book from "./book.ts"
import * as Check from "./check.ts"
import type { Fact } from "./event.ts"
import type { Failing } from "./summary.ts"
import * as Graph from "./schedule/graph.ts"
import * as Scheduler from "./schedule/scheduler.ts"
import * as Targets from "./targets.ts"

// --- model

export type Verdict =
  /** Its outputs are there; of a wrapper, all its dependencies are. */
  | "There"
  | "WouldRun"
  /** A wrapper that waits for what would run. */
  | "WouldPass"
  /** Missing, and left alone: what needs it is there. */
  | "NotNeeded"
  /** External and missing, or it cannot be looked for: see `failures`. */
  | "Unavailable"
  /** Something below it is unavailable. */
  | "Blocked"

export interface Status {
  readonly verdicts: ReadonlyMap<string, Verdict>
  /** In an order in which one worker would run them. */
  readonly wouldRun: ReadonlyArray<string>
  readonly failures: ReadonlyArray<Failing>
}

// --- folds

/** What a run would do depends on these. Without `resources` there is as much as any task takes. */
export type Asked = Pick<Scheduler.Policy, "resources" | "rebuild">

/** Looks for the outputs of every node, and works out what a run would do. Never rejects; writes nothing. */
export const status = async (plan: Plan, store: Store, asked: Asked = {}): Promise<Status> => {
  const { rebuild, resources = plenty(plan) } = asked
  let state = Scheduler.of(plan, { workers: 1, grace: 0, rebuild, resources })
  const { graph } = state
  const nodes = [...plan.nodes.values()]
  const checked = nodes.flatMap(({ id }, number) => {
    const kind = Graph.kindOf(graph, number)
    return kind === "Task" || kind === "External" ? [id] : []
  })
  const answers = new Map(
    (await Check.of(Book.of(plan), store, Targets.placing())(checked)).map((answer) => [answer.node, answer]),
  )

  const wouldRun: Array<string> = []
  const failures: Array<Failing> = []
  const queue: Array<Fact> = [{ _tag: "Begun", time: 0 }]
  for (let event = queue.pop(); event !== undefined; event = queue.pop()) {
    if (event._tag === "Failed") failures.push({ node: event.node, failure: event.failure })
    const [next, commands] = Scheduler.step(state, event)
    state = next
    for (const command of commands) {
      if (command._tag === "Start") {
        wouldRun.push(command.node)
        queue.push({ _tag: "Succeeded", time: 0, node: command.node })
      } else if (command._tag === "Check") {
        const found = command.nodes.flatMap((node) => answers.get(node) ?? [])
        queue.push({ _tag: "Checked", time: 0, findings: found.flatMap((one) => ("failure" in one ? [] : [one])) })
        for (const one of found) if ("failure" in one) queue.push({ _tag: "Failed", time: 0, ...one })
      } else if (command._tag === "Publish" && command.event._tag === "Failed") {
        failures.push({ node: command.event.node, failure: command.event.failure })
      }
    }
  }

  const verdicts = new Map<string, Verdict>()
  for (const [number, { id }] of nodes.entries()) {
    const answer = answers.get(id)
    const there =
      Graph.kindOf(graph, number) === "Wrapper"
        ? Graph.dependenciesOf(graph, number).every((below) => verdicts.get(nodes[below]?.id as string) === "There")
        : answer !== undefined && "missing" in answer && answer.missing.length === 0
    verdicts.set(id, there ? "There" : verdict(Scheduler.status(state, id)))
  }
  return { verdicts, wouldRun, failures }
}

const plenty = (plan: Plan): Readonly<Record<string, number>> => {
  const most: Record<string, number> = {}
  const definitions = new Set([...plan.nodes.values()].map(({ definition }) => definition))
  for (const { policy } of definitions)
    for (const [name, takes] of Object.entries(policy.resources)) most[name] = Math.max(most[name] ?? 0, takes)
  return most
}

const verdict = (status: ReturnType<typeof Scheduler.status>): Verdict => {
  if (status === "Made") return "WouldRun"
  if (status === "Passed") return "WouldPass"
  if (status === "Failed") return "Unavailable"
  return status === "Blocked" ? "Blocked" : "NotNeeded"
}
