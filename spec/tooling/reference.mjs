/**
 * The reference page, `npm run docs`: what `waluigi` and `waluigi/testing` export, from the docstrings.
 *
 * With `--check` nothing is written; it fails when the page is another one, or when an export tells too little. typedoc
 * reads the sources; the page is printed here, for the types that infer a workflow would drown what a person types.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { root } from "./step.mjs"
import "./typescript-6.mjs"

const file = `${root}lib/REFERENCE.md`
const kinds = { variable: 32, function: 64, interface: 256, alias: 2097152 }

// --- model

/** The chapters: the exports of each, in the order of the page. */
const chapters = {
  waluigi: {
    "Tasks and slots":
      "task param dep many constant dynamic action extend inherit rename Context ActionContext Policies Retries Slots OutputOf",
    Types: "int float str bool date choice list optional json type Type",
    Outputs: "text file directory Output",
    "Tables and combinators": "set substitute each collect zip important override Table",
    "Resolving and explaining":
      "resolve Plan Node planToJson ResolveError Warning drawErrors drawWarnings explain ExplainOptions Explanation Explained Reason Contestant Beaten Substitution",
    "Running and actions":
      "run RunOptions Result Root shell ShellOptions call CallOptions CallResult lint LintOptions Linted",
  },
  "waluigi/testing": {
    Testing:
      "parameters ParametersOf tables workflows WorkflowOf Options arbitrary Source SceneOptions laws Law LawOptions memory World Virtual Fault",
  },
}

/** What a person gives for a parameter whose type serves inference. */
const given = {
  body: "{ doc?, params?, dynamic?, output?, path?, run?, actions?, resources?, retries?, timeout?, priority? }",
  calls: "calls of actions",
  changes:
    "{ params?, dynamic?, remove?, output?, path?, run?, actions?, doc?, resources?, retries?, timeout?, priority? }",
  exports: "tasks, workflows and tables, by name",
  meta: "{ default?, doc?, significant?, neutral?, … }",
  names: "new names, by old name",
  original: "Task",
  pins: "Table",
  place: "Place",
  places: "key | Place | Task, or a list of them",
  replacement: "Task | Workflow",
  root: "Task | Workflow",
  slots: "decided slots",
  tables: "Table, or a list of them",
  task: "Task | Workflow",
  value: "value",
  values: "values",
  workflow: "Task | Workflow",
}
/** What a person gives where a parameter of the name takes something of its own. */
const special = {
  "action.run": "(p, ctx, argument: A) => unknown",
  "constant.value": "A",
  "dynamic.compute": "(p) => A",
  "many.options": '{ over?: places, pins?: Table, accept?: 10 | "90%" }',
  "dep.options": "{ optional?: boolean, settled?: boolean }",
  "zip.tables": "Table with a collection for each key",
  "Table.workflow": "Task | Workflow",
}
/** What a person reads where a value's type serves inference. */
const valued = { laws: 'Record<name of a law | "all", Law>' }
/** What a person gets where the type of it serves inference. */
const got = {
  Action: "an action",
  ConstantEdge: "a slot",
  Dep: "a slot",
  Described: "a slot",
  Dynamic: "a slot",
  Each: "a collection",
  InheritedOf: "a table",
  Made: "a table",
  Param: "a slot",
  Renamed: "the same, renamed",
  Task: "a task",
}

// --- constructors

/** Reads what the entries export. */
const read = async () => {
  const { Application } = await import("typedoc")
  const entries = { waluigi: "lib/index.ts", "waluigi/testing": "lib/testing/testing.ts" }
  const application = await Application.bootstrap({
    entryPoints: Object.values(entries).map((path) => root + path),
    tsconfig: `${root}tsconfig.json`,
    skipErrorChecking: true,
    excludeExternals: true,
    sort: ["source-order"],
    logLevel: "Error",
  })
  const project = await application.convert()
  if (project === undefined) throw new Error("typedoc cannot read the sources")
  const { children } = application.serializer.projectToObject(project, root)
  return Object.fromEntries(Object.keys(entries).map((entry, index) => [entry, children[index].children]))
}

