import { describe, expect, it } from "vitest"
import { directory, file, text } from "../../lib/task/outputs.ts"

describe("an output", () => {
  it("has an extension, with or without its dot", () => {
    expect([file("svg").extension, file(".svg").extension, file("tar.gz").extension]).toStrictEqual([
      ".svg",
      ".svg",
      ".tar.gz",
    ])
    expect([text().extension, text("md").extension, directory().extension, file("").extension]).toStrictEqual([
      ".txt",
      ".md",
      "",
      "",
    ])
  })

  it.each([
    "../x",
    "a/b",
    "a\\b",
    ".",
    "..svg",
    "svg.",
    "a b",
    "svg\n",
    "x".repeat(40),
  ])("has no extension %j", (extension) =>
    expect(() => file(extension)).toThrow(/is no extension of a file: write letters and digits/))
})
