#!/usr/bin/env node
/**
 * The command `waluigi`: joins the program to this process, and ends it. Nothing is decided here.
 */
import { availableParallelism } from "node:os"
import { visible } from "../plan/draw/drawing.ts"
import * as Frames from "./frames.ts"
import type { Io, Live } from "./io.ts"
import { program } from "./program.ts"

/** A reader that has left (`| head`) ends what is said, not what is done. */
const writer = (stream: NodeJS.WriteStream): ((text: string) => void) => {
  let gone = false
  stream.on("error", (error: NodeJS.ErrnoException) => {
    gone = true
    if (error.code !== "EPIPE") process.exitCode = 1
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
    if (times > 2) process.exit(code)
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
  live,
}

/** Waits until what was written is gone, so that leaving cuts nothing off. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write("", () => resolve()))

// A promise that a task forgot must not end the tasks beside it; it is said, and counts as a failure.
let stray = false
process.on("unhandledRejection", (reason) => {
  stray = true
  const words = reason instanceof Error ? reason.message : String(reason)
  const frames = Frames.ofCause(io.folder)(reason).map((frame) => `  at  ${visible(frame)}\n`)
  io.err(`error: a promise was rejected that nobody awaits: ${visible(words)}\n${frames.join("")}`)
})

const code = await program(process.argv.slice(2), process.env, io)
await Promise.all([flushed(process.stdout), flushed(process.stderr)])
// What an abandoned task still holds open does not keep the program.
process.exit(code === 0 && stray ? 1 : code)
