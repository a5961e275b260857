/**
 * Temporaries: the names of what is not yet an output, or no longer one. Each tells whose it is.
 *
 *     .waluigi-build7,5feceb66ffc8,4026531836,12345,9f86d081884c
 *              host   boot         processes  pid   unique
 *
 * `boot` is one run of one machine: machines of one host name differ in it. `processes` is the table that the number of a
 * process counts in: containers of one machine have one each.
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
})

/** Gives a name that no other process, and no other call, gives. */
export const name = ({ host, boot, processes, pid }: Owner): string =>
  `${temporary}${host},${boot},${processes},${pid},${randomBytes(6).toString("hex")}`

// --- queries

/** Tells whose temporary a file of this name is; nothing for any other file. */
export const ownerOf = (file: string): Owner | undefined => {
  if (!file.startsWith(temporary)) return undefined
  const match = /^([^,]*),([0-9a-f]+),(\d+),(\d+),[0-9a-f]{12}$/.exec(file.slice(temporary.length))
  if (match === null) return undefined
  const [, host = "", boot = "", processes = "", pid] = match
  return { host, boot, processes, pid: Number(pid) }
}

/** Tells whether the owner lives: yes or no for a process that we can see, nothing for any other. */
export const lives = (owner: Owner, we: Owner): boolean | undefined => {
  // Without a boot, a machine cannot be told from another of its name.
  if (we.boot === "0" || owner.host !== we.host || owner.boot !== we.boot || owner.processes !== we.processes)
    return undefined
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (cause) {
    // Of another user (EPERM) is alive all the same.
    return (cause as NodeJS.ErrnoException).code !== "ESRCH"
  }
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
