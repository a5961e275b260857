import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Fit from "./fit.ts"
import type { Bin } from "./histogram.ts"
import * as Histogram from "./histogram.ts"

const number = fc.double({ min: -30, max: 30, noNaN: true, noDefaultInfinity: true })
const wave = fc.record({ cos: number, sin: number })
const day = fc.record({ season: fc.integer({ min: 0, max: 72 }).map((k) => (k + 0.5) / 73), y: number })

/** One bin for each day: what a fit of the days themselves would see. */
const single = ({ season, y }: { readonly season: number; readonly y: number }): Bin => ({
  season,
  days: 1,
  sum: y,
  squares: y * y,
  least: y,
  most: y,
})
const grid = (f: (season: number) => number): ReadonlyArray<Bin> =>
  Array.from({ length: 73 }, (_, k) => (k + 0.5) / 73).map((season) => single({ season, y: f(season) }))

describe("the fit of waves", () => {
  it("finds a curve again that is one of its own", () => {
    fc.assert(
      fc.property(number, fc.array(wave, { minLength: 0, maxLength: 3 }), (mean, waves) => {
        const { curve, scatter } = Fit.waves(waves.length)(grid(Fit.value({ mean, waves })))
        expect(curve.mean).toBeCloseTo(mean, 8)
        for (const [k, { cos, sin }] of waves.entries()) {
          expect(curve.waves[k]?.cos).toBeCloseTo(cos, 8)
          expect(curve.waves[k]?.sin).toBeCloseTo(sin, 8)
        }
        expect(scatter).toBeLessThan(1e-5)
      }),
    )
  })

  it("is, on days evenly spaced, the beginning of their Fourier series", () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 73, maxLength: 73 }), (ys) => {
        const bins = grid((season) => ys[Math.floor(season * 73)] ?? 0)
        const sum = (f: (x: number) => number) => bins.reduce((s, bin) => s + bin.sum * f(2 * Math.PI * bin.season), 0)
        const { curve } = Fit.waves(2)(bins)
        expect(curve.mean).toBeCloseTo(sum(() => 1) / 73, 8)
        for (const k of [1, 2]) {
          expect(curve.waves[k - 1]?.cos).toBeCloseTo((2 / 73) * sum((x) => Math.cos(k * x)), 8)
          expect(curve.waves[k - 1]?.sin).toBeCloseTo((2 / 73) * sum((x) => Math.sin(k * x)), 8)
        }
      }),
    )
  })

  it("leaves residuals that no wave of its own explains, and scatter that is theirs", () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 60, maxLength: 200 }), (days) => {
        fc.pre(new Set(days.map((one) => one.season)).size > 20)
        const { curve, scatter, free } = Fit.waves(1)(days.map(single))
        const residuals = days.map(({ season, y }) => ({ season, r: y - Fit.value(curve)(season) }))
        for (const f of [() => 1, Math.cos, Math.sin])
          expect(residuals.reduce((sum, { season, r }) => sum + r * f(2 * Math.PI * season), 0)).toBeCloseTo(0, 6)
        expect(free).toBe(days.length - 3)
        expect(scatter).toBeCloseTo(Math.sqrt(residuals.reduce((sum, { r }) => sum + r * r, 0) / free), 6)
      }),
    )
  })

  it("does not depend on how days of one season are gathered in bins", () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 60, maxLength: 200 }), (days) => {
        fc.pre(new Set(days.map((one) => one.season)).size > 20)
        const apart = Fit.waves(1)(days.map(single))
        const gathered = Fit.waves(1)(Histogram.add(days.map((one) => [single(one)])))
        expect(gathered.curve.mean).toBeCloseTo(apart.curve.mean, 7)
        expect(gathered.scatter).toBeCloseTo(apart.scatter, 6)
      }),
    )
  })

  it("refuses what cannot tell its waves apart", () => {
    expect(() => Fit.waves(2)(grid(() => 1).slice(0, 4))).toThrow("4 bins are too few for 2 waves")
    const twice = [0.25, 0.75].flatMap((season) => Array.from({ length: 5 }, () => single({ season, y: 1 })))
    expect(() => Fit.waves(1)(twice)).toThrow("cannot tell the waves apart")
  })
})

describe("the peak of a curve", () => {
  it("is where a single wave is highest", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (season) => {
        const x = 2 * Math.PI * season
        const found = Fit.peak({ mean: 3, waves: [{ cos: 5 * Math.cos(x), sin: 5 * Math.sin(x) }] })
        const apart = Math.abs(found - season)
        expect(Math.min(apart, 1 - apart)).toBeLessThan(1e-4)
      }),
      { numRuns: 20 },
    )
  })
})

describe("the average of fits", () => {
  it("is the fit of the average year, since least squares is linear", () => {
    const year = fc.array(number, { minLength: 73, maxLength: 73 })
    fc.assert(
      fc.property(year, year, (a, b) => {
        const fitted = (ys: (k: number) => number) => Fit.waves(2)(grid((season) => ys(Math.floor(season * 73))))
        const average = Fit.average([fitted((k) => a[k] ?? 0), fitted((k) => b[k] ?? 0)])
        const together = fitted((k) => ((a[k] ?? 0) + (b[k] ?? 0)) / 2)
        for (const season of [0, 0.1, 0.35, 0.8])
          expect(Fit.value(average.curve)(season)).toBeCloseTo(Fit.value(together.curve)(season), 7)
      }),
    )
  })
})
