import { defineConfig } from "vitest/config"

/** Two projects: `unit` is the inner loop and touches no built file; `e2e` runs the built and the packed program. */
const at = (path: string) => new URL(path, import.meta.url).pathname
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
          exclude: ["spec/e2e/**", "spec/laws/**"],
          pool: "threads",
          isolate: false,
        },
      },
      {
        resolve,
        test: {
          name: "laws",
          include: ["spec/laws/**/*.spec.ts"],
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
