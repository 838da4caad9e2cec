// The version of all of it, as the API and the command tell it.

export const VERSION = '0.1.0'
