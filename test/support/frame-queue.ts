import { Push, type Reply } from '../../lib/engine/reply.js';
import { ReplyParser, type Frame } from './reply-parser.js';

interface Waiter {
  readonly count: number;
  readonly resolve: (frames: Frame[]) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Replies in the order of their arrival, and those who wait for them. */
export class FrameQueue {
  private readonly parser = new ReplyParser();
  private frames: Frame[] = [];
  private readonly waiters: Waiter[] = [];
  closed = false;

  feed(bytes: string): void {
    this.parser.push(bytes);
    for (let frame = this.parser.next(); frame; frame = this.parser.next()) this.frames.push(frame);
    this.serve();
  }

  /** No more frames will come. */
  end(reason: Error): void {
    this.closed = true;
    for (const waiter of this.waiters.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(reason);
    }
  }

  take(count: number, timeout: number): Promise<Frame[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        reject(new Error(`${count} replies expected, ${this.frames.length} came in ${timeout} ms`));
      }, timeout);
      const waiter: Waiter = { count, resolve, reject, timer };
      this.waiters.push(waiter);
      this.serve();
      if (this.closed && this.waiters.includes(waiter)) this.end(new Error('Connection closed'));
    });
  }

  /** The next frame that is a reply; pushes before it stay in the queue. */
  async reply(timeout: number): Promise<Reply> {
    const pushes: Frame[] = [];
    for (;;) {
      const [frame] = await this.take(1, timeout);
      if (frame!.reply instanceof Push) pushes.push(frame!);
      else {
        this.frames.unshift(...pushes);
        return frame!.reply;
      }
    }
  }

  drain(): Frame[] {
    const frames = this.frames;
    this.frames = [];
    return frames;
  }

  private serve(): void {
    for (let waiter = this.waiters[0]; waiter; waiter = this.waiters[0]) {
      if (this.frames.length < waiter.count) return;
      this.waiters.shift();
      clearTimeout(waiter.timer);
      waiter.resolve(this.frames.splice(0, waiter.count));
    }
  }
}
