/**
 * Claims: which of several processes makes an output, agreed upon by files alone.
 *
 *     8a5edab28263…                    the claim of a place, held by the session that its content names
 *     8a5edab28263….4f53cda18c2b…      who takes it over, should that session be dead
 *
 * A claim is had by making its file, which fails where it exists. That of a dead session is never removed and made anew:
 * two that do so at once could remove each other's. Instead its successor is the one who makes the second file, named
 * after the claim and the dead session, and finds the first unchanged after that. Dead sessions never come back, so that
 * second name is nobody's any more once the first file is gone: whoever releases removes the first file first.
 *
 * All of this is a conversation in steps, held with a disk (`claims.ts`) or with a test that lets sessions interleave and
 * die at every step. Invariant: at most one living session owns a claim.
 */
import { createHash } from "node:crypto"

// --- model

/**
 * What the file of a claim says. `seen` changes while its owner lives, if it `beats`: not yet, in its first moments. It is
 * that of an `inode`, which several files may share.
 */
export interface Holder {
  readonly session: string
  readonly inode: number
  readonly seen: number
  readonly beats: boolean
}

/** One thing to do, at one stroke. */
export type Step =
  /** Makes the file of a claim, ours; answers whether it was made: it is not where one exists. */
  | { readonly _tag: "Make"; readonly name: string }
  /** Answers who holds a claim, undefined where its file does not exist. */
  | { readonly _tag: "Read"; readonly name: string }
  /** Removes the file of a claim, if it exists. */
  | { readonly _tag: "Remove"; readonly name: string }
  /** Answers whether the holder of a claim is known to be dead, or one of our own sessions' forgotten claims. */
  | { readonly _tag: "IsDead"; readonly holder: Holder }

/** A conversation that ends in an A. */
export type Talk<A> = Generator<Step, A, unknown>

export type Claimed =
  /** It is ours, by these files; the first is that of the claim itself. */
  | { readonly _tag: "Taken"; readonly files: ReadonlyArray<string> }
  | { readonly _tag: "Held"; readonly session: string }

// --- constructors

/** Names the claim of some places. */
export const name = (paths: ReadonlyArray<string>): string =>
  digest(paths.length === 1 ? (paths[0] as string) : paths.toSorted().join("\n"), 32)

/** Names the file by which the claim of a dead session is taken over. */
export const heir = (file: string, session: string): string => `${claimOf(file)}.${digest(`${file} ${session}`, 16)}`

// --- queries

/** Gives the claim that a file belongs to. */
export const claimOf = (file: string): string => file.slice(0, 32)

/** Tells the files of claims from others. */
export const isFile = (file: string): boolean => /^[0-9a-f]{32}(?:\.[0-9a-f]{16})?$/.test(file)

// --- combinators

/** So often is begun again, when others come and go, before they are taken for one that holds the claim. */
const most = 16

/** Takes a claim, from a dead session if need be. One step where nobody holds it. */
export function* take(claim: string): Talk<Claimed> {
  let root: string | undefined
  for (let left = most; left > 0; left--) {
    const files = [claim]
    root = undefined
    for (;;) {
      const file = files.at(-1) as string
      if (yield* make(file)) {
        if (root === undefined || (yield* read(claim))?.session === root) return { _tag: "Taken", files }
        // Its owner has released it meanwhile, the dead session's file with it.
        yield* remove(file)
        break
      }
      const holder = yield* read(file)
      if (holder === undefined) break
      root ??= holder.session
      if (!(yield* isDead(holder))) return { _tag: "Held", session: holder.session }
      files.push(heir(file, holder.session))
    }
  }
  return { _tag: "Held", session: root ?? "" }
}

/** Gives a claim back. Where we may have been taken for dead (`late`), what another has taken over is left to it. */
export function* release(files: ReadonlyArray<string>, session: string, late: boolean): Talk<void> {
  if (late && (yield* read(heir(files.at(-1) as string, session))) !== undefined) return
  for (const file of files) yield* remove(file)
}

/** Removes what dead sessions left of a claim. `found`: files of it that were seen before this begins. */
export function* sweep(claim: string, found: ReadonlyArray<string>, session: string): Talk<void> {
  const taken = yield* take(claim)
  if (taken._tag === "Held") return
  yield* release(taken.files, session, false)
  // Each was made after the death of a session that held the claim and holds it no more: it means nothing.
  for (const file of found) if (file !== claim && !taken.files.includes(file)) yield* remove(file)
}

// --- internals

const digest = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length)

// A generator's type does not tie an answer to its step: these four do, and nothing else yields.

function* make(name: string): Talk<boolean> {
  return (yield { _tag: "Make", name }) as boolean
}

function* read(name: string): Talk<Holder | undefined> {
  return (yield { _tag: "Read", name }) as Holder | undefined
}

function* remove(name: string): Talk<void> {
  yield { _tag: "Remove", name }
}

function* isDead(holder: Holder): Talk<boolean> {
  return (yield { _tag: "IsDead", holder }) as boolean
}
