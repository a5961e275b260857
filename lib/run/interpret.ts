/**
 * The interpreter: performs what the scheduler commands, and tells it what came of it. It decides nothing.
 *
 * Events are taken one after another in the order in which they came, and every one is told to who listens.
 */
import type { Clock } from "./clock.ts"
import type { Command } from "./command.ts"
import type { Event, Fact, Finding } from "./event.ts"
import type { Executor } from "./executor.ts"
import type { Failure } from "./failure.ts"
import * as Failures from "./failure.ts"
import * as Scheduler from "./schedule/scheduler.ts"

// --- model

/** All that a run touches. */
export interface World {
  readonly clock: Clock
  readonly executor: Executor
  /** Looks for the outputs of nodes: a finding or a failure for each, in any order. Never rejects. */
  readonly check: (nodes: ReadonlyArray<string>) => Promise<ReadonlyArray<Finding | Unchecked>>
}

/** A node whose outputs could not be looked for. */
export interface Unchecked {
  readonly node: string
  readonly failure: Failure
}

export interface Listening {
  /** Hears every event, in order. If it throws, the run goes on and the process is warned. */
  readonly onEvent?: ((event: Event) => void) | undefined
  /** Stops in order: nothing starts, what runs is asked to stop and has the grace time. */
  readonly signal?: AbortSignal | undefined
  /** Stops at once. */
  readonly halt?: AbortSignal | undefined
}

// --- folds

/** Runs a state to its end. Never rejects. */
export const interpret = (begin: Scheduler.State, world: World, listening: Listening): Promise<Scheduler.State> =>
  new Promise((resolve) => {
    let state = begin
    let busy = false
    const queue: Array<Event> = []
    const leaving: Array<Promise<void>> = []
    const callOff: Array<() => void> = []
    /** Calls off the time to be woken at. */
    let sleep: () => void = () => undefined

    const tell = (event: Event): void => {
      try {
        listening.onEvent?.(event)
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error))
      }
      if (event._tag !== "Finished") return
      sleep()
      for (const off of callOff) off()
      void Promise.allSettled(leaving).then(end)
    }

    const end = (): void => {
      wakeful()
      resolve(state)
    }

    /** Nothing will come any more: what is still waited for fails, or the process would end without a word. */
    const stuck = (): void => {
      if (state.phase === "Over") return end()
      const time = world.clock.now()
      for (const node of Scheduler.awaited(state)) {
        const running = Scheduler.isUnderWay(state, node)
        if (running) leaving.push(world.executor.abandon(node))
        take(
          running
            ? { _tag: "AttemptFailed", time, node, failure: unsettled }
            : { _tag: "Failed", time, node, failure: unanswered },
        )
      }
    }
    const wakeful = world.clock.onIdle(stuck)

    /** Answers that come while another is worked on wait their turn: no recursion, however fast a job is. */
    const take = (event: Fact): void => {
      queue.push(event)
      if (busy) return
      busy = true
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (state.phase === "Over") continue
        tell(next)
        const [changed, commands] = Scheduler.step(state, next)
        state = changed
        commands.forEach(perform)
      }
      busy = false
    }

    const perform = (command: Command): void => {
      const { clock, executor } = world
      switch (command._tag) {
        case "Publish":
          return tell(command.event)
        case "Check":
          return void world.check(command.nodes).then(
            (answers) => {
              const findings = answers.filter((answer): answer is Finding => !("failure" in answer))
              for (const answer of answers)
                if ("failure" in answer)
                  take({ _tag: "Failed", time: clock.now(), node: answer.node, failure: answer.failure })
              if (findings.length > 0) take({ _tag: "Checked", time: clock.now(), findings })
            },
            (cause) => {
              const failure = Failures.ofThrown(cause)
              for (const node of command.nodes) take({ _tag: "Failed", time: clock.now(), node, failure })
            },
          )
        case "Start":
          return executor.start(command, (report) => take({ ...report, time: clock.now() }))
        case "Cancel":
          return executor.cancel(command.node, command.reason)
        case "Resume":
          return executor.resume(command.node, command.answers)
        case "Abandon":
          return void leaving.push(executor.abandon(command.node))
        case "Wake":
          sleep()
          sleep = clock.wake(command.at, () => take({ _tag: "Woken", time: Math.max(command.at, clock.now()) }))
          return
      }
    }

    const stop = () => take({ _tag: "Interrupted", time: world.clock.now() })
    const stopNow = () => {
      if (state.phase !== "Stopping") stop()
      stop()
    }
    for (const [signal, heard] of [
      [listening.signal, stop],
      [listening.halt, stopNow],
    ] as const) {
      signal?.addEventListener("abort", heard, { once: true })
      callOff.push(() => signal?.removeEventListener("abort", heard))
    }
    // A run may end here and now: by then all that is to be called off is known.
    if (listening.signal?.aborted) stop()
    if (listening.halt?.aborted) stopNow()
    take({ _tag: "Begun", time: world.clock.now() })
  })

// --- internals

const unsettled = Failures.ofThrown("its promise can never settle: nothing is left that could wake it")
const unanswered = Failures.ofThrown(
  "the store can never answer whether it is there: nothing is left that could wake it",
)
