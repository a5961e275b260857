#!/usr/bin/env node
/**
 * The command `waluigi`: joins the program to this process, and ends it. Nothing is decided here.
 */
import { availableParallelism } from "node:os"
import { visible } from "../plan/draw/drawing.ts"
import * as Failure from "../run/failure.ts"
import * as Frames from "./frames.ts"
import type { Io, Live } from "./io.ts"
import { program } from "./program.ts"

/** Something went wrong that is no task's failure: what is said was lost, or an error was nobody's. */
let spoilt = false
let over = false
let running: (() => ReadonlyArray<string>) | undefined

/** A reader that has left (`| head`) ends what is said, not what is done. */
const writer = (stream: NodeJS.WriteStream): ((text: string) => void) => {
  let gone = false
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (gone) return
    gone = true
    if (error.code === "EPIPE") return
    spoilt = true
    if (stream === process.stdout) io.err(`error: standard output cannot be written: ${error.message}\n`)
  })
  return (text) => {
    if (!gone) stream.write(text)
  }
}

const live = async (): Promise<Live> => {
  const { createLogUpdate } = await import("log-update")
  const show = createLogUpdate(process.stdout)
  return { show, clear: show.clear }
}

const onInterrupt: Io["onInterrupt"] = (listener) => {
  let times = 0
  // The third time nobody waits for anything.
  const hear = (code: number) => () => {
    times += 1
    if (times > 2) leave(code)
    listener(code)
  }
  const signals = [
    ["SIGINT", hear(130)],
    ["SIGTERM", hear(143)],
  ] as const
  for (const [signal, heard] of signals) process.on(signal, heard)
  return () => {
    for (const [signal, heard] of signals) process.off(signal, heard)
  }
}

const io: Io = {
  out: writer(process.stdout),
  err: writer(process.stderr),
  terminal: process.stdout.isTTY === true,
  columns: process.stdout.columns ?? 80,
  folder: process.cwd(),
  cores: availableParallelism(),
  now: () => performance.now(),
  onInterrupt,
  onLeave: (ask) => {
    running = ask
    return () => {
      running = undefined
    }
  },
  live,
}

/** Waits until what was written is gone, so that leaving cuts nothing off. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write("", () => resolve()))

const leave = (code: number): never => {
  over = true
  process.exit(code)
}

// What a task forgot, a promise or a timer, must not end the tasks beside it; it is said, and counts as a failure.
const stray = (what: string) => (cause: unknown) => {
  spoilt = true
  const failure = Failure.ofThrown(cause)
  const frames = Frames.ofCause(io.folder)(cause).map((frame) => `  at  ${visible(frame)}\n`)
  io.err(`error: ${what}: ${visible(Failure.message(failure))}\n${frames.join("")}`)
}
process.on("unhandledRejection", stray("a promise was rejected that nobody awaits"))
process.on("uncaughtException", stray("an error was thrown where nobody catches it"))

// A task that ends the process ends all beside it: that is no success, whatever it says.
process.on("exit", () => {
  if (over) return
  process.exitCode = 1
  const tasks = running?.() ?? []
  const during = tasks.length === 0 ? "" : ` while ${tasks.map((task) => visible(task)).join(", ")} ran`
  io.err(`error: the process was ended before the program was done${during}: is there a process.exit?\n`)
})

const code = await program(process.argv.slice(2), process.env, io)
await Promise.all([flushed(process.stdout), flushed(process.stderr)])
// What an abandoned task still holds open does not keep the program.
leave(code === 0 && spoilt ? 1 : code)
