/**
 * Programs: a command of another language, run to its end. Arguments are a list; no shell reads them.
 *
 * It runs in a process group of its own, so that Ctrl-C in the terminal reaches us and not it; told to stop, the whole
 * group gets SIGTERM, and SIGKILL two seconds later. No program outlives the process that started it, were it killed (but
 * within the few milliseconds in which the program starts).
 */
import { type ChildProcess, spawn } from "node:child_process"
import { closeSync, openSync } from "node:fs"
import * as Keeper from "./keeper.ts"

// --- model

export interface Program {
  readonly command: ReadonlyArray<string>
  readonly cwd: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** What it reads: nothing, a text, or a file. */
  readonly stdin: undefined | { readonly text: string } | { readonly path: string }
  /** Whether its standard output is wanted; else it goes to the log. */
  readonly wanted: boolean
  /** Where it writes what it says; -1: nowhere. */
  readonly log: number
  readonly signal: AbortSignal
  /** Milliseconds between SIGTERM and SIGKILL: two seconds, when left out. */
  readonly patience?: number
}

/** How it ended. `problem`: it could not be started. */
export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: Buffer
  readonly problem: NodeJS.ErrnoException | undefined
}

// --- folds

/** Runs a program. Never rejects; after `signal` it ends within seconds. */
export const run = (program: Program): Promise<Ended> => {
  const { command, cwd, env, wanted, log, signal, patience = 2_000 } = program
  const [file = "", ...rest] = command
  const said = log < 0 ? "ignore" : log
  const unstarted = (cause: unknown): Ended => ({
    code: null,
    signal: null,
    stdout: Buffer.alloc(0),
    problem: cause as NodeJS.ErrnoException,
  })
  if (grouped) Keeper.prepare()
  let source: number | undefined
  let child: ChildProcess
  try {
    source = program.stdin !== undefined && "path" in program.stdin ? openSync(program.stdin.path, "r") : undefined
    const stdin = source ?? (program.stdin === undefined ? "ignore" : "pipe")
    child = spawn(file, rest, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [stdin, wanted ? "pipe" : said, said],
      detached: grouped,
      windowsHide: true,
    })
  } catch (cause) {
    Keeper.forget(undefined)
    return Promise.resolve(unstarted(cause))
  } finally {
    if (source !== undefined) closeSync(source)
  }
  if (child.pid !== undefined) keep(child)
  if (program.stdin !== undefined && "text" in program.stdin) {
    // It need not read all that it is given; and one that could not be started has no standard input.
    child.stdin?.on("error", () => undefined)
    child.stdin?.end(program.stdin.text)
  }
  const chunks: Array<Buffer> = []
  child.stdout?.on("data", (chunk: Buffer) => void chunks.push(chunk))

  return new Promise((resolve) => {
    let last: NodeJS.Timeout | undefined
    const stop = (): void => {
      kill(child, "SIGTERM")
      last = setTimeout(() => {
        kill(child, "SIGKILL")
        // What it left behind may hold its standard output open.
        child.stdout?.destroy()
      }, patience)
    }
    const finish = (ended: Ended): void => {
      signal.removeEventListener("abort", stop)
      clearTimeout(last)
      forget(child)
      // Its own children, which may not have heard that it was told to stop.
      if (last !== undefined) kill(child, "SIGKILL")
      resolve(ended)
    }
    child.once("error", (cause) => {
      // A signal that could not be sent is no end.
      if (child.pid === undefined) finish(unstarted(cause))
    })
    child.once("close", (code, by) => finish({ code, signal: by, stdout: Buffer.concat(chunks), problem: undefined }))
    if (signal.aborted) stop()
    else signal.addEventListener("abort", stop, { once: true })
  })
}

// --- internals

/** On Windows a process group of its own would open a window. */
const grouped = process.platform !== "win32"

const kill = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return
  try {
    if (grouped) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch {
    // It has ended.
  }
}

/** Those that run. While there are any, the exit of this process ends them. */
const running = new Set<ChildProcess>()

const exit = (): void => {
  for (const child of running) kill(child, "SIGKILL")
}

const keep = (child: ChildProcess): void => {
  if (running.size === 0) process.on("exit", exit)
  running.add(child)
  if (grouped && child.pid !== undefined) Keeper.keep(child.pid)
}

const forget = (child: ChildProcess): void => {
  Keeper.forget(child.pid)
  if (running.delete(child) && running.size === 0) process.off("exit", exit)
}
