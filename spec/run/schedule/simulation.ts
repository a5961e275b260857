/**
 * A world in virtual time around the scheduler: a disk, executors that do as a script says, other processes, a clock.
 *
 * It is deterministic: what is to happen at one time happens in the order in which it was planned. All is written down.
 */
import type { Plan } from "../../../lib/plan/plan.ts"
import type { Command } from "../../../lib/run/command.ts"
import type { Event, Fact } from "../../../lib/run/event.ts"
import type { Failure } from "../../../lib/run/failure.ts"
import * as Heap from "../../../lib/run/schedule/heap.ts"
import * as Scheduler from "../../../lib/run/schedule/scheduler.ts"
import type { Scripted, World } from "../plans.ts"
import { below, ofWorld } from "../plans.ts"

// --- model

export interface Simulated {
  /** What the run began with; what is asked for on the way comes to it. */
  readonly plan: Plan
  /** Of all nodes of the world, by position. */
  readonly ids: ReadonlyArray<string>
  /** Every state, with the event that came to it. */
  readonly steps: ReadonlyArray<Step>
  /** What a listener hears, in order. */
  readonly told: ReadonlyArray<Event>
  readonly last: Scheduler.State
}

export interface Step {
  readonly before: Scheduler.State
  readonly event: Fact
  readonly commands: ReadonlyArray<Command>
}

export interface Script extends Scheduler.Policy {
  /** When the run is interrupted, as often as there are times. */
  readonly interrupts: ReadonlyArray<number>
  /** Whether jobs that are asked to stop do so, and after how long. */
  readonly obeys: number | undefined
}

/** A job under way. */
interface Job {
  readonly index: number
  readonly attempt: number
  /** What it waits for. */
  ticket: number | undefined
  stopping: boolean
}

/** What is to happen: in the world, or to the scheduler. Undefined where it is void by then. */
type Happening = () => Fact | undefined

export const calm = (workers: number): Script => ({ workers, grace: 10, interrupts: [], obeys: 1 })

// --- folds

