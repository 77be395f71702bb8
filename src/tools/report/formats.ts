/** The formats of a report: for people, for programs, for CI servers, for GitHub's annotations. */
export const formats = ['pretty', 'json', 'junit', 'github'] as const;
export type Format = (typeof formats)[number];
