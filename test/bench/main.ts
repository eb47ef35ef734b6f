/**
 * `npm run bench`: commands against peers, measured in one run, and then the RESP server (see server.ts). Every subject lives in a process of its own and they
 * take turns, one operation and one round after the other, so that whatever else the machine does meets all of them.
 * What is compared is the median over the rounds of the ratio within a round: by CPU time between subjects that are
 * all in process, by the clock with the real server, where a client mostly waits.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startRedis } from './speed-redis.js';
import { OPERATIONS, SUBJECTS, type OperationName, type SubjectName } from './speed-subjects.js';
import type { Answer, Question } from './speed-trial.js';
import { TYPE_OPERATIONS, type TypeOperationName } from './type-operations.js';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);
const ROUND_MS = Number(process.env['BENCH_ROUND_MS'] ?? 200);
const WARM_UP_MS = 2 * ROUND_MS;
/** How long a subject may take to make a collection. */
const PATIENCE_MS = 240_000;
/** A subject whose one operation outlasts a round so many times is measured once: its figure is no matter of chance. */
const SLOW_ROUNDS = 3;
/** In-process peers that have the commands of a type should be this many times slower. */
const TYPE_GOAL = 2;
/** Sizes at which a cost is shown, as parts of the size that is compared. */
const PARTS = [100, 10, 1];

/** How many times as fast as a peer each operation should be. */
const GOALS: Partial<Record<SubjectName, Partial<Record<OperationName, number>>>> = {
  'ioredis-mock': { get: 4, set: 4, setex: 4, incr: 4, multi: 50, pipeline: 3, evalsha: 50 },
  'js-redis-server': { evalsha: 5 },
  'lru-cache': { get: 1, set: 1, setex: 1, incr: 1 },
  'redis-server': { get: 100, set: 100, setex: 100, incr: 100 },
};

/** How many times a second an operation should run whatever the peers do. */
const LEAST: Partial<Record<OperationName | TypeOperationName, number>> = { evalsha: 200_000 };

const TITLES: Record<OperationName, string> = {
  get: 'await get',
  set: 'await set',
  setex: 'await setex',
  incr: 'await incr',
  multi: 'multi().incr().expire().exec()',
  pipeline: 'pipeline of 100 get, each',
  evalsha: 'await evalsha of a rate limit: incr, pexpire, pttl',
};

class Trial {
  private constructor(
    readonly name: SubjectName,
    private readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  /** @returns `undefined` when the subject does not run here */
  static async start(name: SubjectName, port: number): Promise<Trial | undefined> {
    const script = fileURLToPath(new URL('./speed-trial.js', import.meta.url));
    const child = fork(script, [name, String(port)], {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    let errors = '';
    child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ready = once(child, 'message').then(() => true);
    const gone = once(child, 'exit').then(() => false);
    if (await Promise.race([ready, gone])) return new Trial(name, port, child);
    console.log(`${name} is left out:\n${errors}`);
    return undefined;
  }

  async ask(question: Question): Promise<Answer> {
    this.child.send(question);
    const [answer] = (await once(this.child, 'message')) as [Answer];
    return answer;
  }

  /** @returns whether the subject was ready in time */
  async warmUp(question: Omit<Question, 'ms'>): Promise<boolean> {
    const answered = this.ask({ ...question, ms: WARM_UP_MS }).then(() => true);
    const late = new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), PATIENCE_MS).unref();
    });
    return Promise.race([answered, late]);
  }

  /** Begins anew with a process that is not busy. */
  restart(): Promise<Trial | undefined> {
    this.child.kill('SIGKILL');
    return Trial.start(this.name, this.port);
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }
}

/** The answers of one operation: one per round. */
type Rounds = Map<SubjectName, Answer[]>;

async function compete(trials: Trial[], question: Omit<Question, 'ms'>): Promise<Rounds> {
  const rounds: Rounds = new Map();
  for (const trial of [...trials]) {
    if (await trial.warmUp(question)) rounds.set(trial.name, []);
    else {
      console.log(
        `${trial.name} was not ready for ${question.operation} in ${PATIENCE_MS / 1000} s`,
      );
      trials[trials.indexOf(trial)] = (await trial.restart()) ?? trial;
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const trial of trials) {
      const answers = rounds.get(trial.name);
      if (answers === undefined || isSlow(answers)) continue;
      answers.push(await trial.ask({ ...question, ms: ROUND_MS }));
    }
  }
  return rounds;
}

