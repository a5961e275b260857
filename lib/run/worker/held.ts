/**
 * Held: the workers of a pool and the jobs that they do, one each.
 *
 * A task that says its memory has a worker of that much: its heap ends there, and what the process holds is watched.
 */
import type { Node } from "../../plan/plan.ts"
import type { Job, Report } from "../executor.ts"
import type { Failure } from "../failure.ts"
import type * as Child from "./child.ts"
import type { Refusal } from "./pool.ts"

// --- model

/** A job that a pool has taken. */
export interface Work {
  readonly node: Node
  readonly job: Job
  readonly limit: number | undefined
  readonly report: (report: Report) => void
  readonly refuse: (reason: Refusal) => void
  held: Held | undefined
  /** Whether the worker has been told of it. */
  sent: boolean
  cancelled: boolean
}

/** A worker that a pool holds. */
export interface Held {
  readonly child: Child.Child
  readonly limit: number | undefined
  work: Work | undefined
  /** Since it has told what it knows. */
  ready: { readonly heap: number; readonly resident: number } | undefined
  /** How many answers its task waits for. */
  asked: number
  /** What its task printed last. */
  readonly said: Array<string>
  /** Whether its end is that it had more memory than it may. */
  outgrown: boolean
  /** Whether the engine is telling at length why it ends. */
  collapsing: boolean
  unwatch: (() => void) | undefined
}

// --- queries

/** Gives the megabytes that the heap of a worker may have, of the bytes that its task may take. */
export const heap = (limit: number | undefined): number | undefined =>
  limit === undefined ? undefined : Math.ceil(limit / megabyte) + own

/** Gives the bytes that a worker may hold, of those that it held before its first task and those that this one may take. */
export const most = (resident: number, limit: number): number => resident + limit + slack

/** Says how the job of a worker ended that is gone. */
export const ending = ({ said, outgrown, limit, ready }: Held, { code, signal, error }: Child.Exit): Failure => {
  if (error !== undefined)
    return { _tag: "Threw", message: `no worker process can be started: ${error.message}`, cause: error }
  const memory = outgrown ? (limit ?? ready?.heap) : undefined
  return { _tag: "Crashed", code, signal, said: [...said], memory }
}

// --- combinators

/** Keeps a line that a task printed, with the last of those before it. Tells whether a person should see it. */
export const say = (held: Held, line: string): boolean => {
  // Node without memory prints pages of its own, of which one line matters.
  if (line.includes("heap out of memory")) held.outgrown = true
  if (line.startsWith("<--- Last few GCs")) held.collapsing = true
  if (held.collapsing || line === "") return false
  held.said.push(line)
  if (held.said.length > lastLines) held.said.shift()
  return true
}

// --- internals

const megabyte = 1024 * 1024

/** Megabytes of heap that the library and a workflow file have before any task. */
const own = 32

/** What a process may have besides: young objects, code, and what it has not yet given back. */
const slack = 64 * megabyte

const lastLines = 20
