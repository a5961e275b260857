/**
 * Encoding: what stands in an output's file for a value, and back. Pure, and shared by all stores.
 *
 * What `encode` lets through, `decode` reads back through the same codec.
 */
import { isUtf8 } from "node:buffer"
import * as E from "#fp/Either"
import type * as t from "io-ts"
import * as CodecError from "../task/codec-error.ts"
import type { Output } from "../task/output.ts"
import { show } from "../task/show.ts"

// --- model

/** What a codec or a form rejects: each line names the place inside the value. */
export type Problems = ReadonlyArray<string>

/** JSON up to this many characters is laid out for people; beyond, white space would double the file. */
const readable = 100_000

/** More lines than these would be read by nobody. */
const most = 10

// --- queries

/** Gives the content of the file. O(size): JSON is read back and checked, since it loses what it has no form for. */
export const encode = (output: Output<unknown>, value: unknown): E.Either<Problems, string | Uint8Array> => {
  switch (output.form) {
    case "json":
      return encodeJson(output.codec, value)
    case "text":
      if (typeof value !== "string") return E.left([`expected a text, got ${show(value)}`])
      return /\p{Cs}/u.test(value)
        ? E.left(["the text has half a surrogate pair, which UTF-8 cannot hold"])
        : E.right(value)
    case "file":
      if (typeof value === "string" || value instanceof Uint8Array) return E.right(value)
      return E.left([`expected a text or bytes (a Uint8Array) as the content of the file, got ${show(value)}`])
    case "directory":
      return E.left([`a directory is filled at the path that the context gives, not returned; got ${show(value)}`])
  }
}

/** Reads the content of a json or text output. */
export const decode = (output: Output<unknown>, bytes: Uint8Array): E.Either<Problems, unknown> => {
  if (!isUtf8(bytes)) return E.left(["it is not UTF-8"])
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8")
  if (output.form !== "json") return E.right(text)
  return E.chain((json: unknown) => check(output.codec, json))(parse(text))
}

// --- internals

type Codec = t.Type<unknown, unknown> | undefined

const encodeJson = (codec: Codec, value: unknown): E.Either<Problems, string> => {
  const encoded = attempt(() => (codec === undefined ? value : codec.encode(value)))
  // An encoder trusts the compiler; given something else it may throw.
  if (E.isLeft(encoded)) return E.left([`expected ${codec?.name}, got ${show(value)} (${encoded.left})`])
  const text = attempt(() => JSON.stringify(encoded.right) as string | undefined)
  if (E.isLeft(text)) return E.left([`it has no JSON: ${text.left}`])
  if (text.right === undefined) return E.left([`expected ${codec?.name ?? "a value"}, got ${show(value)}`])
  const changed = attempt(() => lost(encoded.right))
  if (E.isLeft(changed)) return E.left([`it has no JSON: ${changed.left}`])
  const back = E.chain((json: unknown) => check(codec, json))(parse(text.right))
  if (E.isRight(back) && changed.right.length > 0) return E.left(changed.right)
  if (E.isRight(back))
    return E.right(`${text.right.length > readable ? text.right : JSON.stringify(encoded.right, null, 2)}\n`)
  const before = check(codec, encoded.right)
  if (E.isLeft(before)) return before
  return changed.right.length > 0
    ? E.left(changed.right)
    : E.left(back.left.map((line) => `${line} once written as JSON`))
}

/** Some libraries (vega-lite) give them a toJSON for all to use, which reads back as a text. */
const isCollection = (value: object): boolean => value instanceof Map || value instanceof Set

/** Finds what JSON would write as something else without a word, the first ten. What has a `toJSON` says its own form. */
const lost = (value: unknown): ReadonlyArray<string> => {
  const found: Array<string> = []
  const path: Array<string> = []
  const none = (what: string): void => {
    found.push(`${path.length === 0 ? "" : `at ${CodecError.printPath(path)}: `}JSON has no ${what}`)
  }
  const visit = (key: string, each: unknown, inList: boolean): void => {
    path.push(key)
    look(each, inList)
    path.pop()
  }
  const look = (given: unknown, inList: boolean): void => {
    if (found.length >= most) return
    const form =
      typeof given === "object" && given !== null && !isCollection(given)
        ? (given as { readonly toJSON?: unknown }).toJSON
        : undefined
    const own: unknown = typeof form === "function" ? form.call(given, path.at(-1) ?? "") : given
    if (typeof own === "number" && !Number.isFinite(own)) none(String(own))
    else if (own === undefined && inList) none("undefined in a list")
    else if (typeof own === "function" || typeof own === "symbol") none(typeof own)
    else if (typeof own !== "object" || own === null) return
    else if (Array.isArray(own)) for (let at = 0; at < own.length; at++) visit(String(at), own[at], true)
    else if (isPlain(own)) for (const [key, each] of Object.entries(own)) visit(key, each, false)
    else none(`${own.constructor?.name ?? "object of a class"}: its codec or a toJSON must say how it is written`)
  }
  look(value, false)
  return found
}

/** A record, of this realm or another. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const check = (codec: Codec, value: unknown): E.Either<Problems, unknown> => {
  if (codec === undefined) return E.right(value)
  const decoded = attempt(() => codec.decode(value))
  return E.isLeft(decoded)
    ? E.left([`${codec.name} threw: ${decoded.left}`])
    : E.mapLeft(CodecError.draw)(decoded.right)
}

/** External files may begin with a byte order mark. */
const parse = (text: string): E.Either<Problems, unknown> =>
  E.mapLeft((reason: string) => [`it is not JSON: ${reason}`])(
    attempt((): unknown => JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text)),
  )

const attempt = <A>(f: () => A): E.Either<string, A> =>
  E.tryCatch(f, (thrown) => (thrown instanceof Error ? thrown.message : String(thrown)))
