/**
 * What the tasks of `layers.ts` must give, by another way: from the top down, as sums of paths.
 */

// --- model

/** A task of the workflow, by its name and its place in the layer. */
export interface Cell {
  readonly name: string
  readonly at: number
}

/** For each task what is below it: two neighbours of one name, then one of another. */
const below: Readonly<Record<string, readonly [string, string] | undefined>> = {
  Parts: ["Value", "Piece"],
  Several: ["Piece", "Value"],
  Heavy: ["Parts", "Several"],
  Script: ["Several", "Parts"],
  Blend: ["Heavy", "Script"],
  Report: ["Script", "Heavy"],
  Last: ["Blend", "Report"],
}

const modulus = 1_000_003n

// --- queries

export const cells = (width: number): ReadonlyArray<Cell> => [
  ...["Value", "Piece", ...Object.keys(below)].flatMap((name) =>
    Array.from({ length: name === "Last" ? 2 * width - 1 : width }, (_, at) => ({ name, at })),
  ),
  { name: "Top", at: 0 },
]

/** Gives the number of a task: each task below it counts once for every way that leads to it, times the factors on the way. */
export const numberOf = (width: number, cell: Cell): number => {
  const waiting: Array<{ readonly cell: Cell; readonly factor: bigint }> = [{ cell, factor: 1n }]
  let sum = 0n
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, at } = next.cell
    sum += next.factor * BigInt(1009 * name.length + 31 * at)
    for (const [index, one] of under(width, next.cell).entries())
      waiting.push({ cell: one, factor: next.factor * BigInt(index + 2) })
  }
  return Number(sum % modulus)
}

const under = (width: number, { name, at }: Cell): ReadonlyArray<Cell> => {
  if (name === "Top") return Array.from({ length: 2 * width - 1 }, (_, one) => ({ name: "Last", at: one }))
  const names = below[name]
  if (names === undefined) return []
  const [near, other] = names
  const place = at % width
  return [
    { name: near, at: place },
    { name: near, at: (place + 1) % width },
    { name: other, at: at < width ? at : (at + 1) % width },
  ]
}
