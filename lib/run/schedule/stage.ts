/**
 * Stages: how far a node is on its way, and what more is known of the few to which something out of the ordinary happens.
 */
import type { Chain } from "../chain.ts"
import type { Answer } from "../executor.ts"

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
  /** An attempt failed, and the next is not yet due. */
  Delayed: 12,
  /** Another process makes it. */
  Elsewhere: 13,
  /** It runs, and was told to stop for its time is over. */
  Expired: 14,
  /** It runs, and waits for what it asked for on the way; what it takes is free for others. */
  Needing: 15,
  /** What it asked for is there; it goes on when there is room. */
  Resuming: 16,
} as const

export type Status = (typeof Status)[keyof typeof Status]

export const statusBits = 5

/** What is known of few nodes. */
export interface Extra {
  /** How many attempts have failed. */
  readonly failed: number
  /** How often another process was found at work on it, in a row. */
  readonly busy: number
  /** The number of the last timer that was set for it: those before it are void. */
  readonly timer: number
  /** How much of what it asked for on the way is open, and the keys of all that it asked for since nothing was. */
  readonly open: number
  readonly asked: Chain<number>
  /** What it is told when it goes on. */
  readonly answers: Chain<Answer>
  /** The keys of the tickets of those that asked for it on the way. */
  readonly askers: Chain<number>
}

/** What a job asked for on the way. */
export interface Ticket {
  readonly node: number
  /** Its name for the job. */
  readonly ticket: number
  readonly roots: ReadonlyArray<number>
  /** How many of these are not settled. */
  readonly open: number
}

export const usual: Extra = { failed: 0, busy: 0, timer: 0, open: 0, asked: null, answers: null, askers: null }

export interface Timer {
  /** `Stop`: the grace time of an interruption is over, of no node. */
  readonly kind: "Retry" | "Timeout" | "Kill" | "Poll" | "Stop"
  readonly node: number
  readonly timer: number
}

// --- queries

/** Its outputs are there; of a wrapper, all its dependencies are. */
export const isThere = (status: Status): boolean =>
  status === Status.Complete || status === Status.Made || status === Status.Passed

/** It will not be there in this run. */
export const isLost = (status: Status): boolean => status === Status.Failed || status === Status.Blocked

/** Its job is under way. */
export const isUnderWay = (status: Status): boolean =>
  status === Status.Running || status === Status.Expired || status === Status.Needing || status === Status.Resuming
