/**
 * The fit of a season: a mean and waves of one, two, … periods a year, by least squares.
 *
 *     y(s) = mean + Σ cosₖ cos(2πks) + sinₖ sin(2πks)
 *
 * The bins' means are fitted, each weighted by its days; the scatter is that of the days about the curve.
 */
import * as t from "io-ts"
import type { Bin, Histogram } from "./histogram.ts"

// --- model

export const Wave = t.readonly(t.type({ cos: t.number, sin: t.number }), "Wave")
export const Curve = t.readonly(t.type({ mean: t.number, waves: t.readonlyArray(Wave) }), "Curve")
export type Curve = t.TypeOf<typeof Curve>

/** `scatter`: standard deviation of a day from the curve, in the unit of the data, with `free` degrees of freedom. */
export const Fit = t.readonly(t.type({ curve: Curve, scatter: t.number, free: t.number }), "Fit")
export type Fit = t.TypeOf<typeof Fit>

/** The fit of one year, and what it is of. */
export const OfYear = t.readonly(t.type({ year: t.number, what: t.string, fit: Fit }), "OfYear")
export type OfYear = t.TypeOf<typeof OfYear>

// --- constructors

/** Fits a histogram. */
export const ofYear =
  (count: number) =>
  ({ year, what, bins }: Histogram): OfYear => ({ year, what, fit: waves(count)(bins) })

/** Fits so many waves. Throws where the bins are too few to tell them apart. */
export const waves =
  (count: number) =>
  (bins: ReadonlyArray<Bin>): Fit => {
    const size = 1 + 2 * count
    const days = bins.reduce((sum, bin) => sum + bin.days, 0)
    if (bins.length < size || days <= size) throw new Error(`${bins.length} bins are too few for ${count} waves`)
    const rows = bins.map((bin) => basis(count, bin.season))
    const matrix = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) =>
        sumOf(bins, (bin, k) => bin.days * at(at(rows, k), i) * at(at(rows, k), j)),
      ),
    )
    const right = Array.from({ length: size }, (_, i) => sumOf(bins, (bin, k) => bin.sum * at(at(rows, k), i)))
    const [mean = 0, ...rest] = solve(matrix, right)
    const curve = {
      mean,
      waves: Array.from({ length: count }, (_, k) => ({ cos: at(rest, 2 * k), sin: at(rest, 2 * k + 1) })),
    }
    const squares = sumOf(bins, (bin) => {
      const y = value(curve)(bin.season)
      return bin.squares - 2 * y * bin.sum + bin.days * y * y
    })
    return { curve, scatter: Math.sqrt(Math.max(0, squares) / (days - size)), free: days - size }
  }

const basis = (count: number, season: number): ReadonlyArray<number> => [
  1,
  ...Array.from({ length: count }, (_, k) => 2 * Math.PI * (k + 1) * season).flatMap((x) => [Math.cos(x), Math.sin(x)]),
]

/** Solves a symmetric positive definite system by Cholesky's method. */
const solve = (matrix: ReadonlyArray<ReadonlyArray<number>>, right: ReadonlyArray<number>): ReadonlyArray<number> => {
  const lower: Array<Array<number>> = []
  const dot = (a: ReadonlyArray<number>, b: ReadonlyArray<number>, to: number) =>
    a.slice(0, to).reduce((sum, x, k) => sum + x * at(b, k), 0)
  for (const [i, row] of matrix.entries()) {
    const mine: Array<number> = []
    lower.push(mine)
    for (let j = 0; j <= i; j++) {
      const rest = at(row, j) - dot(mine, at(lower, j), j)
      if (i === j && !(rest > 1e-9 * at(row, i))) throw new Error("the bins cannot tell the waves apart")
      mine.push(i === j ? Math.sqrt(rest) : rest / at(at(lower, j), j))
    }
  }
  const forward: Array<number> = []
  for (const [i, row] of lower.entries()) forward.push((at(right, i) - dot(row, forward, i)) / at(row, i))
  const solution = new Array<number>(right.length).fill(0)
  for (let i = right.length - 1; i >= 0; i--) {
    const known = solution.reduce((sum, x, k) => (k > i ? sum + x * at(at(lower, k), i) : sum), 0)
    solution[i] = (at(forward, i) - known) / at(at(lower, i), i)
  }
  return solution
}

const sumOf = <A>(items: ReadonlyArray<A>, f: (item: A, index: number) => number): number =>
  items.reduce((sum, item, index) => sum + f(item, index), 0)

const at = <A>(items: ReadonlyArray<A>, index: number): A => {
  const item = items[index]
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`)
  return item
}

// --- queries

/** Gives the height of a curve at a season. */
export const value =
  (curve: Curve) =>
  (season: number): number =>
    curve.waves.reduce((sum, wave, k) => {
      const x = 2 * Math.PI * (k + 1) * season
      return sum + wave.cos * Math.cos(x) + wave.sin * Math.sin(x)
    }, curve.mean)

/** Finds the season at which a curve is highest, to a hundredth of a day. */
export const peak = (curve: Curve): number => {
  let best = 0
  const height = value(curve)
  for (let k = 1; k < 36_524; k++) if (height(k / 36_524) > height(best)) best = k / 36_524
  return best
}

/** Writes a fit as a formula of the season `s`, 0 to 1: `2015 high: 17.1 - 8.79 cos 2πs - 2.4 sin 2πs`. */
export const formula = ({ year, what, fit: { curve } }: OfYear): string => {
  const term = (factor: number, name: string): string =>
    `${factor < 0 ? "-" : "+"} ${Math.abs(factor).toPrecision(3)} ${name}`
  const waves = curve.waves.flatMap(({ cos, sin }, k) => [
    term(cos, `cos ${2 * (k + 1)}πs`),
    term(sin, `sin ${2 * (k + 1)}πs`),
  ])
  return [`${year} ${what}: ${curve.mean.toPrecision(3)}`, ...waves].join(" ")
}

// --- combinators

/** Averages fits of several years: curves by their mean, scatters by their squares and degrees of freedom. */
export const average = (fits: ReadonlyArray<Fit>): Fit => {
  const first = fits[0]
  if (first === undefined) throw new Error("no fit to average")
  if (fits.some((fit) => fit.curve.waves.length !== first.curve.waves.length))
    throw new Error("fits with different numbers of waves cannot be averaged")
  const mean = (f: (fit: Fit) => number) => sumOf(fits, f) / fits.length
  const free = sumOf(fits, (fit) => fit.free)
  return {
    curve: {
      mean: mean((fit) => fit.curve.mean),
      waves: first.curve.waves.map((_, k) => ({
        cos: mean((fit) => at(fit.curve.waves, k).cos),
        sin: mean((fit) => at(fit.curve.waves, k).sin),
      })),
    },
    scatter: Math.sqrt(sumOf(fits, (fit) => fit.scatter ** 2 * fit.free) / free),
    free,
  }
}
