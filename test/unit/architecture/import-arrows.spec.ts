import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const lib = resolve(dirname(fileURLToPath(import.meta.url)), '../../../lib');

/** One import of a file: what it names, and whether anything of it is left at run time. */
interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** The layers from the left to the right; a file may import from its own layer and those before. */
const layers = [
  'base',
  'values',
  'keyspace',
  'observers',
  'commands',
  'engine',
  'protocol',
  'client and server',
  'nest',
  'features',
  'module',
] as const;
type Layer = (typeof layers)[number];

/** First match wins. A new folder has to be given its place here. */
const places: readonly (readonly [RegExp, Layer])[] = [
  // The index of the keyspace is a plain structure, which large collections are built on as well.
  [
    /^engine\/keyspace\/(key-index|key-chunk|key-hasher|chunk-pool|hash-directory|slot-iterator)\.ts$/,
    'base',
  ],
  [/^engine\/elementary\//, 'base'],
  [/^engine\/values\//, 'values'],
  [/^engine\/(keyspace|rdb)\//, 'keyspace'],
  [/^engine\/(observers\/|(session|unit)\.ts$)/, 'observers'],
  [/^engine\/(commands|acl)\//, 'commands'],
  [
    /^engine\/(scripting\/|(gate|gate-context|gate-refusal|short-cuts|engine|engine-host|parameters)\.ts$)/,
    'engine',
  ],
  [/^engine\/[^/]+\.ts$/, 'base'],
  [/^protocol\//, 'protocol'],
  [/^(client|server)\//, 'client and server'],
  [/^(testing|cli)\.ts$/, 'client and server'],
  [/^cli\//, 'client and server'],
  // What the features share; the rest of the folder joins engine, client and features to the module.
  [/^nest\/(decorators|request-response|tokens)\.ts$/, 'nest'],
  [/^nest\//, 'module'],
  [/^(rate-limit|token-blacklist|metrics)\//, 'features'],
  [/^(cache\.module|index)\.ts$/, 'module'],
];

const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.split(sep).join('/'))
  .toSorted();

const sources = new Map(
  files.map((name) => {
    const text = readFileSync(join(lib, name), 'utf8');
    return [name, ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)] as const;
  }),
);

function place(file: string): Layer | undefined {
  return places.find(([pattern]) => pattern.test(file))?.[1];
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const name = specifier.text;
    const to = name.startsWith('.')
      ? posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts')
      : name;
    found.push({ from: file, to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      add(node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        node.expression.getText() === 'require')
    )
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(sources.get(file)!);
  return found;
}

const imports = files.flatMap(importsOf);
const isInternal = (entry: Import): boolean => sources.has(entry.to);
const show = ({ from, to }: Import): string => `${from} -> ${to}`;
const rank = (file: string): number => layers.indexOf(place(file) ?? 'module');
const isIn = (file: string, ...names: Layer[]): boolean => names.includes(place(file) ?? 'module');

describe('the layers of lib', () => {
  it('give every file its place', () => {
    expect(files.filter((file) => place(file) === undefined)).toEqual([]);
  });

  it('import files that exist', () => {
    const missing = imports.filter((entry) => entry.to.endsWith('.ts') && !isInternal(entry));
    expect(missing.map(show)).toEqual([]);
  });

  it('depend one way only at run time', () => {
    const against = imports
      .filter(isInternal)
      .filter(({ from, to, typeOnly }) => !typeOnly && rank(from) < rank(to));
    expect(against.map(show)).toEqual([]);
  });

  it('keep values, the keyspace and the codec free of the types of later layers as well', () => {
    const against = imports
      .filter(isInternal)
      .filter(({ from }) => isIn(from, 'base', 'values', 'keyspace', 'protocol'))
      .filter(({ from, to }) => rank(from) < rank(to));
    expect(against.map(show)).toEqual([]);
  });

  it('keep the engine free of the types of its faces as well', () => {
    const against = imports
      .filter(isInternal)
      .filter(({ from, to }) => from.startsWith('engine/') && !to.startsWith('engine/'));
    expect(against.map(show)).toEqual([]);
  });

  it('let the codec know bytes, replies and errors, and no engine', () => {
    const against = imports
      .filter(isInternal)
      .filter(({ from }) => isIn(from, 'protocol'))
      .filter(({ to }) => !isIn(to, 'base', 'protocol'));
    expect(against.map(show)).toEqual([]);
  });
});

describe('packages and globals', () => {
  const framework = /^(@nestjs\/|rxjs|reflect-metadata)/;

  it('reach Nest only in the Nest features and the module', () => {
    const against = imports
      .filter(({ to }) => framework.test(to))
      .filter(({ from }) => !isIn(from, 'nest', 'features', 'module'));
    expect(against.map(show)).toEqual([]);
  });

  it('reach Nest at run time only in the building blocks of a feature, not in its algorithms', () => {
    const against = imports
      .filter(({ from, to, typeOnly }) => isIn(from, 'features') && framework.test(to) && !typeOnly)
      .filter(
        ({ from }) =>
          !/(\.(guard|interceptor|decorators|exception)|\/request-limits)\.ts$/.test(from),
      );
    expect(against.map(show)).toEqual([]);
  });

  it('keep packages and sockets out of the engine and the codec', () => {
    const against = imports
      .filter(({ from }) => /^(engine|protocol)\//.test(from))
      .filter(({ to }) => !to.endsWith('.ts'))
      .filter(({ to }) => !to.startsWith('node:') || /^node:(net|tls|http|dgram)/.test(to));
    expect(against.map(show)).toEqual([]);
  });

  it('take time and randomness in the engine from clock.ts and random.ts', () => {
    const ambient =
      /^(Date\.now|Math\.random|performance\.now|process\.hrtime|crypto\.\w+|set(Timeout|Interval|Immediate))$/;
    const against: string[] = [];
    for (const [file, source] of sources) {
      if (!file.startsWith('engine/') || /^engine\/(clock|random)\.ts$/.test(file)) continue;
      const visit = (node: ts.Node): void => {
        const named =
          (ts.isPropertyAccessExpression(node) || ts.isIdentifier(node)) &&
          ambient.test(node.getText());
        const now =
          ts.isNewExpression(node) &&
          node.expression.getText() === 'Date' &&
          (node.arguments?.length ?? 0) === 0;
        if (named || now) {
          const { line } = source.getLineAndCharacterOfPosition(node.getStart());
          against.push(`${file}:${line + 1} ${node.getText()}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
    expect(against).toEqual([]);
  });
});

describe('the size of a file', () => {
  it('stays readable: 400 lines at most', () => {
    const long = [...sources]
      .map(([file, source]) => [file, source.getLineStarts().length - 1] as const)
      .filter(([, lines]) => lines > 400)
      .map(([file, lines]) => `${file}: ${lines}`);
    expect(long).toEqual([]);
  });
});
