/**
 * What a person sees: the program in this process, with a folder of its own, and everything it says in order.
 */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { onTestFinished } from "vitest"
import type { Environment, Io } from "../../lib/cli/io.ts"
import { program } from "../../lib/cli/program.ts"
import { remember } from "./transpiled.ts"

// --- model

export interface Seen {
  readonly code: number
  /** Standard output and standard error, interleaved as written. */
  readonly all: string
  readonly out: string
  readonly err: string
}

export interface Person {
  readonly folder: string
  /** Types a command line; words are split at spaces, or given as an array. */
  readonly types: (words: string | ReadonlyArray<string>, world?: Partial<Io>, env?: Environment) => Promise<Seen>
  readonly writes: (path: string, text: string) => void
}

const root = fileURLToPath(new URL("../../", import.meta.url))
remember()

// --- constructors

/** Gives a person a folder with files. The folder goes with the test. */
export const person = (files: Readonly<Record<string, string>> = {}): Person => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "waluigi-cli-")))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
  const writes = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const [path, text] of Object.entries(files)) writes(path, text)
  const types: Person["types"] = async (words, world = {}, env = { NO_COLOR: "1" }) => {
    let [out, err, all] = ["", "", ""]
    const code = await program(
      typeof words === "string" ? words.split(" ").filter((word) => word !== "") : words,
      env,
      {
        out: (text) => {
          out += text
          all += text
        },
        err: (text) => {
          err += text
          all += text
        },
        terminal: false,
        columns: 80,
        folder,
        cores: 1,
        now: () => 120,
        onInterrupt: () => () => undefined,
        onLeave: () => () => undefined,
        live: () => Promise.reject(new Error("nobody watches")),
        ...world,
      },
    )
    return { code, all: masked(all, folder), out: masked(out, folder), err: masked(err, folder) }
  }
  return { folder, types, writes }
}

/** Gives a person the example of the language. */
export const withTasks = (): Person => {
  const someone = person()
  cpSync(join(root, "spec/examples/tasks/workflow.ts"), join(someone.folder, "workflow.ts"))
  return someone
}

// --- queries

/** Leaves out what differs from run to run: the folder and identities. */
const masked = (text: string, folder: string): string =>
  text
    .replaceAll(folder, "<folder>")
    .replaceAll(root, "<waluigi>/")
    .replace(/\b(?:[0-9a-f]{32}|[0-9a-f]{16})\b/g, "<id>")
