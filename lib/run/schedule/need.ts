/**
 * Needs: what running jobs ask for on the way (`ctx.need`). The graph grows by it, and the job goes on when it is there.
 *
 * A job that waits takes no room, so those that it waits for always find some. Where nothing runs any more and jobs
 * wait, one of them waits for itself.
 */
import type { Plan } from "../../plan/plan.ts"
import * as Chain from "../chain.ts"
import type { Unmet } from "../executor.ts"
import * as Graph from "./graph.ts"
import * as Room from "./room.ts"
import { isLost, isThere, Status, usual } from "./stage.ts"
import * as Turn from "./turn.ts"
import * as Vector from "./vector.ts"

// --- queries

/** Finds a job that waits for itself. O(nodes) for each that waits, asked only where nothing else goes on. */
const inCycle = (turn: Turn.Turn): number | undefined => {
  for (let node = 0; node < turn.graph.size; node += 1)
    if (Turn.status(turn, node) === Status.Needing && waitsForItself(turn, node)) return node
  return undefined
}

const waitsForItself = (turn: Turn.Turn, start: number): boolean => {
  const seen = new Set<number>()
  const way = [...below(turn, start)]
  for (let node = way.pop(); node !== undefined; node = way.pop()) {
    if (node === start) return true
    if (seen.has(node)) continue
    seen.add(node)
    for (const next of below(turn, node)) way.push(next)
  }
  return false
}

/** What a node waits for: its dependencies, or what it asked for. */
const below = (turn: Turn.Turn, node: number): ReadonlyArray<number> => {
  const now = Turn.status(turn, node)
  if (now === Status.Needing) return open(turn, node).flatMap((key) => Vector.get(turn.tickets, key)?.roots ?? [])
  if (now !== Status.Waiting) return []
  return Graph.dependenciesOf(turn.graph, node).filter((dependency) => !isThere(Turn.status(turn, dependency)))
}

/** The keys of what a job asked for and has no answer to, in order. */
const open = (turn: Turn.Turn, node: number): ReadonlyArray<number> =>
  Chain.toArray(Vector.get(turn.extras, node).asked).filter((key) => Vector.get(turn.tickets, key) !== undefined)

// --- combinators

/** Takes what a running job asks for; the nodes are in the graph already. */
export const ask = (turn: Turn.Turn, node: number, ticket: number, plan: Plan): void => {
  if (!turn.going) return tell(turn, node, ticket, { _tag: "Stopped" })
  const roots = [...new Set(plan.roots.map(({ id }) => Graph.numberOf(turn.graph, id) as number))]
  // All are asked for, whatever has become of the others.
  for (const root of roots) Turn.ask(turn, root)
  const lost = roots.find((root) => isLost(Turn.status(turn, root)))
  if (lost !== undefined)
    return tell(turn, node, ticket, { _tag: "Failed", node: Turn.id(turn, Turn.culpritOf(turn, lost)) })
  const waited = roots.filter((root) => !isThere(Turn.status(turn, root)))
  if (waited.length === 0) return tell(turn, node, ticket, undefined)
  const key = turn.issued
  turn.issued += 1
  Vector.set(turn.tickets, key, { node, ticket, roots: waited, open: waited.length })
  for (const root of waited) Turn.note(turn, root, { askers: Chain.add(Vector.get(turn.extras, root).askers, key) })
  const { open, asked } = Vector.get(turn.extras, node)
  Turn.note(turn, node, { open: open + 1, asked: Chain.add(open === 0 ? null : asked, key) })
  if (Turn.status(turn, node) !== Status.Running) return
  Vector.set(turn.words, node, Status.Needing)
  turn.running -= 1
  turn.needing += 1
  turn.room = Room.give(turn.room, turn.policy, Turn.policyOf(turn, node))
}

/** Hears that a node is settled, for those that asked for it. */
export const settled = (turn: Turn.Turn, root: number, unmet: Unmet | undefined): void => {
  const keys = Chain.toArray(Vector.get(turn.extras, root).askers)
  Turn.note(turn, root, { askers: null })
  for (const key of keys) {
    const its = Vector.get(turn.tickets, key)
    // Its job has ended, or it was answered already.
    if (its === undefined) continue
    if (unmet === undefined && its.open > 1) Vector.set(turn.tickets, key, { ...its, open: its.open - 1 })
    else answer(turn, key, unmet)
  }
}

/** Closes a ticket, and tells its job what came of it. */
const answer = (turn: Turn.Turn, key: number, problem: Unmet | undefined): void => {
  const its = Vector.get(turn.tickets, key)
  if (its === undefined) return
  Vector.set(turn.tickets, key, undefined)
  Turn.note(turn, its.node, { open: Vector.get(turn.extras, its.node).open - 1 })
  tell(turn, its.node, its.ticket, problem)
}

/** Tells a job what came of what it asked for: at once where it runs, else when there is room for it. */
const tell = (turn: Turn.Turn, node: number, ticket: number, problem: Unmet | undefined): void => {
  const told = { ticket, problem }
  const now = Turn.status(turn, node)
  if (now !== Status.Needing && now !== Status.Resuming) {
    turn.commands.push({ _tag: "Resume", node: Turn.id(turn, node), answers: [told] })
    return
  }
  Turn.note(turn, node, { answers: Chain.add(Vector.get(turn.extras, node).answers, told) })
  if (now === Status.Needing && turn.going) Turn.queue(turn, node, Status.Resuming)
}

/** Lets a job go on for which there is room. */
export const goOn = (turn: Turn.Turn, node: number): void => {
  const answers = Chain.toArray(Vector.get(turn.extras, node).answers)
  Turn.note(turn, node, { answers: null })
  Vector.set(turn.words, node, Status.Running)
  turn.needing -= 1
  turn.running += 1
  turn.room = Room.take(turn.room, turn.policy, Turn.policyOf(turn, node))
  turn.commands.push({ _tag: "Resume", node: Turn.id(turn, node), answers })
}

/**
 * Tells a job that nothing is made any more, and lets it go on, room or none: it only has to end. Tells whether it had
 * waited.
 */
export const stop = (turn: Turn.Turn, node: number): boolean => {
  const now = Turn.status(turn, node)
  if (Vector.get(turn.extras, node) === usual) return false
  refuse(turn, node, { _tag: "Stopped" })
  if (now !== Status.Needing && now !== Status.Resuming) return false
  goOn(turn, node)
  return true
}

/** Tells one of the jobs that wait for themselves so. */
export const breakCycle = (turn: Turn.Turn): void => {
  const node = inCycle(turn)
  if (node !== undefined) refuse(turn, node, { _tag: "Cycle" })
}

const refuse = (turn: Turn.Turn, node: number, problem: Unmet): void => {
  for (const key of open(turn, node)) answer(turn, key, problem)
}

/** Forgets what a job asked for that has ended. */
export const forget = (turn: Turn.Turn, node: number): void => {
  if (Vector.get(turn.extras, node).asked === null) return
  for (const key of open(turn, node)) Vector.set(turn.tickets, key, undefined)
  Turn.note(turn, node, { open: 0, asked: null, answers: null })
}
