import { spawn } from "node:child_process"
import { getEventListeners } from "node:events"
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import type { Context } from "waluigi"
import { dep, directory, file, int, json, param, run, shell, task, text } from "waluigi"
import { around } from "../../../lib/run/job/context.ts"
import type { Failure } from "../../../lib/run/failure.ts"
import * as LogFile from "../../../lib/run/program/log-file.ts"
import * as Program from "../../../lib/run/program/program.ts"
import { memory } from "../../store/scratch.ts"
import { folder } from "../running.ts"

/** Runs one command as a task, and gives why it failed. */
const failing = async (
  command: ReadonlyArray<string | number>,
  options: Parameters<typeof shell>[2] = {},
  outputRoot: string = folder(),
): Promise<Failure | undefined> => {
  const Bad = task("Bad", { run: (_, ctx) => shell(ctx, command, options) })
  const result = await run(Bad, { outputRoot })
  return result._tag === "Failed" ? result.failures[0]?.failure : undefined
}

const sh = (script: string, ...rest: ReadonlyArray<string | number>) => ["sh", "-c", script, "sh", ...rest.map(String)]

/** The logs below an output root, by task. */
const logs = (root: string): Readonly<Record<string, ReadonlyArray<string>>> => {
  const below = join(root, ".waluigi-logs")
  if (!existsSync(below)) return {}
  return Object.fromEntries(
    readdirSync(below).map((name) => [
      name,
      readdirSync(join(below, name)).map((one) => readFileSync(join(below, name, one), "utf8")),
    ]),
  )
}

/** Waits for what a program does. */
const until = async (done: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 4_000 && !done(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 5))
  if (!done()) throw new Error("it never came")
}

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    // A zombie in a container without an init is as dead as can be.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))
  } catch {
    return false
  }
}

describe.runIf(existsSync("/dev/full"))("a disk that is full", () => {
  const open = (): number => readdirSync("/proc/self/fd").length
  const filled = (path: string): void => {
    rmSync(path)
    symlinkSync("/dev/full", path)
  }

  it("leaves no file open where a log cannot be begun", async () => {
    const Bad = task("Bad", {
      run: async (_, ctx) => {
        await shell(ctx, ["echo", "said"])
        filled(LogFile.place(Reflect.get(ctx, around)))
        const before = open()
        const one = LogFile.begin(Reflect.get(ctx, around), "one")
        expect([one.path, one.descriptor]).toEqual([undefined, -1])
        expect(open()).toBe(before)
      },
    })
    expect((await run(Bad, { outputRoot: folder() }))._tag).toBe("Complete")
  })
})

