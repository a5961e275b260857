/**
 * What somebody may type: lines, variables and files that are nearly right, and some that are not at all.
 */
import * as fc from "fast-check"

// --- model

/** All that a person gives in one go. */
export interface Typed {
  readonly argv: ReadonlyArray<string>
  readonly env: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, string>>
}

// --- generators

const junk = fc
  .oneof(
    { weight: 4, arbitrary: fc.string({ maxLength: 8 }) },
    { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("\u001b[31m", "\r\n", "a".repeat(5000), "🦑", "\u202e", "--", "=", "[".repeat(200)),
    },
  )
  // No argument and no variable can hold it.
  .map((text) => text.replaceAll("\0", "0"))

const tasks = fc.constantFrom(
  "Data",
  "Fit",
  "FitCustom",
  "Sum",
  "Sum2024",
  "Years",
  "TaskA",
  "TaskB",
  "TaskC",
  "Dta",
  "sum",
)
const slots = fc.constantFrom(
  ...["year", "fast", "size", "tags", "note", "revision", "day", "data", "other", "spare", "rate", "what", "limits"],
  ...[
    "label",
    "extra",
    "fits",
    "years",
    "title",
    "bins",
    "yaer",
    "Year",
    "datasets",
    "b",
    "zip",
    "config",
    "file",
    "workers",
  ],
  ...["cleanup", "publish", "run", "status", "remove", "__proto__", "constructor", "toString"],
)

const name = fc.oneof({ weight: 12, arbitrary: slots }, { weight: 6, arbitrary: tasks }, { weight: 1, arbitrary: junk })
const step = fc.constantFrom(".", ".", ".", ":", ":", "..", " ")
export const key = fc
  .tuple(
    fc.constantFrom("", "", "", "", ".", ":"),
    fc.array(fc.tuple(name, step), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("", "", "", "", "!", "!!"),
  )
  .map(
    ([start, names, mark]) =>
      start + names.map(([one, dot], at) => (at === names.length - 1 ? one : one + dot)).join("") + mark,
  )

const value = fc.oneof(
  fc.constantFrom(
    "2024",
    "2016,2017",
    "2016..2019",
    "1..90000000000",
    "2019..2016",
    "true",
    "null",
    "",
    "histos",
    "histo",
    "20x30",
    "2x3,4x5",
  ),
  fc.constantFrom(
    "Data",
    "FitCustom",
    "Fit,FitCustom",
    "Sum2024",
    "Dta",
    "[1,2]",
    "[]",
    "{}",
    '{"a":1}',
    '{"a":"b"}',
    '"',
    "'a,b'",
    "1e999",
    "-0",
  ),
  fc.constantFrom(
    "9".repeat(40),
    "0x10",
    "½",
    ",",
    ",,",
    "..",
    "2016..",
    "[[",
    "stable",
    "next",
    "[null]",
    "2024-02-30",
    "year,title",
  ),
  junk,
)
const operator = fc.constantFrom("=", "=", "=", "=", ":=", ":=", "!=", "", "==", "!:=")

/** Words that fit, so that what stands beside them is asked. */
const fitting = fc.constantFrom(
  ...["--year=2016,2017", "--Data.fast", "--Fit:Data.year=2016..2018", "--title=a", "--rate=0.5", "--fits.what=array"],
  ...["--Fit=FitCustom", "--size=2x3,4x5", '--tags:=["a"]', "--no-fast", "--spare=Data", "--note=null", "--year!=3"],
)

export const word = fc.oneof(
  { weight: 25, arbitrary: fitting },
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.constantFrom("--", "--", "--", "--", "--no-", "-", ""), key, operator, value)
      .map((all) => all.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "--",
      "-n",
      "--json",
      "--quiet",
      "-5",
      "-",
      "--help",
      "--no-",
      "--=",
      "--:=1",
      "--zip=year,title",
    ),
  },
  { weight: 1, arbitrary: junk },
)

const option = fc.oneof(
  fc.constantFrom(
    "--workers=2",
    "--workers",
    "-w0",
    "-qn",
    "--profile=test",
    "--profile=tset",
    "-p test,fast",
    "--profile=",
  ),
  fc.constantFrom(
    "--config=waluigi.toml",
    "--config=no.toml",
    "--no-config",
    "--no-confg",
    "--quiet=1",
    "-o",
    "--file",
    "-x",
  ),
  fc
    .tuple(fc.constantFrom("--config=", "--profile=", "--workers=", "--output-root=", "--"), junk)
    .map((both) => both.join("")),
)

