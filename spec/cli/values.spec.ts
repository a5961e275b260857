import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Values from "../../lib/cli/values.ts"
import { person } from "./person.ts"

const right = (value: unknown) => ({ _tag: "Right", right: value })

describe("resources", () => {
  it.each([
    ["gpu=1", { gpu: 1 }],
    ["gpu=2,memory=16GB", { gpu: 2, memory: 16e9 }],
    [" disk = 1.5 GiB , a_b=0.5", { disk: 1.5 * 2 ** 30, a_b: 0.5 }],
    ["gpu=0", { gpu: 0 }],
    ["memory=2000000", { memory: 2_000_000 }],
  ])("are read: %s", (text, value) => expect(Values.resources(text)).toStrictEqual(right(value)))

  it.each([
    ["", "write names and amounts: --resources gpu=1,memory=16GB"],
    ["gpu", "write names and amounts: --resources gpu=1,memory=16GB"],
    ["gpu=", "write how much there is of it: gpu=1"],
    ["memory=", "write how much there is of it: memory=16GB"],
    ["gpu=1,gpu=2", "gpu stands in it twice"],
    ["cpu=4", "how many cores there are is said by --workers"],
    ["memory=16", "16 bytes of memory are none: write memory=16GB"],
    ["memory=16gb", 'write "16 GB"'],
    ["gpu=-1", 'write a number and its unit: "512 MB", "4 GB", "1 GiB"'],
  ])("are refused with what to write: %s", (text, reason) =>
    expect(Values.resources(text)).toStrictEqual({
      _tag: "Left",
      left: `--resources cannot be ${JSON.stringify(text)}: ${reason}`,
    }))
})

describe("a time", () => {
  const time = Values.time("--timeout", true)

  it("is read with its unit (oracle: its parts)", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom(["ms", 1], ["s", 1_000], ["min", 60_000], ["h", 3_600_000] as const),
        fc.constantFrom("", " "),
        (number, [unit, factor], space) => {
          expect(time(`${number}${space}${unit}`)).toStrictEqual(right(number * (factor as number)))
        },
      ),
    ))

  it.each([
    ["600", 'write a number and its unit: "500 ms", "10 s", "5 min", "2 h"'],
    ["10m", 'write "10 min"'],
    ["0s", 'write more than none, such as "500 ms", "10 s", "5 min", "2 h"'],
    ["soon", 'write a number and its unit: "500 ms", "10 s", "5 min", "2 h"'],
  ])("is refused with what to write: %s", (text, reason) =>
    expect(time(text)).toStrictEqual({ _tag: "Left", left: `--timeout cannot be ${JSON.stringify(text)}: ${reason}` }))

  it("may be none where nothing is waited for", () =>
    expect(Values.time("--grace", false)("0s")).toStrictEqual(right(0)))
})

const workflow = `
import { param, int, task, text } from "waluigi"
export const Data = task("Data", {
  params: { year: param(int) },
  output: text(),
  run: ({ year }) => { if (year < 2016) throw new Error("no data for " + year); return "data" },
})
export const Gpu = task("Gpu", { params: {}, resources: { gpu: 2 }, output: text(), run: () => "image" })
export const Slow = task("Slow", {
  params: {},
  output: text(),
  run: (p, ctx) => new Promise((_, reject) => ctx.signal.addEventListener("abort", () => reject(ctx.signal.reason))),
})
`

