import { Injectable } from '@nestjs/common';
import type { Article } from './article.js';

/** Stands for the database behind the cache; it counts how often it is asked. */
@Injectable()
export class ArticleStore {
  reads = 0;
  private readonly articles = new Map<string, Article>(
    [
      { id: '1', title: 'Hello', body: 'The first article.' },
      { id: '2', title: 'Caching', body: 'Ask once, answer often.' },
    ].map((article) => [article.id, article]),
  );

  async load(id: string): Promise<Article | undefined> {
    this.reads++;
    return this.articles.get(id);
  }

  async save(article: Article): Promise<void> {
    this.articles.set(article.id, article);
  }
}