function isSlow([first]: readonly Answer[]): boolean {
  return first?.perSecond !== undefined && 1000 / first.perSecond > SLOW_ROUNDS * ROUND_MS;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

const measure = (name: SubjectName): keyof Answer =>
  name === 'redis-server' ? 'perSecond' : 'perCpuSecond';

function goalOf(
  name: SubjectName,
  operation: OperationName | TypeOperationName,
): number | undefined {
  if (!(operation in TYPE_OPERATIONS)) return GOALS[name]?.[operation as OperationName];
  return name === 'ioredis-mock' || name === 'js-redis-server' ? TYPE_GOAL : undefined;
}

/** A goal as the table shows it, and whether it is met. */
function against(goal: number | undefined, ratio: number): [goal: string, met?: boolean] {
  return goal === undefined ? [''] : [`>= ${goal} x`, ratio >= goal];
}

function report(title: string, operation: OperationName | TypeOperationName, rounds: Rounds): void {
  const ours = rounds.get('rednest')!;
  const absent: SubjectName[] = [];
  const rows = [...rounds].flatMap(([name, answers]) => {
    if (answers[0]?.perSecond === undefined) {
      if (operation in TYPE_OPERATIONS && name !== 'lru-cache') absent.push(name);
      return [];
    }
    const by = measure(name);
    const ratio = median(answers.map((answer, i) => ours[i]![by]! / answer[by]!));
    const perSecond = median(answers.map((answer) => answer[by]!));
    const least = name === 'rednest' ? LEAST[operation] : undefined;
    const [goal, met] =
      least === undefined
        ? against(goalOf(name, operation), ratio)
        : [`>= ${(least / 1e6).toFixed(3)}`, perSecond >= least];
    return {
      subject: name,
      'million/s':
        perSecond < 1000 ? (perSecond / 1e6).toPrecision(2) : (perSecond / 1e6).toFixed(3),
      'rednest is': name === 'rednest' ? '' : `${ratio.toFixed(ratio < 10 ? 2 : 0)} x`,
      goal,
      met: met === undefined ? '' : met ? 'yes' : 'NO',
    };
  });
  console.log(`\n${title}`);
  console.table(Object.fromEntries(rows.map(({ subject, ...row }) => [subject, row])));
  for (const name of absent) console.log(`${name} answers an error, or does not have the command`);
}

/** `npm run bench -- get ZADD` measures these operations only. */
const chosen = process.argv.slice(2);
const isChosen = (operation: string): boolean => chosen.length === 0 || chosen.includes(operation);

/**
 * What an operation costs as its collection grows. Redis documents how it may; what larger data costs in the caches of
 * the machine comes on top, here as there.
 */
async function showGrowth(trial: Trial, operation: TypeOperationName, size: number): Promise<void> {
  const by = measure(trial.name);
  const costs: string[] = [];
  for (const part of PARTS) {
    const question = { operation, size: Math.max(1, size / part) };
    await trial.ask({ ...question, ms: WARM_UP_MS });
    const answers: Answer[] = [];
    for (let round = 0; round < 3; round++) {
      answers.push(await trial.ask({ ...question, ms: ROUND_MS }));
    }
    const perSecond = median(answers.map((answer) => answer[by] ?? Number.NaN));
    costs.push(`${(1e6 / perSecond).toFixed(2)} us at ${question.size}`);
  }
  console.log(`${trial.name}: ${costs.join(', ')}`);
}

const redis = await startRedis();
if (!redis) console.log('redis-server is left out: there is none in the PATH or in REDIS_SERVER');
const trials: Trial[] = [];
try {
  for (const name of SUBJECTS) {
    if (name === 'redis-server' && !redis) continue;
    const trial = await Trial.start(name, redis?.port ?? 0);
    if (trial) trials.push(trial);
  }
  for (const operation of OPERATIONS.filter(isChosen)) {
    report(TITLES[operation], operation, await compete(trials, { operation }));
  }
  for (const [name, { title, size }] of Object.entries(TYPE_OPERATIONS)) {
    if (!isChosen(name)) continue;
    const operation = name as TypeOperationName;
    report(title, operation, await compete(trials, { operation, size }));
    for (const trial of trials) {
      if (trial.name === 'rednest' || trial.name === 'redis-server') {
        await showGrowth(trial, operation, size);
      }
    }
  }
} finally {
  for (const trial of trials) trial.stop();
  redis?.stop();
}
// Everything is measured: the server as well.
if (chosen.length === 0) await import('./server.js');
