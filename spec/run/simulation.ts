/**
 * A world in virtual time around the scheduler: performs its commands as a script says, and writes everything down.
 */
import type { Plan } from "../../lib/plan/plan.ts"
import type { Command } from "../../lib/run/command.ts"
import type { Event, Fact } from "../../lib/run/event.ts"
import * as Scheduler from "../../lib/run/scheduler.ts"
import type { World } from "./plans.ts"
import { ofWorld } from "./plans.ts"

// --- model

export interface Simulated {
  readonly plan: Plan
  readonly ids: ReadonlyArray<string>
  /** Every state, with the event that came to it. */
  readonly steps: ReadonlyArray<{
    readonly before: Scheduler.State
    readonly event: Fact
    readonly commands: ReadonlyArray<Command>
  }>
  /** What a listener hears, in order. */
  readonly told: ReadonlyArray<Event>
  readonly last: Scheduler.State
}

export interface Script extends Scheduler.Policy {
  /** When the run is interrupted, as often as there are times. */
  readonly interrupts: ReadonlyArray<number>
  /** Whether jobs that are asked to stop do so, and after how long. */
  readonly obeys: number | undefined
}

export const calm = (workers: number): Script => ({ workers, grace: 10, interrupts: [], obeys: 1 })

// --- folds

/** Runs a world to its end. */
export const simulate = (world: World, script: Script): Simulated => {
  const plan = ofWorld(world)
  const ids = [...plan.nodes.keys()]
  const scripted = (id: string) => world.nodes[ids.indexOf(id)] as World["nodes"][number]
  const agenda: Array<Fact> = []
  const steps: Array<Simulated["steps"][number]> = []
  const told: Array<Event> = []
  /** Events of one time come in the order in which they were planned. */
  const later = (fact: Fact) => {
    const at = agenda.findIndex((other) => other.time > fact.time)
    agenda.splice(at < 0 ? agenda.length : at, 0, fact)
  }
  const cancelled = new Set<string>()
  let state = Scheduler.of(plan, script)
  later({ _tag: "Begun", time: 0 })
  for (const time of script.interrupts) later({ _tag: "Interrupted", time })
  for (let event = agenda.shift(); event !== undefined && state.phase !== "Over"; event = agenda.shift()) {
    if (event._tag === "Succeeded" || event._tag === "AttemptFailed") if (cancelled.has(event.node)) continue
    const { time } = event
    const [next, commands] = Scheduler.step(state, event)
    steps.push({ before: state, event, commands })
    told.push(event)
    state = next
    for (const command of commands) {
      if (command._tag === "Publish") told.push(command.event)
      if (command._tag === "Wake") later({ _tag: "Woken", time: command.at })
      if (command._tag === "Check")
        for (const node of command.nodes) {
          const { there, checks } = scripted(node)
          later({ _tag: "Checked", time: time + checks, findings: [{ node, missing: there ? [] : [node] }] })
        }
      if (command._tag === "Start") {
        const { node } = command
        const { fails, runs } = scripted(node)
        later({ _tag: "Started", time, node })
        later(
          fails
            ? { _tag: "AttemptFailed", time: time + runs, node, failure: { _tag: "Threw", message: "no", cause: "no" } }
            : { _tag: "Succeeded", time: time + runs, node },
        )
      }
      if (command._tag === "Cancel" && script.obeys !== undefined) {
        cancelled.add(command.node)
        later({ _tag: "Cancelled", time: time + script.obeys, node: command.node })
      }
    }
  }
  return { plan, ids, steps, told, last: state }
}

/** The commands of one kind, in order, with the step that gave them. */
export const commands = <T extends Command["_tag"]>({ steps }: Simulated, tag: T) =>
  steps.flatMap((step, index) =>
    step.commands.flatMap((command) =>
      command._tag === tag
        ? [{ step: index, time: step.event.time, command: command as Extract<Command, { _tag: T }> }]
        : [],
    ),
  )
