import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dep, extend, int, many, param, resolve, substitute, task } from "waluigi"
import * as E from "#fp/Either"
import * as Definitions from "../../lib/task/definition.ts"
import * as Duration from "../../lib/task/duration.ts"
import type { Policies } from "../../lib/task/policies.ts"
import * as Policy from "../../lib/task/policy.ts"
import * as Size from "../../lib/task/size.ts"

const policyOf = (value: unknown): Policy.Policy | undefined => Definitions.ofTask(value)?.policy
const Data = task("Data", { params: { year: param(int) } })

describe("the policy of a task", () => {
  it("leaves open what is not said", () => {
    expect(policyOf(Data)).toStrictEqual({ resources: {}, retries: undefined, timeout: undefined, priority: 0 })
  })

  it("is read as numbers, of bytes and milliseconds", () => {
    const Fit = task("Fit", {
      resources: { cpu: 2, memory: "1.5 GB", gpu: 1, disk: "1 KiB" },
      retries: { times: 3, delay: "10 s", most: "1 h" },
      timeout: "10min",
      priority: -5,
    })
    expect(policyOf(Fit)).toStrictEqual({
      resources: { cpu: 2, memory: 1_500_000_000, gpu: 1, disk: 1024 },
      retries: { times: 3, delay: 10_000, factor: 2, most: 3_600_000 },
      timeout: 600_000,
      priority: -5,
    })
  })

  it("tries again after 1, 2, 4, … seconds, at most five minutes, where nobody says when", () => {
    const retries = policyOf(task("Fit", { retries: 20 }))?.retries
    if (retries === undefined) throw new Error("no retries")
    const delays = Array.from({ length: retries.times }, (_, index) => Policy.delay(retries, index + 1) / 1_000)
    expect(delays.slice(0, 10)).toStrictEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300])
    expect(new Set(delays.slice(10))).toStrictEqual(new Set([300]))
    expect(Policy.delay({ times: 9, delay: 0, factor: 2, most: 1 }, 5_000)).toBe(0)
  })

  it("grows no further than a delay that is longer than five minutes", () => {
    expect(policyOf(task("Fit", { retries: { times: 1, delay: "1 h" } }))?.retries?.most).toBe(3_600_000)
  })

  it("is heavy where it takes cores or memory", () => {
    const heavy = (resources: NonNullable<Policies["resources"]>) =>
      Policy.isHeavy(policyOf(task("Fit", { resources })) ?? Policy.open)
    expect([heavy({ cpu: 1 }), heavy({ memory: "1 GB" }), heavy({ gpu: 1 }), heavy({})]).toStrictEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it("of an extension is that of the original with the changes, each resource by itself", () => {
    const Fit = task("Fit", { resources: { cpu: 2, memory: "4 GB" }, retries: 3, timeout: "1 h", priority: 1 })
    expect(policyOf(extend(Fit, "FitSame"))).toStrictEqual(policyOf(Fit))
    const FitGpu = extend(Fit, "FitGpu", { resources: { gpu: 1, cpu: 0 }, retries: 0 })
    expect(policyOf(FitGpu)).toStrictEqual({
      resources: { memory: 4e9, gpu: 1 },
      retries: { times: 0, delay: 1_000, factor: 2, most: 300_000 },
      timeout: 3_600_000,
      priority: 1,
    })
  })

  it("of a substitute is the substitute's own", () => {
    const Fast = extend(Data, "Fast", { priority: 7 })
    const Sum = task("Sum", { params: { data: dep(Data) } })
    const plan = resolve(Sum({ year: 1 }, substitute(Data, Fast)))
    const [data] = E.isRight(plan) ? (plan.right.roots[0]?.dependencies ?? []) : []
    expect(data?.definition.policy.priority).toBe(7)
  })

  it("is no part of the identity, nor is what may fail below (8.1)", () => {
    const ids = (policies: Policies, settled: boolean) => {
      const Below = task("Below", { params: { year: param(int) }, ...policies })
      const Above = task("Above", {
        params: { one: dep(Below, {}, { settled }), all: many(Below, settled ? { accept: "50%" } : {}) },
        ...policies,
      })
      const plan = resolve(Above({ year: 1 }))
      return E.isRight(plan) ? [...plan.right.nodes.keys()] : []
    }
    const plain = ids({}, false)
    expect(plain).toHaveLength(2)
    expect(ids({ resources: { cpu: 1 }, retries: 3, timeout: "1 h", priority: 5 }, true)).toStrictEqual(plain)
  })
})

