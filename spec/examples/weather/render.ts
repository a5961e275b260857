/**
 * Rendering: a Vega-Lite specification to the text of an SVG. Needs no browser and no canvas.
 */
import * as vega from "vega"
import { compile, type TopLevelSpec } from "vega-lite"
import type { Climate } from "./climate.ts"
import type { Observations } from "./observations.ts"
import * as Poster from "./poster.ts"
import type { Corrections } from "./resolution.ts"
import * as Sheet from "./sheet.ts"

// --- folds

/** Draws the poster of several years. */
export const draw = (
  years: ReadonlyArray<Observations>,
  corrections: ReadonlyArray<Corrections>,
  climate: Climate,
): Promise<string> => toSvg(Poster.make(Sheet.make(years, corrections, climate)), Poster.width, Poster.height)

/** Draws a specification on a page of exactly this size, which its padding (left and top) is part of. */
export const toSvg = async (spec: TopLevelSpec, width: number, height: number): Promise<string> => {
  const { padding, ...compiled } = compile(spec).spec
  const { left = 0, top = 0 } = typeof padding === "object" && "left" in padding ? padding : {}
  const page = {
    ...compiled,
    padding: { left, top, right: 0, bottom: 0 },
    width: width - left,
    height: height - top,
    autosize: "none" as const,
  }
  const view = new vega.View(vega.parse(page), { renderer: "none" })
  const svg = await view.toSVG()
  view.finalize()
  return svg
}
