/**
 * `shell`: runs a program of another language as the work of a task.
 *
 *     run: (p, ctx) => shell(ctx, ["fit", "--year", p.year, "--out", ctx.output])
 *
 * A command is a list of arguments, each of which reaches the program as it is: no shell reads it, nothing is quoted.
 */
import { statSync } from "node:fs"
import * as E from "#fp/Either"
import * as Encoding from "../../store/encoding.ts"
import type { Context } from "../../task/context.ts"
import type { AnyOutputs, Output } from "../../task/output.ts"
import * as Outputs from "../../task/output.ts"
import { show } from "../../task/show.ts"
import { type Around, around } from "../job/context.ts"
import { TaskError } from "../failure.ts"
import * as LogFile from "./log-file.ts"
import type { Ended } from "./program.ts"

// --- model

/** How a program is run. All of it may be left out. */
export interface ShellOptions<V extends "log" | "value" = "log" | "value"> {
  /** The folder that it runs in. Default: that of waluigi. */
  readonly cwd?: string
  /** Variables beside those of waluigi; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | number | undefined>>
  /** What it reads: a text, or `{ path }` of a file. Default: nothing. */
  readonly stdin?: string | { readonly path: string }
  /**
   * `"value"`: what it prints is what `shell` gives: a text, and for a task with a `json` output the value of that.
   * Default: `"log"`, where what it says on standard error always goes.
   */
  readonly stdout?: V
  /** The exit codes that are no failure. Default: 0. */
  readonly ok?: ReadonlyArray<number>
}

/** What a program printed, for a task with this output. */
export type Printed<O extends AnyOutputs | undefined> = O extends Output<infer A, "json"> ? A : string

/** So many of its last lines tell why it failed. */
const lines = 20

// --- folds

/**
 * Runs a program: a list of arguments, texts and numbers. It writes the outputs of the task to `ctx.output`, or prints
 * the one there is (`stdout: "value"`). What it says is kept in a log below the output root, `.waluigi-logs/<task>/`.
 *
 * Rejects where it does not end with 0, with the last lines that it said. When the run is stopped it gets SIGTERM, and
 * after two seconds SIGKILL, with all that it started.
 *
 * *Gotchas*: no shell reads the command, so `*`, `|`, `>` and `$HOME` are plain text; for those write
 * `["sh", "-c", "sort < \"$1\" > \"$2\"", "sh", ctx.path(p.data), ctx.output]`.
 *
 * @example
 * ```ts
 * import { file, int, param, run, shell, task } from "waluigi"
 *
 * const Squares = task("Squares", {
 *   params: { upTo: param(int) },
 *   output: file("txt"),
 *   run: (p, ctx) => shell(ctx, ["node", "-e", "fs.writeFileSync(process.argv[1], '1 4 9')", ctx.output, p.upTo]),
 * })
 * const result = await run(Squares({ upTo: 3 }))
 * console.log(result._tag)
 * // Complete
 * ```
 */
export const shell = async <O extends AnyOutputs | undefined, V extends "log" | "value" = "log">(
  ctx: Context<O>,
  command: ReadonlyArray<string | number>,
  options: ShellOptions<V> = {},
): Promise<"value" extends V ? Printed<O> : void> => {
  const job = (ctx as { readonly [around]?: Around })[around]
  const wrong = problem(command, options)
  if (wrong !== undefined) throw new TaskError({ _tag: "Returned", reason: `shell: ${wrong}` })
  const argv = command.map(String)
  const { cwd, env = {}, stdin, stdout, ok = [0] } = options
  const { signal } = ctx
  if (signal.aborted) throw signal.reason
  const Program = await import("./program.ts")
  const log = LogFile.begin(job, argv.map(quoted).join(" "))
  try {
    const ended = await Program.run({
      command: argv,
      cwd,
      env: Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, value === undefined ? value : String(value)]),
      ),
      stdin: typeof stdin === "string" ? { text: stdin } : stdin,
      wanted: stdout === "value",
      log: log.descriptor,
      signal,
    })
    if (signal.aborted) throw signal.reason
    if (ended.problem === undefined && ended.code !== null && ok.includes(ended.code))
      return (stdout === "value" ? printed(job, argv, ended.stdout) : undefined) as "value" extends V
        ? Printed<O>
        : void
    // What it printed may say why.
    log.write(ended.stdout.toString("utf8"))
    throw new TaskError({
      _tag: "Exited",
      command: argv,
      code: ended.code,
      signal: ended.signal,
      reason: ended.problem === undefined ? undefined : reason(ended.problem, argv, options),
      log: log.path,
      said: log.last(lines),
    })
  } finally {
    log.close()
  }
}

