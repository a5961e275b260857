/**
 * Turns: what one event changes, gathered while the scheduler works on it. Owned by one `step`, never seen outside.
 *
 * Each node goes one way: unknown → checking → complete, or → waiting → ready → running → made, or it fails or is blocked
 * on that way; only another attempt, or another process at work on it, leads back to ready. So all turns together cost
 * O(nodes + edges), whatever the order of events.
 */
import type { Command } from "../command.ts"
import type { Event, Time } from "../event.ts"
import type { Unmet } from "../executor.ts"
import type { Failure } from "../failure.ts"
import * as Graph from "./graph.ts"
import type * as Heap from "./heap.ts"
import type { Policy } from "./policy.ts"
import * as Room from "./room.ts"
import { type Extra, isLost, isThere, Status, statusBits, type Ticket, type Timer } from "./stage.ts"
import * as Vector from "./vector.ts"
import type * as Task from "../../task/policy.ts"

// --- model

export interface Turn {
  readonly graph: Graph.Graph
  readonly policy: Policy
  readonly time: Time
  /** Whether what is missing is asked for and started. */
  going: boolean
  readonly words: Vector.Draft
  /** Of a blocked node, 1 + the number of the failed one. */
  readonly blame: Vector.Draft
  readonly extras: Vector.Draft<Extra>
  /** By key; undefined where all is answered. There is room for one more. */
  readonly tickets: Vector.Draft<Ticket | undefined>
  issued: number
  room: Room.Room
  timers: Heap.Heap<Timer>
  checking: number
  /** Those that take room. */
  running: number
  /** Those that run and take none. */
  needing: number
  delayed: number
  elsewhere: number
  unsettled: number
  failures: number
  /** Nodes whose dependencies are to be looked at. */
  readonly opened: Array<number>
  /** Nodes that have just come to be there. */
  readonly arrived: Array<number>
  /** Nodes of which has just been settled that they will not be there. */
  readonly lost: Array<number>
  readonly check: Array<string>
  readonly required: Array<string>
  readonly passed: Array<string>
  readonly blocked: Map<number, Array<string>>
  readonly told: Array<Event>
  readonly commands: Array<Command>
  /** They are commanded when all that follows is said. */
  readonly starts: Array<Command>
}

// --- queries

export const status = (turn: Turn, node: number): Status =>
  (Vector.get(turn.words, node) & ((1 << statusBits) - 1)) as Status

export const id = (turn: Turn, node: number): string => Graph.nodeOf(turn.graph, node).id

/** How the task of a node is run. */
export const policyOf = (turn: Turn, node: number): Task.Policy => Graph.nodeOf(turn.graph, node).definition.policy

/** Tells which of the dependencies of a node are not there; it runs all the same. */
export const without = (turn: Turn, node: number): ReadonlyArray<string> => {
  const groups = Graph.lenient(turn.graph, node)
  if (groups === undefined) return []
  const missing = groups.flatMap(({ members }) => [...members].filter((member) => !isThere(status(turn, member))))
  return [...new Set(missing)].map((member) => id(turn, member))
}

// --- combinators

/** Notes something that is known of few nodes. */
export const note = (turn: Turn, node: number, change: Partial<Extra>): void =>
  Vector.set(turn.extras, node, { ...Vector.get(turn.extras, node), ...change })

/** Asks for a node, once. What has outputs is looked for first: a complete node hides what is below it. */
export const ask = (turn: Turn, node: number): void => {
  if (status(turn, node) !== Status.Unknown) return
  turn.unsettled += 1
  const kind = Graph.kindOf(turn.graph, node)
  if (kind === "Task" || kind === "External") {
    Vector.set(turn.words, node, Status.Checking)
    turn.checking += 1
    turn.check.push(id(turn, node))
  } else {
    Vector.set(turn.words, node, Status.Asked)
    turn.opened.push(node)
  }
}

/** Takes what was found of a node that is being checked. */
export const found = (turn: Turn, node: number, missing: ReadonlyArray<string>): void => {
  turn.checking -= 1
  if (missing.length === 0) {
    reach(turn, node, Status.Complete)
    if (turn.going && turn.policy.rebuild === true) askBelow(turn, node)
  } else if (Graph.kindOf(turn.graph, node) === "External") fail(turn, node, { _tag: "External", paths: missing })
  else {
    Vector.set(turn.words, node, Status.Asked)
    if (turn.going) turn.opened.push(node)
  }
}

/**
 * Asks for what lies below a complete node, that what is missing of it be made again. What has no output is not run for
 * that, and what nobody makes not asked for: both are looked through.
 */
const askBelow = (turn: Turn, node: number): void => {
  const way = [node]
  const seen = new Set(way)
  for (let at = way.pop(); at !== undefined; at = way.pop())
    for (const dependency of Graph.dependenciesOf(turn.graph, at)) {
      if (seen.has(dependency)) continue
      seen.add(dependency)
      const kind = Graph.kindOf(turn.graph, dependency)
      if (kind === "Task") ask(turn, dependency)
      else if (kind !== "External" && status(turn, dependency) === Status.Unknown) way.push(dependency)
    }
}

