/**
 * The poster as a Vega-Lite specification: a title, the dial of all years, a strip for each year, a caption.
 *
 * A page of A3's proportions. Nothing depends on the width of a font: every view has a fixed size and place.
 */
import type { TopLevelSpec } from "vega-lite"
import * as Dial from "./dial.ts"
import * as Ink from "./ink.ts"
import * as Sheet from "./sheet.ts"
import * as Strip from "./strip.ts"

// --- model

export const width = 842
export const height = 1191

const left = 94
const top = 48
const heading = 62
const dial = 602
const strips = 384
const gap = 10

// --- constructors

export const make = (sheet: Sheet.Sheet): TopLevelSpec => {
  const count = sheet.years.length
  const strip = Math.min(240, (strips - gap * (count - 1)) / count)
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    background: Ink.paper,
    padding: { left, top, right: 0, bottom: 0 },
    config: { view: { stroke: null }, font: Ink.sans, aria: false },
    spacing: 0,
    bounds: "flush",
    vconcat: [
      title(sheet),
      Dial.make(sheet, Strip.width, dial),
      Strip.months(22),
      ...sheet.years.flatMap((year, index) => [
        ...(index === 0 ? [] : [Strip.gap(gap)]),
        Strip.make(sheet, year, strip),
      ]),
      footer(sheet, strips - strip * count - gap * (count - 1)),
    ],
  }
}

const title = (sheet: Sheet.Sheet) => ({
  width: Strip.width,
  height: heading,
  data: { values: [{}] },
  layer: [
    Ink.text("Seattle", { x: -48, y: 26, size: 68, font: Ink.serif }),
    Ink.text("The weather of every day".toUpperCase(), {
      x: Strip.width + 82,
      y: 12,
      size: 11,
      align: "right",
      weight: 600,
    }),
    Ink.text(`${Sheet.span(sheet.climate.years)} · ${Sheet.thousands(sheet.days)} days`, {
      x: Strip.width + 82,
      y: 30,
      size: 11,
      align: "right",
      colour: Ink.faded,
    }),
  ],
})

/** The caption stands at the foot of the page, however little is above. */
const footer = (sheet: Sheet.Sheet, free: number) => ({
  width: Strip.width,
  height: free + 50,
  data: { values: [{}] },
  layer: Sheet.caption(sheet).map((line, index) =>
    Ink.text(line, { x: -48, y: free + 26 + 12 * index, size: 7.6, colour: Ink.faded }),
  ),
})
