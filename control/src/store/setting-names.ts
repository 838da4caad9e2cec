/** Where the CA's link for lifting a pause is kept until an operator has used it. */
export const UNPAUSE_LINK = 'unpause link'

/** Where `init` keeps our account's URL at a CA. */
export const accountSetting = (directoryUrl: string): string => `account ${directoryUrl}`
