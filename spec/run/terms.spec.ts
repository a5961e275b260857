import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { json, run, task } from "waluigi"
import * as Terms from "../../lib/run/terms.ts"
import { memory } from "../store/scratch.ts"

const read = (written: Terms.Written): Terms.Terms => Terms.read("run", written, read)
const Fails = task("Fails", {
  params: {},
  output: json(t.number),
  run: (): number => {
    throw new Error("always")
  },
})

describe("terms", () => {
  it("are read as a person writes them", () =>
    expect(
      read({
        resources: { gpu: 2, memory: "16 GB", disk: "1 GiB" },
        retries: 2,
        timeout: "10 min",
        claimTimeout: "30s",
        grace: 250,
        failFast: true,
      }),
    ).toStrictEqual({
      resources: { gpu: 2, memory: 16e9, disk: 2 ** 30 },
      retries: { times: 2, delay: 1_000, factor: 2, most: 300_000 },
      timeout: 600_000,
      claimTimeout: 30_000,
      grace: 250,
      maxFailures: 1,
      rebuild: undefined,
    }))

  it("leave open what is not written", () => {
    expect(Object.values(read({})).filter((value) => value !== undefined)).toStrictEqual([])
    expect(Terms.policy({}, 4)).toMatchObject({ workers: 4, grace: 5_000, resources: { memory: Terms.memory() } })
    expect(Terms.policy({ resources: { gpu: 2, memory: 1 } }, 4).resources).toStrictEqual({ gpu: 2, memory: 1 })
    expect(Terms.memory()).toBeGreaterThan(1e6)
  })

  it.each<readonly [Terms.Written, string]>([
    [{ timeout: "10 mni" as never }, 'run: timeout cannot be "10 mni": write a number and its unit'],
    [{ timeout: "10m" as never }, 'run: timeout cannot be "10m": write "10 min"'],
    [{ retries: -1 }, "run: retries cannot be -1: write how often it is tried again"],
    [{ grace: -1 }, "run: grace cannot be -1: write milliseconds"],
    [{ claimTimeout: "soon" as never }, 'run: claimTimeout cannot be "soon": write a number and its unit'],
    [{ maxFailures: 0 }, "run: maxFailures cannot be 0: write a number from 1"],
    [{ resources: { gpu: "many" as never } }, 'run: resources.gpu cannot be "many": write a number and its unit'],
    [{ resources: { gpu: -1 } }, "run: resources.gpu cannot be -1: write how much there is of it"],
    [{ resources: { cpu: 2 } }, "run: resources.cpu cannot be 2: how many cores there are is said by workers"],
  ])("that do not fit are refused with what to write: %j", (written, message) =>
    expect(() => read(written)).toThrow(message))
})

describe("run", () => {
  it("tries again as often as it is told, and says how often it did", async () => {
    const store = memory()
    const result = await run(Fails, { store, retries: { times: 2, delay: "1 ms" } })
    expect(result).toMatchObject({
      _tag: "Failed",
      failures: [{ task: "Fails", attempts: 3 }],
      message: "Fails failed after 3 attempts: always",
    })
  })

  it("rejects by its options alone, at the line of its user", async () =>
    await expect(run(Fails, { store: memory(), timeout: "ever" as never })).rejects.toThrow(
      /^run: timeout cannot be "ever"/,
    ))
})
