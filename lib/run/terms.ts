/**
 * Terms: how a run treats its tasks, where these leave it open. All of it may be left out.
 *
 * As a person writes them, `{ timeout: "10 min" }`, and in plain numbers: times in milliseconds, memory in bytes.
 */
import { totalmem } from "node:os"
import * as E from "#fp/Either"
import type { Callee } from "../task/capture.ts"
import { DefinitionError } from "../task/definition-error.ts"
import * as Duration from "../task/duration.ts"
import type { Retries } from "../task/policy.ts"
import * as Policy from "../task/policy.ts"
import * as Policies from "../task/policies.ts"
import { show } from "../task/show.ts"
import * as Size from "../task/size.ts"
import type * as Scheduler from "./schedule/scheduler.ts"

// --- model

export interface Terms {
  readonly resources?: Readonly<Record<string, number>> | undefined
  readonly retries?: Retries | undefined
  readonly timeout?: number | undefined
  readonly maxFailures?: number | undefined
  readonly rebuild?: boolean | undefined
  readonly claimTimeout?: number | undefined
  readonly grace?: number | undefined
}

/** The same as a person writes it. */
export interface Written {
  /**
   * How much there is of each resource: of `memory` (bytes, or `"16 GB"`) what this machine has, of `cpu` as much as
   * `workers`, of one that nobody names 1.
   */
  readonly resources?: ({ readonly memory?: Size.Size } & { readonly [name: string]: Size.Size }) | undefined
  /** How often a task that failed is tried again, where it does not say so itself. Default: never. */
  readonly retries?: number | Policies.Retries | undefined
  /** How long one attempt may take, where a task does not say so itself. Default: for ever. */
  readonly timeout?: Duration.Duration | undefined
  /** Starts nothing more once a task has failed; what runs goes on to its end. `maxFailures` of 1. */
  readonly failFast?: boolean | undefined
  /** Starts nothing more once so many tasks have failed. */
  readonly maxFailures?: number | undefined
  /** Makes also what is missing below complete tasks; these stay as they are. */
  readonly rebuild?: boolean | undefined
  /** After how long without a sign of life another machine's claim is void. Default: a minute. */
  readonly claimTimeout?: Duration.Duration | undefined
  /** How long running tasks have to stop after an interruption, or when their time is over. Default: five seconds. */
  readonly grace?: Duration.Duration | undefined
}

// --- constructors

/** How long running tasks have to stop where nobody says. */
export const grace = 5_000

/** How long another machine may be silent where nobody says. */
export const claimTimeout = 60_000

/**
 * Reads terms as a person writes them. Throws a DefinitionError for one that does not fit: only code is wrong there,
 * and TypeScript says so too.
 */
export const read = (name: string, written: Written, callee: Callee): Terms => {
  const { resources, retries, timeout, failFast, maxFailures, rebuild, claimTimeout, grace } = written
  const at =
    (option: string, value: unknown) =>
    (instead: string): DefinitionError =>
      new DefinitionError(`${name}: ${option} cannot be ${show(value)}: ${instead}`, callee)
  const policies = {
    ...(retries === undefined ? {} : { retries }),
    ...(timeout === undefined ? {} : { timeout }),
  }
  const read = Policies.read(name, policies, Policy.open, callee)
  if (maxFailures !== undefined && !(maxFailures >= 1))
    throw at("maxFailures", maxFailures)("write a number from 1, or leave it out")
  return {
    resources: resources === undefined ? undefined : amounts(resources, at),
    retries: read.retries,
    timeout: read.timeout,
    maxFailures: failFast === true ? 1 : maxFailures,
    rebuild,
    claimTimeout: claimTimeout === undefined ? undefined : time(claimTimeout, at("claimTimeout", claimTimeout)),
    grace: grace === undefined ? undefined : time(grace, at("grace", grace)),
  }
}

type Wrong = (instead: string) => DefinitionError

const time = (written: Duration.Duration, wrong: Wrong): number => {
  if (typeof written === "number" && written >= 0 && written < Number.POSITIVE_INFINITY) return written
  const read =
    typeof written === "string" ? Duration.parse(written) : E.left(`write milliseconds, or one of ${Duration.fits}`)
  if (E.isLeft(read)) throw wrong(read.left)
  return read.right
}

const amounts = (
  written: NonNullable<Written["resources"]>,
  at: (name: string, value: unknown) => Wrong,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(written).flatMap(([name, given]) => {
      if (given === undefined) return []
      const wrong = at(`resources.${name}`, given)
      if (name === "cpu") throw wrong(`how many cores there are is said by workers: write workers: ${show(given)}`)
      if (typeof given === "number" && given >= 0) return [[name, given]]
      const size = typeof given === "string" ? Size.parse(given) : E.left("write how much there is of it, as in gpu: 2")
      if (E.isLeft(size)) throw wrong(size.left)
      return [[name, size.right]]
    }),
  )

/** Makes the scheduler's policy. */
export const policy = (terms: Terms, workers: number): Scheduler.Policy => ({
  workers,
  grace: terms.grace ?? grace,
  resources: { memory: memory(), ...terms.resources },
  retries: terms.retries,
  timeout: terms.timeout,
  maxFailures: terms.maxFailures,
  rebuild: terms.rebuild,
})

// --- queries

/** Gives the bytes that this machine has, or that this process may take of them (a container's limit). */
export const memory = (): number => {
  const allowed = process.constrainedMemory?.() ?? 0
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
}
