/**
 * Running made small for tests: a plan, a store, and what came of it.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import type { Plan } from "../../lib/plan/plan.ts"
import * as Failure from "../../lib/run/failure.ts"
import type { RunPlanOptions } from "../../lib/run/run-plan.ts"
import { runPlan } from "../../lib/run/run-plan.ts"
import type { Summary } from "../../lib/run/summary.ts"
import { memory } from "../store/scratch.ts"
import type { Store } from "../../lib/store/store.ts"
import { temporary } from "../../lib/task/place.ts"
import type { Made } from "./plans.ts"
import { plan } from "./plans.ts"

// --- model

/** What `run` gets beside its slots, in plans made by hand. */
export interface Ctx {
  readonly load: (slots: unknown) => Promise<unknown>
  readonly output: never
  readonly signal: AbortSignal
  readonly log: (text: string) => void
}

// --- constructors

/** Makes a folder that is gone when the test is over. */
export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "waluigi-run-"))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

export const withCtx = (run: (slots: Readonly<Record<string, unknown>>, ctx: Ctx) => unknown): Made["run"] => run

export const raise = (thrown: unknown): never => {
  throw thrown
}

// --- queries

/** The names of all files, and of temporaries of any kind; records of code are to stay. */
export const files = (root: string): ReadonlyArray<string> =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !`${entry.parentPath}/${entry.name}`.includes("/.waluigi-code"))
    .filter((entry) => entry.isFile() || entry.name.startsWith(temporary))
    .map((entry) => entry.name)
    .sort()

/** The first failure of a run, in words. */
export const firstFailure = ({ failures }: Summary): string | undefined =>
  failures[0] && Failure.message(failures[0].failure)

// --- folds

export const runs = (plan: Plan, store: Store, options: Partial<RunPlanOptions> = {}): Promise<Summary> =>
  runPlan(plan, store, { workers: 4, ...options })

/** Runs one task and gives the failure, in words. */
export const failureOf = async (made: Omit<Made, "name">, store: Store = memory()): Promise<string | undefined> =>
  firstFailure(await runs(plan([{ name: "Bad", ...made }]), store))
