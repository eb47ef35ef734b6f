import { Injectable } from '@nestjs/common';
import { ConnectionManager, as, cmd } from 'rednest';
import { ArticleStore } from './article-store.js';
import type { Article } from './article.js';

/** Seconds that an article stays in the cache. */
const TTL = 60;
const cachedArticle = as.optional(as.json<Article>());
const keyOf = (id: string): string => `article:${id}`;

/** An article, and where it came from. */
export interface FoundArticle {
  readonly article: Article;
  readonly from: 'cache' | 'store';
}

/** Articles, read through the cache. */
@Injectable()
export class ArticlesService {
  constructor(
    private readonly redis: ConnectionManager,
    private readonly store: ArticleStore,
  ) {}

  async find(id: string): Promise<FoundArticle | undefined> {
    const cached = await cmd('GET').arg(keyOf(id)).query(this.redis, cachedArticle);
    if (cached !== null) return { article: cached, from: 'cache' };
    const article = await this.store.load(id);
    if (article === undefined) return undefined;
    await this.redis.set(keyOf(id), JSON.stringify(article), 'EX', TTL);
    return { article, from: 'store' };
  }

  /** Stores an article and drops the cached one: the next reader gets the new one. */
  async save(article: Article): Promise<void> {
    await this.store.save(article);
    await this.redis.del(keyOf(article.id));
  }
}
