/**
 * Whatever is typed, the program answers: with what was asked for, or with a message that a person can read and act on.
 *
 * The oracle is the look of the answer alone. `WALUIGI_RUNS=500` tries 100,000 cases; `WALUIGI_MESSAGES=file` keeps some.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as fc from "fast-check"
import { afterAll, expect, it } from "vitest"
import { answer, blemishes } from "./answer.ts"
import { typed } from "./typing.ts"

const folder = mkdtempSync(join(tmpdir(), "waluigi-fuzz-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Nobody waits longer for an answer that is about three hundred tasks at most. */
const patience = 3_000

const cases = Math.max(1, Math.round(200 * Number(process.env.WALUIGI_RUNS ?? "1")))
const keeps = process.env.WALUIGI_MESSAGES
const kept = new Map<string, string>()

it(`answers whatever is typed (${cases} cases)`, { timeout: 60_000 + cases * 100 }, async () => {
  await fc.assert(
    fc.asyncProperty(typed, async (given) => {
      const start = performance.now()
      const seen = await answer(folder, given)
      expect(blemishes(seen)).toStrictEqual([])
      expect(performance.now() - start).toBeLessThan(patience)
      if (keeps !== undefined && seen.code === 2) {
        const kind = (seen.err.split("\n")[0] ?? "").replace(/["'`].*|[A-Z]\w*(?:[.:]\w+)*|--\S+|\d+/g, "_")
        if (!kept.has(kind)) kept.set(kind, `$ waluigi ${given.argv.join(" ")}\n${seen.err}`)
      }
    }),
    {
      numRuns: cases,
      ...(process.env.WALUIGI_SEED === undefined ? {} : { seed: Number(process.env.WALUIGI_SEED) }),
    },
  )
  if (keeps !== undefined) writeFileSync(keeps, [...kept.values()].join("\n"))
})
