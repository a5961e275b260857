/**
 * Policies as an author writes them among the members of a task: read and checked where the task is defined.
 *
 *     task("Fit", { resources: { cpu: 2, memory: "4 GB" }, retries: 3, timeout: "10 min", priority: 5, … })
 */
import * as E from "#fp/Either"
import type { Callee } from "./capture.ts"
import { DefinitionError } from "./definition-error.ts"
import * as Duration from "./duration.ts"
import * as Members from "./members.ts"
import type * as Policy from "./policy.ts"
import { show } from "./show.ts"
import * as Size from "./size.ts"

// --- model

/** How a task is run. All of it may be left out: then the run decides. */
export interface Policies {
  /**
   * What one run of the task takes: `cpu` in cores, `memory` as `"4 GB"` or bytes, any other in units of its own, as in
   * `{ gpu: 1 }`. With `cpu` or `memory` it runs in a worker process, and `memory` is its limit.
   */
  readonly resources?: Resources
  /** How often it is tried again after a failure: a number, or also when. */
  readonly retries?: number | Retries
  /** How long one attempt may take: `"10 min"`, or milliseconds. */
  readonly timeout?: Duration.Duration
  /** Of what is ready to run, the greater goes first: a whole number from -1,000 to 1,000. Default: 0. */
  readonly priority?: number
}

/** What a task takes while it runs, by name. */
export interface Resources {
  /** `undefined` for compilers that read an optional member so. */
  readonly [name: string]: Size.Size | undefined
  readonly cpu?: number
  readonly memory?: Size.Size
}

/** Before the attempt after the `n`th, `delay * factor ** (n - 1)` is waited, at most `most`. */
export interface Retries {
  readonly times: number
  /** Default: a second. */
  readonly delay?: Duration.Duration
  /** Default: 2. */
  readonly factor?: number
  /** Default: five minutes. */
  readonly most?: Duration.Duration
}

/** Where nobody says when: after a second, then after twice as long each time, at most after five minutes. */
const unhurried = { delay: 1_000, factor: 2, most: 300_000 }

// --- constructors

/** Reads the policy of a task: what it leaves out stays as in `base`, of its resources each by itself. */
export const read = (task: string, written: Policies, base: Policy.Policy, callee: Callee): Policy.Policy => {
  const { resources, retries, timeout, priority } = written
  if (resources === undefined && retries === undefined && timeout === undefined && priority === undefined) return base
  const at = (path: string, value: unknown) => (instead: string) =>
    new DefinitionError(`${task}: ${path} cannot be ${show(value)}: ${instead}`, callee)
  return {
    resources: resources === undefined ? base.resources : readResources(resources, base, at),
    retries: retries === undefined ? base.retries : readRetries(task, retries, at, callee),
    timeout: timeout === undefined ? base.timeout : readTimeout(timeout, at("timeout", timeout)),
    priority: priority === undefined ? base.priority : readPriority(priority, at("priority", priority)),
  }
}

/** Reads how many of a collection must be there. */
export const accept = (written: unknown, callee: Callee): Policy.Accept => {
  const [, percent] = (typeof written === "string" ? /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(written) : undefined) ?? []
  if (percent !== undefined && Number(percent) <= 100) return { _tag: "Fraction", least: Number(percent) / 100 }
  if (typeof written === "number" && Number.isInteger(written) && written >= 1) return { _tag: "Count", least: written }
  const wrong = `accept cannot be ${show(written)}: `
  if (typeof written === "number" && written > 0 && written < 1)
    throw new DefinitionError(`${wrong}write accept: "${Number((written * 100).toFixed(6))}%"`, callee)
  const fits = 'write how many must be there, as in accept: 10, or which part of all, as in accept: "90%"'
  throw new DefinitionError(`${wrong}${fits}; "0%" takes what there is`, callee)
}

// --- internals

/** Makes the error of a member. */
type Wrong = (instead: string) => DefinitionError
type At = (path: string, value: unknown) => Wrong

/** Less memory than this no process can do with: a number of gigabytes was meant. */
const leastMemory = 1e6

