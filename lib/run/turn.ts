/**
 * Turns: what one event changes, gathered while the scheduler works on it. Owned by one `step`, never seen outside.
 *
 * Each node goes one way: unknown → checking → complete, or → waiting → ready → running → made, or it fails or is blocked
 * on that way. So all turns together cost O(nodes + edges), whatever the order of events.
 */
import type { Command } from "./command.ts"
import type { Event, Time } from "./event.ts"
import type { Failure } from "./failure.ts"
import type { Graph } from "./graph.ts"
import * as Heap from "./heap.ts"
import * as Vector from "./vector.ts"

// --- model

/** How far a node is, in the low bits of its word; the bits above count the dependencies that it waits for. */
export const Status = {
  /** Nobody asked for it. */
  Unknown: 0,
  /** Asked for, its dependencies not yet looked at. */
  Asked: 1,
  Checking: 2,
  Waiting: 3,
  Ready: 4,
  Running: 5,
  /** Its outputs were there. */
  Complete: 6,
  Made: 7,
  /** A wrapper whose dependencies are all there. */
  Passed: 8,
  Failed: 9,
  Blocked: 10,
  /** Told to stop before it was made. */
  Cancelled: 11,
} as const

export type Status = (typeof Status)[keyof typeof Status]

export const statusBits = 4

export interface Turn {
  readonly graph: Graph
  readonly time: Time
  readonly words: Vector.Draft
  /** Of a blocked node, 1 + the number of the failed one. */
  readonly blame: Vector.Draft
  ready: Heap.Heap
  checking: number
  running: number
  unsettled: number
  failures: number
  /** Nodes whose dependencies are to be looked at. */
  readonly opened: Array<number>
  /** Nodes that have just come to be there. */
  readonly arrived: Array<number>
  readonly check: Array<string>
  readonly required: Array<string>
  readonly passed: Array<string>
  readonly blocked: Map<number, Array<string>>
  readonly failed: Array<Event>
  readonly commands: Array<Command>
}

// --- queries

export const status = (turn: Turn, node: number): Status =>
  (Vector.get(turn.words, node) & ((1 << statusBits) - 1)) as Status

export const id = (turn: Turn, node: number): string => turn.graph.nodes[node]?.id as string

const isThere = (status: Status): boolean =>
  status === Status.Complete || status === Status.Made || status === Status.Passed

// --- combinators

/** Asks for a node, once. What has outputs is looked for first: a complete node hides what is below it. */
export const ask = (turn: Turn, node: number): void => {
  if (status(turn, node) !== Status.Unknown) return
  turn.unsettled += 1
  const kind = turn.graph.kinds[node]
  if (kind === "Task" || kind === "External") {
    Vector.set(turn.words, node, Status.Checking)
    turn.checking += 1
    turn.check.push(id(turn, node))
  } else {
    Vector.set(turn.words, node, Status.Asked)
    turn.opened.push(node)
  }
}

/** Takes what was found of a node that is being checked. `further`: whether to ask for what it needs. */
export const found = (turn: Turn, node: number, missing: ReadonlyArray<string>, further: boolean): void => {
  turn.checking -= 1
  if (missing.length === 0) reach(turn, node, Status.Complete)
  else if (turn.graph.kinds[node] === "External") {
    const failure: Failure = { _tag: "External", paths: missing }
    turn.failed.push({ _tag: "Failed", time: turn.time, node: id(turn, node), failure })
    fail(turn, node)
  } else {
    Vector.set(turn.words, node, Status.Asked)
    if (further) turn.opened.push(node)
  }
}

/** Marks a node as there; those that wait for it hear of it in `settle`. */
export const reach = (turn: Turn, node: number, status: Status): void => {
  Vector.set(turn.words, node, status)
  turn.unsettled -= 1
  turn.arrived.push(node)
}

/** Marks a node as failed, and blocks those that wait for it, directly or in turn. */
export const fail = (turn: Turn, node: number): void => {
  Vector.set(turn.words, node, Status.Failed)
  turn.unsettled -= 1
  turn.failures += 1
  blockAbove(turn, node, node)
}

/** Works until nothing follows from what is known. */
export const settle = (turn: Turn): void => {
  for (;;) {
    const arrived = turn.arrived.pop()
    if (arrived !== undefined) release(turn, arrived)
    else {
      const opened = turn.opened.pop()
      if (opened === undefined) return
      open(turn, opened)
    }
  }
}

/** Asks for the dependencies of a node that must be made, all of them: a failure of one leaves the others wanted. */
const open = (turn: Turn, node: number): void => {
  const kind = turn.graph.kinds[node]
  if (kind !== "Wrapper") turn.required.push(id(turn, node))
  let waits = 0
  let culprit = 0
  for (const dependency of turn.graph.dependencies[node] ?? []) {
    ask(turn, dependency)
    const now = status(turn, dependency)
    if (isThere(now)) continue
    waits += 1
    if (culprit === 0 && now === Status.Failed) culprit = dependency + 1
    if (culprit === 0 && now === Status.Blocked) culprit = Vector.get(turn.blame, dependency)
  }
  Vector.set(turn.words, node, Status.Waiting | (waits << statusBits))
  if (culprit > 0) {
    block(turn, node, culprit - 1)
    blockAbove(turn, node, culprit - 1)
  } else if (waits === 0) enable(turn, node)
}

/** All dependencies of a node are there. */
const enable = (turn: Turn, node: number): void => {
  if (turn.graph.kinds[node] === "Wrapper") {
    turn.passed.push(id(turn, node))
    reach(turn, node, Status.Passed)
  } else {
    Vector.set(turn.words, node, Status.Ready)
    turn.ready = Heap.insert(turn.ready, node)
  }
}

const release = (turn: Turn, node: number): void => {
  for (const dependent of turn.graph.dependents[node] ?? []) {
    if (status(turn, dependent) !== Status.Waiting) continue
    const word = Vector.get(turn.words, dependent) - (1 << statusBits)
    Vector.set(turn.words, dependent, word)
    if (word >>> statusBits === 0) enable(turn, dependent)
  }
}

const block = (turn: Turn, node: number, by: number): void => {
  Vector.set(turn.words, node, Status.Blocked)
  Vector.set(turn.blame, node, by + 1)
  turn.unsettled -= 1
  const list = turn.blocked.get(by)
  if (list === undefined) turn.blocked.set(by, [id(turn, node)])
  else list.push(id(turn, node))
}

const blockAbove = (turn: Turn, from: number, by: number): void => {
  const way = [from]
  for (let node = way.pop(); node !== undefined; node = way.pop()) {
    for (const dependent of turn.graph.dependents[node] ?? []) {
      if (status(turn, dependent) !== Status.Waiting) continue
      block(turn, dependent, by)
      way.push(dependent)
    }
  }
}
