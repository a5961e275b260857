/**
 * A workflow to be killed: 10 × `WIDTH` tasks in five layers, each with three dependencies, of every form of output. All
 * write slowly and in pieces, and each notes in a journal that it starts and that it ends.
 *
 * Every task has a number that follows from its name, its place and the numbers of its dependencies: `numbers.ts` knows it
 * in another way. What a task reads it reads whole, or it throws.
 */
import { appendFileSync, closeSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import * as t from "io-ts"
import { directory, file, int, json, param, shell, task, text } from "waluigi"

const { WIDTH = "4", PAUSE = "5", RUN = "0", JOURNAL = "journal" } = process.env
const width = Number(WIDTH)

/** One write at the end of the file: whole lines, whoever else writes. */
const note = (what: "starts" | "ends", name: string, at: number): void =>
  appendFileSync(JOURNAL, `${RUN} ${what} ${name} ${at} ${process.pid} ${Date.now()}\n`)

const noted = async <A>(name: string, at: number, make: () => Promise<A>): Promise<A> => {
  note("starts", name, at)
  const made = await make()
  note("ends", name, at)
  return made
}

const number = (name: string, at: number, below: ReadonlyArray<number>): number =>
  (name.length * 1009 + at * 31 + below.reduce((sum, value, index) => sum + (index + 2) * value, 0)) % 1_000_003

const pieces = 5

/** Writes a file piece by piece. Its last line says that it is whole. */
const slowly = async (path: string, value: number): Promise<void> => {
  const opened = openSync(path, "w")
  try {
    for (let piece = 0; piece < pieces; piece++) {
      writeSync(opened, `${piece} ${value}\n`.repeat(500))
      await wait(Number(PAUSE))
    }
    writeSync(opened, `whole ${value}\n`)
  } finally {
    closeSync(opened)
  }
}

const whole = (path: string): number => {
  const lines = readFileSync(path, "utf8").trimEnd().split("\n")
  const [word, value] = lines.at(-1)?.split(" ") ?? []
  if (word !== "whole" || lines.length !== 500 * pieces + 1) throw new Error(`${path} is half a file`)
  return Number(value)
}

const wholeFolder = (path: string): number => {
  const parts = readdirSync(path)
  if (parts.length !== 3) throw new Error(`${path} is half a folder`)
  const [first = Number.NaN] = parts.map((part) => whole(join(path, part)))
  return first
}

const near = (at: number): ReadonlyArray<number> => [at, (at + 1) % width]

// The first layer has nothing below.

export const Value = task("Value", {
  params: { at: param(int) },
  output: json(t.number),
  run: ({ at }) =>
    noted("Value", at, async () => {
      await wait(Number(PAUSE) * pieces)
      return number("Value", at, [])
    }),
})

export const Piece = task("Piece", {
  params: { at: param(int) },
  output: file("txt"),
  run: ({ at }, ctx) => noted("Piece", at, () => slowly(ctx.output, number("Piece", at, []))),
})

export const Parts = task("Parts", {
  params: { at: param(int) },
  dynamic: {
    near: ({ at }) => near(at).map((one) => Value({ at: one })),
    other: ({ at }) => Piece({ at }),
  },
  output: directory(),
  run: (p, ctx) =>
    noted("Parts", p.at, async () => {
      const below = [...(await Promise.all(p.near.map((one) => ctx.load(one)))), whole(await ctx.load(p.other))]
      const value = number("Parts", p.at, below)
      await Promise.all(["a", "b", "c"].map((part) => slowly(join(ctx.output, part), value)))
    }),
})

export const Several = task("Several", {
  params: { at: param(int) },
  dynamic: {
    near: ({ at }) => near(at).map((one) => Piece({ at: one })),
    other: ({ at }) => Value({ at }),
  },
  output: { value: json(t.number), note: text(), table: file("txt") },
  run: (p, ctx) =>
    noted("Several", p.at, async () => {
      const below = [...(await Promise.all(p.near.map((one) => ctx.load(one)))).map(whole), await ctx.load(p.other)]
      const value = number("Several", p.at, below)
      await slowly(ctx.output.table, value)
      return { value, note: `the value is ${value}` }
    }),
})

// A layer of worker processes, and of programs of another language.

export const Heavy = task("Heavy", {
  resources: { cpu: 1 },
  params: { at: param(int) },
  dynamic: {
    near: ({ at }) => near(at).map((one) => Parts({ at: one })),
    other: ({ at }) => Several({ at }),
  },
  output: json(t.number),
  run: (p, ctx) =>
    noted("Heavy", p.at, async () => {
      const below = [...(await Promise.all(p.near.map((one) => ctx.load(one)))).map(wholeFolder)]
      const { value, note: words, table } = await ctx.load(p.other)
      if (words !== `the value is ${value}` || whole(table) !== value) throw new Error("outputs of two runs")
      // Computes: nothing else happens in its process in the meantime.
      for (const end = Date.now() + Number(PAUSE) * pieces; Date.now() < end; );
      return number("Heavy", p.at, [...below, value])
    }),
})

/** Writes what `slowly` does. */
const script = `
piece=0
while [ $piece -lt ${pieces} ]; do
  line=0
  while [ $line -lt 500 ]; do echo "$piece $1"; line=$((line + 1)); done
  sleep "$2"
  piece=$((piece + 1))
done >"$0"
echo "whole $1" >>"$0"
`

export const Script = task("Script", {
  params: { at: param(int) },
  dynamic: {
    near: ({ at }) => near(at).map((one) => Several({ at: one })),
    other: ({ at }) => Parts({ at }),
  },
  output: file("txt"),
  run: (p, ctx) =>
    noted("Script", p.at, async () => {
      const below = (await Promise.all(p.near.map((one) => ctx.load(one)))).map(({ value }) => value)
      const value = number("Script", p.at, [...below, wholeFolder(await ctx.load(p.other))])
      await shell(ctx, ["sh", "-c", script, ctx.output, value, Number(PAUSE) / 1000])
    }),
})

export const Blend = task("Blend", {
  params: { at: param(int) },
  dynamic: {
    near: ({ at }) => near(at).map((one) => Heavy({ at: one })),
    other: ({ at }) => Script({ at }),
  },
  output: text(),
  run: (p, ctx) =>
    noted("Blend", p.at, async () => {
      const below = [...(await Promise.all(p.near.map((one) => ctx.load(one)))), whole(await ctx.load(p.other))]
      await wait(Number(PAUSE) * pieces)
      return `${number("Blend", p.at, below)}`
    }),
})

export const Report = task("Report", {
  params: { at: param(int) },
  dynamic: {
    near: ({ at }) => near(at).map((one) => Script({ at: one })),
    other: ({ at }) => Heavy({ at }),
  },
  output: file("txt"),
  run: (p, ctx) =>
    noted("Report", p.at, async () => {
      const below = [...(await Promise.all(p.near.map((one) => ctx.load(one)))).map(whole), await ctx.load(p.other)]
      await slowly(ctx.output, number("Report", p.at, below))
    }),
})

export const Last = task("Last", {
  params: { at: param(int) },
  dynamic: {
    near: ({ at }) => near(at % width).map((one) => Blend({ at: one })),
    other: ({ at }) => Report({ at: (at + (at < width ? 0 : 1)) % width }),
  },
  output: json(t.number),
  run: (p, ctx) =>
    noted("Last", p.at, async () => {
      const below = [
        ...(await Promise.all(p.near.map((one) => ctx.load(one)))).map(Number),
        whole(await ctx.load(p.other)),
      ]
      return number("Last", p.at, below)
    }),
})

export const Top = task("Top", {
  params: {},
  dynamic: { all: () => Array.from({ length: 2 * width - 1 }, (_, at) => Last({ at })) },
  output: json(t.number),
  run: (p, ctx) => noted("Top", 0, async () => number("Top", 0, await Promise.all(p.all.map((one) => ctx.load(one))))),
})
