/**
 * The dial: all years on one face, January at the top, the year going clockwise.
 *
 * Outside the temperatures, day over day, and the fitted curves; inside the rain.
 */
import * as Ink from "./ink.ts"
import * as Season from "./season.ts"
import * as Sheet from "./sheet.ts"

// --- model

/** The face, in pixels from its centre. */
const face = { rain: 62, mostRain: 104, coldest: 92, warmest: 286, months: 293 }
const coldest = -8
const warmest = 37
const celsius = { domain: [coldest, warmest], range: [face.coldest, face.warmest] }

/** Ten millimetres a day fill their ring, unless it rained more. */
const millimetres = (rain: Sheet.Sheet["climate"]["rain"]) => ({
  domain: [0, rain.reduce((most, { mean }) => Math.max(most, mean), 10)],
  range: [face.rain, face.mostRain],
})
const day = 1 / 365.2422

interface Point {
  readonly x: number
  readonly y: number
}

/** A piece of a ring: between two seasons, and two temperatures or amounts of rain. */
interface Arc {
  readonly from: number
  readonly to: number
  readonly inner: number
  readonly outer: number
  readonly middle?: number
}

// --- constructors

export const make = (sheet: Sheet.Sheet, width: number, height: number) => ({
  width,
  height,
  data: { values: [{}] },
  resolve: { scale: { radius: "independent" as const } },
  layer: [
    ...[
      arcs(rings, celsius, { color: Ink.hair }),
      arcs(spokes, celsius, { color: Ink.hair }),
      // One year alone is drawn almost solid; of several each lets the others through.
      painted(
        sheet.years.flatMap((year) => year.bars.map(ofDay)),
        0.35 + 0.6 / sheet.years.length,
      ),
      arcs(sheet.climate.rain.map(ofRain), millimetres(sheet.climate.rain), { color: Ink.rain }),
    ].map((layer) => ({
      ...layer,
      encoding: { ...layer.encoding, x: { value: width / 2 }, y: { value: height / 2 } },
    })),
    line(sheet, "high", { x: width / 2, y: height / 2 }),
    line(sheet, "low", { x: width / 2, y: height / 2 }),
    ...words(sheet, { x: width / 2, y: height / 2 }),
  ],
})

const ofDay = (bar: Sheet.Bar): Arc => ({
  from: bar.season - day / 2,
  to: bar.season + day / 2,
  inner: bar.low,
  outer: bar.high,
  middle: bar.middle,
})

const ofRain = ({ season, mean }: { readonly season: number; readonly mean: number }): Arc => ({
  from: season - 0.34 / 73,
  to: season + 0.34 / 73,
  inner: 0,
  outer: mean,
})

/** A curve once round the face: as points of the page, because Vega-Lite's lines know no angles. */
const line = (sheet: Sheet.Sheet, side: "high" | "low", centre: Point) => ({
  data: {
    values: sheet.curves.map((point) => ({ ...on(centre, point.season, distance(point[side])), season: point.season })),
  },
  mark: { type: "line" as const, color: Ink.black, strokeWidth: 1.3, interpolate: "linear-closed" as const },
  encoding: { x: pixels("x"), y: pixels("y"), order: { field: "season", type: "quantitative" as const } },
})

const pixels = (field: string) => ({ field, type: "quantitative" as const, scale: null, axis: null })

const rings: ReadonlyArray<Arc> = [0, 10, 20, 30].map((degrees) => ({
  from: 0,
  to: 1,
  inner: degrees - 0.07,
  outer: degrees + 0.07,
}))

const spokes: ReadonlyArray<Arc> = Season.months.map((_, month) => ({
  from: Season.ofMonth(month) - 0.0002,
  to: Season.ofMonth(month) + 0.0002,
  inner: coldest,
  outer: warmest,
}))

const arcs = (
  values: ReadonlyArray<Arc>,
  scale: { domain: Array<number>; range: Array<number> },
  mark: { color?: string; opacity?: number },
) => ({
  data: { values: [...values] },
  mark: { type: "arc" as const, ...mark },
  encoding: {
    theta: {
      field: "from",
      type: "quantitative" as const,
      stack: null,
      scale: { domain: [0, 1], range: [0, 2 * Math.PI] },
    },
    theta2: { field: "to" },
    radius: {
      field: "outer",
      type: "quantitative" as const,
      stack: null,
      scale: { ...scale, zero: false, nice: false },
    },
    radius2: { field: "inner" },
  },
})

const painted = (values: ReadonlyArray<Arc>, opacity: number) => {
  const plain = arcs(values, celsius, { opacity })
  return { ...plain, encoding: { ...plain.encoding, color: Ink.byTemperature("middle") } }
}

const words = (sheet: Sheet.Sheet, centre: Point) => {
  const months = Season.months.map((month, index) => {
    const season = (Season.ofMonth(index) + Season.ofMonth(index + 1)) / 2
    const low = season > 0.25 && season < 0.75
    const angle = 360 * season + (low ? 180 : 0)
    return Ink.text(month.toUpperCase(), {
      ...on(centre, season, face.months),
      size: 8.5,
      align: "center",
      weight: 600,
      angle,
    })
  })
  const degrees = [0, 10, 20, 30].flatMap((value) => {
    const label = { ...on(centre, 0, distance(value)), size: 7.5, align: "center" as const }
    return [Ink.halo(`${value}°`, label), Ink.text(`${value}°`, { ...label, colour: Ink.faded })]
  })
  const rain = sheet.years.reduce((sum, year) => sum + year.rain, 0) / sheet.years.length
  return [
    ...months,
    ...degrees,
    Ink.text(Sheet.degrees(sheet.mean), {
      x: centre.x + 2,
      y: centre.y - 18,
      size: 27,
      align: "center",
      font: Ink.serif,
    }),
    Ink.text("mean", { x: centre.x, y: centre.y + 1, size: 7.5, align: "center", colour: Ink.faded }),
    Ink.text(`${Sheet.thousands(rain)} mm`, {
      x: centre.x,
      y: centre.y + 19,
      size: 14,
      align: "center",
      font: Ink.serif,
      colour: Ink.rain,
    }),
    Ink.text("of rain a year", { x: centre.x, y: centre.y + 33, size: 7.5, align: "center", colour: Ink.faded }),
  ]
}

/** Gives the distance from the centre at which a temperature lies. */
const distance = (degrees: number): number =>
  face.coldest + ((degrees - coldest) / (warmest - coldest)) * (face.warmest - face.coldest)

const on = (centre: Point, season: number, radius: number): Point => ({
  x: centre.x + radius * Math.sin(2 * Math.PI * season),
  y: centre.y - radius * Math.cos(2 * Math.PI * season),
})
