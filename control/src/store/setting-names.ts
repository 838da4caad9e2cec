/** Where the CA's link for lifting a pause is kept until an operator has used it. */
export const UNPAUSE_LINK = 'unpause link'

/** Where the URL of the terms the operator has agreed to at a CA is kept. */
export const agreedTermsSetting = (directoryUrl: string): string => `agreed terms ${directoryUrl}`

/** Where the URL of other terms is kept, once an operator was told of them. */
export const newTermsSetting = (directoryUrl: string): string => `new terms ${directoryUrl}`

/** Where `init` keeps our account's URL at a CA. */
export const accountSetting = (directoryUrl: string): string => `account ${directoryUrl}`

/** The id of the key that the control plane signs with since its last start. */
export const SIGNING_KEY = 'signing key'

/** How fast runs may start. */
export const RAMP_STATE = 'ramp'

/** Until when the CA has asked us to leave it alone. */
export const CA_PAUSE = 'ca pause'
