/** What of a program of Go or Java certainly runs with its handler: `yes` and `no` stand where it does and where it does not. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path/posix";

import { Source } from "../../../src/analysis/source/source";
import type { CompiledFile } from "../../../src/analysis/units/reach-compiled";
import { reachedInGo } from "../../../src/analysis/units/reach-go";
import { reachedInJava } from "../../../src/analysis/units/reach-java";
import { loadParsers } from "../../../src/data/grammars";

type Row = readonly [title: string, files: Readonly<Record<string, string>>, handler?: string];

const start = "package main\n\nfunc main() { lambda.Start(handle) }\n";
const goRows: readonly Row[] = [
  ["a function that is named", { "a/main.go": `${start}func handle() { yes() }\nfunc other() { no() }` }],
  ["what packages hold", { "a/main.go": `${start}var client = yes()\nfunc handle() {}` }],
  ["init", { "a/main.go": `${start}func init() { yes() }\nfunc handle() {}` }],
  [
    "other files of the package",
    {
      "a/main.go": `${start}func handle() { one() }`,
      "a/one.go": "package main\nfunc one() { yes() }\nfunc two() { no() }",
    },
  ],
  [
    "a package that is imported, under its name or another",
    {
      "a/main.go": `package main\nimport (\n\t"b"\n\tother "c"\n)\nfunc main() { b.One(); other.Two() }`,
      "b/b.go": "package b\nfunc One() { yes() }\nfunc Two() { no() }\nfunc init() { yes() }",
      "c/c.go": "package c\nfunc One() { no() }\nfunc Two() { yes() }",
    },
  ],
  [
    "a function of a package that is called as one of another",
    { "a/main.go": `package main\nimport "strings"\nfunc main() { strings.Trim() }\nfunc Trim() { no() }` },
  ],
  [
    "a method of one name",
    {
      "a/main.go": `${start}type S struct{}\nfunc (s *S) Put() { yes() }\nfunc (s *S) Drop() { no() }\nfunc handle() { store.Put() }`,
    },
  ],
  [
    "none of two methods of one name",
    {
      "a/main.go": `${start}type S struct{}\ntype T struct{}\nfunc (s *S) Put() { no() }\nfunc (t *T) Put() { no() }\nfunc handle() { store.Put() }`,
    },
  ],
  [
    "that of the receiver and of a parameter",
    {
      "a/main.go": `${start}type S struct{}\ntype T struct{}\nfunc (s *S) Put() { yes() }\nfunc (t T) Put() { no() }\nfunc (s *S) All() { s.Put() }\nfunc handle(s *S) { s.All() }`,
    },
  ],
  [
    "a local variable that is called as a function",
    { "a/main.go": `${start}func list() { no() }\nfunc handle() { list := 1; use(list) }` },
  ],
  [
    "a key that is called as a function",
    { "a/main.go": `${start}func list() { no() }\nfunc handle() { use(T{list: 1}) }` },
  ],
  [
    "a method that is called as an operation",
    { "a/main.go": `${start}func (s *S) PutItem() { no() }\nfunc handle() { client.sdkPutItem() }` },
  ],
  ["a function within one", { "a/main.go": `${start}func handle() { run(func() { yes() }) }` }],
];

const java = (body: string, more = "") => ({ "Place.java": `class Place { ${body} } ${more}` });
const javaRows: readonly Row[] = [
  [
    "the handler, fields and the constructor",
    java(
      "Object a = yes(); Place() { yes(); } Place(int b) { no(); } Object handle() { yes(); } void other() { no(); }",
    ),
  ],
  [
    "a method of the class",
    java("void handle() { one(); this.two(); } void one() { yes(); } void two() { yes(); } void three() { no(); }"),
  ],
  [
    "of several handlers that with the context",
    java("void handle(String a) { no(); } void handle(String a, Context b) { yes(); }"),
  ],
  [
    "the count of arguments",
    java("void handle() { one(1); } void one(int a) { yes(); } void one(int a, int b) { no(); }"),
  ],
  [
    "none of two that take as many",
    java("void handle() { one(a); } void one(int a) { no(); } void one(String a) { no(); }"),
  ],
  [
    "the type of a variable",
    java(
      "Store store; void handle() { store.put(); }",
      "class Store { void put() { yes(); } } class Other { void put() { no(); } }",
    ),
  ],
  [
    "a type that is not of the program",
    java("Map map; void handle() { map.put(); }", "class Other { void put() { no(); } }"),
  ],
  ["what is not written as a type", java("void handle() { all().put(); }", "class One { void put() { yes(); } }")],
  [
    "none of two classes that may be meant",
    java("void handle() { all().put(); }", "class One { void put() { no(); } } class Two { void put() { no(); } }"),
  ],
  [
    "the one class of an interface",
    java(
      "Store store; void handle() { store.put(); }",
      "interface Store { void put(); } class Own implements Store { public void put() { yes(); } }",
    ),
  ],
  [
    "none of two of an interface",
    java(
      "Store store; void handle() { store.put(); }",
      "interface Store { void put(); } class One implements Store { public void put() { no(); } } class Two implements Store { public void put() { no(); } }",
    ),
  ],
  [
    "a class that is made",
    java(
      "void handle() { new Other(); }",
      "class Other { Object a = yes(); Other() { yes(); } Other(int b) { no(); } } class Never { Object a = no(); Never() { no(); } }",
    ),
  ],
  [
    "a handler of the class above",
    {
      "Place.java": "class Place extends Base { void run() { yes(); } }",
      "Base.java": "class Base { Base() { yes(); } void handle() { run(); } void never() { no(); } }",
    },
  ],
  [
    "a method of a class itself",
    java(
      "void handle() { Util.run(); }",
      "class Util { static Object a = yes(); static void run() { yes(); } } class Other { static void run() { no(); } }",
    ),
  ],
  ["a method that is handed on", java("void handle() { all.forEach(this::one); } void one(int a) { yes(); }")],
  ["a function within a method", java("void handle() { all.forEach(a -> yes()); }")],
  ["a class without a name", java("void handle() { run(new Runnable() { public void run() { no(); } }); }")],
  [
    "a method that is called as an operation",
    java("void handle() { client.sdkPutItem(); } void sdkPutItem() { no(); }"),
  ],
];

async function check(language: "go" | "java", files: Row[1], handler: string): Promise<void> {
  const parsers = await loadParsers([language]);
  const compiled = Object.entries(files).map(([name, text]): CompiledFile => {
    const tree = new Source({ name, text }, parsers).syntax(language)!;
    const ofSdk = new Set(Array.from(text.matchAll(/\bsdk\w+/g), ({ index }) => index));
    const resolve = (path: string) => Object.keys(files).find((one) => dirname(one) === join(path)) ?? null;
    return { name, tree, resolve, ofSdk };
  });
  const entry = compiled[0]!.name;
  const isReached = language === "go" ? reachedInGo(compiled, entry) : reachedInJava(compiled, entry, handler);
  let marks = 0;
  for (const [name, text] of Object.entries(files))
    for (const { 0: mark, index } of text.matchAll(/\b(?:yes|no)(?=\(\))/g)) {
      marks++;
      const reached = isReached(name, { start: index, end: index + mark.length });
      assert.equal(reached, mark === "yes", `${name}: ${text.slice(0, index)}<<${mark}>>`);
    }
  assert.ok(marks > 0);
  assert.equal(isReached("elsewhere", { start: 0, end: 1 }), false);
}

describe("what a program of Go runs", () => {
  for (const [title, files] of goRows) it(title, () => check("go", files, "main"));
});

describe("what a handler of Java runs", () => {
  for (const [title, files, handler = "handle"] of javaRows) it(title, () => check("java", files, handler));
});
