/** The version of Redis whose commands and replies the engine has, as HELLO and INFO tell it. */
export const REDIS_VERSION = '7.2.0';
