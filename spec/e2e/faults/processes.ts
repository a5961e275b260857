/**
 * Processes of a test: started with a mark in their environment that all they start inherit, and found again by it.
 */
import { randomBytes } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { onTestFinished } from "vitest"
import { program, type Running, start } from "../program.ts"

// --- model

/** A family of processes: those that a test starts, and theirs. */
export interface Family {
  /** Starts the built program, in a process group of its own, as a terminal does. */
  readonly waluigi: (folder: string, args: ReadonlyArray<string>, env?: NodeJS.ProcessEnv) => Member
  /** The processes that live at this moment, but those that are mere entries of a table (zombies). */
  readonly living: () => ReadonlyArray<number>
}

export interface Member extends Running {
  /** Sends a signal to all processes of its group, as a terminal does. */
  readonly signal: (signal: NodeJS.Signals) => void
}

// --- constructors

/** Makes a family. Whatever is left of it when the test is over is killed, one by one. */
export const family = (): Family => {
  const mark = randomBytes(12).toString("hex")
  const living = () => marked(`FAULTS_FAMILY=${mark}`)
  onTestFinished(() => {
    for (const pid of living()) kill(pid)
  })
  return {
    waluigi: (folder, args, env) => {
      const running = start(folder, process.execPath, [program, ...args], { ...env, FAULTS_FAMILY: mark }, true)
      const { pid } = running.child
      return {
        ...running,
        signal: (signal) => {
          if (pid !== undefined) process.kill(-pid, signal)
        },
      }
    },
    living,
  }
}

// --- queries

/** Only Linux tells the environment of a process; elsewhere none is found. */
const canFind = existsSync("/proc/self/environ")

/** Kills a process at once, if it is there. */
export const kill = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL")
  } catch {
    // It was quicker.
  }
}

// --- internals

const marked = (entry: string): ReadonlyArray<number> => {
  if (!canFind) return []
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(entry)
      } catch {
        // Gone, or another user's. Of a zombie nothing can be read.
        return false
      }
    })
    .map(Number)
}
