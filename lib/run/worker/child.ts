/**
 * Children: worker processes as the main process holds them.
 *
 * Each leads a group of its own, so that the programs which its tasks start end with it, and Ctrl-C in a terminal
 * reaches the main process alone. One that rests keeps nobody from ending.
 */
import { type ChildProcess, fork } from "node:child_process"
import { createRequire } from "node:module"
import { fileURLToPath, pathToFileURL } from "node:url"
import type { Order, Word } from "./message.ts"

// --- model

/** How a process ended. */
export interface Exit {
  readonly code: number | null
  readonly signal: string | null
  /** Why it could not be started, if so. */
  readonly error: Error | undefined
}

export interface Child {
  readonly pid: number | undefined
  readonly send: (order: Order) => void
  /** Ends it and its programs at once. */
  readonly kill: () => void
  /** Lets it end of itself; after a second it is killed. Resolves when it is gone. */
  readonly end: () => Promise<void>
  /** Settles when it is gone and all that it said is heard. */
  readonly gone: Promise<Exit>
  /** Whether this process waits for it. */
  readonly hold: (held: boolean) => void
}

export interface Listener {
  readonly word: (word: Word) => void
  /** A line of what it printed, to either stream. */
  readonly line: (text: string) => void
}

// --- constructors

/** Starts a worker. `planFile`: the open file that it reads the plan from; `heap`: the megabytes that its heap may have. */
export const start = (planFile: number, heap: number | undefined, listener: Listener): Child => {
  const entry = entryFile()
  const child = fork(entry.file, [], {
    execArgv: [
      ...entry.flags,
      ...process.execArgv.filter((flag) => handedOn.test(flag)),
      ...(heap === undefined ? [] : [`--max-old-space-size=${heap}`]),
    ],
    stdio: ["ignore", "pipe", "pipe", "ipc", planFile],
    // On Windows it would be a window of its own.
    detached: process.platform !== "win32",
  })
  // Its number may be another's soon.
  let over = false
  const kill = (): void => {
    if (child.pid === undefined || over) return
    try {
      process.kill(-child.pid, "SIGKILL")
    } catch {
      child.kill("SIGKILL")
    }
  }
  const gone = new Promise<Exit>((resolve) => {
    // The words that it said last are told before.
    const settle = (exit: Exit) => setImmediate(() => resolve(exit))
    child.once("exit", (code, signal) => {
      // What it started goes too; what has left its group may hold its streams open, and is not waited for.
      kill()
      over = true
      const timer = setTimeout(settle, patience, { code, signal, error: undefined })
      child.once("close", () => {
        clearTimeout(timer)
        settle({ code, signal, error: undefined })
      })
    })
    child.on("error", (error) => {
      // A failure to send is followed by the end of the process.
      if (child.pid === undefined) settle({ code: null, signal: null, error })
    })
  })
  const flush = [child.stdout, child.stderr].map((stream) => lines(stream, listener.line))
  // What was printed before a word stands in the pipe by then, and is read in the same turn.
  child.on("message", (word: Word) =>
    setImmediate(() => {
      for (const one of flush) one()
      listener.word(word)
    }),
  )
  return {
    pid: child.pid,
    gone,
    kill,
    send: (order) => {
      if (child.connected) child.send(order, () => undefined)
    },
    end: async () => {
      hold(child, true)
      // Of a channel that this side closes node never says that it is closed.
      if (child.connected) child.send({ _tag: "End" } satisfies Order, () => undefined)
      const timer = setTimeout(kill, patience)
      await gone
      clearTimeout(timer)
    },
    hold: (held) => hold(child, held),
  }
}

// --- internals

/** Milliseconds that a worker has to run what its libraries do at the end of a process, and its streams to close. */
const patience = 1000

/** Flags of node that hold for workers too. All others are the main process's own business, such as a debugger's port. */
const handedOn = /^--(?:expose[-_]gc|stack[-_]size|max[-_]|conditions=|no-warnings$|no-deprecation$)/

/** The program of a worker: built beside the command, or in the sources, where what reads it transforms it. */
const entryFile = (): { readonly file: string; readonly flags: ReadonlyArray<string> } => {
  const here = import.meta.url
  if (!here.endsWith(".ts")) return { file: fileURLToPath(new URL("../cli/worker.js", here)), flags: [] }
  const manifest = createRequire(here).resolve("jiti/package.json")
  const register = new URL("lib/jiti-register.mjs", pathToFileURL(manifest)).href
  return { file: fileURLToPath(new URL("../../cli/worker.ts", here)), flags: ["--import", register] }
}

/** Everything of a process that keeps this one going: the process, its channel, and what it prints. */
const hold = (child: ChildProcess, held: boolean): void => {
  const word = held ? "ref" : "unref"
  child[word]()
  child.channel?.[word]()
  // There are none of a process that could not be started.
  for (const stream of [child.stdout, child.stderr]) (stream as Socket | null | undefined)?.[word]()
}

type Socket = import("node:net").Socket

/** Hears a stream line by line; gives what tells a last line without an end. */
const lines = (stream: ChildProcess["stdout"], tell: (line: string) => void): (() => void) => {
  let rest = ""
  const flush = (): void => {
    if (rest !== "") tell(rest)
    rest = ""
  }
  stream?.setEncoding("utf8").on("data", (text: string) => {
    const all = (rest + text).split("\n")
    rest = all.pop() ?? ""
    for (const line of all) tell(line.endsWith("\r") ? line.slice(0, -1) : line)
    if (rest.length > longest) flush()
  })
  stream?.on("end", flush).on("error", () => undefined)
  return flush
}

const longest = 100_000
