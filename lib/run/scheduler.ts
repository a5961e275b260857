/**
 * The scheduler: decides what runs and when, as a pure function of what happened.
 *
 *     step(state, event) → [state, commands]
 *
 * It asks from the roots down: a complete node hides what is below it, of a missing one the dependencies are asked for.
 * No clock, no promise, no graph walk per event: a state is a handful of numbers, two vectors and a heap that share what
 * did not change with the state before. (Flat arrays copied per event would be quadratic, immer's drafts 0.1 ms an event;
 * 100,000 nodes of three dependencies take 0.8 s this way, a million 8 s, on one core of two.)
 */
import type { Command } from "./command.ts"
import type { Event, Time } from "./event.ts"
import * as Graph from "./graph.ts"
import * as Heap from "./heap.ts"
import * as Turn from "./turn.ts"
import * as Vector from "./vector.ts"
import type { Plan } from "../plan/plan.ts"
import type { Retries } from "../task/policy.ts"

// --- model

export interface Policy {
  /** How many may run at once. */
  readonly workers: number
  /** Milliseconds that running jobs have to stop after an interruption or when their time is over. */
  readonly grace: number
  /** How much there is of each resource; of `cpu` as much as `workers`, of one that is not named 1. */
  readonly resources?: Readonly<Record<string, number>> | undefined
  /** For tasks that leave them open. */
  readonly retries?: Retries | undefined
  readonly timeout?: number | undefined
  /** After so many failures nothing more starts. */
  readonly maxFailures?: number | undefined
  /** Makes what is missing below complete nodes too. */
  readonly rebuild?: boolean | undefined
}

export interface State {
  readonly graph: Graph.Graph
  readonly policy: Policy
  readonly phase: "Idle" | "Running" | "Stopping" | "Over"
  /** After an interruption: until when running jobs are waited for. */
  readonly deadline: Time
  readonly words: Vector.Vector
  readonly blame: Vector.Vector
  /** Those that may start, the earliest in the plan first, in whatever order they became ready. */
  readonly ready: Heap.Heap
  readonly checking: number
  readonly running: number
  /** Asked for and neither there, failed nor blocked. */
  readonly unsettled: number
  readonly failures: number
}

// --- constructors

/** Makes the state of a run that has not begun. O(nodes + edges). */
export const of = (plan: Plan, policy: Policy): State => {
  const graph = Graph.of(plan)
  return {
    graph,
    policy: { ...policy, workers: Math.max(1, Math.floor(policy.workers) || 1) },
    phase: "Idle",
    deadline: Number.POSITIVE_INFINITY,
    words: Vector.of(graph.nodes.length),
    blame: Vector.of(graph.nodes.length),
    ready: Heap.empty,
    checking: 0,
    running: 0,
    unsettled: 0,
    failures: 0,
  }
}

// --- queries

/** Tells how far a node is; `Unknown` where nothing asked for it. */
export const status = (state: State, node: string): keyof typeof Turn.Status => {
  const number = state.graph.number(node)
  const word = number === undefined ? 0 : Vector.get(state.words, number)
  return names[word & ((1 << Turn.statusBits) - 1)] ?? "Unknown"
}

/** Lists the nodes of which an answer is due: those that run, those that are looked for. O(nodes). */
export const awaited = (state: State): ReadonlyArray<string> =>
  state.graph.nodes.flatMap(({ id }) => {
    const now = status(state, id)
    return now === "Running" || now === "Checking" ? [id] : []
  })

const names = Object.keys(Turn.Status) as ReadonlyArray<keyof typeof Turn.Status>

// --- combinators

/**
 * Takes one event. O(what it changes · log nodes), amortised over a run.
 *
 * *Gotchas*: an event that does not fit (a second answer, an unknown node, anything after the end) changes nothing.
 */
export const step = (state: State, event: Event): readonly [State, ReadonlyArray<Command>] => {
  switch (event._tag) {
    case "Begun": {
      if (state.phase !== "Idle") return [state, []]
      const turn = open(state, event.time)
      for (const root of state.graph.roots) Turn.ask(turn, root)
      return close({ ...state, phase: "Running" }, turn)
    }
    case "Checked": {
      if (state.phase === "Idle" || state.phase === "Over") return [state, []]
      const turn = open(state, event.time)
      for (const { node, missing } of event.findings) {
        const number = at(turn, node, Turn.Status.Checking)
        if (number !== undefined) Turn.found(turn, number, missing, state.phase === "Running")
      }
      return close(state, turn)
    }
    case "Succeeded":
      return answer(state, event, (turn, number) => Turn.reach(turn, number, Turn.Status.Made))
    case "AttemptFailed":
      return answer(state, event, (turn, number) => {
        turn.failed.push({ _tag: "Failed", time: event.time, node: event.node, failure: event.failure, attempts: 1 })
        Turn.fail(turn, number)
      })
    case "Failed": {
      if (state.phase === "Over" || status(state, event.node) !== "Checking") return [state, []]
      const turn = open(state, event.time)
      turn.checking -= 1
      Turn.fail(turn, state.graph.number(event.node) as number)
      return close(state, turn)
    }
    case "Cancelled":
      return answer(state, event, (turn, number) => Vector.set(turn.words, number, Turn.Status.Cancelled))
    case "Interrupted":
      return interrupt(state, event.time)
    case "Woken":
      return state.phase === "Stopping" && event.time >= state.deadline ? stopNow(state, event.time) : [state, []]
    default:
      return [state, []]
  }
}