describe("options of a run", () => {
  const types = (words: string | ReadonlyArray<string>, settings?: string) =>
    person({ "workflow.ts": workflow, ...(settings === undefined ? {} : { "waluigi.toml": settings }) }).types(words)

  it("exclude each other where they contradict", async () => {
    expect((await types("--fail-fast --keep-going Data --year=1")).all).toMatchInlineSnapshot(`
      "error: --fail-fast and --keep-going exclude each other: --fail-fast starts nothing more after the first failure; type one of them
        see  waluigi --help
      "
    `)
    expect(await types("--keep-going --max-failures=2 Data --year=1")).toMatchObject({ code: 2 })
    expect(await types("--fail-fast -q --max-failures=2 Data --year=1")).toMatchObject({ code: 2 })
  })

  it("are told apart from what is nearly one", async () => {
    expect((await types("--fail-fats Data --year=1")).err).toContain("try    --fail-fast")
    expect((await types("--timout=10min Data --year=1")).err).toContain("try    --timeout=10min")
    expect((await types("Data --year=1 --fail-fats")).err).toContain("try    --fail-fast")
    expect((await types("Data --year=2016 --retries=3")).err).toContain(
      "--retries is an option of the program: waluigi --retries=3 Data",
    )
  })

  it("end a run early by the first failure, or by so many, and not where the line says so", async () => {
    const years = "Data --year=2011..2016"
    expect((await types(`--fail-fast ${years}`)).out).toContain("stopped early, 5 tasks left, 1 failed, 0 made")
    expect((await types(`--max-failures=2 ${years}`)).out).toContain("stopped early, 4 tasks left, 2 failed, 0 made")
    expect((await types(years)).out).toContain("5 failed, 1 made")
    expect((await types(years, "fail-fast = true")).out).toContain("stopped early, 5 tasks left, 1 failed")
    expect((await types(`--max-failures=3 ${years}`, "fail-fast = true")).out).toContain("3 failed, 0 made")
    expect((await types(`--keep-going ${years}`, "max-failures = 1")).out).toContain("5 failed, 1 made")
    expect(
      (await types(`--profile=calm ${years}`, "fail-fast = true\n[profile.calm]\nfail-fast = false")).out,
    ).toContain("5 failed, 1 made")
  })

  it("give tasks what they take", async () => {
    expect(await types("Gpu")).toMatchObject({ code: 1 })
    expect(await types("--resources gpu=2 Gpu")).toMatchObject({ code: 0 })
    expect(await types("Gpu", "[resources]\ngpu = 2")).toMatchObject({ code: 0 })
    expect(await types("--resources memory=16GB Gpu", "[resources]\ngpu = 2")).toMatchObject({ code: 0 })
    expect(await types("--resources gpu=1 Gpu", "[resources]\ngpu = 2")).toMatchObject({ code: 1 })
  })

  it("stop what takes too long, and try it again", async () => {
    const { code, out } = await types("--timeout=30ms --grace=10ms --retries=0 Slow")
    expect({ code, out }).toMatchObject({ code: 1 })
    expect(out).toContain("failed  Slow: it took longer than 30 ms")
    // Nobody waits for the second.
    const once = await person({ "workflow.ts": workflow }).types("--retries=1 Data --year=2011", {
      onInterrupt: (listener) => {
        const timer = setTimeout(() => listener(130), 100)
        return () => clearTimeout(timer)
      },
    })
    expect(once.code).toBe(130)
    expect(once.out).toContain("retry   Data(year: 2011) failed: no data for 2011; attempt 2 of 2 in 1 s")
    expect(once.out).toContain("interrupted, 1 task left, 0 made")
  })
})

describe("settings of a run", () => {
  const types = (settings: string, words = "config") => person({ "waluigi.toml": settings }).types(words)

  it("are shown as they are read, each with its place", async () =>
    expect(
      (
        await types(`retries = 3
timeout = "600 s"
fail-fast = true
rebuild = true
claim-timeout = "2 min"
grace = "500ms"
[resources]
memory = "16 GB"
gpu = 2
`)
      ).out,
    ).toMatchInlineSnapshot(`
      "  settings  waluigi.toml

        resources.memory  16 GB   waluigi.toml:8
        resources.gpu     2       waluigi.toml:9
        retries           3       waluigi.toml:1
        timeout           10 min  waluigi.toml:2
        fail-fast         true    waluigi.toml:3
        rebuild           true    waluigi.toml:4
        claim-timeout     2 min   waluigi.toml:5
        grace             500 ms  waluigi.toml:6
      "
    `))

  it("say what they take", async () =>
    expect(
      (
        await types(`retries = -1
timeout = 600
fail-fast = 1
max-failures = 0
grace = "soon"
claim-timeout = "0 s"
resources = { cpu = 2, gpu = "many", memory = 16 }
retires = 2
[profile.a]
fail-fast = true
max-failures = 3
[profile.b]
resources = "gpu=1"
`)
      ).err,
    ).toMatchInlineSnapshot(`
      "error: there is no setting retires
        at     waluigi.toml:8
        try    retries
        known  file, workers, resources, retries, timeout, fail-fast, max-failures, rebuild, claim-timeout, grace, output-root, task-limit, quiet, parameters, zip and profile

      error: fail-fast cannot be 1
        at     waluigi.toml:3
        takes  true or false

      error: max-failures cannot be 0
        at     waluigi.toml:4
        takes  a whole number from 1 upwards

      error: resources.cpu cannot be 2
        at     waluigi.toml:7
        takes  nothing: how many cores there are is said by workers

      error: resources.gpu cannot be "many"
        at     waluigi.toml:7
        takes  a number, or a size as text: "16 GB"

      error: resources.memory cannot be 16
        at     waluigi.toml:7
        takes  a size as text: "16 GB"

      error: retries cannot be -1
        at     waluigi.toml:1
        takes  a whole number from 0 upwards

      error: timeout cannot be 600
        at     waluigi.toml:2
        takes  a time as text: "90 s", "10 min", "2 h"

      error: claim-timeout cannot be "0 s"
        at     waluigi.toml:6
        takes  a time as text: "90 s", "10 min", "2 h"

      error: grace cannot be "soon"
        at     waluigi.toml:5
        takes  a time as text: "90 s", "10 min", "2 h"

      error: profile.a.max-failures cannot be 3
        at     waluigi.toml:11
        takes  nothing beside fail-fast = true: leave one out

      error: profile.b.resources cannot be "gpu=1"
        at     waluigi.toml:13
        takes  a table of resources
        try    resources = { gpu = 1, memory = "16 GB" }
      "
    `))
})
