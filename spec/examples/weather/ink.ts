/**
 * Ink: the poster's paper, colours and letters.
 */

// --- model

export const paper = "#f6f1e7"
export const black = "#1f2a36"
export const faded = "#6f7378"
export const hair = "#d9d1c1"
export const rain = "#3b7ea8"
export const hot = "#b5352c"
export const cold = "#2a4d80"

export const serif = "Didot, 'Bodoni 72', 'Playfair Display', 'EB Garamond', Georgia, 'Times New Roman', serif"
export const sans = "'Avenir Next', Avenir, Inter, 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, sans-serif"

interface Lettering {
  /** In pixels of the view. */
  readonly x: number
  readonly y: number
  readonly size: number
  readonly align?: "left" | "center" | "right"
  readonly weight?: 300 | 400 | 600
  readonly colour?: string
  readonly font?: string
  /** Degrees, clockwise. */
  readonly angle?: number
}

// --- constructors

/** Sets one line at a fixed place of a view. */
export const text = (
  words: string,
  { x, y, size, align = "left", weight = 400, colour = black, font = sans, angle = 0 }: Lettering,
) => ({
  mark: {
    type: "text" as const,
    text: words,
    align,
    baseline: "middle" as const,
    fontSize: size,
    fontWeight: weight,
    font,
    color: colour,
    angle,
  },
  encoding: { x: { value: x }, y: { value: y } },
})

/** Paper round a line, to be set over it: what lies beneath does not run into the letters. */
export const halo = (words: string, lettering: Lettering) => {
  const plain = text(words, { ...lettering, colour: paper })
  return {
    ...plain,
    mark: { ...plain.mark, stroke: paper, strokeWidth: 3, strokeJoin: "round" as const, opacity: 0.8 },
  }
}

/** Colours by a temperature in °C: night blue to dark red, the colours of a map. */
export const byTemperature = (field: string) => ({
  field,
  type: "quantitative" as const,
  legend: null,
  scale: {
    domain: [-6, 1, 6, 11, 16, 21, 28],
    range: ["#1b2f5b", "#2b6391", "#6aa5b9", "#c4d6bd", "#f2cd7d", "#e3833f", "#a8232f"],
    interpolate: "lab" as const,
    clamp: true,
  },
})
