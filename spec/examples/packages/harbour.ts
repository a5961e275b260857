/**
 * Puts two packages into one graph. Both have a `Fit`; that of the tides is renamed where the package comes in.
 */
import { dep, rename, task, text } from "waluigi"
import * as tides from "./tides.ts"
import { Wind } from "./wind.ts"

export const { Tides, Opening, threeDays, Fit: TideFit, Gauge } = rename(tides, { Fit: "TideFit" })

export const Harbour = task("Harbour", {
  params: { tides: dep(Tides), wind: dep(Wind) },
  output: text(),
  run: async (p, ctx) => `tides ${await ctx.load(p.tides)}wind ${await ctx.load(p.wind)}\n`,
})

/** The workflow of another package in a slot: its tables become pins there. */
export const HarbourOpening = Harbour({ "Harbour.tides": Opening })
