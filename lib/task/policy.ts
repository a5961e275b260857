/**
 * Policies: how a task is run. No part of its identity: what it makes does not depend on them.
 *
 * What a task leaves open, the run decides.
 */

// --- model

export interface Policy {
  /**
   * What one run of the task takes while it runs: `cpu` in cores, `memory` in bytes, any other in units of its own. A
   * task that says `cpu` or `memory` is heavy: it runs in a worker process. All others take one core of this one.
   */
  readonly resources: Readonly<Record<string, number>>
  readonly retries: Retries | undefined
  /** Milliseconds that one attempt may take. */
  readonly timeout: number | undefined
  /** Of what is ready, the greater goes first; a whole number from -1,000 to 1,000. */
  readonly priority: number
}

/** How often a task that failed is tried again, and when. Times in milliseconds. */
export interface Retries {
  /** Attempts after the first. */
  readonly times: number
  /** Before the second attempt. */
  readonly delay: number
  /** By which the delay grows from one to the next. */
  readonly factor: number
  /** It grows no further. */
  readonly most: number
}

/** How many of the tasks of a collection must be there for its reduction to run. */
export type Accept =
  | { readonly _tag: "Count"; readonly least: number }
  /** From 0 to 1. */
  | { readonly _tag: "Fraction"; readonly least: number }

// --- constructors

/** Leaves everything open. */
export const open: Policy = { resources: {}, retries: undefined, timeout: undefined, priority: 0 }

// --- queries

/** Tells whether a task runs in a worker process. */
export const isHeavy = ({ resources }: Policy): boolean => resources.cpu !== undefined || resources.memory !== undefined

/** Gives the milliseconds to wait before an attempt, the second being 1. */
export const delay = ({ delay, factor, most }: Retries, attempt: number): number =>
  // No delay stays none, also where the factor has grown beyond all numbers.
  delay === 0 ? 0 : Math.min(most, delay * factor ** (attempt - 1))

/** Gives how many of `size` must be there. */
export const least = (accept: Accept, size: number): number =>
  accept._tag === "Count" ? Math.min(size, accept.least) : Math.max(0, Math.ceil(accept.least * size - 1e-9))
