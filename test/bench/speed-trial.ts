/** One subject of `npm run bench` in a process of its own: it measures what its parent asks for. */
import { makeSubject, type OperationName, type SubjectName } from './speed-subjects.js';

/** What the parent asks for. */
export interface Question {
  readonly operation: OperationName;
  /** How long to measure. */
  readonly ms: number;
}

/** What the child answers; `perSecond` is `undefined` when the subject does not have the operation. */
export interface Answer {
  /** Operations a second of CPU time of the process. */
  readonly perCpuSecond?: number;
  /** Operations a second by the clock. */
  readonly perSecond?: number;
}

/** Operations between two looks at the clock. */
const BATCH = 100;

const [name, port] = process.argv.slice(2) as [SubjectName, string];
const subject = await makeSubject(name, Number(port));

async function measure({ operation, ms }: Question): Promise<Answer> {
  const run = subject.operations[operation];
  if (run === undefined) return {};
  const cpu = process.cpuUsage();
  const start = performance.now();
  let done = 0;
  let elapsed = 0;
  do {
    await run(BATCH);
    done += BATCH;
    elapsed = performance.now() - start;
  } while (elapsed < ms);
  const { user, system } = process.cpuUsage(cpu);
  return { perCpuSecond: (done / (user + system)) * 1e6, perSecond: (done / elapsed) * 1e3 };
}

process.on('message', (question: Question) => {
  void measure(question).then((answer) => process.send!(answer));
});
process.on('disconnect', () => process.exit(0));
process.send!({});
