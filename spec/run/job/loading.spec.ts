import { existsSync } from "node:fs"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import * as Failure from "../../../lib/run/failure.ts"
import { memory } from "../../store/scratch.ts"
import type { Made } from "../plans.ts"
import { anything, definition, file, json, plan, text } from "../plans.ts"
import { runs, withCtx } from "../running.ts"

describe("ctx.load", () => {
  const source: Made = { name: "Source", output: json(t.number), run: () => 20 }

  it("reads the dependencies of a task, and what is below them", async () => {
    const store = memory()
    const middle: Made = {
      name: "Middle",
      output: json(t.number),
      needs: { source: 0 },
      run: withCtx(async (p, ctx) => Number(await ctx.load(p.source)) + 1),
    }
    const top: Made = {
      name: "Top",
      output: anything,
      needs: { middles: [1] },
      run: withCtx(async (p, ctx) => {
        const [first] = p.middles as ReadonlyArray<{ source: unknown }>
        return [await ctx.load(first), await ctx.load(first?.source)]
      }),
    }
    expect((await runs(plan([source, middle, top]), store)).failures).toStrictEqual([])
    expect(JSON.parse([...store.contents.values()].at(-1) as string)).toStrictEqual([21, 20])
  })

  it("reads by the codec of the task declared at the slot, whatever stands there (6.5)", async () => {
    const strict = definition({ name: "Strict", output: json(t.string) })
    const load = withCtx((p, ctx) => ctx.load(p.source))
    const reading = (need: Made["needs"]) =>
      runs(plan([source, { name: "Top", output: anything, needs: need ?? {}, run: load }]), memory())
    const { failures } = await reading({ source: { node: 0, declared: strict } })
    expect(failures[0] && Failure.message(failures[0].failure)).toMatch(
      /^cannot load Source as a Strict: .* does not fit its codec/,
    )
    expect((await reading({ source: 0 })).failures).toStrictEqual([])
    expect((await reading({ source: { node: 0, dynamic: true } })).failures).toStrictEqual([])
  })

  it("gives a record of outputs as a record, the path of a file, the text of a text", async () => {
    const output = { plot: file, note: text }
    const both: Made = { name: "Both", output, run: () => ({ plot: "<svg/>", note: "hm" }) }
    let loaded: unknown
    const top: Made = {
      name: "Top",
      needs: { both: 0 },
      run: withCtx(async (p, ctx) => void (loaded = await ctx.load(p.both))),
    }
    expect((await runs(plan([both, top]), memory())).failures).toStrictEqual([])
    expect(loaded).toStrictEqual({ plot: expect.stringMatching(/plot\.svg$/), note: "hm" })
    expect(existsSync((loaded as { plot: string }).plot)).toBe(true)
  })

  it("says what it cannot read", async () => {
    const stranger = plan([source, source, source]).roots[0]?.slots
    const ways: ReadonlyArray<readonly [Made["run"], RegExp]> = [
      [withCtx((_, ctx) => ctx.load(stranger)), /this Source is no dependency of Top/],
      [withCtx((_, ctx) => ctx.load({ year: 1 })), /ctx\.load takes a dependency/],
      [withCtx((p, ctx) => ctx.load(p.wrapper)), /Wrapper has no output to load/],
    ]
    for (const [run, message] of ways) {
      const { failures } = await runs(
        plan([{ name: "Wrapper" }, { name: "Top", needs: { wrapper: 0 }, run }]),
        memory(),
      )
      expect(failures[0] && Failure.message(failures[0].failure)).toMatch(message)
    }
  })

  it("fails a task for what is missing below a complete dependency", async () => {
    const store = memory()
    const middle: Made = { name: "Middle", output: text, needs: { source: 0 }, run: () => "there" }
    const top: Made = {
      name: "Top",
      needs: { middle: 1 },
      run: withCtx((p, ctx) => ctx.load((p.middle as { source: unknown }).source)),
    }
    const all = plan([source, middle, top])
    await runs(plan([source, middle]), store)
    const outputs = [...store.contents.keys()]
    await store.remove({ output: anything, path: outputs[0] as string })()
    const { failures } = await runs(all, store)
    expect(failures[0] && Failure.message(failures[0].failure)).toMatch(/cannot load Source: .* is missing/)
  })
})
