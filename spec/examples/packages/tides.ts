/**
 * A package of its own: the tides of a harbour, with a `Fit` deep inside.
 */
import * as t from "io-ts"
import { dep, each, inherit, int, json, many, override, param, set, task, text } from "waluigi"

export const Gauge = task("Gauge", {
  doc: "hourly levels of a day, in centimetres",
  params: { day: param(int, { default: 1 }) },
  output: json(t.readonlyArray(t.number)),
  run: ({ day }) => Array.from({ length: 24 }, (_, hour) => Math.round(100 * Math.sin((hour + day) / 2))),
})

export const Fit = task("Fit", {
  doc: "the mean level",
  params: { gauge: dep(Gauge), digits: param(int, { default: 1 }) },
  output: json(t.number),
  run: async (p, ctx) => {
    const levels = await ctx.load(p.gauge)
    return Number((levels.reduce((sum, level) => sum + level, 0) / levels.length).toFixed(p.digits))
  },
})

export const Tides = task("Tides", {
  doc: "the mean levels of some days, and of the day before",
  params: { fits: many(Fit), first: dep(Fit, { "Fit.digits": 3, day: 1 }), day: param(int, { default: 2 }) },
  dynamic: { before: (p) => Fit(inherit(p), set(Gauge.day, p.day - 1)) },
  output: text(),
  run: async (p, ctx) => `${await Promise.all(p.fits.map(ctx.load))} after ${await ctx.load(p.before)}\n`,
})

/** Three days, as a workflow and as a table. */
export const threeDays = override({ "Tides.fits:Gauge.day": each(1, 2, 3), "Tides:Fit.digits": 2 })
export const Opening = Tides(threeDays)
