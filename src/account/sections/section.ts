/** What the services' files of this folder share. */

/** The IAM actions that each section takes; the first is the call that its evidence names. */
export type SectionActions<Sections> = { readonly [Name in keyof Sections]: readonly [string, ...string[]] };
