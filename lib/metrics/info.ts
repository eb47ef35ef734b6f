/** The fields of an INFO reply, without its section titles. */
export type Info = ReadonlyMap<string, string>;

/** Reads the reply of INFO: `field:value` lines under `# Section` titles. */
export function parseInfo(text: string): Info {
  const fields = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0 && !line.startsWith('#')) {
      fields.set(line.slice(0, colon), line.slice(colon + 1));
    }
  }
  return fields;
}

/** A number of INFO; 0 where the server does not report it. */
export const numberOf = (info: Info, field: string): number => toNumber(info.get(field));

/** Reads a value that has fields itself, such as `calls=21,usec=175`. */
export function parseFields(value: string): ReadonlyMap<string, number> {
  return new Map(
    value.split(',').map((pair) => {
      const [name = '', number] = pair.split('=');
      return [name, toNumber(number)] as const;
    }),
  );
}

function toNumber(text: string | undefined): number {
  const number = Number(text ?? 0);
  return Number.isFinite(number) ? number : 0;
}
