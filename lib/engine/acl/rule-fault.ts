/** Why a rule cannot be applied, in Redis's words. */
export const RuleFault = {
  SYNTAX: 'Syntax error',
  UNKNOWN: 'Unknown command or category name in ACL',
  AFTER_ALL_KEYS:
    "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not have any effect. Try 'resetkeys' to start with an empty list of patterns",
  AFTER_ALL_CHANNELS:
    "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does not have any effect. Try 'resetchannels' to start with an empty list of channels",
  NO_SUCH_PASSWORD: 'The password you are trying to remove from the user does not exist',
  BAD_HASH:
    'The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters',
  DUPLICATE_USER: 'Duplicate user found. A user can only be defined once in config files',
  ARGUMENT_OF_SUBCOMMAND: 'Allowing first-arg of a subcommand is not supported',
} as const;
export type RuleFault = (typeof RuleFault)[keyof typeof RuleFault];
