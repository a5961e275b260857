/**
 * Calling: actions one after another in the order given, each on the nodes that it reaches, dependencies first (7.1).
 *
 * An action that fails on a node is not called on what needs that node, but on all others; then the sequence ends.
 */
import * as E from "#fp/Either"
import type { Called } from "../../plan/call/calls.ts"
import { narrowed } from "../../plan/call/narrow.ts"
import type { Node, Plan } from "../../plan/plan.ts"
import type { Store } from "../../store/store.ts"
import * as Acting from "./acting.ts"
import * as Clocks from "../clock.ts"
import type { Event, Outcome } from "../event.ts"
import * as Failure from "../failure.ts"
import { type RunPlanOptions, runPlan } from "../run-plan.ts"
import { isAbort } from "../job/settle.ts"
import { status, type Verdict } from "../status.ts"
import * as Stopping from "./stopping.ts"
import type { Failing, Summary } from "../summary.ts"
import * as Targets from "../targets.ts"
import * as Terms from "../terms.ts"

// --- model

/** What happens on the way, for who listens. */
export type CallEvent =
  | { readonly _tag: "Calling"; readonly call: Called; readonly node: string }
  | { readonly _tag: "Logged"; readonly call: Called; readonly node: string; readonly message: string }
  /** An action of the user's gave this. */
  | { readonly _tag: "Called"; readonly call: Called; readonly node: string; readonly value: unknown }
  | { readonly _tag: "Removed"; readonly call: Called; readonly node: string; readonly value: Acting.Removed }
  | { readonly _tag: "Found"; readonly call: Called; readonly node: string; readonly value: Verdict }
  | { readonly _tag: "Failed"; readonly call: Called; readonly node: string; readonly failure: Failure.Failure }
  | { readonly _tag: "Stopping" }
  /** The call is over. */
  | { readonly _tag: "Done"; readonly done: Done }
  /** Of a `run` among the calls. */
  | { readonly _tag: "Run"; readonly call: Called; readonly event: Event }

export interface CallingOptions extends Omit<RunPlanOptions, "onEvent"> {
  /** Hears every event, in order. If it throws, the calls go on and the process is warned. */
  readonly onEvent?: ((event: CallEvent) => void) | undefined
}

/** What came of one call. */
export interface Done {
  readonly call: Called
  /**
   * By node, of those on which it succeeded: what the action gave; of `remove` the paths, of `status` whether it is
   * there; of `run` nothing.
   */
  readonly values: ReadonlyMap<string, unknown>
  readonly failures: ReadonlyArray<Failing>
  /** Not called on these, for it failed on a node below. */
  readonly blocked: ReadonlyArray<string>
  /** How many were left, for it was interrupted. */
  readonly left: number
  /** Of a `run`. */
  readonly summary: Summary | undefined
}

export interface Calling {
  readonly outcome: Outcome
  /** The calls that were begun, in order. */
  readonly done: ReadonlyArray<Done>
  /** The calls that were not, for one before failed or was interrupted. */
  readonly left: ReadonlyArray<Called>
}

/** What a call is made with. */
interface World {
  readonly plan: Plan
  readonly store: Store
  readonly acting: Acting.Acting
  readonly stop: Stopping.Stopping
  readonly options: CallingOptions
  readonly tell: (event: CallEvent) => void
}

// --- folds

