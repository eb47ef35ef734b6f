const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** How much a line of the log matters: `*` is worth knowing, `#` a warning. */
export type LogMark = '*' | '#';

/** A line of the log as redis-server writes it, in the time of the machine. */
export function logLine(mark: LogMark, message: string, time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${two(time.getDate())} ${MONTHS[time.getMonth()]} ${time.getFullYear()}`;
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  const ms = String(time.getMilliseconds()).padStart(3, '0');
  return `${process.pid}:M ${day} ${clock}.${ms} ${mark} ${message}\n`;
}

/** Writes a line of the log. */
export type Log = (mark: LogMark, message: string) => void;