describe("shell", () => {
  it("hands each argument to the program as it is: nothing is quoted, nothing is expanded", async () => {
    const odd = ["a b", "$HOME", "*", "'\"", "", "; echo no", "ä\n1"]
    const Echo = task("Echo", {
      output: json(t.array(t.string)),
      run: (_, ctx) =>
        shell(ctx, ["node", "-p", "JSON.stringify(process.argv.slice(1))", "--", ...odd, 2024, 0.5], {
          stdout: "value",
        }),
    })
    const result = await run(Echo, { store: memory() })
    expect(result._tag === "Complete" && (await result.roots[0].load())).toStrictEqual([...odd, "2024", "0.5"])
  })

  it("writes files and directories where ctx.output says, and reads dependencies where ctx.path says", async () => {
    const Data = task("Data", { params: { n: param(int) }, output: text(), run: (p) => `${p.n}\n` })
    const Sums = task("Sums", {
      params: { data: dep(Data) },
      output: { sum: file("txt"), parts: directory() },
      run: (p, ctx) =>
        shell(ctx, sh('cat "$1" "$1" > "$2"; cp "$1" "$3/one"', ctx.path(p.data), ctx.output.sum, ctx.output.parts)),
    })
    const result = await run(Sums({ n: 21 }), { outputRoot: folder() })
    if (result._tag !== "Complete") throw new Error(result._tag)
    const { sum, parts } = result.roots[0].path
    expect(readFileSync(sum, "utf8")).toBe("21\n21\n")
    expect(readFileSync(join(parts, "one"), "utf8")).toBe("21\n")
  })

  it("gives what the program prints as a text, or as the value of a json output", async () => {
    const Text = task("Text", {
      output: text(),
      run: (_, ctx) => shell(ctx, ["printf", "one\\ntwo\\n"], { stdout: "value" }),
    })
    const Json = task("Json", {
      params: { text: dep(Text) },
      output: json(t.type({ words: t.number })),
      run: (p, ctx) =>
        shell(ctx, sh('echo "{ \\"words\\": $(wc -w) }"'), { stdin: { path: ctx.path(p.text) }, stdout: "value" }),
    })
    const result = await run(Json, { outputRoot: folder() })
    expect(result._tag === "Complete" && (await result.roots[0].load())).toStrictEqual({ words: 2 })
  })

  it("fails where what is printed is not what the task promises", async () => {
    const Json = task("Json", {
      output: json(t.number),
      run: (_, ctx) => shell(ctx, ["echo", "hello"], { stdout: "value" }),
    })
    const result = await run(Json, { store: memory() })
    expect(result._tag === "Failed" && result.failures[0]?.failure).toStrictEqual({
      _tag: "Returned",
      reason: expect.stringMatching(/^what echo printed does not make its output: it is not JSON/),
    })
  })

  it("fails where the program leaves no output", async () => {
    const None = task("None", { output: file("txt"), run: (_, ctx) => shell(ctx, ["true"]) })
    const result = await run(None, { outputRoot: folder() })
    expect(result._tag === "Failed" && result.failures[0]?.failure).toMatchObject({
      _tag: "Store",
      error: { _tag: "NotWritten" },
    })
  })

  it("passes a folder, variables and standard input", async () => {
    const cwd = folder()
    const Here = task("Here", {
      output: text(),
      run: (_, ctx) =>
        shell(ctx, sh('basename "$PWD"; echo "$ONE $(printenv HOME || echo gone)"; cat'), {
          cwd,
          env: { ONE: 1, HOME: undefined },
          stdin: "typed",
          stdout: "value",
        }),
    })
    const result = await run(Here, { store: memory() })
    expect(result._tag === "Complete" && (await result.roots[0].load())).toBe(`${basename(cwd)}\n1 gone\ntyped`)
  })

  it("does not mind a program that reads nothing of what it is given", async () => {
    expect(await failing(["true"], { stdin: "x".repeat(1e6) })).toBeUndefined()
  })

  it("takes other exit codes for good where they are named", async () => {
    expect(await failing(sh("exit 1"), { ok: [0, 1] })).toBeUndefined()
    expect(await failing(sh("exit 2"), { ok: [0, 1] })).toMatchObject({ _tag: "Exited", code: 2 })
  })
})

