// How often and how long, each with its reason.

const MINUTE = 60_000

/** Product page: "If the first attempt is unsuccessful … five attempts". */
export const ATTEMPTS = 5
/** P17: the old certificate is retired this long after the new one is live. */
export const RETIRE_AFTER = 30 * MINUTE
/** A blocked name is looked at again this often (PRE-28). */
export const LOOK_AGAIN = 15 * MINUTE
/** After a day without change it is looked at less often: most names that stay wrong for a day stay so for long. */
export const LOOK_LESS_AFTER = 24 * 60 * MINUTE
export const LOOK_LESS = 60 * MINUTE
/** A name left out of a certificate that serves (P25) is after a week asked after four times a day. */
export const LOOK_SELDOM_AFTER = 7 * 24 * 60 * MINUTE
export const LOOK_SELDOM = 6 * 60 * MINUTE
/** A deployment that was not seen live is pushed again after this. */
export const DEPLOY_AGAIN = MINUTE
/** A deletion that was not confirmed is pushed again after this. */
export const DELETE_AGAIN = MINUTE
/** P21: names that do not pass are told of after this long; most are mended sooner. */
export const TELL_BLOCKED_AFTER = 60 * MINUTE
