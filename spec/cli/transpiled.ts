/**
 * Workflow files of tests, transpiled once: each test has a folder of its own, and jiti remembers by folder.
 *
 * What it makes of a text depends on the text alone, so it is remembered by that, for later runs too.
 */
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { threadId } from "node:worker_threads"
import type { JitiOptions, TransformOptions } from "jiti"

const require = createRequire(import.meta.url)
const jiti = require("jiti") as typeof import("jiti")
const { version } = require("jiti/package.json") as { version: string }
const folder = fileURLToPath(new URL(`../../node_modules/.cache/waluigi/transpiled-${version}`, import.meta.url))

/** What jiti loads when there is something to transpile; its package does not name the file. */
const babel = require(join(dirname(require.resolve("jiti/package.json")), "dist/babel.cjs")) as NonNullable<
  JitiOptions["transform"]
>

const transform = (options: TransformOptions): ReturnType<typeof babel> => {
  const { filename: _, ...rest } = options
  // Where a file asks for its own place, or is wrong, what is made of it may name the file.
  if (options.source.includes("import.meta")) return babel(options)
  const file = join(folder, createHash("sha256").update(JSON.stringify(rest)).digest("hex"))
  try {
    return { code: readFileSync(file, "utf8") }
  } catch {
    const made = babel(options)
    if (made.error === undefined) {
      const beside = `${file}-${process.pid}-${threadId}`
      mkdirSync(folder, { recursive: true })
      writeFileSync(beside, made.code)
      renameSync(beside, file)
    }
    return made
  }
}

/** Has the loader remember by text. */
export const remember = (): void => {
  const { createJiti } = jiti
  if (createJiti.name === "remembering") return
  const remembering = (id: string, options?: JitiOptions) => createJiti(id, { ...options, fsCache: false, transform })
  Object.assign(jiti, { createJiti: remembering })
}
