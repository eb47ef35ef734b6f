import { Module } from '@nestjs/common';
import { ArticleStore } from './article-store.js';
import { ArticlesController } from './articles.controller.js';
import { ArticlesService } from './articles.service.js';

@Module({
  controllers: [ArticlesController],
  providers: [ArticlesService, ArticleStore],
})
export class ArticlesModule {}