describe("a policy that cannot be", () => {
  const wrong: ReadonlyArray<readonly [object, string]> = [
    [
      { resources: 3 },
      'Fit: resources cannot be 3: write what it takes, by name: resources: { cpu: 2, memory: "4 GB", gpu: 1 }',
    ],
    [{ resources: { cpu: "2" } }, 'Fit: resources.cpu cannot be "2": write cpu: 2, the number of cores'],
    [{ resources: { cpu: -1 } }, "Fit: resources.cpu cannot be -1: write cpu: 2, the number of cores"],
    [{ resources: { gpu: Number.NaN } }, 'Fit: resources.gpu cannot be NaN: write gpu: 1, or a size such as "4 GB"'],
    [
      { resources: { "my gpu": 1 } },
      "Fit: resources.my gpu cannot be 1: a resource has a name of letters, digits and _, as in gpu: 1",
    ],
    [{ resources: { memory: "4 gb" } }, 'Fit: resources.memory cannot be "4 gb": write "4 GB", or a number of bytes'],
    [{ resources: { memory: "4G" } }, 'Fit: resources.memory cannot be "4G": write "4 GB", or a number of bytes'],
    [
      { resources: { memory: "lots" } },
      'Fit: resources.memory cannot be "lots": write a number and its unit: "512 MB", "4 GB", "1 GiB", or a number of bytes',
    ],
    [
      { resources: { memory: 4 } },
      'Fit: resources.memory cannot be 4: that is 4 bytes, and no task does with less than 1 MB: write memory: "4 GB"',
    ],
    [
      { resources: { memory: null } },
      'Fit: resources.memory cannot be null: write memory: "4 GB", or a number of bytes',
    ],
    [{ timeout: "10" }, 'Fit: timeout cannot be "10": write a number and its unit: "500 ms", "10 s", "5 min", "2 h"'],
    [{ timeout: "10 minutes" }, 'Fit: timeout cannot be "10 minutes": write "10 min", or a number of milliseconds'],
    [{ timeout: 0 }, 'Fit: timeout cannot be 0: nothing is done in no time: write timeout: "10 min", or milliseconds'],
    [{ timeout: true }, 'Fit: timeout cannot be true: write timeout: "10 min", or milliseconds'],
    [{ timeout: Number.POSITIVE_INFINITY }, "Fit: timeout cannot be Infinity: write timeout"],
    [{ priority: 0.5 }, "Fit: priority cannot be 0.5: write a whole number from -1000 to 1000, the greater the sooner"],
    [{ priority: 1_001 }, "Fit: priority cannot be 1001: write a whole number"],
    [
      { retries: -1 },
      'Fit: retries cannot be -1: write how often it is tried again: retries: 3, or retries: { times: 3, delay: "10 s" }',
    ],
    [{ retries: "3" }, 'Fit: retries cannot be "3": write how often'],
    [{ retries: { delay: 3 } }, 'Fit: retries cannot be {"delay":3}: write how often'],
    [{ retries: { times: 1.5 } }, "Fit: retries.times cannot be 1.5: write how often"],
    [{ retries: { times: 1, factor: 0.5 } }, "Fit: retries.factor cannot be 0.5: write a number from 1"],
    [{ retries: { times: 1, delay: "x" } }, 'Fit: retries.delay cannot be "x": write a number and its unit'],
    [{ retries: { times: 1, delay: -1 } }, 'Fit: retries.delay cannot be -1: write delay: "10 s", or milliseconds'],
    [
      { retries: { times: 1, delay: "10 s", most: "1 s" } },
      'Fit: retries.most cannot be "1 s": it is less than the delay, 10 s: leave it out, or write more',
    ],
    [
      { retries: { times: 1, dealy: 3 } },
      "retries of Fit has no member dealy (did you mean delay?): there may be times, delay, factor and most",
    ],
    [
      { retries: { times: 1, jitter: 3 } },
      "retries of Fit has no member jitter: there may be times, delay, factor and most",
    ],
  ]
  it.each(wrong)("%j is refused where the task is defined or extended, with what fits", (policies, message) => {
    const words = (define: () => unknown): unknown => {
      try {
        return define()
      } catch (cause) {
        return cause instanceof Error && `${cause.name}: ${cause.message}`
      }
    }
    const expected = expect.stringContaining(`DefinitionError: ${message}`)
    expect(words(() => task("Fit", policies))).toStrictEqual(expected)
    expect(words(() => extend(Data, "Fit", policies))).toStrictEqual(expected)
  })
})

