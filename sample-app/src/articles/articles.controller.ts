import {
  BadRequestException,
  Body,
  Controller,
  Get,
  NotFoundException,
  Param,
  Put,
  UseGuards,
} from '@nestjs/common';
import { RateLimit, RateLimitGuard, TokenBlacklistGuard } from 'rednest';
import { JwtAuthGuard } from '../auth/jwt-auth.guard.js';
import type { Article } from './article.js';
import { ArticlesService, type FoundArticle } from './articles.service.js';

@Controller('articles')
export class ArticlesController {
  constructor(private readonly articles: ArticlesService) {}

  /** Public: each address may ask 50 times a minute. */
  @Get(':id')
  @UseGuards(RateLimitGuard)
  @RateLimit({ limit: 50, window: '1m', name: 'articles' })
  async find(@Param('id') id: string): Promise<FoundArticle> {
    const found = await this.articles.find(id);
    if (found === undefined) throw new NotFoundException(`There is no article ${id}`);
    return found;
  }

  /** For those who have logged in, and not out again. */
  @Put(':id')
  @UseGuards(JwtAuthGuard, TokenBlacklistGuard)
  async save(@Param('id') id: string, @Body() body: unknown): Promise<Article> {
    const article = { id, ...contentOf(body) };
    await this.articles.save(article);
    return article;
  }
}

function contentOf(input: unknown): Omit<Article, 'id'> {
  const { title, body } = (input ?? {}) as Record<string, unknown>;
  if (typeof title !== 'string' || typeof body !== 'string') {
    throw new BadRequestException('title and body must be texts');
  }
  return { title, body };
}
