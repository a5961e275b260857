/**
 * Temporaries: the names of what is not yet an output, or no longer one. Each tells whose it is.
 *
 *     .waluigi-build7,4026531836,12345,9f86d081884c
 *              host   processes  pid   unique
 *
 * `processes` is the table that the number of a process counts in: containers of one host name have one each.
 */
import { randomBytes } from "node:crypto"
import { readlinkSync } from "node:fs"
import { hostname } from "node:os"
import { temporary } from "../task/place.ts"

// --- model

export interface Owner {
  readonly host: string
  readonly processes: string
  readonly pid: number
}

// --- constructors

/** Tells who we are. */
export const self = (): Owner => ({
  host: hostname()
    .replace(/[^A-Za-z0-9.-]/g, "_")
    .slice(0, 64),
  processes: processes(),
  pid: process.pid,
})

/** Gives a name that no other process, and no other call, gives. */
export const name = ({ host, processes, pid }: Owner): string =>
  `${temporary}${host},${processes},${pid},${randomBytes(6).toString("hex")}`

// --- queries

/** Tells whose temporary a file of this name is; nothing for any other file. */
export const ownerOf = (file: string): Owner | undefined => {
  if (!file.startsWith(temporary)) return undefined
  const match = /^([^,]*),(\d+),(\d+),[0-9a-f]{12}$/.exec(file.slice(temporary.length))
  return match === null ? undefined : { host: match[1] ?? "", processes: match[2] ?? "", pid: Number(match[3]) }
}

/** Tells whether the owner lives: yes or no for a process that we can see, nothing for any other. */
export const lives = (owner: Owner, we: Owner): boolean | undefined => {
  if (owner.host !== we.host || owner.processes !== we.processes) return undefined
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (cause) {
    // Of another user (EPERM) is alive all the same.
    return (cause as NodeJS.ErrnoException).code !== "ESRCH"
  }
}

// --- internals

const processes = (): string => {
  try {
    return /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? "0"
  } catch {
    return "0"
  }
}
