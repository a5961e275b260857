/**
 * Tickets: the plans that a running job waits for, each by a ticket of its own. One for each job, here or in a worker.
 *
 * A ticket is answered once. What is never answered never settles: a job that ended waits for nothing.
 */
import type { Plan } from "../../plan/plan.ts"
import type { Answer, Unmet } from "../executor.ts"

// --- model

export interface Tickets {
  /** Asks for the nodes of a plan, and waits for the answer: nothing where its roots are there. Never rejects. */
  readonly ask: (plan: Plan) => Promise<Unmet | undefined>
  /** Hears answers. Those to no open ticket are passed over. */
  readonly answer: (answers: ReadonlyArray<Answer>) => void
  /** Answers all that is open, and all that is asked from now on, by Stopped: a job that is told to stop must not hang. */
  readonly stop: () => void
}

// --- constructors

/** Makes the tickets of a job. `tell` says what they stand for to who runs it. */
export const of = (tell: (ticket: number, plan: Plan) => void): Tickets => {
  const open = new Map<number, (problem: Unmet | undefined) => void>()
  let last = 0
  let stopped = false
  const settle = (ticket: number, problem: Unmet | undefined): void => {
    const waits = open.get(ticket)
    open.delete(ticket)
    waits?.(problem)
  }
  return {
    ask: async (plan) => {
      if (stopped) return { _tag: "Stopped" }
      const ticket = (last += 1)
      const answered = new Promise<Unmet | undefined>((resolve) => open.set(ticket, resolve))
      tell(ticket, plan)
      return answered
    },
    answer: (answers) => {
      for (const { ticket, problem } of answers) settle(ticket, problem)
    },
    stop: () => {
      stopped = true
      for (const ticket of [...open.keys()]) settle(ticket, { _tag: "Stopped" })
    },
  }
}