/** Runs a world to its end. Throws where it does not come to one: after `most` events. */
export const simulate = (world: World, script: Script, most = 100_000): Simulated => {
  const all = ofWorld(world)
  const ids = [...all.nodes.keys()]
  const indices = new Map(ids.map((id, index) => [id, index]))
  const plan = below(
    all,
    world.roots.map((root) => ids[root] as string),
  )
  const disk = new Set(world.nodes.flatMap(({ there }, index) => (there ? [index] : [])))
  const jobs = new Map<number, Job>()
  const steps: Array<Step> = []
  const told: Array<Event> = []
  let state = Scheduler.of(plan, script)
  let agenda: Heap.Heap<Happening> = Heap.empty
  let planned = 0
  let tickets = 0
  let wake = 0
  let now = 0

  const at = (time: number, happening: Happening): void => {
    agenda = Heap.insert(agenda, time * 2 ** 24 + planned++, happening)
  }
  const after = (wait: number, happening: Happening): void => at(now + wait, happening)
  const scripted = (index: number): Scripted => world.nodes[index] as Scripted

  /** Ends a job, if it is under way by then. */
  const ending = (job: Job, wait: number, fact: (node: string) => Fact, stops = false): void =>
    after(wait, () => {
      if (jobs.get(job.index) !== job || (job.stopping && !stops)) return undefined
      jobs.delete(job.index)
      return fact(ids[job.index] as string)
    })

  const work = (job: Job): void => {
    const { attempts, fails, runs } = scripted(job.index)
    const fate = attempts?.[Math.min(job.attempt, attempts.length) - 1] ?? (fails ? "Fails" : "Ends")
    if (fate === "Hangs") return
    ending(job, runs, (node) => {
      if (fate !== "Ends") return { _tag: "AttemptFailed", time: now, node, failure: failures[fate] }
      disk.add(job.index)
      return { _tag: "Succeeded", time: now, node }
    })
  }

  const start = (node: string, attempt: number): void => {
    const index = indices.get(node) as number
    const { held, asks = [], kind } = scripted(index)
    const others = held?.makes === true ? !disk.has(index) : (held?.until ?? 0) > now
    // Another makes it only once that was seen: what becomes of a node then does not depend on who was quicker.
    if (kind === "Task" && others && held?.makes === true) at(Math.max(held.until, now + 1), () => void disk.add(index))
    if (kind === "Task" && others) return after(0, () => ({ _tag: "Busy", time: now, node, by: "another" }))
    if (kind === "Task" && disk.has(index)) return after(0, () => ({ _tag: "Found", time: now, node }))
    const job: Job = { index, attempt, ticket: undefined, stopping: false }
    jobs.set(index, job)
    after(0, () => ({ _tag: "Started", time: now, node }))
    if (asks.length === 0) return work(job)
    const ticket = tickets++
    after(0, () => {
      if (jobs.get(index) !== job) return undefined
      job.ticket = ticket
      const wanted = asks.map((ask) => ids[ask] as string)
      return { _tag: "Needed", time: now, node, ticket, plan: below(all, wanted) }
    })
  }

  const perform = (command: Command): void => {
    switch (command._tag) {
      case "Publish":
        return void told.push(command.event)
      case "Wake": {
        const its = ++wake
        return at(command.at, () => (its === wake ? { _tag: "Woken", time: now } : undefined))
      }
      case "Check":
        for (const node of command.nodes) {
          const index = indices.get(node) as number
          after(scripted(index).checks, () => {
            const missing = disk.has(index) ? [] : [node]
            return { _tag: "Checked", time: now, findings: [{ node, missing }] }
          })
        }
        return
      case "Start":
        return start(command.node, command.attempt)
      case "Resume": {
        const job = jobs.get(indices.get(command.node) as number)
        const answer = command.answers.find(({ ticket }) => ticket === job?.ticket)
        if (job === undefined || answer === undefined) return
        job.ticket = undefined
        if (answer.problem === undefined) return work(job)
        const failure: Failure = { _tag: "Unmet", reason: answer.problem._tag }
        return ending(job, 0, (node) => ({ _tag: "AttemptFailed", time: now, node, failure }))
      }
      case "Cancel": {
        const job = jobs.get(indices.get(command.node) as number)
        if (job === undefined || script.obeys === undefined) return
        job.stopping = true
        return ending(job, script.obeys, (node) => ({ _tag: "Cancelled", time: now, node }), true)
      }
      case "Abandon":
        return void jobs.delete(indices.get(command.node) as number)
    }
  }

  at(0, () => ({ _tag: "Begun", time: 0 }))
  for (const time of script.interrupts) at(time, () => ({ _tag: "Interrupted", time }))
  while (agenda !== null && state.phase !== "Over") {
    const happening: Happening = agenda.value
    now = Math.floor(agenda.least / 2 ** 24)
    agenda = Heap.rest(agenda)
    const event = happening()
    if (event === undefined) continue
    const [next, commands] = Scheduler.step(state, event)
    steps.push({ before: state, event, commands })
    told.push(event)
    state = next
    commands.forEach(perform)
    if (steps.length > most) throw new Error(`no end after ${most} events`)
  }
  return { plan, ids, steps, told, last: state }
}

const failures = {
  Fails: { _tag: "Threw", message: "no", cause: "no" },
  Crashes: { _tag: "Crashed", code: 1, signal: null, said: [], memory: undefined },
} as const

/** The commands of one kind, in order, with the step that gave them. */
export const commands = <T extends Command["_tag"]>({ steps }: Simulated, tag: T) =>
  steps.flatMap((step, index) =>
    step.commands.flatMap((command) =>
      command._tag === tag
        ? [{ step: index, time: step.event.time, command: command as Extract<Command, { _tag: T }> }]
        : [],
    ),
  )

/** Draws what happened, one line an event, as a person follows it: nodes by position. */
export const trace = ({ steps, ids }: Simulated): string => {
  const name = (id: string): string => `n${ids.indexOf(id)}`
  const words = (what: Event | Command): string => {
    if (what._tag === "Publish") return ""
    const names = "node" in what ? [name(what.node)] : "nodes" in what ? what.nodes.map(name) : []
    const more =
      what._tag === "Checked"
        ? what.findings.map(({ node, missing }) => `${name(node)} ${missing.length === 0 ? "there" : "missing"}`)
        : what._tag === "Needed"
          ? what.plan.roots.map(({ id }) => `for ${name(id)}`)
          : what._tag === "Resume"
            ? what.answers.map(({ problem }) => problem?._tag ?? "there")
            : []
    return [what._tag, ...names, ...more].join(" ")
  }
  return steps
    .map(({ event, commands }) => {
      const follows = commands.map(words).filter((text) => text !== "")
      return `${String(event.time).padStart(4)}  ${words(event)}${follows.length === 0 ? "" : ` → ${follows.join(", ")}`}`
    })
    .join("\n")
}
