/**
 * The climate of Seattle, from daily observations to a poster. Only tasks stand here; what they compute is beside.
 *
 *     waluigi --file spec/examples/weather/workflow.ts Poster --year=2012..2015
 */
import { choice, dep, extend, file, int, json, many, param, task } from "waluigi"
import * as Climates from "./climate.ts"
import * as Fit from "./fit.ts"
import * as Histogram from "./histogram.ts"
import * as Days from "./observations.ts"
import * as Resolution from "./resolution.ts"
import * as Station from "./station.ts"

export const Observations = task("Observations", {
  doc: "The days of one year, as the station's file has them",
  params: { year: param(int, { range: [2012, 2015], doc: "calendar year" }) },
  output: json(Days.Observations),
  run: (p) => Days.ofYear(p.year)(Station.read()),
})

export const Corrections = task("Corrections", {
  doc: "In which unit the instruments were read, found from the numbers of a year",
  params: { datasets: dep(Observations) },
  output: json(Resolution.Corrections),
  run: async (p, ctx) => Resolution.detect(await ctx.load(p.datasets)),
})

export const Histograms = task("Histograms", {
  doc: "One quantity over the season, corrected and binned",
  params: {
    datasets: dep(Observations),
    corrections: dep(Corrections),
    what: param(choice(...Histogram.quantities), {
      default: "high",
      doc: "the day's high or low in °C, its rain in mm",
    }),
    bins: param(int, { default: 73, doc: "bins in a year; 73 are of five days" }),
  },
  output: json(Histogram.Histogram),
  run: async (p, ctx) => {
    const { year, days } = await ctx.load(p.datasets)
    const corrected = Resolution.restore(await ctx.load(p.corrections))(days)
    return { year, what: p.what, bins: Histogram.fill(p.what, p.bins)(corrected) }
  },
})

export const SeasonFit = task("SeasonFit", {
  doc: "A mean and one sine wave a year, by least squares",
  params: { histograms: dep(Histograms) },
  output: json(Fit.OfYear),
  run: async (p, ctx) => Fit.ofYear(1)(await ctx.load(p.histograms)),
  actions: {
    formula: { doc: "writes the fitted curve as a formula", run: async (p, ctx) => Fit.formula(await ctx.load(p)) },
  },
})

export const SeasonFitHarmonic2 = extend(SeasonFit, "SeasonFitHarmonic2", {
  doc: "A mean, a sine wave a year and one twice a year: spring and autumn need not mirror each other",
  run: async (p, ctx) => Fit.ofYear(2)(await ctx.load(p.histograms)),
})

export const Climate = task("Climate", {
  doc: "The fits of all years averaged, their rain added up",
  params: {
    highs: many(SeasonFit, { pins: { what: "high" } }),
    lows: many(SeasonFit, { pins: { what: "low" } }),
    rains: many(Histograms, { pins: { what: "rain" } }),
  },
  output: json(Climates.Climate),
  run: async (p, ctx) =>
    Climates.reduce(
      await Promise.all(p.highs.map(ctx.load)),
      await Promise.all(p.lows.map(ctx.load)),
      await Promise.all(p.rains.map(ctx.load)),
    ),
})

export const Poster = task("Poster", {
  doc: "All days, their climate and their rain on one page",
  params: { climate: dep(Climate), datasets: many(Observations), corrections: many(Corrections) },
  output: file("svg"),
  run: async (p, ctx) => {
    const years = await Promise.all(p.datasets.map(ctx.load))
    const corrections = await Promise.all(p.corrections.map(ctx.load))
    // Loaded here: Vega takes half a second, and whoever only asks what is there need not wait for it.
    const { draw } = await import("./render.ts")
    return draw(years, corrections, await ctx.load(p.climate))
  },
})
