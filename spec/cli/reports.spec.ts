import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { dep, int, json, many, param, resolve, task } from "waluigi"
import type { Io } from "../../lib/cli/io.ts"
import * as Report from "../../lib/cli/report.ts"
import * as Summary from "../../lib/cli/summary.ts"
import * as View from "../../lib/cli/view.ts"
import { plain } from "../../lib/plan/draw/drawing.ts"
import type { Plan } from "../../lib/plan/plan.ts"
import type { Event } from "../../lib/run/event.ts"
import type { Failure } from "../../lib/run/failure.ts"
import * as Folds from "../../lib/run/summary.ts"
import type { Terms } from "../../lib/run/terms.ts"
import { memory } from "../store/scratch.ts"

const Fit = task("Fit", {
  params: { year: param(int, { default: 2016 }) },
  output: json(t.number),
  retries: 3,
  run: (p) => p.year,
})
const Sum = task("Sum", {
  params: { fits: many(Fit, { accept: "50%" }) },
  output: json(t.number),
  timeout: "10 min",
  run: () => 0,
})
const Page = task("Page", { params: { sum: dep(Sum) }, output: json(t.number), run: () => 0 })
const Late = task("Late", { params: { n: param(int, { default: 1 }) }, output: json(t.number), run: () => 0 })

const planOf = (workflow: Parameters<typeof resolve>[0]): Plan => {
  const plan = resolve(workflow)
  if (plan._tag === "Left") throw new Error("it does not resolve")
  return plan.right
}
const plan = planOf(Page({ year: [2016, 2017, 2018] }))
const [page, sum] = ["Page", "Sum"].map((name) => idOf(name)) as [string, string]
const [first, second, third] = [2016, 2017, 2018].map((year) => idOf("Fit", year)) as [string, string, string]

function idOf(name: string, year?: number): string {
  const found = [...plan.nodes.values()].find(
    (node) => node.definition.name === name && (year === undefined || node.slots.year === year),
  )
  return found?.id as string
}

const drawing = { paint: plain, voice: "shell", folder: "/there", frames: () => [] } as const
const viewOf = () => View.of(plan, { ...memory(), locate: ({ path }) => `/there/results/${path}` }, drawing)

const said = (events: ReadonlyArray<Event>, terms: Terms = {}, view = viewOf()): string => {
  let out = ""
  const report = Report.plain(view, { out: (text) => (out += text) } as Partial<Io> as Io, terms)
  for (const event of events) {
    if (event._tag === "Needed") view.learn(event.plan)
    report.hear(event)
  }
  report.end()
  return out.replace(/[0-9a-f]{16}/g, "<id>")
}

/** The last line that a person sees after some events. */
const shown = async (events: ReadonlyArray<Event>): Promise<string> => {
  let [last, now] = ["", 0]
  const io: Partial<Io> = {
    out: () => undefined,
    columns: 200,
    now: () => (now += 1_000),
    live: async () => ({ show: (text) => void (last = text), clear: () => undefined }),
  }
  const report = await Report.live(viewOf(), io as Io, {})
  for (const event of events) report.hear(event)
  report.end()
  return last
}

const threw: Failure = { _tag: "Threw", message: "no data\nat all", cause: new Error("no data") }

