/**
 * `npm run bench`: commands against peers, measured in one run. Every subject lives in a process of its own and they
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

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);
const ROUND_MS = Number(process.env['BENCH_ROUND_MS'] ?? 200);
const WARM_UP_MS = 2 * ROUND_MS;

/** How many times as fast as a peer each operation should be. */
const GOALS: Partial<Record<SubjectName, Partial<Record<OperationName, number>>>> = {
  'ioredis-mock': { get: 4, set: 4, setex: 4, incr: 4, multi: 50, pipeline: 3 },
  'lru-cache': { get: 1, set: 1, setex: 1, incr: 1 },
  'redis-server': { get: 100, set: 100, setex: 100, incr: 100 },
};

const TITLES: Record<OperationName, string> = {
  get: 'await get',
  set: 'await set',
  setex: 'await setex',
  incr: 'await incr',
  multi: 'multi().incr().expire().exec()',
  pipeline: 'pipeline of 100 get, each',
};

class Trial {
  private constructor(
    readonly name: SubjectName,
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
    if (await Promise.race([ready, gone])) return new Trial(name, child);
    console.log(`${name} is left out:\n${errors}`);
    return undefined;
  }

  async ask(question: Question): Promise<Answer> {
    this.child.send(question);
    const [answer] = (await once(this.child, 'message')) as [Answer];
    return answer;
  }

  stop(): void {
    this.child.disconnect();
  }
}

/** The answers of one operation: one per round. */
type Rounds = Map<SubjectName, Answer[]>;

async function compete(trials: readonly Trial[], operation: OperationName): Promise<Rounds> {
  const rounds: Rounds = new Map(trials.map(({ name }) => [name, []]));
  for (const trial of trials) await trial.ask({ operation, ms: WARM_UP_MS });
  for (let round = 0; round < ROUNDS; round++) {
    for (const trial of trials) {
      rounds.get(trial.name)!.push(await trial.ask({ operation, ms: ROUND_MS }));
    }
  }
  return rounds;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

const measure = (name: SubjectName): keyof Answer =>
  name === 'redis-server' ? 'perSecond' : 'perCpuSecond';

function report(operation: OperationName, rounds: Rounds): void {
  const ours = rounds.get('rednest')!;
  const rows = [...rounds].flatMap(([name, answers]) => {
    if (answers[0]?.perSecond === undefined) return [];
    const by = measure(name);
    const ratio = median(answers.map((answer, i) => ours[i]![by]! / answer[by]!));
    const goal = GOALS[name]?.[operation];
    return {
      subject: name,
      'million/s': (median(answers.map((answer) => answer[by]!)) / 1e6).toFixed(3),
      'rednest is': name === 'rednest' ? '' : `${ratio.toFixed(ratio < 10 ? 2 : 0)} x`,
      goal: goal === undefined ? '' : `>= ${goal} x`,
      met: goal === undefined ? '' : ratio >= goal ? 'yes' : 'NO',
    };
  });
  console.log(`\n${TITLES[operation]}`);
  console.table(Object.fromEntries(rows.map(({ subject, ...row }) => [subject, row])));
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
  for (const operation of OPERATIONS) report(operation, await compete(trials, operation));
} finally {
  for (const trial of trials) trial.stop();
  redis?.stop();
}
