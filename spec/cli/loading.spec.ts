import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { person } from "./person.ts"

const hello = `
import { param, str, task, text } from "waluigi"
export const Hello = task("Hello", {
  doc: "greets",
  params: { name: param(str, { default: "world" }) },
  output: text(),
  run: ({ name }) => "hello " + name,
})
`

describe("the workflow file", () => {
  it.each(["workflow.ts", "workflow.mts", "workflow.js", "workflow.mjs"])("is %s of the folder", async (name) =>
    expect(await person({ [name]: hello }).types("list")).toMatchObject({ code: 0, all: "Hello  greets\n" }))

  it.each([
    "--file=flows/main.ts",
    "--file flows/main.ts",
    "-f flows/main.ts",
    "-f=flows/main.ts",
  ])("is what %s names", async (words) => {
    const someone = person({ "flows/main.ts": hello })
    expect((await someone.types(`${words} list`)).all).toBe("Hello  greets\n")
    expect((await someone.types(`list ${words}`)).all).toBe("Hello  greets\n")
  })

  it("is what the nearest package.json names", async () => {
    const someone = person({
      "package.json": '{ "waluigi": { "file": "./flows/main.ts" } }',
      "flows/main.ts": hello,
      "deep/er/readme": "",
    })
    const folder = join(someone.folder, "deep/er")
    expect((await someone.types("list", { folder })).all).toBe("Hello  greets\n")
  })

  it("may be built of several files", async () =>
    expect(
      (
        await person({
          "workflow.ts": 'export * from "./hello.ts"\nexport const year = 2024\n',
          "hello.ts": hello,
        }).types("Hello --name=you")
      ).code,
    ).toBe(0))

  it("gives a task the name that it was defined with", async () => {
    const someone = person({
      "workflow.ts": `${hello}export { Hello as Greeting }\nexport const Luigi = Hello({ name: "Luigi" })\nexport default Hello\n`,
    })
    expect((await someone.types("list")).all).toMatchInlineSnapshot(`
      "Hello     greets
      Greeting  = Hello   greets
      Luigi     = Hello({ name: "Luigi" })   greets
      "
    `)
    expect((await someone.types("Luigi")).code).toBe(0)
    expect((await someone.types("Greeting")).code).toBe(0)
  })
})

describe("a workflow file that is wrong", () => {
  const says = async (files: Readonly<Record<string, string>>, words = "list"): Promise<string> => {
    const { code, out, err } = await person(files).types(words)
    expect({ code, out }).toStrictEqual({ code: 2, out: "" })
    return err
  }

  it("may be missing", async () =>
    expect(await says({ "package.json": "{}" })).toMatchInlineSnapshot(`
    "error: there is no workflow file
      looked    <folder>/workflow.ts (or .mts, .js, .mjs)
                <folder>/package.json, which names no "waluigi": { "file": … }
      try       waluigi -f path/to/workflow.ts list
      or write  workflow.ts:
                  import { param, str, task, text } from "waluigi"
                  export const Hello = task("Hello", {
                    params: { name: param(str, { default: "world" }) },
                    output: text(),
                    run: ({ name }) => "hello " + name,
                  })
    "
  `))

  it("may be missing where it was looked for", async () =>
    expect(await says({}, "-f flow.ts list")).toMatchInlineSnapshot(`
      "error: there is no file flow.ts
        looked  <folder>/flow.ts
        try     waluigi -f path/to/workflow.ts list
      "
    `))

  it("may be missing where package.json says", async () =>
    expect(await says({ "package.json": '{ "waluigi": { "file": "flow.ts" } }' })).toMatchInlineSnapshot(`
      "error: there is no workflow file
        looked    <folder>/workflow.ts (or .mts, .js, .mjs)
                  <folder>/flow.ts, named by <folder>/package.json
        try       waluigi -f path/to/workflow.ts list
        or write  workflow.ts:
                    import { param, str, task, text } from "waluigi"
                    export const Hello = task("Hello", {
                      params: { name: param(str, { default: "world" }) },
                      output: text(),
                      run: ({ name }) => "hello " + name,
                    })
      "
    `))

  it("may have a package.json that is none", async () =>
    expect(await says({ "package.json": '{ "waluigi": { "file": 3 } }' })).toMatchInlineSnapshot(`
      "error: file cannot be 3
        at     package.json:1
        takes  the path of a workflow file
      "
    `))

  it("may throw", async () =>
    expect(
      await says({
        "workflow.ts": 'const read = (text: string) => {\n  throw new Error("no " + text)\n}\n\nread("data")\n',
      }),
    ).toMatchInlineSnapshot(`
      "error: the workflow file failed: no data
        at  workflow.ts:2   in read
            workflow.ts:5
      "
    `))

  it("may be no TypeScript", async () =>
    expect(await says({ "workflow.ts": "export const TaskA = task(\n  3,,\n)\n" })).toMatchInlineSnapshot(`
      "error: the workflow file failed: this is no TypeScript: Unexpected token ','.
        at  workflow.ts:2:6
      "
    `))

  it("may import what is not there", async () =>
    expect(
      await says({ "workflow.ts": 'import { year } from "./years.ts"\nexport const TaskA = year\n' }),
    ).toMatchInlineSnapshot(`
      "error: the workflow file failed: Cannot find module './years.ts'
        at  workflow.ts:1
      "
    `))

  it("may import nothing of what it uses", async () =>
    expect(await says({ "workflow.ts": '\nexport const Hello = task("Hello", {})\n' })).toMatchInlineSnapshot(`
      "error: the workflow file failed: ReferenceError: task is not defined
        at   workflow.ts:2
        try  import { task } from "waluigi"
      "
    `))

  it("may misspell what it imports", async () =>
    expect(
      await says({ "workflow.ts": 'import { tsk } from "waluigi"\nexport const Hello = tsk("Hello", {})\n' }),
    ).toMatchInlineSnapshot(`
      "error: the workflow file failed: TypeError: tsk is not a function
        at   workflow.ts:2
        try  import { task } from "waluigi"
      "
    `))

  it("may misspell a type that it imports", async () =>
    expect(
      await says({
        "workflow.ts":
          'import { itn, param, task } from "waluigi"\n\nexport const Hello = task("Hello", {\n  params: {\n    year: param(itn),\n  },\n})\n',
      }),
    ).toMatchInlineSnapshot(`
      "error: the workflow file is wrong: param is given undefined as its type: waluigi exports no type of that name. The types are int, float, str, bool, date, choice("a", "b"), list(int), optional(int), json(codec), or type({ codec }) for one of your own
        at  workflow.ts:5
      "
    `))

  it.each(["no-such-package", "no-such-package/file.js", "@no-such/package/file.js"])("may import %s", async (name) =>
    expect(
      await says({ "workflow.ts": `import { year } from "${name}"\nexport const TaskA = year\n` }),
    ).toMatchSnapshot())

  it("may define a task wrongly", async () =>
    expect(
      await says({
        "workflow.ts": 'import { task } from "waluigi"\n\nexport const A = task("taskA", { params: {} })\n',
      }),
    ).toMatchInlineSnapshot(`
      "error: the workflow file is wrong: "taskA" is no task name: write a capital, then letters, digits or _ (TaskA)
        at  workflow.ts:3
      "
    `))

  it("may export no task", async () =>
    expect(await says({ "workflow.ts": "export const year = 2024\n" })).toMatchInlineSnapshot(`
      "error: the workflow file exports no task
        file     <folder>/workflow.ts
        exports  year
        try      export const Hello = task("Hello", { … })
      "
    `))
})