/** A running job has ended. */
const answer = (
  state: State,
  event: { readonly time: Time; readonly node: string },
  change: (turn: Turn.Turn, number: number) => void,
): readonly [State, ReadonlyArray<Command>] => {
  if (state.phase === "Over") return [state, []]
  const turn = open(state, event.time)
  const number = at(turn, event.node, Turn.Status.Running)
  if (number === undefined) return [state, []]
  turn.running -= 1
  change(turn, number)
  return close(state, turn)
}

/** First in order: nothing starts any more, what runs is asked to stop. Then at once. */
const interrupt = (state: State, time: Time): readonly [State, ReadonlyArray<Command>] => {
  if (state.phase === "Over") return [state, []]
  if (state.phase === "Stopping") return stopNow(state, time)
  const deadline = time + state.policy.grace
  const turn = open(state, time)
  for (const node of runningIn(state)) turn.commands.push({ _tag: "Cancel", node, reason: "interrupted" })
  if (state.running > 0) turn.commands.push({ _tag: "Wake", at: deadline })
  // Before it began: the roots are asked for and left.
  if (state.phase === "Idle") for (const root of state.graph.roots) Turn.ask(turn, root)
  return close({ ...state, phase: "Stopping", deadline }, turn)
}

const stopNow = (state: State, time: Time): readonly [State, ReadonlyArray<Command>] => {
  const turn = open(state, time)
  for (const node of runningIn(state)) {
    Vector.set(turn.words, state.graph.number(node) as number, Turn.Status.Cancelled)
    turn.commands.push({ _tag: "Abandon", node }, { _tag: "Publish", event: { _tag: "Cancelled", time, node } })
  }
  turn.running = 0
  return close(state, turn)
}

const at = (turn: Turn.Turn, node: string, status: Turn.Status): number | undefined => {
  const number = turn.graph.number(node)
  return number !== undefined && Turn.status(turn, number) === status ? number : undefined
}

/** O(nodes): asked once or twice a run, when it is interrupted. */
const runningIn = (state: State): ReadonlyArray<string> =>
  state.graph.nodes.flatMap((node) => (status(state, node.id) === "Running" ? [node.id] : []))

const open = (state: State, time: Time): Turn.Turn => ({
  graph: state.graph,
  time,
  words: Vector.draft(state.words),
  blame: Vector.draft(state.blame),
  ready: state.ready,
  checking: state.checking,
  running: state.running,
  unsettled: state.unsettled,
  failures: state.failures,
  opened: [],
  arrived: [],
  check: [],
  required: [],
  passed: [],
  blocked: new Map(),
  failed: [],
  commands: [],
})

/** Draws the consequences, starts what may start, and ends the run when nothing is left to wait for. */
const close = (state: State, turn: Turn.Turn): readonly [State, ReadonlyArray<Command>] => {
  Turn.settle(turn)
  const { time, commands } = turn
  const publish = (event: Event) => commands.push({ _tag: "Publish", event })
  for (const event of turn.failed) publish(event)
  if (turn.required.length > 0) publish({ _tag: "Required", time, nodes: turn.required })
  if (turn.passed.length > 0) publish({ _tag: "Passed", time, nodes: turn.passed })
  for (const [by, nodes] of turn.blocked) publish({ _tag: "Blocked", time, by: Turn.id(turn, by), nodes })
  if (state.phase === "Running") {
    if (turn.check.length > 0) commands.push({ _tag: "Check", nodes: turn.check })
    while (turn.ready !== null && turn.running < state.policy.workers) {
      const number = turn.ready.least
      turn.ready = Heap.rest(turn.ready)
      Vector.set(turn.words, number, Turn.Status.Running)
      turn.running += 1
      commands.push({ _tag: "Start", node: Turn.id(turn, number), attempt: 1, without: [] })
    }
  }
  const over = turn.running === 0 && (state.phase === "Stopping" || turn.checking === 0)
  if (over) {
    const outcome = turn.unsettled > 0 ? "Interrupted" : turn.failures > 0 ? "Failed" : "Complete"
    publish({ _tag: "Finished", time, outcome, left: turn.unsettled })
  }
  const next: State = {
    // Written out: a spread here took a third of a step's time.
    graph: state.graph,
    policy: state.policy,
    deadline: state.deadline,
    phase: over ? "Over" : state.phase,
    words: Vector.done(turn.words),
    blame: Vector.done(turn.blame),
    ready: turn.ready,
    checking: turn.checking,
    running: turn.running,
    unsettled: turn.unsettled,
    failures: turn.failures,
  }
  return [next, commands]
}
