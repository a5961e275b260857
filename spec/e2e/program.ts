/**
 * The built program and folders to run it in, as a person would: a child process, its exit and its words.
 */
import { type ChildProcess, spawn } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { onTestFinished } from "vitest"

// --- model

export interface Exit {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Running {
  readonly child: ChildProcess
  readonly exit: Promise<Exit>
  /** What was written so far, to both streams. */
  readonly written: () => string
}

// --- constructors

export const root = fileURLToPath(new URL("../../", import.meta.url))
export const program = join(root, "dist/cli/main.js")

/** Makes a folder with these files, which sees the packages of the checkout; it goes with the test. */
export const workspace = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = bare(files)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
  return folder
}

/** Makes a folder with these files and nothing else; who calls it removes it. */
export const bare = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "waluigi-e2e-")))
  for (const [path, text] of Object.entries(files)) write(folder, path, text)
  return folder
}

export const write = (folder: string, path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** Starts a command in a folder, by itself or in a `group` of its own. Nothing of the test's own terminal or colours reaches it. */
export const start = (
  folder: string,
  file: string,
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv = {},
  group = false,
): Running => {
  const { FORCE_COLOR: _, NODE_OPTIONS: __, VITEST: ___, NODE_ENV: ____, ...outer } = process.env
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...outer, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: group,
  })
  let [out, err] = ["", ""]
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text
  })
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text
  })
  const exit = new Promise<Exit>((resolve, reject) => {
    child.on("error", reject)
    child.on("close", (code) => resolve({ code, out, err }))
  })
  return { child, exit, written: () => out + err }
}

/** Runs the built program in a folder, to its end. */
export const waluigi = (folder: string, args: ReadonlyArray<string>, env?: NodeJS.ProcessEnv): Promise<Exit> =>
  start(folder, process.execPath, [program, ...args], env).exit

/** Waits until something is so; fails after ten seconds. */
export const until = async (so: () => boolean): Promise<void> => {
  const deadline = Date.now() + 10_000
  while (!so()) {
    if (Date.now() > deadline) throw new Error("waited ten seconds in vain")
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

// --- queries

/** Lists every file below a folder, temporaries included, in order; records of code are to stay, and left out. */
export const files = (folder: string): ReadonlyArray<string> =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .filter((path) => !path.includes(".waluigi-code"))
        .sort()
    : []

/** Tells whether a path below an output root is what a run keeps beside the outputs: logs, and which code made what. */
export const isKept = (path: string): boolean => /^\.waluigi-(?:logs|code)\//.test(path)

export const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8")

/** What a person reads, less what differs from run to run: folders, times, identities. */
export const words = (exit: Exit, folder: string): string =>
  [`exit ${exit.code}`, ...section("out", exit.out), ...section("err", exit.err)]
    .join("\n")
    .replaceAll(folder, "<folder>")
    .replaceAll(root, "<waluigi>/")
    .replace(/\b[0-9a-f]{32}\b/g, "<id>")
    .replace(/\b[0-9a-f]{16}\b/g, "<id>")
    .replace(/\b\d+(\.\d+)? ?(ms|s)\b/g, "<time>")
    // Every version of node has other words for it.
    .replace(/: [^:\n]* in JSON at position \d+( \(line \d+ column \d+\))?/g, ": <where>")

const section = (name: string, text: string): ReadonlyArray<string> =>
  text === "" ? [] : [`--- ${name}`, text.trimEnd()]
