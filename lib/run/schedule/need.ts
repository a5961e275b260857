/**
 * Needs: what running jobs ask for on the way (`ctx.need`). The graph grows by it, and the job goes on when it is there.
 *
 * A job that waits takes no room, so those that it waits for always find some. Where nothing runs any more and jobs
 * wait, one of them waits for itself.
 */
import type { Plan } from "../../plan/plan.ts"
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
  if (now === Status.Needing) return Vector.get(turn.extras, node).tickets.flatMap(({ roots }) => roots)
  if (now !== Status.Waiting) return []
  return Graph.dependenciesOf(turn.graph, node).filter((dependency) => !isThere(Turn.status(turn, dependency)))
}

// --- combinators

/** Takes what a running job asks for; the nodes are in the graph already. */
export const ask = (turn: Turn.Turn, node: number, ticket: number, plan: Plan): void => {
  if (!turn.going) return answer(turn, node, ticket, { _tag: "Stopped" })
  const roots = [...new Set(plan.roots.map(({ id }) => Graph.numberOf(turn.graph, id) as number))]
  // All are asked for, whatever has become of the others.
  for (const root of roots) Turn.ask(turn, root)
  const open: Array<number> = []
  for (const root of roots) {
    const now = Turn.status(turn, root)
    if (isThere(now)) continue
    if (isLost(now)) {
      const culprit = now === Status.Blocked ? Vector.get(turn.blame, root) - 1 : root
      return answer(turn, node, ticket, { _tag: "Failed", node: Turn.id(turn, culprit) })
    }
    open.push(root)
  }
  if (open.length === 0) return answer(turn, node, ticket, undefined)
  for (const root of open)
    Turn.note(turn, root, { askers: [...Vector.get(turn.extras, root).askers, { node, ticket }] })
  const { tickets } = Vector.get(turn.extras, node)
  Turn.note(turn, node, { tickets: [...tickets, { ticket, open: open.length, roots: open }] })
  if (Turn.status(turn, node) !== Status.Running) return
  Vector.set(turn.words, node, Status.Needing)
  turn.running -= 1
  turn.needing += 1
  turn.room = Room.give(turn.room, turn.policy, Turn.policyOf(turn, node))
}

/** Hears that a node is settled, for those that asked for it. */
export const settled = (turn: Turn.Turn, root: number, unmet: Unmet | undefined): void => {
  const { askers } = Vector.get(turn.extras, root)
  Turn.note(turn, root, { askers: [] })
  for (const { node, ticket } of askers) {
    const { tickets } = Vector.get(turn.extras, node)
    const its = tickets.find((one) => one.ticket === ticket)
    // Its job has ended, or it was answered already.
    if (its === undefined) continue
    const open = its.open - 1
    if (unmet === undefined && open > 0)
      Turn.note(turn, node, { tickets: tickets.map((one) => (one === its ? { ...its, open } : one)) })
    else answer(turn, node, ticket, unmet)
  }
}

/** Tells a job what came of a ticket: at once where it runs, else when there is room for it. */
const answer = (turn: Turn.Turn, node: number, ticket: number, problem: Unmet | undefined): void => {
  const { tickets, answers } = Vector.get(turn.extras, node)
  const left = tickets.filter((one) => one.ticket !== ticket)
  const told = { ticket, problem }
  const now = Turn.status(turn, node)
  if (now !== Status.Needing && now !== Status.Resuming) {
    Turn.note(turn, node, { tickets: left })
    turn.commands.push({ _tag: "Resume", node: Turn.id(turn, node), answers: [told] })
    return
  }
  Turn.note(turn, node, { tickets: left, answers: [...answers, told] })
  if (now === Status.Needing && turn.going) Turn.queue(turn, node, Status.Resuming)
}

/** Lets a job go on for which there is room. */
export const goOn = (turn: Turn.Turn, node: number): void => {
  const { answers } = Vector.get(turn.extras, node)
  Turn.note(turn, node, { answers: [] })
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
  for (const { ticket } of Vector.get(turn.extras, node).tickets) answer(turn, node, ticket, problem)
}

/** Forgets what a job asked for that has ended. */
export const forget = (turn: Turn.Turn, node: number): void => {
  const { tickets, answers } = Vector.get(turn.extras, node)
  if (tickets.length > 0 || answers.length > 0) Turn.note(turn, node, { tickets: [], answers: [] })
}