/** Marks a node as there; those that wait for it hear of it in `settle`. */
export const reach = (turn: Turn, node: number, status: Status): void => {
  Vector.set(turn.words, node, status)
  turn.unsettled -= 1
  turn.arrived.push(node)
}

/** Marks a node as failed for good, says so, and blocks those that cannot do without it. */
export const fail = (turn: Turn, node: number, failure: Failure, attempts?: number): void => {
  const told = { _tag: "Failed", time: turn.time, node: id(turn, node), failure } as const
  turn.told.push(attempts === undefined ? told : { ...told, attempts })
  lose(turn, node)
}

/** The same for a failure that was told by others. */
export const lose = (turn: Turn, node: number): void => {
  Vector.set(turn.words, node, Status.Failed)
  turn.unsettled -= 1
  turn.failures += 1
  turn.lost.push(node)
}

/** Works until nothing follows from what is known. `settled` hears of those that running jobs wait for. */
export const settle = (turn: Turn, settled: (turn: Turn, node: number, unmet: Unmet | undefined) => void): void => {
  for (;;) {
    const arrived = turn.arrived.pop()
    if (arrived !== undefined) {
      for (const dependent of Graph.dependentsOf(turn.graph, arrived)) release(turn, dependent)
      if (Vector.get(turn.extras, arrived).askers !== null) settled(turn, arrived, undefined)
      continue
    }
    const lost = turn.lost.pop()
    if (lost !== undefined) {
      const culprit = culpritOf(turn, lost)
      for (const dependent of Graph.dependentsOf(turn.graph, lost)) miss(turn, dependent, lost, culprit)
      if (Vector.get(turn.extras, lost).askers !== null)
        settled(turn, lost, { _tag: "Failed", node: id(turn, culprit) })
      continue
    }
    const opened = turn.opened.pop()
    if (opened === undefined) return
    open(turn, opened)
  }
}

/** Asks for the dependencies of a node that must be made, all of them: a failure of one leaves the others wanted. */
const open = (turn: Turn, node: number): void => {
  if (Graph.kindOf(turn.graph, node) !== "Wrapper") turn.required.push(id(turn, node))
  let waits = 0
  let culprit: number | undefined
  for (const dependency of Graph.dependenciesOf(turn.graph, node)) {
    ask(turn, dependency)
    const now = status(turn, dependency)
    if (isThere(now)) continue
    if (!isLost(now)) waits += 1
    else if (!isSpare(turn, node, dependency)) culprit ??= culpritOf(turn, dependency)
  }
  Vector.set(turn.words, node, Status.Waiting | (waits << statusBits))
  if (culprit !== undefined) block(turn, node, culprit)
  else if (waits === 0) enable(turn, node)
}

/** One dependency less that a node waits for. */
const release = (turn: Turn, node: number): void => {
  if (status(turn, node) !== Status.Waiting) return
  const word = Vector.get(turn.words, node) - (1 << statusBits)
  Vector.set(turn.words, node, word)
  if (word >>> statusBits === 0) enable(turn, node)
}

/** A dependency of a node will not be there. */
const miss = (turn: Turn, node: number, lost: number, culprit: number): void => {
  if (status(turn, node) !== Status.Waiting) return
  if (isSpare(turn, node, lost)) release(turn, node)
  else block(turn, node, culprit)
}

const isSpare = (turn: Turn, node: number, dependency: number): boolean =>
  Graph.lenient(turn.graph, node)?.some(({ members }) => members.has(dependency)) === true

/** The failed node because of which a lost one is lost. */
export const culpritOf = (turn: Turn, lost: number): number =>
  status(turn, lost) === Status.Blocked ? Vector.get(turn.blame, lost) - 1 : lost

/** All dependencies of a node are there, or settled and not needed. */
const enable = (turn: Turn, node: number): void => {
  for (const { members, least } of Graph.lenient(turn.graph, node) ?? []) {
    const lost = [...members].filter((member) => !isThere(status(turn, member)))
    const [first] = lost
    if (first !== undefined && members.size - lost.length < least) return block(turn, node, culpritOf(turn, first))
  }
  if (Graph.kindOf(turn.graph, node) === "Wrapper") {
    turn.passed.push(id(turn, node))
    return reach(turn, node, Status.Passed)
  }
  const excess = Room.excess(turn.policy, policyOf(turn, node))
  if (excess !== undefined) return fail(turn, node, { _tag: "TooLarge", ...excess })
  queue(turn, node, Status.Ready)
}

/** Puts a node in line. */
export const queue = (turn: Turn, node: number, status: Status): void => {
  Vector.set(turn.words, node, status)
  turn.room = Room.queue(turn.room, policyOf(turn, node), node)
}

const block = (turn: Turn, node: number, by: number): void => {
  Vector.set(turn.words, node, Status.Blocked)
  Vector.set(turn.blame, node, by + 1)
  turn.unsettled -= 1
  turn.lost.push(node)
  const list = turn.blocked.get(by)
  if (list === undefined) turn.blocked.set(by, [id(turn, node)])
  else list.push(id(turn, node))
}
