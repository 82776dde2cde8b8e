/** The static site of `npm run docs`: the pages of this folder as they are, with a search that needs no service. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { defineConfig } from "vitepress";

const pages = fileURLToPath(new URL("..", import.meta.url));

/** The first heading of a page. */
const titleOf = (path) => /^# (.+)$/m.exec(readFileSync(join(pages, path), "utf8"))[1].replaceAll("`", "");
const page = (path) => ({ text: titleOf(path), link: `/${path.replace(/\.md$/, "")}` });

/** Beside the pages of a family of rules or checks these pages, and the other families by a link: all pages beside each would be most of the site. */
function sidebarsOf(folder) {
  const families = readdirSync(join(pages, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );
  const besides = (open) => [
    {
      text: titleOf(`${folder}/README.md`),
      link: `/${folder}/`,
      items: families.map((name) => {
        const files = readdirSync(join(pages, folder, name)).map((file) => `${folder}/${name}/${file}`);
        return name === open ? { text: name, items: files.map(page) } : { ...page(files[0]), text: name };
      }),
    },
  ];
  return Object.fromEntries([
    [`/${folder}/`, besides(null)],
    ...families.map((name) => [`/${folder}/${name}/`, besides(name)]),
  ]);
}

const guides = ["diff", "pipelines", "posture", "configuration", "assistants", "language-server", "stability"];
const facts = ["accuracy", "access-analyzer", "fixes", "credentials", "controls", "architecture"];
const general = [
  { text: "Guides", items: guides.map((name) => page(`${name}.md`)) },
  { text: "Facts", items: facts.map((name) => page(`${name}.md`)) },
  { text: "Rules", link: "/rules/" },
  { text: "Checks", link: "/checks/" },
];

/**
 * For the test of the links: the same pages without what takes most of the time and leads nowhere, which are colours of code, the search,
 * and small scripts.
 */
const linksAlone = process.env.PLANEGUARD_SITE === "links";
const escaped = (code) => code.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const uncoloured = { highlight: (code) => `<pre v-pre><code>${escaped(code)}</code></pre>` };
const unminified = { minify: false, rollupOptions: { treeshake: false } };

export default defineConfig({
  title: "Planeguard",
  description: "Guards the AWS management plane from where code and policies are written",
  outDir: "../out/site",
  cacheDir: "../out/site-cache",
  cleanUrls: true,
  // Without what a browser goes on with: its bundles are a second reading of all pages.
  mpa: linksAlone,
  // A folder's page is called README.md, as GitHub shows it.
  rewrites: { "README.md": "index.md", "rules/README.md": "rules/index.md", "checks/README.md": "checks/index.md" },
  // Braces behind a word are part of a policy here.
  markdown: { attrs: { disable: true }, ...(linksAlone && uncoloured) },
  vite: { build: { chunkSizeWarningLimit: 2000, ...(linksAlone && unminified) } },
  themeConfig: {
    search: linksAlone ? undefined : { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Guides", link: "/diff" },
      { text: "Rules", link: "/rules/" },
      { text: "Checks", link: "/checks/" },
      { text: "Accuracy", link: "/accuracy" },
    ],
    sidebar: { "/": general, ...sidebarsOf("rules"), ...sidebarsOf("checks") },
  },
});
