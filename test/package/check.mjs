/**
 * Packs the library as it would be published and proves the tarball in applications of its own:
 * Nest 12 as ES modules with Vitest on ioredis 6, Nest 11 as CommonJS with plain Jest on ioredis 5.
 *
 * `node test/package/check.mjs [REPORTS]`: each application's test report (the JSON that Jest and
 * Vitest share) is written to the folder REPORTS as `<application>.json`. Needs the npm registry.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'rednest-package-'));
const reports = resolve(process.argv[2] ?? join(scratch, 'reports'));

const applications = [
  {
    name: 'nest12-esm',
    report: (file) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  },
  { name: 'nest11-cjs', report: (file) => ['--json', `--outputFile=${file}`] },
];

const run = (cwd, command, ...args) => {
  console.log(`$ ${command} ${args.join(' ')}`);
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
};

/** Builds and packs. @returns the path of the tarball */
function pack() {
  run(root, 'npm', 'pack', '--silent', '--pack-destination', scratch);
  return join(
    scratch,
    readdirSync(scratch).find((name) => name.endsWith('.tgz')),
  );
}

function prove(application, tarball) {
  console.log(`\n--- ${application.name}`);
  const folder = join(scratch, application.name);
  cpSync(join(here, application.name), folder, { recursive: true });
  cpSync(join(here, 'shared'), join(folder, 'src'), { recursive: true });
  run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--no-package-lock', tarball);
  run(folder, 'npm', 'run', 'build');
  run(
    folder,
    'npm',
    'test',
    '--',
    ...application.report(join(reports, `${application.name}.json`)),
  );
}

/** Runs one check; when it fails, the others still run. */
function attempt(check) {
  try {
    check();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

try {
  mkdirSync(reports, { recursive: true });
  attempt(() => {
    const tarball = pack();
    attempt(() => run(root, 'npx', '--no-install', 'publint', tarball, '--strict'));
    attempt(() => run(root, 'npx', '--no-install', 'attw', tarball));
    for (const application of applications) attempt(() => prove(application, tarball));
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
