/**
 * What the program answers to something typed, and how an answer must look: short lines, no trace of the machine, and
 * in each message what to do.
 */
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "#fp/Either"
import * as Exports from "../../../lib/cli/exports.ts"
import { program } from "../../../lib/cli/program.ts"
import * as Days from "../../examples/tasks/workflow.ts"
import * as Tasks from "./tasks.ts"
import type { Typed } from "./typing.ts"

const exports = Exports.ofModule("workflow.ts", { ...Tasks, ...Days })

export interface Answer {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Asks the program, in a folder of its own. */
export const answer = async (folder: string, { argv, env, files }: Typed): Promise<Answer> => {
  for (const name of ["waluigi.toml", "package.json"]) {
    const text = files[name]
    if (text === undefined) rmSync(join(folder, name), { force: true })
    else writeFileSync(join(folder, name), text)
  }
  let [out, err] = ["", ""]
  const code = await program(argv, env, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    terminal: false,
    columns: 80,
    folder,
    cores: 1,
    now: () => 0,
    onInterrupt: () => () => undefined,
    onLeave: () => () => undefined,
    load: async () => E.right(exports),
    live: () => Promise.reject(new Error("nobody watches")),
  })
  return { code, out, err }
}

const longest = 600

/** Lists what is wrong with the look of an answer. */
export const blemishes = ({ code, out, err }: Answer): ReadonlyArray<string> => {
  const all = out + err
  const messages = err.split(/\n+(?=(?:error|warning|note): |… and )/).filter((text) => text.trim() !== "")
  return [
    ...(code === 0 || code === 2 ? [] : [`it ends with ${code}`]),
    ...(/undefined|\[object |\(\w*\) => |at \S+\.ts:\d+:\d+\)/.test(all) ? ["something of the machine shows"] : []),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    ...(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(all) ? ["a control character"] : []),
    ...err
      .split("\n")
      .flatMap((line) => (line.length > longest ? [`a line of ${line.length} characters: ${line.slice(0, 100)}`] : [])),
    ...(code === 2 && err === "" ? ["an error without a word"] : []),
    ...messages.flatMap((text) => {
      if (/^… and [\d,]+ more /.test(text)) return []
      if (!/^(?:error|warning|note): \S/.test(text)) return [`no message: ${text}`]
      if (code === 2 && !text.startsWith("error: ")) return []
      return text.split("\n").length > 1 ? [] : [`a message that says no place, no given and no way out: ${text}`]
    }),
  ]
}
