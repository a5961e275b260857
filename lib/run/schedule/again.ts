/**
 * What comes again: attempts after one that failed, looks at what another process makes, and the timers of both and of
 * attempts that take too long.
 *
 * A timer is of one moment in the way of its node: what has happened to the node since makes it void. The world is asked
 * to wake the scheduler for the next one alone.
 */
import type { Time } from "../event.ts"
import type { Failure } from "../failure.ts"
import * as Failures from "../failure.ts"
import * as Graph from "./graph.ts"
import * as Heap from "./heap.ts"
import * as Task from "../../task/policy.ts"
import { Status, type Timer } from "./stage.ts"
import * as Turn from "./turn.ts"
import * as Vector from "./vector.ts"

/** Milliseconds until another process's work is looked at again: twice as long each time, from the first to the last. */
const polls = { first: 50, last: 1_600 }

// --- queries

/** Gives the time of the next timer that means something, and forgets those before it. */
export const next = (turn: Turn.Turn): Time => {
  while (turn.timers !== null && !isValid(turn, turn.timers.value)) turn.timers = Heap.rest(turn.timers)
  return turn.timers === null ? Number.POSITIVE_INFINITY : turn.timers.least
}

/** The failure of an attempt whose time is over. */
export const timedOut = (turn: Turn.Turn, node: number): Failure => ({
  _tag: "TimedOut",
  after: timeoutOf(turn, node) ?? 0,
})

// --- combinators

/** Takes a failed attempt: another is due later, or it has failed for good. */
export const failed = (turn: Turn.Turn, node: number, failure: Failure): void => {
  const failed = Vector.get(turn.extras, node).failed + 1
  const retries = Turn.policyOf(turn, node).retries ?? turn.policy.retries
  if (retries === undefined || failed > retries.times || !turn.going || !Failures.isPassing(failure))
    return Turn.fail(turn, node, failure, failed)
  const at = turn.time + Math.max(0, Math.round(Task.delay(retries, failed)))
  turn.told.push({ _tag: "Retrying", time: turn.time, node: Turn.id(turn, node), failure, attempt: failed, at })
  Turn.note(turn, node, { failed })
  if (at <= turn.time) return Turn.queue(turn, node, Status.Ready)
  Vector.set(turn.words, node, Status.Delayed)
  turn.delayed += 1
  set(turn, "Retry", node, at)
}

/** Takes word that another process makes a node. */
export const busy = (turn: Turn.Turn, node: number): void => {
  const { busy } = Vector.get(turn.extras, node)
  const wait = Math.min(polls.last, polls.first * 2 ** busy)
  Vector.set(turn.words, node, Status.Elsewhere)
  Turn.note(turn, node, { busy: busy + 1 })
  turn.elsewhere += 1
  // Looked at together: all that are due within the same fiftieth of a second.
  set(turn, "Poll", node, Math.ceil((turn.time + wait) / 20) * 20)
}

/** Takes what was found of a node that another process makes, or has made. */
export const looked = (turn: Turn.Turn, node: number, there: boolean): void => {
  turn.elsewhere -= 1
  if (there) Turn.reach(turn, node, Status.Complete)
  else if (turn.going) Turn.queue(turn, node, Status.Ready)
  else Vector.set(turn.words, node, Status.Cancelled)
}

/** Tells whether the attempts of a node may take only so long. */
export const isTimed = (state: Pick<Turn.Turn, "graph" | "policy">, node: number): boolean =>
  timeoutOf(state, node) !== undefined

const timeoutOf = ({ graph, policy }: Pick<Turn.Turn, "graph" | "policy">, node: number): number | undefined =>
  Graph.nodeOf(graph, node).definition.policy.timeout ?? policy.timeout

/** Watches the time of an attempt that begins, or goes on. */
export const watch = (turn: Turn.Turn, node: number): void => {
  const timeout = timeoutOf(turn, node)
  if (timeout !== undefined) set(turn, "Timeout", node, turn.time + timeout)
}

/** Sets the timer of a node; the one before it is void. */
const set = (turn: Turn.Turn, kind: Timer["kind"], node: number, at: Time): void => {
  const timer = Vector.get(turn.extras, node).timer + 1
  Turn.note(turn, node, { timer })
  turn.timers = Heap.insert(turn.timers, at, { kind, node, timer })
}

/** Sets the timer that ends a run that is being stopped. */
export const stopAt = (turn: Turn.Turn, at: Time): void => {
  turn.timers = Heap.insert(turn.timers, at, { kind: "Stop", node: -1, timer: 0 })
}

/** Does what is due. `kill` ends a job that did not heed its time; gives whether the run itself is to stop now. */
export const wake = (turn: Turn.Turn, kill: (node: number) => void): boolean => {
  let stop = false
  while (turn.timers !== null && turn.timers.least <= turn.time) {
    const timer = turn.timers.value
    turn.timers = Heap.rest(turn.timers)
    if (timer.kind === "Stop") stop = true
    else if (isValid(turn, timer)) ring(turn, timer, kill)
  }
  return stop
}

const ring = (turn: Turn.Turn, { kind, node }: Timer, kill: (node: number) => void): void => {
  switch (kind) {
    case "Retry":
      if (!turn.going) return
      turn.delayed -= 1
      return Turn.queue(turn, node, Status.Ready)
    case "Timeout":
      Vector.set(turn.words, node, Status.Expired)
      turn.commands.push({ _tag: "Cancel", node: Turn.id(turn, node), reason: "timeout" })
      return set(turn, "Kill", node, turn.time + turn.policy.grace)
    case "Kill":
      return kill(node)
    case "Poll":
      if (turn.going) turn.check.push(Turn.id(turn, node))
      return
    case "Stop":
      return
  }
}

/** In which state a node must be for a timer to mean anything. */
const states = { Retry: Status.Delayed, Timeout: Status.Running, Kill: Status.Expired, Poll: Status.Elsewhere } as const

const isValid = (turn: Turn.Turn, { kind, node, timer }: Timer): boolean =>
  kind === "Stop" || (Vector.get(turn.extras, node).timer === timer && Turn.status(turn, node) === states[kind])
