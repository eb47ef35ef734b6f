/** The classes of keyspace events; together they are the letters of `notify-keyspace-events`. */
export const EventClass = {
  KEYSPACE: 1 << 0,
  KEYEVENT: 1 << 1,
  GENERIC: 1 << 2,
  STRING: 1 << 3,
  LIST: 1 << 4,
  SET: 1 << 5,
  HASH: 1 << 6,
  ZSET: 1 << 7,
  EXPIRED: 1 << 8,
  EVICTED: 1 << 9,
  STREAM: 1 << 10,
  KEY_MISS: 1 << 11,
  MODULE: 1 << 13,
  NEW: 1 << 14,
} as const;

/** One kind of event: its name in messages and its class. */
export interface KeyEvent {
  readonly name: string;
  readonly mask: number;
}

const keyEvent = (name: string, mask: number): KeyEvent => ({ name, mask });

/** Every event that this engine emits, by its Redis name. */
export const KeyEvents = {
  append: keyEvent('append', EventClass.STRING),
  copyTo: keyEvent('copy_to', EventClass.GENERIC),
  del: keyEvent('del', EventClass.GENERIC),
  evicted: keyEvent('evicted', EventClass.EVICTED),
  expire: keyEvent('expire', EventClass.GENERIC),
  expired: keyEvent('expired', EventClass.EXPIRED),
  hdel: keyEvent('hdel', EventClass.HASH),
  hexpire: keyEvent('hexpire', EventClass.HASH),
  hexpired: keyEvent('hexpired', EventClass.HASH),
  hincrby: keyEvent('hincrby', EventClass.HASH),
  hincrbyfloat: keyEvent('hincrbyfloat', EventClass.HASH),
  hpersist: keyEvent('hpersist', EventClass.HASH),
  hset: keyEvent('hset', EventClass.HASH),
  incrby: keyEvent('incrby', EventClass.STRING),
  incrbyfloat: keyEvent('incrbyfloat', EventClass.STRING),
  keymiss: keyEvent('keymiss', EventClass.KEY_MISS),
  linsert: keyEvent('linsert', EventClass.LIST),
  lpop: keyEvent('lpop', EventClass.LIST),
  lpush: keyEvent('lpush', EventClass.LIST),
  lrem: keyEvent('lrem', EventClass.LIST),
  lset: keyEvent('lset', EventClass.LIST),
  ltrim: keyEvent('ltrim', EventClass.LIST),
  moveFrom: keyEvent('move_from', EventClass.GENERIC),
  moveTo: keyEvent('move_to', EventClass.GENERIC),
  new: keyEvent('new', EventClass.NEW),
  persist: keyEvent('persist', EventClass.GENERIC),
  renameFrom: keyEvent('rename_from', EventClass.GENERIC),
  renameTo: keyEvent('rename_to', EventClass.GENERIC),
  rpop: keyEvent('rpop', EventClass.LIST),
  rpush: keyEvent('rpush', EventClass.LIST),
  sadd: keyEvent('sadd', EventClass.SET),
  sdiffstore: keyEvent('sdiffstore', EventClass.SET),
  set: keyEvent('set', EventClass.STRING),
  setrange: keyEvent('setrange', EventClass.STRING),
  sinterstore: keyEvent('sinterstore', EventClass.SET),
  spop: keyEvent('spop', EventClass.SET),
  srem: keyEvent('srem', EventClass.SET),
  sunionstore: keyEvent('sunionstore', EventClass.SET),
  zadd: keyEvent('zadd', EventClass.ZSET),
  zdiffstore: keyEvent('zdiffstore', EventClass.ZSET),
  zincr: keyEvent('zincr', EventClass.ZSET),
  zinterstore: keyEvent('zinterstore', EventClass.ZSET),
  zpopmax: keyEvent('zpopmax', EventClass.ZSET),
  zpopmin: keyEvent('zpopmin', EventClass.ZSET),
  zrangestore: keyEvent('zrangestore', EventClass.ZSET),
  zrem: keyEvent('zrem', EventClass.ZSET),
  zremrangebylex: keyEvent('zremrangebylex', EventClass.ZSET),
  zremrangebyrank: keyEvent('zremrangebyrank', EventClass.ZSET),
  zremrangebyscore: keyEvent('zremrangebyscore', EventClass.ZSET),
  zunionstore: keyEvent('zunionstore', EventClass.ZSET),
} as const;
