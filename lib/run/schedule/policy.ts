/**
 * Policies of a run: what its tasks share, and what it does where they leave something open.
 */
import type { Retries } from "../../task/policy.ts"

// --- model

export interface Policy {
  /** How many cores there are for tasks: so many run at once, of those that take one. */
  readonly workers: number
  /** Milliseconds that running jobs have to stop after an interruption or when their time is over. */
  readonly grace: number
  /** How much there is of each resource; of `cpu` as much as `workers`, of one that is not named 1. */
  readonly resources?: Readonly<Record<string, number>> | undefined
  /** For tasks that leave them open. */
  readonly retries?: Retries | undefined
  readonly timeout?: number | undefined
  /** After so many failures nothing more starts; what runs goes on to its end. */
  readonly maxFailures?: number | undefined
  /** Makes what is missing below complete nodes too. */
  readonly rebuild?: boolean | undefined
}