/** Makes calls in order, and says what came of them. Never rejects. */
export const make = async (
  plan: Plan,
  calls: ReadonlyArray<Called>,
  store: Store,
  options: CallingOptions,
): Promise<Calling> => {
  const { signal, halt, grace = Terms.grace, clock = Clocks.system } = options
  const tell = (event: CallEvent): void => {
    try {
      options.onEvent?.(event)
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }
  const stop = Stopping.of({ signal, halt, grace, clock, onStop: () => tell({ _tag: "Stopping" }) })
  const world = { plan, store, options, tell, stop, acting: Acting.of(store, Targets.placing()) }
  const done: Array<Done> = []
  for (const call of calls) {
    if (stop.signal.aborted) break
    const one = await ways[call.action === "run" || call.action === "status" ? call.action : "other"](world, call)
    done.push(one)
    tell({ _tag: "Done", done: one })
    if (one.failures.length > 0 || one.left > 0) break
  }
  stop.end()
  const left = calls.slice(done.length)
  const failed = done.some(({ failures }) => failures.length > 0)
  const cut = done.some((one) => one.left > 0) || (left.length > 0 && !failed)
  return { outcome: cut ? "Interrupted" : failed ? "Failed" : "Complete", done, left }
}

// --- internals

const none: Omit<Done, "call"> = { values: new Map(), failures: [], blocked: [], left: 0, summary: undefined }

const ways: Readonly<Record<"run" | "status" | "other", (world: World, call: Called) => Promise<Done>>> = {
  run: async ({ plan, store, options, tell }, call) => {
    const onEvent = (event: Event): void => tell({ _tag: "Run", call, event })
    const summary = await runPlan(narrowed(plan, call.nodes), store, { ...options, onEvent })
    const left = summary.outcome === "Interrupted" ? Math.max(1, summary.left) : 0
    return { ...none, call, failures: summary.failures, left, summary }
  },
  status: async ({ plan, store, tell }, call) => {
    const { verdicts, failures } = await status(plan, store)
    const values = new Map<string, unknown>()
    for (const node of call.nodes) {
      const value = verdicts.get(node) ?? "NotNeeded"
      values.set(node, value === "There")
      tell({ _tag: "Found", call, node, value })
    }
    // That an external output is missing is an answer, not a failure.
    return { ...none, call, values, failures: failures.filter(({ failure }) => failure._tag !== "External") }
  },
  other: async (world, call) => {
    const { plan, stop, tell } = world
    const values = new Map<string, unknown>()
    const failures: Array<Failing> = []
    const blocked: Array<string> = []
    const wanted = new Set(call.nodes)
    const shut = new Set<string>()
    let left = 0
    for (const node of plan.nodes.values()) {
      const isShut = shut.size > 0 && node.dependencies.some(({ id }) => shut.has(id))
      if (isShut) shut.add(node.id)
      if (!wanted.has(node.id)) continue
      if (isShut) blocked.push(node.id)
      else if (stop.signal.aborted) left += 1
      else {
        const given = await act(world, call, node)
        if (E.isRight(given)) values.set(node.id, given.right)
        else if (stop.signal.aborted && isAbort(causeOf(given.left), stop.signal.reason)) left += 1
        else {
          shut.add(node.id)
          failures.push({ node: node.id, failure: given.left })
          tell({ _tag: "Failed", call, node: node.id, failure: given.left })
        }
      }
    }
    return { ...none, call, values, failures, blocked, left }
  },
}

const act = async (
  { acting, stop, tell }: World,
  call: Called,
  node: Node,
): Promise<E.Either<Failure.Failure, unknown>> => {
  const at = { call, node: node.id }
  tell({ _tag: "Calling", ...at })
  if (call.action === "remove") {
    const removed = await acting.remove(node)
    if (E.isRight(removed)) tell({ _tag: "Removed", ...at, value: removed.right })
    return E.map(({ removed: paths }: Acting.Removed): unknown => paths)(removed)
  }
  const action = node.definition.actions.get(call.action)
  if (action === undefined) return E.left(Failure.ofThrown(`${node.definition.name} has no action ${call.action}`))
  const log = (message: string): void => tell({ _tag: "Logged", ...at, message })
  const argument = call.arguments.get(node.definition)
  const given = await stop.awaited(acting.call(node, action, argument, stop.signal, log))
  if (E.isRight(given)) tell({ _tag: "Called", ...at, value: given.right })
  return given
}

const causeOf = (failure: Failure.Failure): unknown => (failure._tag === "Threw" ? failure.cause : failure)