/** A line never runs a task: it asks for a plan, a reason, the settings, or what would run. */
const line = fc
  .tuple(
    fc.constantFrom(["plan"], ["plan", "--json"], ["explain"], ["list"], ["config"], ["--dry-run"]),
    fc.array(option, { maxLength: 1 }),
    fc.array(
      fc.tuple(
        fc.oneof({ weight: 15, arbitrary: tasks }, { weight: 1, arbitrary: junk }),
        fc.array(word, { maxLength: 4 }),
      ),
      { maxLength: 2 },
    ),
    fc.oneof(
      { weight: 5, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(key, { maxLength: 2 }).map((keys) => ["--", ...keys]) },
    ),
  )
  .map(([command, options, requests, places]) => [
    "--task-limit=300",
    ...options,
    ...command,
    ...requests.flatMap(([task, words]) => [task, ...words]),
    ...places,
  ])

const quoted = (text: string): string => (/^[\w=.:,!-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
const variable = fc.oneof(
  { weight: 3, arbitrary: fc.array(word, { maxLength: 3 }).map((words) => words.map(quoted).join(" ")) },
  { weight: 1, arbitrary: fc.tuple(word, junk).map((both) => both.join(" ")) },
)

const tomlKey = fc.oneof(
  { weight: 3, arbitrary: key.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.array(slots, { minLength: 1, maxLength: 3 }).map((names) => names.join(".")) },
  { weight: 1, arbitrary: fc.tuple(tasks, slots).map((names) => names.join(".")) },
)
const tomlValue = fc.oneof(
  value.map((text) => JSON.stringify(text)),
  fc.constantFrom(
    "2024",
    "[2016, 2017]",
    "true",
    "0.5",
    "inf",
    "nan",
    "1979-05-27",
    "07:32:00",
    "1979-05-27 07:32:00Z",
    "[]",
    "{ a = 1 }",
  ),
  fc.constantFrom(
    "[{ a = 1 }, 'b']",
    '"""\nyear = 3 # ""\n"""',
    "'''x'''",
    "[[1], [2, [3]]]",
    "99999999999999999999",
    "0xff",
    "1_000",
  ),
)
const settingsLine = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(tomlKey, tomlValue).map(([left, right]) => `${left} = ${right}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "# year = 1",
      "",
      'zip = ["year", "title"]',
      "workers = 2",
      "workers = 'two'",
      "quiet = 1",
      'file = "a.ts"',
    ),
  },
  { weight: 1, arbitrary: junk },
)
const heading = fc.constantFrom(
  ...[
    "[parameters]",
    "[parameters]",
    "[profile.test.parameters]",
    "[profile.test]",
    "[profile.fast.parameters]",
    "[parameters.Data]",
  ],
  ...["[[parameters.tags]]", '[parameters."Fit:Data"]', "[profil.test]", "[profile]", "[parmeters]"],
)
const toml = fc
  .array(fc.tuple(heading, fc.array(settingsLine, { maxLength: 3 })), { maxLength: 3 })
  .map((sections) => sections.flatMap(([head, lines]) => [head, ...lines]).join("\n"))

const manifest = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
        fc.constantFrom("parameters", "profile", "year", "workers"),
      )
      .map(([body, at]) => JSON.stringify({ waluigi: { [at]: body } }, null, 2)),
  },
  { weight: 1, arbitrary: fc.jsonValue().map((body) => JSON.stringify({ waluigi: body })) },
  { weight: 1, arbitrary: junk },
)

const files = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 4, arbitrary: toml.map((text) => ({ "waluigi.toml": text })) },
  { weight: 1, arbitrary: manifest.map((text) => ({ "package.json": text })) },
)

export const typed: fc.Arbitrary<Typed> = fc.record({
  argv: line,
  env: fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: variable.map((text) => ({ WALUIGI_OVERRIDES: text })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("test", "fast,test", ",", "no").map((text) => ({ WALUIGI_PROFILE: text })),
    },
  ),
  files,
})
