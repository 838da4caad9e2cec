/** Hostnames as people type them: a line each, or with commas or spaces between. */
export const readNames = (text: string): string[] => text.split(/[\s,;]+/).filter((name) => name !== '')