describe("a program that fails", () => {
  it("tells its code, its last lines and where all of them lie", async () => {
    const root = folder()
    const failure = await failing(sh("for i in $(seq 30); do echo line $i >&2; done; exit 3"), {}, root)
    expect(failure).toMatchObject({ _tag: "Exited", code: 3, signal: null, reason: undefined })
    if (failure?._tag !== "Exited") throw new Error("another failure")
    expect(failure.said).toStrictEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 11}`))
    const log = readFileSync(failure.log as string, "utf8").split("\n")
    expect(log[0]).toMatch(/^# attempt 1: sh -c 'for i in /)
    expect(log.slice(1, -1)).toStrictEqual(Array.from({ length: 30 }, (_, index) => `line ${index + 1}`))
    expect(failure.log).toMatch(/\/\.waluigi-logs\/Bad\/[0-9a-f]{32}\.log$/)
  })

  it("tells what it printed, where that was wanted", async () => {
    const failure = await failing(sh("echo half; exit 1"), { stdout: "value" })
    expect(failure).toMatchObject({ said: ["half"] })
  })

  it("tells its lines as a terminal would show them", async () => {
    const failure = await failing(["printf", "\\033[31mred\\033[0m\\n10%%\\r20%%\\n\\n"], { ok: [1] })
    expect(failure).toMatchObject({ code: 0, said: ["red", "20%"] })
  })

  it("tells the signal that ended it", async () => {
    expect(await failing(sh("kill -KILL $$"))).toMatchObject({ code: null, signal: "SIGKILL", said: [] })
  })

  it.each([
    [["nosuchprogram", "x"], {}, "is not installed or not on PATH"],
    [["./nosuchprogram"], {}, "cannot be started: there is no such file"],
    [["true"], { cwd: "/nosuch" }, "cannot run in /nosuch: there is no such folder"],
    [["cat"], { stdin: { path: "/nosuch" } }, "cannot read /nosuch: ENOENT"],
    [["fit --year 2016"], {}, 'is no program: write each argument by itself: ["fit","--year","2016"]'],
  ])("says why %j cannot be started", async (command, options, reason) => {
    expect(await failing(command, options)).toMatchObject({ _tag: "Exited", code: null, reason })
  })

  it("says that a file is not executable", async () => {
    const root = folder()
    writeFileSync(join(root, "fit"), "#!/bin/sh\n", { mode: 0o644 })
    expect(await failing([join(root, "fit")])).toMatchObject({ reason: "cannot be started: it is not executable" })
  })

  it.each([
    [[], /^shell: there is no program in \[\]: write the program and its arguments, each by itself/],
    ["fit --year", /^shell: the command is "fit --year": write the program/],
    [["fit", undefined], /^shell: argument 1 of fit is undefined: it takes texts and numbers; one that may be left/],
    [["fit", true], /^shell: argument 1 of fit is true/],
    [["fit", Number.NaN], /^shell: argument 1 of fit is NaN/],
    [["fit", "a\0b"], /^shell: argument 1 of fit is ".*": no program takes a text with a zero character$/],
  ])("is none where the command is %j: that is an error of its own", async (command, reason) => {
    expect(await failing(command as never)).toStrictEqual({ _tag: "Returned", reason: expect.stringMatching(reason) })
  })

  it.each([
    [{ ok: 1 }, /^shell: ok is 1: write the exit codes/],
    [{ stdout: "text" }, /^shell: stdout is "text": write "log" or "value"$/],
    [{ stdin: 3 }, /^shell: stdin is 3: write a text, or/],
  ])("is none with options %j", async (options, reason) => {
    expect(await failing(["true"], options as never)).toStrictEqual({
      _tag: "Returned",
      reason: expect.stringMatching(reason),
    })
  })
})

describe("the log of a task", () => {
  it("holds what both streams say, of one command after another", async () => {
    const root = folder()
    const Two = task("Two", {
      run: async (_, ctx) => {
        await shell(ctx, sh("echo out; echo err >&2"))
        await shell(ctx, ["true"])
        await shell(ctx, ["echo", "it's two"])
      },
    })
    expect(await run(Two, { outputRoot: root })).toMatchObject({ _tag: "Complete" })
    expect(logs(root)).toStrictEqual({
      Two: [
        "# attempt 1: sh -c 'echo out; echo err >&2' sh\nout\nerr\n# attempt 1: true\n" +
          "# attempt 1: echo 'it'\\''s two'\nit's two\n",
      ],
    })
  })

  it("is none where nothing was said, and is another attempt's no more", async () => {
    const root = folder()
    const noisy = join(root, "noisy")
    const Quiet = task("Quiet", { run: (_, ctx) => shell(ctx, sh('test ! -e "$1" || echo noise', noisy)) })
    writeFileSync(noisy, "")
    await run(Quiet, { outputRoot: root })
    expect(logs(root).Quiet).toHaveLength(1)
    rmSync(noisy)
    await run(Quiet, { outputRoot: root })
    expect(logs(root)).toStrictEqual({ Quiet: [] })
  })

  it("says which attempt it is of", async () => {
    const root = folder()
    const Again = task("Again", {
      retries: { times: 1, delay: 0 },
      run: (_, ctx) => shell(ctx, sh('echo "$1"; test "$1" = 2', ctx.attempt)),
    })
    expect(await run(Again, { outputRoot: root })).toMatchObject({ _tag: "Complete" })
    expect(logs(root).Again).toStrictEqual([expect.stringMatching(/^# attempt 2: sh .*\n2\n$/)])
  })

  it("lies in a temporary folder where the outputs are in memory", async () => {
    const Bad = task("Bad", { run: (_, ctx) => shell(ctx, sh("echo why; exit 1")) })
    const result = await run(Bad, { store: memory() })
    const failure = result._tag === "Failed" ? result.failures[0]?.failure : undefined
    expect(failure).toMatchObject({ said: ["why"] })
    expect(failure?._tag === "Exited" && readFileSync(failure.log as string, "utf8")).toMatch(/\nwhy\n$/)
  })

  it("need not be: a program runs also where no log can be kept", async () => {
    const root = folder()
    writeFileSync(join(root, ".waluigi-logs"), "in the way")
    const failure = await failing(sh("echo why; exit 1"), {}, root)
    expect(failure).toMatchObject({ _tag: "Exited", code: 1, log: undefined, said: [] })
  })
})

describe("a program that is told to stop", () => {
  /** Interrupts a task when its program has said its process ids. */
  const interrupted = async (script: string, count: number) => {
    const root = folder()
    const abort = new AbortController()
    const told = join(root, "pids")
    let signal: AbortSignal | undefined
    const Long = task("Long", {
      output: file("txt"),
      run: (_, ctx: Context<ReturnType<typeof file>>) => {
        signal = ctx.signal
        return shell(ctx, sh(script, told, ctx.output))
      },
    })
    const ending = run(Long, { outputRoot: root, signal: abort.signal, grace: 10_000 })
    const pids = () => (existsSync(told) ? readFileSync(told, "utf8").trim().split("\n").map(Number) : [])
    await until(() => pids().length === count && pids().every((pid) => pid > 0))
    const start = Date.now()
    abort.abort()
    const result = await ending
    return { result, pids: pids(), took: Date.now() - start, signal }
  }

  it("ends with all that it started, and is no failure", async () => {
    const script = 'sleep 100 & echo "$!" >> "$1"; echo half > "$2"; echo "$$" >> "$1"; wait'
    // The scratch folder of logs is removed by a listener of its own.
    await run(task("Before", { run: (_, ctx) => shell(ctx, ["true"]) }), { store: memory() })
    const listening = process.listenerCount("exit")
    const { result, pids, took, signal } = await interrupted(script, 2)
    expect(result).toMatchObject({ _tag: "Interrupted", failures: [] })
    await until(() => !pids.some(lives))
    expect(took).toBeLessThan(1_900)
    expect(signal && getEventListeners(signal, "abort")).toStrictEqual([])
    expect(process.listenerCount("exit")).toBe(listening)
  })

  it("is killed after a while if it does not care", async () => {
    const told = join(folder(), "pid")
    const abort = new AbortController()
    const ending = Program.run({
      command: sh('trap "" TERM; echo "$$" > "$1"; while :; do sleep 0.02; done', told),
      cwd: undefined,
      env: {},
      stdin: undefined,
      wanted: true,
      log: -1,
      signal: abort.signal,
      patience: 50,
    })
    await until(() => existsSync(told) && readFileSync(told, "utf8") !== "")
    const start = Date.now()
    abort.abort()
    expect(await ending).toMatchObject({ code: null, signal: "SIGKILL" })
    expect(Date.now() - start).toBeGreaterThanOrEqual(49)
    await until(() => !lives(Number(readFileSync(told, "utf8"))))
    expect(getEventListeners(abort.signal, "abort")).toStrictEqual([])
  })

  it("ends too when waluigi is killed, whatever runs beside it", { timeout: 60_000 }, async () => {
    const root = folder()
    const told = join(root, "pids")
    const program = fileURLToPath(new URL("../../../lib/run/program/program.ts", import.meta.url))
    const parent = spawn(process.execPath, ["--input-type=module", "-e", killed, program, told], { stdio: "ignore" })
    const pids = () => (existsSync(told) ? readFileSync(told, "utf8").trim().split("\n").map(Number) : [])
    // The third is its own, written when both have started.
    await until(() => pids().length === 3)
    expect(pids().filter(lives)).toHaveLength(3)
    parent.kill("SIGKILL")
    await until(() => !pids().some(lives))
  })
})

/** Runs a program that ends and one that does not. */
const killed = `
  import { appendFileSync } from "node:fs"
  import { createJiti } from "jiti"
  const [file, told] = process.argv.slice(1)
  const { run } = await createJiti(file).import(file)
  const start = (command) => run({ command, env: {}, log: -1, signal: new AbortController().signal, wanted: false })
  const long = start(["sh", "-c", 'sleep 100 & echo "$!" >> "$1"; echo "$$" >> "$1"; wait', "sh", told])
  await start(["true"])
  appendFileSync(told, process.pid + "\\n")
  await long
`
