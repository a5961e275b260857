import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import { local } from "../../lib/store/local.ts"
import { memory } from "./scratch.ts"
import type { Staged, Store, Target } from "../../lib/store/store.ts"
import { counts, directory, file, folder, listing, text } from "./targets.ts"

// --- model

/** What a person does with a store. `slot` names one of the prepared or staged outputs that are under way. */
type Action =
  | { readonly _tag: "Write"; readonly target: number; readonly value: unknown }
  | { readonly _tag: "Prepare"; readonly target: number; readonly value: unknown; readonly slot: number }
  | { readonly _tag: "Stage"; readonly target: number; readonly content: string | null; readonly slot: number }
  | { readonly _tag: "Commit"; readonly slot: number }
  | { readonly _tag: "Discard"; readonly slot: number }
  | { readonly _tag: "Read"; readonly target: number }
  | { readonly _tag: "Remove"; readonly target: number }

const targets: ReadonlyArray<Target> = [
  counts("a/one.json"),
  counts("two.json"),
  text("a/three.txt"),
  file("a/b/four.svg"),
  directory("a/b/five"),
]

// --- constructors

const values = fc.oneof(
  fc.record({ year: fc.integer(), counts: fc.array(fc.integer(), { maxLength: 3 }) }),
  fc.string({ maxLength: 5 }),
  fc.uint8Array({ maxLength: 4 }),
  fc.constantFrom(undefined, null, 5, { year: "x" }),
)
const target = fc.nat({ max: targets.length - 1 })
const slot = fc.nat({ max: 1 })

const actions = (): fc.Arbitrary<ReadonlyArray<Action>> =>
  fc.array(
    fc.oneof(
      fc.record({ _tag: fc.constant("Write" as const), target, value: values }),
      fc.record({ _tag: fc.constant("Prepare" as const), target, value: values, slot }),
      fc.record({
        _tag: fc.constant("Stage" as const),
        target,
        content: fc.constantFrom(null, "", "text", '{"year":1,"counts":[2]}'),
        slot,
      }),
      fc.record({ _tag: fc.constant("Commit" as const), slot }),
      fc.record({ _tag: fc.constant("Discard" as const), slot }),
      fc.record({ _tag: fc.constant("Read" as const), target }),
      fc.record({ _tag: fc.constant("Remove" as const), target }),
    ),
    { maxLength: 15 },
  )

// --- folds

/** Does what is asked and gives all answers, after each action what is there. Paths stand relative to the store. */
const answers = async (store: Store, all: ReadonlyArray<Action>): Promise<ReadonlyArray<unknown>> => {
  const under: Array<Staged | undefined> = [undefined, undefined]
  const out: Array<unknown> = []
  for (const action of all) {
    out.push(await answer(store, under, action))
    out.push(await store.exists(targets)())
  }
  for (const one of under) await one?.discard()
  return out
}

const answer = async (store: Store, under: Array<Staged | undefined>, action: Action): Promise<unknown> => {
  const of = targets["target" in action ? action.target : 0] as Target
  const plain = <A>(either: E.Either<object, A>): unknown =>
    E.isLeft(either) ? { ...either.left, path: undefined } : either.right
  const begin = async (task: ReturnType<Store["stage"]>, at: number, content: string | null): Promise<unknown> => {
    await under[at]?.discard()
    const begun = await task()
    under[at] = E.isRight(begun) ? begun.right : undefined
    if (E.isRight(begun) && content !== null)
      writeFileSync(of.output.form === "directory" ? join(begun.right.path, "part") : begun.right.path, content)
    return E.isLeft(begun) ? plain(begun) : "begun"
  }
  switch (action._tag) {
    case "Write":
      return plain(await store.write(of, action.value)())
    case "Prepare":
      return begin(store.prepare(of, action.value), action.slot, null)
    case "Stage":
      return begin(store.stage(of), action.slot, action.content)
    case "Commit": {
      const one = under[action.slot]
      under[action.slot] = undefined
      return one === undefined ? "none" : plain(await one.commit())
    }
    case "Discard": {
      await under[action.slot]?.discard()
      under[action.slot] = undefined
      return "discarded"
    }
    case "Read": {
      const read = await store.read(of)()
      if (E.isLeft(read)) return plain(read)
      if (of.output.form === "file") return readFileSync(String(read.right), "latin1")
      return of.output.form === "directory" ? readdirSync(String(read.right)) : read.right
    }
    case "Remove":
      return plain(await store.remove(of)())
  }
}

describe("a store in memory", () => {
  it("answers as one on disk, whatever is asked in whatever order; and no temporary is left", () =>
    fc.assert(
      fc.asyncProperty(actions(), async (all) => {
        const root = folder()
        const onDisk = await answers(local(root), all)
        const inMemory = memory()
        expect(await answers(inMemory, all)).toStrictEqual(onDisk)
        await inMemory.dispose()
        expect(listing(root).filter((path) => path.includes(".waluigi-"))).toStrictEqual([])
      }),
      { numRuns: 30 },
    ))

  it("shows what it holds, as it would stand on disk", async () => {
    const store = memory()
    await store.write(counts("one.json"), { year: 1, counts: [] })()
    await store.write(text("two.txt"), "words")()
    expect([...store.contents]).toStrictEqual([
      ["one.json", '{\n  "year": 1,\n  "counts": []\n}\n'],
      ["two.txt", "words"],
    ])
    expect(store.locate(text("two.txt"))).toBe("memory:/two.txt")
  })
})

describe("a store on disk", () => {
  it("remembers, per place, what was last brought there and nothing else", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("write", "stage", "fail", "remove"), fc.string())),
        async (all) => {
          const root = folder()
          mkdirSync(join(root, "a"))
          writeFileSync(join(root, "a/other"), "")
          const store = local(root)
          let model: string | undefined
          for (const [what, words] of all) {
            if (what === "write") await store.write(text("a/t"), (model = words))()
            if (what === "remove") {
              await store.remove(text("a/t"))()
              model = undefined
            }
            const staged = what === "stage" || what === "fail" ? await store.stage(text("a/t"))() : undefined
            if (staged === undefined || E.isLeft(staged)) continue
            writeFileSync(staged.right.path, what === "stage" ? (model = words) : "half")
            await (what === "stage" ? staged.right.commit() : staged.right.discard())
          }
          const there = model === undefined ? ["a", "a/other"] : ["a", "a/other", "a/t"]
          expect(listing(root)).toStrictEqual(there)
          expect(await store.read(text("a/t"))()).toMatchObject(model === undefined ? { _tag: "Left" } : E.right(model))
        },
      ),
      { numRuns: 15 },
    ))
})
