/** Where pages lead: those that GitHub shows, and the static site that `npm run docs` makes of docs/. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import MarkdownIt from "markdown-it";

import { temporaryFolder } from "../../support/folder";
import { type HtmlNode, htmlNodes } from "../../support/sinks";

const root = join(__dirname, "../../..");
const elsewhere = /^(?:[a-z]+:|\/\/)/;

const below = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => path.replaceAll("\\", "/"));
const hrefs = (nodes: readonly HtmlNode[]): string[] =>
  nodes.flatMap(({ values: { href, src } }) => [href, src]).filter((to) => to !== undefined && to !== "") as string[];

describe("pages", () => {
  it("lead to files that are there", () => {
    const markdown = new MarkdownIt({ html: true });
    const pages = [
      ...readdirSync(root).filter((name) => name.endsWith(".md")),
      ...below(join(root, "docs"), ".md").map((path) => `docs/${path}`),
    ];
    const missing = pages.flatMap((page) =>
      hrefs(htmlNodes(markdown.render(readFileSync(join(root, page), "utf8"))))
        .filter((to) => !elsewhere.test(to) && !to.startsWith("#"))
        .filter((to) => !existsSync(join(root, dirname(page), decodeURI(to.replace(/#.*$/, "")))))
        .map((to) => `${page}: ${to}`),
    );
    assert.ok(pages.length > 300);
    assert.deepEqual(missing, []);
  });
});

describe("the static site", function () {
  this.timeout(300_000);
  const folder = temporaryFolder({});
  after(() => folder.remove());

  it("is built of all pages, and every link in it leads to a page and a heading", () => {
    const vitepress = join(root, "node_modules/vitepress/bin/vitepress.js");
    const run = spawnSync(process.execPath, [vitepress, "build", "docs", "--outDir", folder.path], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, PLANEGUARD_SITE: "links" },
    });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    const pages = new Map(
      below(folder.path, ".html").map((path) => [path, htmlNodes(readFileSync(join(folder.path, path), "utf8"))]),
    );
    assert.equal(
      pages.size,
      below(join(root, "docs"), ".md").length + 1,
      "a page each, and the one for what is not found",
    );
    const anchors = new Map([...pages].map(([path, nodes]) => [path, new Set(nodes.map(({ values }) => values.id))]));
    const leadsNowhere = ({ pathname, hash }: URL): boolean => {
      const place = decodeURI(pathname).slice(1);
      if (/\.\w+$/.test(place) && existsSync(join(folder.path, place))) return false;
      const target = [`${place}.html`, `${place}index.html`].find((name) => pages.has(name));
      return target === undefined || (hash !== "" && !anchors.get(target)!.has(decodeURIComponent(hash.slice(1))));
    };
    // Every page has the same few hundred links beside it.
    const known = new Map<string, boolean>();
    const broken = [...pages].flatMap(([path, nodes]) =>
      hrefs(nodes)
        .filter((to) => !elsewhere.test(to))
        .filter((to) => {
          const url = new URL(to, `site:///${path.replace(/(?:index)?\.html$/, "")}`);
          const isBroken = known.get(url.href) ?? leadsNowhere(url);
          known.set(url.href, isBroken);
          return isBroken;
        })
        .map((to) => `${path}: ${to}`),
    );
    assert.deepEqual(broken, []);
  });
});