describe("what happens on the way", () => {
  it("is said of attempts that come again, with how many there are and when", () =>
    expect(
      said([
        { _tag: "Retrying", time: 1_000, node: first, failure: threw, attempt: 1, at: 5_000 },
        { _tag: "Retrying", time: 9_000, node: first, failure: threw, attempt: 2, at: 9_000 },
        { _tag: "Retrying", time: 0, node: sum, failure: threw, attempt: 1, at: 90_000 },
        { _tag: "Failed", time: 9_000, node: first, failure: threw, attempts: 3 },
      ]),
    ).toMatchInlineSnapshot(`
      "retry   Fit(year: 2016) failed: no data; attempt 2 of 4 in 4 s
      retry   Fit(year: 2016) failed: no data; attempt 3 of 4
      retry   Sum failed: no data; attempt 2 in 1.5 min
      failed  Fit(year: 2016): no data
      "
    `))

  it("is said once of what another process makes, however often it is looked at", () =>
    expect(
      said([
        { _tag: "Busy", time: 0, node: first, by: "process 123 on host" },
        { _tag: "Busy", time: 1, node: second, by: "process 124 on host" },
        { _tag: "Busy", time: 2, node: first, by: "process 123 on host" },
        { _tag: "Checked", time: 3, findings: [{ node: second, missing: ["x"] }] },
        {
          _tag: "Checked",
          time: 3,
          findings: [
            { node: first, missing: [] },
            { node: third, missing: [] },
          ],
        },
        { _tag: "Found", time: 4, node: second },
      ]),
    ).toMatchInlineSnapshot(`
      "waits   for Fit(year: 2016), which another waluigi makes (process 123 on host)
      waits   for Fit(year: 2017), which another waluigi makes (process 124 on host)
      found   Fit(year: 2016)   results/Fit/year=2016-<id>/output.json
      found   Fit(year: 2017)   results/Fit/year=2017-<id>/output.json
      "
    `))

  it("is said of what runs without all, of an end that failures bring, and of what was asked for on the way", () => {
    const late = planOf(Late)
    const asked = late.roots[0]?.id as string
    expect(
      said([
        { _tag: "Partial", time: 0, node: sum, without: [first, third] },
        { _tag: "Partial", time: 1, node: sum, without: [first, third] },
        { _tag: "Needed", time: 1, node: sum, ticket: 1, plan: late },
        { _tag: "Succeeded", time: 2, node: asked },
        { _tag: "Draining", time: 3, failures: 3 },
      ]),
    ).toMatchInlineSnapshot(`
      "partly  Sum runs without 2 of 3: Fit(year: 2016) and Fit(year: 2018)
      made    Late(n: 1)   results/Late/n=1-<id>/output.json
      ending: 3 failed: nothing more starts, what runs goes on to its end
      "
    `)
  })

  it("names the grace time that there is", () =>
    expect(
      said(
        [
          { _tag: "Interrupted", time: 0 },
          { _tag: "Interrupted", time: 1 },
        ],
        { grace: 90_000 },
      ),
    ).toBe("stopping: what runs has 1.5 min to end; once more stops at once\nstopping: at once\n"))
})

describe("the live line", () => {
  const required: Event = { _tag: "Required", time: 0, nodes: [page, sum, first, second, third] }
  const started = (node: string): Event => ({ _tag: "Started", time: Date.now(), node })

  it("counts what others make and what is tried again beside what runs", async () =>
    expect(
      await shown([
        required,
        started(first),
        started(second),
        { _tag: "AttemptFailed", time: 2, node: second, failure: threw },
        { _tag: "Retrying", time: 2, node: second, failure: threw, attempt: 1, at: 9 },
        { _tag: "Busy", time: 3, node: third, by: "process 123 on host" },
      ]),
    ).toBe("[0/5] Fit(year: 2016) · 1 made by another waluigi · 1 to be tried again"))

  it("says that all that is left is made by another", async () =>
    expect(
      await shown([
        required,
        { _tag: "Busy", time: 3, node: second, by: "process 123 on host" },
        { _tag: "Busy", time: 3, node: third, by: "process 124 on host" },
        { _tag: "Found", time: 3, node: third },
        started(first),
        { _tag: "Succeeded", time: 4, node: first },
      ]),
    ).toBe("[2/5] all that is left is made by another waluigi: Fit(year: 2017) (process 123 on host)"))

  it("says what is tried again next where nothing runs", async () =>
    expect(
      await shown([
        required,
        started(first),
        { _tag: "AttemptFailed", time: 2, node: first, failure: threw },
        { _tag: "Retrying", time: 2, node: first, failure: threw, attempt: 1, at: Date.now() + 59_500 },
      ]),
    ).toBe("[0/5] Fit(year: 2016) is tried again in 60 s"))

  it("says that nothing more starts", async () =>
    expect(await shown([required, started(first), { _tag: "Draining", time: 3, failures: 1 }])).toBe(
      "[0/5] ending: Fit(year: 2016)",
    ))
})