// --- internals

/** Says what is wrong with a call that was not compiled. */
const problem = (command: unknown, { ok, stdout, stdin }: ShellOptions): string | undefined => {
  const fits = 'write the program and its arguments, each by itself: ["fit", "--year", p.year, "--out", ctx.output]'
  if (!Array.isArray(command)) return `the command is ${show(command)}: ${fits}`
  if (command.length === 0 || command[0] === "") return `there is no program in ${show(command)}: ${fits}`
  const at = command.findIndex(
    (one: unknown) =>
      (typeof one !== "string" || one.includes("\0")) && !(typeof one === "number" && !Number.isNaN(one)),
  )
  if (at >= 0)
    return (
      `argument ${at} of ${quoted(String(command[0]))} is ${show(command[at])}: ` +
      (typeof command[at] === "string"
        ? "no program takes a text with a zero character"
        : 'it takes texts and numbers; one that may be left out is ...(p.fast ? ["--fast"] : [])')
    )
  if (ok !== undefined && !(Array.isArray(ok) && ok.length > 0 && ok.every(Number.isInteger)))
    return `ok is ${show(ok)}: write the exit codes that are no failure, as in ok: [0, 1]`
  if (stdout !== undefined && stdout !== "log" && stdout !== "value")
    return `stdout is ${show(stdout)}: write "log" or "value"`
  if (
    stdin !== undefined &&
    typeof stdin !== "string" &&
    typeof (stdin as { readonly path?: unknown })?.path !== "string"
  )
    return `stdin is ${show(stdin)}: write a text, or { path: ctx.path(p.data) }`
  return undefined
}

/** Reads what was printed as what the task gives. */
const printed = (job: Around | undefined, argv: ReadonlyArray<string>, bytes: Buffer): unknown => {
  const outputs = job?.node.definition.output
  const output = outputs !== undefined && Outputs.isSingle(outputs) && outputs.form === "json" ? outputs : text
  const decoded = Encoding.decode(output, bytes)
  if (E.isRight(decoded)) return decoded.right
  const reason = `what ${argv[0]} printed does not make its output: ${decoded.left.join("; ")}`
  throw new TaskError({ _tag: "Returned", reason })
}

const text: Output<unknown> = { form: "text", extension: "", codec: undefined }

/** Says why a program could not be started. */
const reason = (cause: NonNullable<Ended["problem"]>, argv: ReadonlyArray<string>, options: ShellOptions): string => {
  const { cwd, stdin } = options
  if (typeof stdin === "object" && cause.syscall === "open") return `cannot read ${stdin.path}: ${cause.code}`
  if (cwd !== undefined && !isFolder(cwd)) return `cannot run in ${cwd}: there is no such folder`
  const [program = ""] = argv
  switch (cause.code) {
    case "ENOENT":
      if (/[\\/]/.test(program)) return "cannot be started: there is no such file"
      return /\s/.test(program)
        ? `is no program: write each argument by itself: ${show(program.trim().split(/\s+/))}`
        : "is not installed or not on PATH"
    case "EACCES":
      return "cannot be started: it is not executable"
    case "E2BIG":
      return "cannot be started: its arguments are longer than the system takes"
    default:
      return `cannot be started: ${cause.message}`
  }
}

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** An argument as one would type it in a shell: to be copied, never to be run by us. */
const quoted = (argument: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`
