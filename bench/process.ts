/**
 * Whole processes, timed from outside in turn: start, work and end.
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { median } from "./measure.ts"

const root = fileURLToPath(new URL("..", import.meta.url))

// --- model

export interface Timed {
  /** Medians in milliseconds; NaN for a command that is not there. */
  readonly first: number
  readonly second: number
  readonly ratio: number
  /** The most memory that a run of the first command held. */
  readonly kilobytes: number
}

// --- combinators

/** Lets the workflow of a folder import this checkout, as an installed package would be. */
export const program = (folder: string): void => {
  mkdirSync(join(folder, "node_modules"))
  symlinkSync(root, join(folder, "node_modules/waluigi"))
  for (const name of ["io-ts", "fp-ts"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name))
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }')
}

type Command = readonly [string, ...ReadonlyArray<string>]

/** Times one command, or two in turn, after a run of each that does not count. `before` is called ahead of each run. */
export const timed = (
  turns: number,
  folder: string,
  first: ReadonlyArray<string>,
  second: ReadonlyArray<string> | undefined,
  before: () => void = () => {},
): Timed => {
  const run = (command: ReadonlyArray<string>): { readonly ms: number; readonly kilobytes: number } => {
    before()
    const start = performance.now()
    // The shell's time tells what the largest process held; where there is none, the figure is missing.
    const { status, stderr, error } = spawnSync(shell[0], [...shell.slice(1), ...command], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 30,
      env: { ...process.env, NO_COLOR: "1" },
    })
    const ms = performance.now() - start
    if (error !== undefined || status !== 0) throw new Error(`${command.join(" ")} ended with ${status}: ${stderr}`)
    return { ms, kilobytes: Number(/(\d+)\s*$/.exec(stderr)?.[1] ?? Number.NaN) }
  }
  run(first)
  if (second !== undefined) run(second)
  const rows = Array.from({ length: turns }, () => {
    const a = run(first)
    const b = second === undefined ? Number.NaN : run(second).ms
    return { a: a.ms, b, kilobytes: a.kilobytes }
  })
  return {
    first: median(rows.map(({ a }) => a)),
    second: median(rows.map(({ b }) => b)),
    ratio: median(rows.map(({ a, b }) => a / b)),
    kilobytes: Math.max(...rows.map(({ kilobytes }) => kilobytes)),
  }
}

/** `time` writes the peak of memory behind what a command writes itself. */
const shell: Command =
  spawnSync("/usr/bin/time", ["-f", "%M", "true"]).status === 0 ? ["/usr/bin/time", "-f", "%M"] : ["env"]
