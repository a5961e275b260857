/**
 * Targets of every form, and a folder of one's own, for the tests of stores.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as t from "io-ts"
import { onTestFinished } from "vitest"
import type { Target } from "../../lib/store/store.ts"
import type { Output } from "../../lib/task/output.ts"
import * as Outputs from "../../lib/task/outputs.ts"
import { json } from "../../lib/task/types.ts"

// --- constructors

const target = <A>(output: Output<A>, path: string): Target => ({ output: output as Output<unknown>, path })

export const Counts = t.type({ year: t.number, counts: t.array(t.number) })

export const ofJson = <A>(codec: t.Type<A, unknown>, path = "a/b/output.json"): Target => target(json(codec), path)
export const counts = (path = "a/b/output.json"): Target => ofJson(Counts, path)
export const text = (path = "a/b/output.txt"): Target => target(Outputs.text(), path)
export const file = (path = "a/b/output.svg"): Target => target(Outputs.file("svg"), path)
export const directory = (path = "a/b/output"): Target => target(Outputs.directory(), path)

/** Gives a fresh folder that goes when the test is through. */
export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "waluigi-spec-"))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

// --- queries

/** Lists everything below a folder, by path. */
export const listing = (root: string): ReadonlyArray<string> =>
  readdirSync(root, { recursive: true, encoding: "utf8" }).toSorted()
