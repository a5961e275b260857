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
const celsius = { domain: [-8, 37], range: [face.coldest, face.warmest] }
const millimetres = { domain: [0, 10], range: [face.rain, face.mostRain] }
const day = 1 / 365.2422

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
      painted(sheet.years.flatMap((year) => year.bars.map(ofDay))),
      arcs(
        sheet.curves.flatMap((point) => [line(point.season, point.high), line(point.season, point.low)]),
        celsius,
        { color: Ink.black },
      ),
      arcs(sheet.climate.rain.map(ofRain), millimetres, { color: Ink.rain }),
    ].map((layer) => ({
      ...layer,
      encoding: { ...layer.encoding, x: { value: width / 2 }, y: { value: height / 2 } },
    })),
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

const line = (season: number, height: number): Arc => ({
  from: season,
  to: season + 1.8 * day,
  inner: height - 0.15,
  outer: height + 0.15,
})

const rings: ReadonlyArray<Arc> = [0, 10, 20, 30].map((degrees) => ({
  from: 0,
  to: 1,
  inner: degrees - 0.07,
  outer: degrees + 0.07,
}))

const spokes: ReadonlyArray<Arc> = Season.months.map((_, month) => ({
  from: Season.ofMonth(month) - 0.0002,
  to: Season.ofMonth(month) + 0.0002,
  inner: -8,
  outer: 37,
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

const painted = (values: ReadonlyArray<Arc>) => {
  const plain = arcs(values, celsius, { opacity: 0.5 })
  return { ...plain, encoding: { ...plain.encoding, color: Ink.byTemperature("middle") } }
}

const words = (sheet: Sheet.Sheet, centre: { x: number; y: number }) => {
  const at = (season: number, distance: number) => ({
    x: centre.x + distance * Math.sin(2 * Math.PI * season),
    y: centre.y - distance * Math.cos(2 * Math.PI * season),
  })
  const months = Season.months.map((month, index) => {
    const season = (Season.ofMonth(index) + Season.ofMonth(index + 1)) / 2
    const low = season > 0.25 && season < 0.75
    const angle = 360 * season + (low ? 180 : 0)
    return Ink.text(month.toUpperCase(), { ...at(season, face.months), size: 8.5, align: "center", weight: 600, angle })
  })
  const degrees = [0, 10, 20, 30].map((value) => {
    const [inner = 0, outer = 0] = celsius.range
    return Ink.text(`${value}°`, {
      ...at(0, inner + ((value + 8) / 45) * (outer - inner)),
      size: 7.5,
      align: "center",
      colour: Ink.faded,
    })
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
