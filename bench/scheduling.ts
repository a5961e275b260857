/**
 * The scheduler alone: a layered graph of three dependencies each, every attempt of a third of the nodes failing once,
 * with resources, priorities and timeouts, driven by events that answer its commands. A million events, beside a hundred
 * thousand: the time of an event may grow by 1.5 (the vectors are deeper, and the caches of the machine smaller).
 *
 *     node --expose-gc --import jiti/register bench/scheduling.ts [--json] [--quick]
 */
import type { Node, Plan } from "../lib/plan/plan.ts"
import type { Fact } from "../lib/run/event.ts"
import * as Graph from "../lib/run/schedule/graph.ts"
import * as Scheduler from "../lib/run/schedule/scheduler.ts"
import { json } from "../lib/task/types.ts"
import { task } from "../lib/task/task.ts"
import * as Definition from "../lib/task/definition.ts"
import type { Policy } from "../lib/task/policy.ts"
import * as t from "io-ts"
import * as Report from "./report.ts"

const base = Definition.ofTask(task("Node", { output: json(t.number), run: () => 1 })) as Definition.Definition

const policies: ReadonlyArray<Policy> = [
  base.policy,
  { ...base.policy, priority: 3, timeout: 60_000 },
  { ...base.policy, resources: { gpu: 1 }, retries: { times: 2, delay: 0, factor: 1, most: 0 } },
]
const definitions = policies.map((policy) => ({ ...base, policy }))

const plan = (size: number): Plan => {
  const nodes: Array<Node> = []
  for (let index = 0; index < size; index += 1) {
    const dependencies = [1, 7, 300].flatMap((back) => nodes[index - back] ?? [])
    const definition = definitions[index % definitions.length] as Definition.Definition
    nodes.push({ _tag: "Node", id: `${index}`, definition, slots: {}, edges: {}, dependencies })
  }
  const map = new Map(nodes.map((node) => [node.id, node]))
  return { _tag: "Plan", roots: nodes.slice(-1), nodes: map, axes: [], warnings: [] }
}

/** Drives a run to its end, and counts its events. */
const drive = (of: Plan): number => {
  let events = 0
  const time = 0
  let state = Scheduler.of(of, { workers: 8, grace: 0, resources: { gpu: 4 } })
  const agenda: Array<Fact> = [{ _tag: "Begun", time }]
  // Timers ring where nothing else happens: none is due before all is done.
  for (let event = agenda.pop(); event !== undefined; event = agenda.pop()) {
    const [next, commands] = Scheduler.step(state, event)
    state = next
    events += 1
    for (const command of commands) {
      if (command._tag === "Check")
        agenda.push({ _tag: "Checked", time, findings: command.nodes.map((node) => ({ node, missing: [node] })) })
      if (command._tag !== "Start") continue
      const { node, attempt } = command
      const fails = attempt === 1 && Number(node) % definitions.length === 2
      const failure = { _tag: "Threw", message: "no", cause: "no" } as const
      agenda.push(fails ? { _tag: "AttemptFailed", time, node, failure } : { _tag: "Succeeded", time, node })
    }
  }
  if (state.phase !== "Over" || state.failures > 0 || state.graph.size !== of.nodes.size)
    throw new Error(`the run ended as ${state.phase}, ${state.unsettled} left of ${Graph.of(of).size}`)
  return events
}

const rows: Array<Report.Row> = []
drive(plan(20_000))
let before: number | undefined
for (const size of process.argv.includes("--quick") ? [75_000] : [75_000, 750_000]) {
  const given = plan(size)
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now()
    return { events: drive(given), took: performance.now() - start }
  }).sort((a, b) => a.took - b.took)
  const { events, took } = times[1] as (typeof times)[number]
  const each = took / events
  const row: Report.Row = {
    question: "events of a scheduler",
    tasks: events,
    milliseconds: took,
    beside: (before ?? each) * events,
    ratio: each / (before ?? each),
    limit: 1.5,
    notes: [{ name: "µs an event", value: each * 1000, limit: undefined }],
  }
  before ??= each
  rows.push(row)
  Report.print(row)
}
Report.end("scheduling", rows)