describe("a member of another name", () => {
  it.each<readonly [string, () => unknown, string]>([
    [
      "task",
      () => task("Fit", { retry: 3 } as never),
      "Fit has no member retry (did you mean retries?): there may be doc, params,",
    ],
    [
      "task",
      () => task("Fit", { description: "fits" } as never),
      "Fit has no member description (did you mean doc?): there",
    ],
    [
      "extend",
      () => extend(Data, "Fit", { removes: [] } as never),
      "Fit has no member removes (did you mean remove?): there",
    ],
    [
      "dep",
      () => dep(Data, {}, { settle: true } as never),
      "dep(Data, pins, …) has no member settle (did you mean settled?): there may be optional and settled",
    ],
    [
      "many",
      () => many(Data, { year: 3 } as never),
      "many(Data, …) has no member year: there may be over, pins and accept",
    ],
  ])("is refused by %s, for it would do nothing", (_, make, message) => {
    expect(make).toThrow(message)
  })

  it("may be there without a value", () => {
    expect(() => task("Fit", { retry: undefined } as never)).not.toThrow()
  })
})

describe("what may be missing below", () => {
  const slot = (made: unknown, name: string) => Definitions.ofTask(made)?.slots.get(name)

  it("is said at the slot", () => {
    const Sum = task("Sum", {
      params: {
        one: dep(Data, {}, { settled: true }),
        other: dep(Data),
        ten: many(Data, { accept: 10 }),
        most: many(Data, { accept: "90%" }),
        any: many(Data, { accept: "0%" }),
        all: many(Data),
      },
    })
    expect(slot(Sum, "one")).toMatchObject({ settled: true, optional: false })
    expect(slot(Sum, "other")).toMatchObject({ settled: false })
    expect(slot(Sum, "ten")).toMatchObject({ accept: { _tag: "Count", least: 10 } })
    expect(slot(Sum, "most")).toMatchObject({ accept: { _tag: "Fraction", least: 0.9 } })
    expect(slot(Sum, "any")).toMatchObject({ accept: { _tag: "Fraction", least: 0 } })
    expect(slot(Sum, "all")).not.toHaveProperty("accept")
  })

  it("is a whole number from 1, or a part of all in percent, rounded up", () => {
    expect(Policy.least({ _tag: "Fraction", least: 0.9 }, 10)).toBe(9)
    expect(Policy.least({ _tag: "Fraction", least: 0.9 }, 11)).toBe(10)
    expect(Policy.least({ _tag: "Fraction", least: 0 }, 11)).toBe(0)
    expect(Policy.least({ _tag: "Count", least: 10 }, 3)).toBe(3)
  })

  it.each<readonly [unknown, string]>([
    [0, "accept cannot be 0: write how many must be there, as in accept: 10, or which part of all, as in"],
    [-1, "accept cannot be -1: write how many"],
    [2.5, "accept cannot be 2.5: write how many"],
    [0.9, 'accept cannot be 0.9: write accept: "90%"'],
    ["101%", 'accept cannot be "101%": write how many'],
    ["10", 'accept cannot be "10": write how many'],
    [null, "accept cannot be null: write how many"],
  ])("is not %j", (accept, message) => {
    expect(() => many(Data, { accept: accept as never })).toThrow(message)
  })

  it("is not a text at a dep", () => {
    expect(() => dep(Data, {}, { settled: "yes" as never })).toThrow(
      'dep: settled cannot be "yes": write true or false',
    )
  })
})

describe("durations and sizes", () => {
  it("are read as they are printed, to a hundredth of the unit", () => {
    const near = (read: E.Either<string, number>, value: number) => {
      if (E.isLeft(read)) throw new Error(read.left)
      expect(Math.abs(read.right - value)).toBeLessThanOrEqual(1 + value * 0.006)
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 46 }), (value) => {
        near(Duration.parse(Duration.print(value)), value)
        near(Size.parse(Size.print(value)), value)
      }),
    )
  })

  it("are read with or without a space; of any other text it is said what to write", () => {
    expect(["0ms", "1.5 min", " 2h "].map((text) => E.toUnion(Duration.parse(text)))).toStrictEqual([0, 90_000, 7.2e6])
    expect(["7 B", "2kB", "1 TiB"].map((text) => E.toUnion(Size.parse(text)))).toStrictEqual([7, 2_000, 2 ** 40])
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const read of [Duration.parse(text), Size.parse(text)])
          if (E.isLeft(read)) expect(read.left).toMatch(/^write (?:a number and its unit: |"\d)/)
          else expect(read.right).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
