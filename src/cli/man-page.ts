/** The man page, from what answers `--help`. Written to man/ by `npm run generate`. */
import type { Outline, OutlinedCommand, OutlinedOption } from "./outline";

/** @param exitCodes a line each: the code, two blanks or more, what it means */
export function manPage({ name, description, commands, options }: Outline, version: string, exitCodes: string): string {
  const codes = [...exitCodes.matchAll(/^ +(\d+) +(.+)$/gm)];
  return [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${version}" "User Commands"`,
    ".SH NAME",
    `${name} \\- guards the AWS management plane from where code and policies are written`,
    ".SH SYNOPSIS",
    ...commands.flatMap((command) => [`.B ${name} ${roff(command.name)}`, ...synopsis(command), ".br"]).slice(0, -1),
    ".SH DESCRIPTION",
    roff(description),
    "It needs no network, except for the live account's posture, which is read with read\\-only calls.",
    ".SH COMMANDS",
    ...commands.flatMap(section),
    ".SH OPTIONS",
    ...options.flatMap(option),
    ".SH EXIT STATUS",
    ...codes.flatMap(([, code, what]) => [".TP", `.B ${code}`, roff(what!)]),
    ".SH FILES",
    ".TP",
    ".I planeguard.json",
    roff(`What a project wants, found upwards from each file; ${name} config shows what governs one.`),
    ".TP",
    ".I .planeguard/attestations.json",
    "What people attest of an account, found upwards from the current folder.",
    "",
  ].join("\n");
}

function synopsis({ argumentsOf, options }: OutlinedCommand): string[] {
  return [roff([...(options.length > 0 ? ["[options]"] : []), ...argumentsOf.map((one) => one.name)].join(" "))];
}

function section({ name, description, argumentsOf, options }: OutlinedCommand): string[] {
  return [
    `.SS ${roff(name)}`,
    roff(`${description.charAt(0).toUpperCase()}${description.slice(1)}.`),
    ...argumentsOf.flatMap((one) => [".TP", `.I ${roff(one.name)}`, roff(one.description)]),
    ...options.flatMap(option),
  ];
}

function option({ short, flags, description, choices }: OutlinedOption): string[] {
  const values = choices.length > 0 ? ` One of ${choices.join(", ")}.` : "";
  const shown = short === null ? flags : flags.replace(/,\s*/, ", ");
  return [".TP", `.B ${roff(shown)}`, roff(`${description}.${values}`)];
}

/** Nothing in it is a request, and each hyphen one that can be copied. */
function roff(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^[.']/gm, "\\&$&");
}
