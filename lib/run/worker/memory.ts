/**
 * Memory of a process: what the system has given to it, looked at now and then.
 *
 * Only Linux tells; elsewhere a worker is held to its heap alone.
 */
import { readFileSync } from "node:fs"

// --- queries

/** Gives the bytes of a process that lie in memory; undefined where nobody tells, or the process is gone. */
export const resident = (pid: number): number | undefined => {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}

/** Calls once when a process has more bytes than `most`; gives what ends the looking. */
export const watch = (pid: number, most: number, onMore: () => void): (() => void) => {
  const timer = setInterval(() => {
    if ((resident(pid) ?? 0) <= most) return
    clearInterval(timer)
    onMore()
  }, interval)
  timer.unref()
  return () => clearInterval(timer)
}

// --- internals

const interval = 250
