/** Packages and bundles of a fresh clone. */
import { ensureDependencies } from "./install.mjs";

ensureDependencies();
await import("../build.mjs");
