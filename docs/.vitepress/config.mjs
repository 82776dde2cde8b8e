/** The static site of `npm run docs`: the pages of this folder as they are, with a search that needs no service. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { defineConfig } from "vitepress";

const pages = fileURLToPath(new URL("..", import.meta.url));

/** The first heading of a page. */
const titleOf = (path) => /^# (.+)$/m.exec(readFileSync(join(pages, path), "utf8"))[1].replaceAll("`", "");
const page = (path) => ({ text: titleOf(path), link: `/${path.replace(/\.md$/, "")}` });

/** The pages of rules or checks, by family: `rules/policy/…`. */
function families(folder) {
  const names = readdirSync(join(pages, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const items = names.map(({ name }) => ({
    text: name,
    collapsed: true,
    items: readdirSync(join(pages, folder, name)).map((file) => page(`${folder}/${name}/${file}`)),
  }));
  return [{ text: titleOf(`${folder}/README.md`), link: `/${folder}/`, items }];
}

const guides = ["diff", "pipelines", "posture", "configuration", "assistants", "language-server", "stability"];
const facts = ["accuracy", "access-analyzer", "fixes", "credentials", "controls", "architecture"];
const general = [
  { text: "Guides", items: guides.map((name) => page(`${name}.md`)) },
  { text: "Facts", items: facts.map((name) => page(`${name}.md`)) },
  { text: "Rules", link: "/rules/" },
  { text: "Checks", link: "/checks/" },
];

export default defineConfig({
  title: "Planeguard",
  description: "Guards the AWS management plane from where code and policies are written",
  outDir: "../out/site",
  cacheDir: "../out/site-cache",
  cleanUrls: true,
  // A folder's page is called README.md, as GitHub shows it.
  rewrites: { "README.md": "index.md", "rules/README.md": "rules/index.md", "checks/README.md": "checks/index.md" },
  // Braces behind a word are part of a policy here.
  markdown: { attrs: { disable: true } },
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Guides", link: "/diff" },
      { text: "Rules", link: "/rules/" },
      { text: "Checks", link: "/checks/" },
      { text: "Accuracy", link: "/accuracy" },
    ],
    sidebar: { "/": general, "/rules/": families("rules"), "/checks/": families("checks") },
  },
});