describe("a failure", () => {
  const drawn = (node: string, failure: Failure, attempts?: number): string =>
    Summary.drawFailures(viewOf(), [{ node, failure, attempts }], []).trim()

  const cases: ReadonlyArray<readonly [title: string, node: string, failure: Failure, attempts?: number]> = [
    ["after several attempts", first, threw, 4],
    ["of time, where the run says how much", first, { _tag: "TimedOut", after: 600_000 }],
    ["of time, where the task says how much", sum, { _tag: "TimedOut", after: 600_000 }],
    ["of too little of a resource", first, { _tag: "TooLarge", resource: "gpu", takes: 2, has: 1 }],
    ["of too little memory", first, { _tag: "TooLarge", resource: "memory", takes: 64e9, has: 16e9 }],
    [
      "of a worker that took too much memory",
      first,
      { _tag: "Crashed", code: null, signal: "SIGKILL", said: [], memory: 4e9 },
    ],
    [
      "of a worker that was killed",
      first,
      { _tag: "Crashed", code: null, signal: "SIGKILL", said: [], memory: undefined },
    ],
    [
      "of a worker that ended itself",
      first,
      { _tag: "Crashed", code: 3, signal: null, said: ["one", "two\u001b[2K"], memory: undefined },
    ],
    [
      "of a program",
      first,
      {
        _tag: "Exited",
        command: ["python3", "fit me.py", "--year=2016"],
        code: 2,
        signal: null,
        reason: undefined,
        log: "/there/results/.waluigi-logs/Fit/x.log",
        said: ["Traceback", "ValueError: no data"],
      },
    ],
    [
      "of a program that is not there",
      first,
      { _tag: "Exited", command: ["fitt"], code: null, signal: null, reason: "is not there", log: undefined, said: [] },
    ],
    ["of what was needed on the way", first, { _tag: "Unmet", reason: "ctx.need: Late(n: 1) failed" }],
    [
      "of what was needed on the way and does not resolve",
      first,
      {
        _tag: "Unmet",
        reason:
          "ctx.need(Late(…)) does not resolve:\n  error: Late.n has no value\n    takes  int\n    try    { n: … }",
      },
    ],
    [
      "of a full disk",
      first,
      { _tag: "Store", error: { _tag: "System", path: "/there/results/x", code: "ENOSPC", message: "no space left" } },
    ],
    [
      "of a quota",
      first,
      { _tag: "Store", error: { _tag: "System", path: "/there/results/x", code: "EDQUOT", message: "quota exceeded" } },
    ],
  ]
  for (const [title, node, failure, attempts] of cases)
    it(`${title} says what to type`, () => expect(drawn(node, failure, attempts)).toMatchSnapshot())
})

describe("the end of a run", () => {
  const ended = (events: ReadonlyArray<Event>): string => {
    const summary = Folds.of(events.reduce(Folds.add, Folds.empty))
    return Summary.draw(viewOf(), summary, 1_000).replace(/[0-9a-f]{16}/g, "<id>")
  }
  const finished = (outcome: "Complete" | "Failed" | "Interrupted", left = 0): Event => ({
    _tag: "Finished",
    time: 9,
    outcome,
    left,
  })

  it("counts what was made elsewhere, and what ran on a part", () =>
    expect(
      ended([
        { _tag: "Busy", time: 0, node: first, by: "process 123 on host" },
        {
          _tag: "Checked",
          time: 1,
          findings: [
            { node: first, missing: [] },
            { node: third, missing: [] },
          ],
        },
        { _tag: "Failed", time: 1, node: second, failure: threw, attempts: 4 },
        { _tag: "Partial", time: 2, node: sum, without: [second] },
        { _tag: "Started", time: 2, node: sum },
        { _tag: "Succeeded", time: 3, node: sum },
        { _tag: "Found", time: 4, node: page },
        finished("Failed"),
      ]),
    ).toMatchInlineSnapshot(`
      "1 failed, 1 made, 1 in part, 2 made elsewhere, 1 there already (1.00 s)
        Page   results/Page/<id>/output.json
      "
    `))

  it("is of others alone where nothing was left to do", () =>
    expect(ended([{ _tag: "Found", time: 1, node: page }, finished("Complete")])).toMatchInlineSnapshot(`
      "0 made, 1 made elsewhere (1.00 s)
        Page   results/Page/<id>/output.json
      "
    `))

  it("says how many are left where failures ended it, and shows no root as made", () =>
    expect(
      ended([
        { _tag: "Failed", time: 1, node: second, failure: threw, attempts: 1 },
        { _tag: "Draining", time: 1, failures: 1 },
        finished("Failed", 3),
      ]),
    ).toBe("stopped early, 3 tasks left, 1 failed, 0 made (1.00 s)\n"))

  it("shows as made what timed out and then was", () =>
    expect(
      ended([
        { _tag: "Cancelled", time: 1, node: page },
        { _tag: "Retrying", time: 1, node: page, failure: { _tag: "TimedOut", after: 1 }, attempt: 1, at: 1 },
        { _tag: "Succeeded", time: 2, node: page },
        finished("Complete"),
      ]),
    ).toMatch(/^1 made \(1\.00 s\)\n {2}Page/))
})