/** What stands in an entry below the words "nobody types these": the page leaves it out. */
const untyped = () => {
  const text = readFileSync(`${root}lib/index.ts`, "utf8")
  const names = text.slice(text.search(/^\/\/ .*nobody types these/m)).matchAll(/[{,]([^{},]+)/g)
  return new Set([...names].map(([, name]) => name.trim()))
}

// --- queries

const commentOf = (reflection) => {
  const [signature] = reflection.signatures ?? []
  const inner = reflection.type?.type === "reflection" ? reflection.type.declaration : undefined
  return signature?.comment ?? reflection.comment ?? inner?.comment ?? inner?.signatures?.[0]?.comment
}

const words = (parts = []) =>
  parts
    .map(({ text }) => text)
    .join("")
    .trim()

const examplesOf = (comment) =>
  (comment?.blockTags ?? []).filter(({ tag }) => tag === "@example").map(({ content }) => words(content))

/** Lists what is missing on the page, in words. */
const problemsOf = (model) => {
  const hidden = untyped()
  return Object.entries(model).flatMap(([entry, reflections]) => {
    const listed = Object.values(chapters[entry]).flatMap((names) => names.split(" "))
    const called = new Set(reflections.filter(({ kind }) => kind === kinds.function || kind === kinds.variable))
    const there = new Set(reflections.map(({ name }) => name))
    return [
      ...listed.filter((name) => !there.has(name)).map((name) => `${entry} exports no ${name}`),
      ...[...there]
        .filter((name) => !listed.includes(name) && !(entry === "waluigi" && hidden.has(name)))
        .map((name) => `${name} of ${entry} stands in no chapter of the page`),
      ...reflections
        .filter(({ name }) => listed.includes(name))
        .filter(
          (reflection) =>
            words(commentOf(reflection)?.summary) === "" &&
            [undefined, reflection].includes(twin(reflections, reflection)),
        )
        .map(({ name }) => `${name} of ${entry} has no docstring`),
      ...[...called]
        .filter((reflection) => examplesOf(commentOf(reflection)).length === 0)
        .map(({ name }) => `${name} of ${entry} has no @example`),
    ]
  })
}

/** The value that has the name of a type. */
const twin = (reflections, { name }) =>
  reflections.find((other) => other.name === name && (other.kind === kinds.function || other.kind === kinds.variable))

// --- folds

/** Prints a type as a person reads it. */
const typeOf = (type) => {
  switch (type?.type) {
    case "reference":
      if (type.name === "NoInfer") return "A"
      return type.typeArguments?.length ? `${type.name}<${type.typeArguments.map(typeOf).join(", ")}>` : type.name
    case "intrinsic":
      return type.name
    case "literal":
      return JSON.stringify(type.value)
    case "union":
      return type.types
        .filter((each) => each.name !== "undefined")
        .map(typeOf)
        .join(" | ")
    case "intersection":
      return type.types.map(typeOf).join(" & ")
    case "array":
      return type.elementType.type === "union" ? `(${typeOf(type.elementType)})[]` : `${typeOf(type.elementType)}[]`
    case "typeOperator":
      return type.operator === "readonly" ? typeOf(type.target) : `${type.operator} ${typeOf(type.target)}`
    case "tuple":
      return `[${(type.elements ?? []).map(typeOf).join(", ")}]`
    case "reflection":
      return shape(type.declaration)
    default:
      return "…"
  }
}

const shape = ({ signatures, children = [] }) =>
  signatures === undefined
    ? `{ ${children.map((child) => `${child.name}${mark(child)}: ${memberType(child)}`).join(", ")} }`
    : arrow(signatures[0])

const arrow = (signature) =>
  `(${(signature.parameters ?? []).map((each) => `${each.name}: ${typeOf(each.type)}`).join(", ")}) => ${typeOf(signature.type)}`

const memberType = (member) => (member.signatures ? arrow(member.signatures[0]) : typeOf(member.type))

const mark = ({ flags, defaultValue }) => (flags?.isOptional || defaultValue !== undefined ? "?" : "")

/** Prints how a function is called. */
const signatureOf = ({ name, signatures: [signature] }) => {
  const parameters = (signature.parameters ?? []).map((parameter) => {
    const plain = /^(Type|Plan|string|number|boolean|Recipe|Arbitrary|Run|Call|Explain)/.test(typeOf(parameter.type))
    const words = special[`${name}.${parameter.name}`] ?? (plain ? undefined : given[parameter.name])
    const rest = parameter.flags?.isRest ? "..." : ""
    return `${rest}${parameter.name}${mark(parameter)}: ${words ?? typeOf(parameter.type)}`
  })
  const result = signature.type.type === "reference" ? got[signature.type.name] : undefined
  return `${name}(${parameters.join(", ")}): ${result ?? typeOf(signature.type)}`
}

/** Prints the members of a record, each with what is said of it. */
const membersOf = (children) => {
  const rows = children
    .filter(({ name }) => !name.startsWith("["))
    .map((child) => {
      const said = words((child.comment ?? child.signatures?.[0]?.comment)?.summary).replace(/\s*\n\s*/g, " ")
      return `- \`${child.name}${mark(child)}: ${memberType(child)}\`${said === "" ? "" : ` – ${said}`}`
    })
  return rows.join("\n")
}

/** Prints a union of records by their tags. */
const casesOf = ({ types }) =>
  types
    .map((each) => {
      const [tag, ...members] = each.type === "reflection" ? (each.declaration.children ?? []) : []
      if (tag?.name !== "_tag") return `- \`${typeOf(each)}\``
      const rest = members.map((member) => `${member.name}${mark(member)}`).join(", ")
      const said = words(tag.comment?.summary ?? each.declaration.comment?.summary).replace(/\s*\n\s*/g, " ")
      return `- \`${tag.type.value}\`${rest === "" ? "" : `: \`${rest}\``}${said === "" ? "" : ` – ${said}`}`
    })
    .join("\n")

const codeOf = (reflection) => {
  if (reflection.kind === kinds.function) return fenced(signatureOf(reflection))
  if (reflection.kind === kinds.variable)
    return fenced(`${reflection.name}: ${valued[reflection.name] ?? typeOf(reflection.type)}`)
  if (reflection.kind === kinds.interface) return membersOf(reflection.children ?? [])
  if (reflection.type.type === "union" && reflection.type.types.some(({ type }) => type === "reflection"))
    return casesOf(reflection.type)
  const printed = typeOf(reflection.type)
  return printed.includes("…") ? "" : fenced(`type ${reflection.name} = ${printed}`)
}

const fenced = (code) => `\`\`\`ts\n${code}\n\`\`\``

const sectionOf = (reflection) => {
  const comment = commentOf(reflection)
  return [`### ${reflection.name}`, words(comment?.summary), codeOf(reflection), ...examplesOf(comment)]
    .filter((part) => part !== "")
    .join("\n\n")
}

const anchor = (text) => text.toLowerCase().replaceAll(" ", "-")

const pageOf = (model) => {
  const parts = Object.entries(chapters).flatMap(([entry, inside]) =>
    Object.entries(inside).map(([chapter, names]) => ({ entry, chapter, names: names.split(" ") })),
  )
  return [
    "# Reference",
    "What a workflow author imports from `waluigi` and, in tests, from `waluigi/testing`. Made by `npm run docs` from the docstrings, whose examples the tests run: change those, not this page. Signatures are simplified: what the compiler infers stands in words.",
    parts
      .map(
        ({ chapter, names }) => `- [${chapter}](#${anchor(chapter)}): ${names.map((name) => `\`${name}\``).join(" ")}`,
      )
      .join("\n"),
    ...parts.flatMap(({ entry, chapter, names }) => [
      `## ${chapter}`,
      ...(entry === "waluigi" ? [] : [`Imported from \`${entry}\`.`]),
      ...names.flatMap((name) => {
        const all = model[entry].filter((each) => each.name === name)
        const shown = twin(all, { name }) ?? all[0]
        return shown === undefined ? [] : [sectionOf(shown)]
      }),
    ]),
  ]
    .join("\n\n")
    .concat("\n")
}

const model = await read()
const problems = problemsOf(model)
const page = pageOf(model)
if (process.argv.includes("--check")) {
  const written = readFileSync(file, "utf8")
  if (written !== page) problems.push("lib/REFERENCE.md is not what the docstrings say: npm run docs")
} else writeFileSync(file, page)
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length === 0 ? 0 : 1
