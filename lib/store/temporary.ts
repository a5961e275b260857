/**
 * Temporaries: the names of what is not yet an output, or no longer one. Each tells whose it is.
 *
 *     .waluigi-build7,5feceb66ffc8,4026531836,12345,8675309,9f86d081884c
 *              host   boot         processes  pid   start   unique
 *
 * `boot` is one run of one machine: machines of one host name differ in it. `processes` is the table that the number of a
 * process counts in: containers of one machine have one each. `start` is when the process began: numbers are used again.
 * What a worker process writes is its run's, and goes when that is dead, though the worker may live a moment longer; the
 * worker's own number stands before `unique`.
 */
import { createHash, randomBytes } from "node:crypto"
import { readFileSync, readlinkSync } from "node:fs"
import { hostname } from "node:os"
import { temporary } from "../task/place.ts"

// --- model

export interface Owner {
  readonly host: string
  /** "0" where the system does not tell. */
  readonly boot: string
  readonly processes: string
  readonly pid: number
  /** In a unit of the system's own; "0" where it does not tell. */
  readonly start: string
  /** The worker process of the owner that writes it. */
  readonly worker?: number
}

// --- constructors

/** Tells who we are. */
export const self = (): Owner => ({
  host: hostname()
    .replace(/[^A-Za-z0-9.-]/g, "_")
    .slice(0, 64),
  boot: boot(),
  processes: processes(),
  pid: process.pid,
  start: status("self")?.start ?? "0",
})

/** Tells who we are, as a worker process of the run of another process. */
export const workerOf = (run: number): Owner => ({
  ...self(),
  pid: run,
  start: status(String(run))?.start ?? "0",
  worker: process.pid,
})

/** Gives a name that no other process, and no other call, gives. */
export const name = ({ host, boot, processes, pid, start, worker }: Owner): string => {
  const fields = [host, boot, processes, pid, start, ...(worker === undefined ? [] : [worker])]
  return `${temporary}${fields.join(",")},${randomBytes(6).toString("hex")}`
}

// --- queries

/** Tells whose temporary a file of this name is; nothing for any other file. */
export const ownerOf = (file: string): Owner | undefined => {
  if (!file.startsWith(temporary)) return undefined
  const match = /^([^,]*),([0-9a-f]+),(\d+),(\d+),(\d+),(?:(\d+),)?[0-9a-f]{12}$/.exec(file.slice(temporary.length))
  if (match === null) return undefined
  const [, host = "", boot = "", processes = "", pid, start = "", worker] = match
  const owner = { host, boot, processes, pid: Number(pid), start }
  return worker === undefined ? owner : { ...owner, worker: Number(worker) }
}

/** Tells whether the owner lives: yes or no for a process that we can see, nothing for any other. */
export const lives = (owner: Owner, we: Owner): boolean | undefined => {
  // Without a boot, a machine cannot be told from another of its name.
  if (we.boot === "0" || owner.host !== we.host || owner.boot !== we.boot || owner.processes !== we.processes)
    return undefined
  try {
    process.kill(owner.pid, 0)
  } catch (cause) {
    // Of another user (EPERM) is alive all the same.
    if ((cause as NodeJS.ErrnoException).code === "ESRCH") return false
  }
  const now = status(String(owner.pid))
  if (now === undefined) return true
  // One that was killed stands in the table until its parent asks for it, in a container often for ever.
  if (now.state === "Z" || now.state === "X") return false
  return owner.start === "0" || now.start === owner.start
}

// --- internals

const boot = (): string => {
  try {
    const id = readFileSync("/proc/sys/kernel/random/boot_id", "utf8")
    return createHash("sha256").update(id).digest("hex").slice(0, 12)
  } catch {
    return "0"
  }
}

const processes = (): string => {
  try {
    return /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? "0"
  } catch {
    return "0"
  }
}

/** What the system tells of a process: nothing of those that it hides, and nothing at all where it is not Linux. */
const status = (pid: string): { readonly state: string; readonly start: string } | undefined => {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8")
    // The second field, a name in brackets, may hold anything.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ")
    return { state: fields[0] ?? "", start: fields[19] ?? "0" }
  } catch {
    return undefined
  }
}
