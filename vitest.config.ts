import { accessSync, constants } from "node:fs"
import { defineConfig } from "vitest/config"

/**
 * Three projects: `unit` is the inner loop and touches no built file; `laws` takes longer; `e2e` runs the built and the
 * packed program.
 */
const at = (path: string) => new URL(path, import.meta.url).pathname
/** What the inner loop leaves to `npm test`: whatever draws many cases, is deep, starts processes or draws a poster. */
const longer = [
  "spec/laws/**/*.spec.ts",
  "spec/examples/**/*.spec.ts",
  "spec/cli/fuzz/**/*.spec.ts",
  "spec/store/{claims,crash,limit,sweep,contract,processes}.spec.ts",
  "spec/testing/{generators,laws}.spec.ts",
  "spec/run/worker/{pool,serve,lines}.spec.ts",
  "spec/run/program/shell.spec.ts",
  "spec/run/schedule/simulator.spec.ts",
  "spec/types/messages.spec.ts",
]

/** Tests in process write to memory where there is such a folder: their files are small, and flushing takes its time. */
const env = (() => {
  try {
    accessSync("/dev/shm", constants.W_OK)
    return { TMPDIR: "/dev/shm" }
  } catch {
    return {}
  }
})()

const resolve = {
  alias: [
    { find: /^waluigi$/, replacement: at("./lib/index.ts") },
    { find: /^waluigi\/testing$/, replacement: at("./lib/testing/testing.ts") },
  ],
}

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["spec/**/*.spec.ts"],
          exclude: ["spec/e2e/**", ...longer],
          env,
          pool: "threads",
          isolate: false,
          // A machine with more to do than this is slow, not wrong.
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        test: {
          name: "laws",
          include: longer,
          env,
          pool: "threads",
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: "e2e",
          include: ["spec/e2e/**/*.spec.ts"],
          globalSetup: ["spec/e2e/setup.ts"],
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
