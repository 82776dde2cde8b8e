/** The endings of what sources import as a text: remediation and templates in their own form. */
export const textEndings = [".tf", ".yaml", ".sh"];
