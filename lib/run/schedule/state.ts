/**
 * States: how far a run is. A handful of numbers, three vectors and two heaps that share what did not change with the
 * state before.
 *
 * A turn opens a state, and closes it again as the next one.
 */
import type { Plan } from "../../plan/plan.ts"
import type { Time } from "../event.ts"
import * as Graph from "./graph.ts"
import * as Heap from "./heap.ts"
import type { Policy } from "./policy.ts"
import * as Room from "./room.ts"
import { type Extra, type Status, statusBits, type Ticket, type Timer, usual } from "./stage.ts"
import type * as Turn from "./turn.ts"
import * as Vector from "./vector.ts"

// --- model

/** `Draining`: too much has failed, and what runs goes on to its end. `Stopping`: it was interrupted. */
export type Phase = "Idle" | "Running" | "Draining" | "Stopping" | "Over"

export interface State {
  readonly graph: Graph.Graph
  readonly policy: Policy
  readonly phase: Phase
  /** When it is to be woken. */
  readonly wake: Time
  readonly words: Vector.Vector
  readonly blame: Vector.Vector
  readonly extras: Vector.Vector<Extra>
  /** What running jobs asked for on the way, by key, and how many there were. */
  readonly tickets: Vector.Vector<Ticket | undefined>
  readonly issued: number
  /** What is ready, and what of the resources is taken. */
  readonly room: Room.Room
  readonly timers: Heap.Heap<Timer>
  readonly checking: number
  /** Those that run and take room, and those that wait for what they asked for on the way. */
  readonly running: number
  readonly needing: number
  /** Those whose next attempt is not due, and those that other processes make. */
  readonly delayed: number
  readonly elsewhere: number
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
    wake: Number.POSITIVE_INFINITY,
    words: Vector.of(graph.size),
    blame: Vector.of(graph.size),
    extras: Vector.full(graph.size, usual),
    tickets: Vector.full(1, undefined),
    issued: 0,
    room: Room.empty,
    timers: Heap.empty,
    checking: 0,
    running: 0,
    needing: 0,
    delayed: 0,
    elsewhere: 0,
    unsettled: 0,
    failures: 0,
  }
}

/** Opens a state for the changes of one event; the state itself is untouched. O(1). */
export const open = (state: State, phase: Phase, time: Time): Turn.Turn => ({
  graph: state.graph,
  policy: state.policy,
  time,
  going: phase === "Running",
  words: Vector.draft(state.words),
  blame: Vector.draft(state.blame),
  extras: Vector.draft(state.extras),
  tickets: Vector.draft(state.tickets),
  issued: state.issued,
  room: state.room,
  timers: state.timers,
  checking: state.checking,
  running: state.running,
  needing: state.needing,
  delayed: state.delayed,
  elsewhere: state.elsewhere,
  unsettled: state.unsettled,
  failures: state.failures,
  opened: [],
  arrived: [],
  lost: [],
  check: [],
  required: [],
  passed: [],
  blocked: new Map(),
  told: [],
  commands: [],
  starts: [],
})

/** Closes a turn: the state that it came to. The turn must not be written to after. O(1). */
export const close = (turn: Turn.Turn, phase: Phase, wake: Time): State => ({
  // Written out: a spread of the state before took a third of a step's time.
  graph: turn.graph,
  policy: turn.policy,
  phase,
  wake,
  words: Vector.done(turn.words),
  blame: Vector.done(turn.blame),
  extras: Vector.done(turn.extras),
  tickets: Vector.done(turn.tickets),
  issued: turn.issued,
  room: turn.room,
  timers: turn.timers,
  checking: turn.checking,
  running: turn.running,
  needing: turn.needing,
  delayed: turn.delayed,
  elsewhere: turn.elsewhere,
  unsettled: turn.unsettled,
  failures: turn.failures,
})

/** Makes room for the nodes of another plan, and for the ticket of who asks. O(nodes of that plan), amortised. */
export const extend = (state: State, plan: Plan): State => {
  const graph = Graph.extend(state.graph, plan)
  return {
    ...state,
    graph,
    words: Vector.grow(state.words, graph.size),
    blame: Vector.grow(state.blame, graph.size),
    extras: Vector.grow(state.extras, graph.size),
    tickets: Vector.grow(state.tickets, state.issued + 1),
  }
}

// --- queries

/** Tells how far a node is, by its number. */
export const statusAt = (state: State, number: number): Status =>
  (Vector.get(state.words, number) & ((1 << statusBits) - 1)) as Status