const readResources = (written: unknown, base: Policy.Policy, at: At): Policy.Policy["resources"] => {
  if (!isRecord(written))
    throw at("resources", written)('write what it takes, by name: resources: { cpu: 2, memory: "4 GB", gpu: 1 }')
  const all: Record<string, number> = { ...base.resources }
  for (const [name, given] of Object.entries(written)) {
    if (given === undefined) continue
    const wrong = at(`resources.${name}`, given)
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      throw wrong("a resource has a name of letters, digits and _, as in gpu: 1")
    const amount = readAmount(name, given, wrong)
    // None of it: an extension gives back what the original takes.
    if (amount === 0) delete all[name]
    else all[name] = amount
  }
  return all
}

const readAmount = (name: string, given: unknown, wrong: Wrong): number => {
  const fits =
    name === "cpu"
      ? "write cpu: 2, the number of cores"
      : name === "memory"
        ? 'write memory: "4 GB", or a number of bytes'
        : `write ${name}: 1, or a size such as "4 GB"`
  if (typeof given === "string" && name !== "cpu") {
    const size = Size.parse(given)
    if (E.isLeft(size)) throw wrong(`${size.left}, or a number${name === "memory" ? " of bytes" : ""}`)
    return checkMemory(name, size.right, wrong)
  }
  if (typeof given !== "number" || !Number.isFinite(given) || given < 0) throw wrong(fits)
  return checkMemory(name, given, wrong)
}

const checkMemory = (name: string, amount: number, wrong: Wrong): number => {
  if (name !== "memory" || amount === 0 || amount >= leastMemory) return amount
  throw wrong(
    `that is ${amount} bytes, and no task does with less than ${Size.print(leastMemory)}: write memory: "${amount < 1024 ? amount : 4} GB"`,
  )
}

const readRetries = (task: string, written: unknown, at: At, callee: Callee): Policy.Retries => {
  const wrong = at("retries", written)
  const fits = 'write how often it is tried again: retries: 3, or retries: { times: 3, delay: "10 s" }'
  if (typeof written === "number") return { times: readTimes(written, wrong, fits), ...unhurried }
  if (!isRecord(written) || !("times" in written)) throw wrong(fits)
  Members.check(`retries of ${task}`, written, ["times", "delay", "factor", "most"], callee)
  const { times, delay = unhurried.delay, factor = unhurried.factor, most } = written
  if (typeof factor !== "number" || !(factor >= 1 && factor <= 1_000))
    throw at("retries.factor", factor)("write a number from 1, which keeps the delay as it is, to 1000")
  const first = readDuration(delay, at("retries.delay", delay), 'write delay: "10 s", or milliseconds')
  const last =
    most === undefined
      ? Math.max(first, unhurried.most)
      : readDuration(most, at("retries.most", most), 'write most: "5 min", or milliseconds')
  if (last < first)
    throw at("retries.most", most)(`it is less than the delay, ${Duration.print(first)}: leave it out, or write more`)
  return { times: readTimes(times, at("retries.times", times), fits), delay: first, factor, most: last }
}

const readTimes = (times: unknown, wrong: Wrong, fits: string): number => {
  if (typeof times === "number" && Number.isInteger(times) && times >= 0 && times <= 1_000_000) return times
  throw wrong(fits)
}

const readTimeout = (written: unknown, wrong: Wrong): number => {
  const fits = 'write timeout: "10 min", or milliseconds'
  const timeout = readDuration(written, wrong, fits)
  if (timeout === 0) throw wrong(`nothing is done in no time: ${fits}`)
  return timeout
}

const readPriority = (written: unknown, wrong: Wrong): number => {
  if (typeof written === "number" && Number.isInteger(written) && Math.abs(written) <= 1_000) return written
  throw wrong("write a whole number from -1000 to 1000, the greater the sooner")
}

const readDuration = (written: unknown, wrong: Wrong, fits: string): number => {
  if (typeof written === "number" && Number.isFinite(written) && written >= 0) return written
  if (typeof written !== "string") throw wrong(fits)
  const read = Duration.parse(written)
  if (E.isLeft(read)) throw wrong(`${read.left}, or a number of milliseconds`)
  return read.right
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
