/**
 * Terms: how a run treats its tasks, where these leave it open. All of it may be left out.
 *
 * In plain numbers, times in milliseconds, memory in bytes; what a person writes (`"10 min"`) is read before.
 */
import { totalmem } from "node:os"
import type { Retries } from "../task/policy.ts"
import type { Policy } from "./scheduler.ts"

// --- model

export interface Terms {
  /**
   * How much there is of each resource: of `memory` what this machine has, of `cpu` as much as `workers`, of one that
   * nobody names 1.
   */
  readonly resources?: Readonly<Record<string, number>> | undefined
  /** For tasks that do not say how often they are tried again: not at all. */
  readonly retries?: Retries | undefined
  /** For tasks that do not say how long an attempt may take: for ever. */
  readonly timeout?: number | undefined
  /** Starts nothing more once a task has failed: `maxFailures` of 1. */
  readonly failFast?: boolean | undefined
  /** After so many failures nothing more starts; what runs goes on to its end. */
  readonly maxFailures?: number | undefined
  /** Makes also what is missing below complete tasks. What is above stays. */
  readonly rebuild?: boolean | undefined
  /** After how long without a sign of life another machine's claim is void. */
  readonly claimTimeout?: number | undefined
  /** How long running tasks have to stop after an interruption, or when their time is over. */
  readonly grace?: number | undefined
}

// --- constructors

/** How long running tasks have to stop where nobody says. */
export const grace = 5_000

/** How long another machine may be silent where nobody says. */
export const claimTimeout = 60_000

/** Makes the scheduler's policy. */
export const policy = (terms: Terms, workers: number): Policy => ({
  workers,
  grace: terms.grace ?? grace,
  resources: { memory: memory(), ...terms.resources },
  retries: terms.retries,
  timeout: terms.timeout,
  maxFailures: terms.failFast === true ? 1 : terms.maxFailures,
  rebuild: terms.rebuild,
})

// --- queries

/** Gives the bytes that this machine has, or that this process may take of them (a container's limit). */
export const memory = (): number => {
  const allowed = process.constrainedMemory?.() ?? 0
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
}
