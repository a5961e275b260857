/**
 * Strips: one year from left to right, its days beside the curves of the climate, its rain hanging below.
 */
import * as Ink from "./ink.ts"
import * as Season from "./season.ts"
import * as Sheet from "./sheet.ts"

// --- model

export const width = 620

const coldest = -8
const warmest = 37
const mostRain = 60

/** The part of a strip's height that the temperatures take. */
const upper = 0.76

// --- constructors

export const make = (sheet: Sheet.Sheet, year: Sheet.Year, height: number) => {
  const floor = height * upper
  const temperature = (field: string) => ({
    field,
    type: "quantitative" as const,
    axis: null,
    scale: { domain: [coldest, warmest], range: [floor, 0], zero: false, nice: false },
  })
  const curve = (field: "high" | "low") => ({
    data: { values: [...sheet.curves] },
    mark: { type: "line" as const, color: Ink.black, strokeWidth: 0.7 },
    encoding: { x, y: temperature(field) },
  })
  return {
    width,
    height,
    data: { values: [{}] },
    resolve: { scale: { y: "independent" as const } },
    layer: [
      ...monthLines(height),
      ...[0, 30].map((degrees) => ({
        mark: { type: "rule" as const, color: Ink.hair, strokeWidth: 0.5 },
        encoding: { x: { value: 0 }, x2: { value: width }, y: { value: heightOf(degrees, floor) } },
      })),
      {
        data: { values: [...year.bars] },
        mark: { type: "rule" as const, strokeWidth: (width / 366) * 0.92 },
        encoding: { x, y: temperature("low"), y2: { field: "high" }, color: Ink.byTemperature("middle") },
      },
      curve("high"),
      curve("low"),
      {
        data: { values: year.bars.filter((bar) => bar.rain > 0).map((bar) => ({ ...bar, none: 0 })) },
        mark: { type: "rule" as const, color: Ink.rain, strokeWidth: (width / 366) * 0.8 },
        encoding: {
          x,
          y: {
            field: "none",
            type: "quantitative" as const,
            axis: null,
            scale: { domain: [0, mostRain], range: [floor + 2, height], nice: false },
          },
          y2: { field: "rain" },
        },
      },
      ...words(year, floor, height),
    ],
  }
}

const x = {
  field: "season",
  type: "quantitative" as const,
  axis: null,
  scale: { domain: [0, 1], range: [0, width], nice: false },
}

const monthLines = (height: number) =>
  Season.months.map((_, month) => ({
    mark: { type: "rule" as const, color: Ink.hair, strokeWidth: 0.5 },
    encoding: { x: { value: Season.ofMonth(month) * width }, y: { value: 0 }, y2: { value: height } },
  }))

const words = (year: Sheet.Year, floor: number, height: number) => {
  const facts = [
    { words: Sheet.degrees(year.warmest.high), aside: Sheet.dayOf(year.warmest.date), colour: Ink.hot },
    { words: Sheet.degrees(year.coldest.low), aside: Sheet.dayOf(year.coldest.date), colour: Ink.cold },
    { words: `${Sheet.thousands(year.rain)} mm`, aside: "", colour: Ink.rain },
    { words: "", aside: `on ${year.wetDays} days`, colour: Ink.rain },
  ]
  const ticks = [
    { words: "30°", y: heightOf(30, floor) },
    { words: "0°", y: heightOf(0, floor) },
    { words: "40 mm", y: floor + 2 + (40 / mostRain) * (height - floor - 2) },
  ]
  return [
    Ink.text(String(year.year), { x: -48, y: floor / 2, size: 15, font: Ink.serif }),
    ...ticks.map((tick) => Ink.text(tick.words, { x: -5, y: tick.y, size: 6, align: "right", colour: Ink.faded })),
    ...facts.flatMap((fact, index) => [
      Ink.text(fact.words, { x: width + 14, y: 10 + 14 * index, size: 8.5, weight: 600, colour: fact.colour }),
      Ink.text(fact.aside, { x: width + 82, y: 10 + 14 * index, size: 8, align: "right", colour: Ink.faded }),
    ]),
  ]
}

const heightOf = (degrees: number, floor: number): number => floor * (1 - (degrees - coldest) / (warmest - coldest))

/** The names of the months above the strips. */
export const months = (height: number) => ({
  width,
  height,
  data: { values: [{}] },
  layer: Season.months.map((month, index) =>
    Ink.text(month.slice(0, 3).toUpperCase(), {
      x: (width * (Season.ofMonth(index) + Season.ofMonth(index + 1))) / 2,
      y: height - 8,
      size: 7.5,
      align: "center",
      weight: 600,
      colour: Ink.faded,
    }),
  ),
})

/** Empty paper. */
export const gap = (height: number) => ({
  width,
  height,
  data: { values: [{}] },
  mark: { type: "point" as const, opacity: 0 },
})
