import { Module, type DynamicModule } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { CacheModule, type CacheModuleOptions } from 'rednest';
import { ArticlesModule } from './articles/articles.module.js';
import { AuthModule } from './auth/auth.module.js';
import { MailsModule } from './mails/mails.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { VisitsModule } from './visits/visits.module.js';

/** What differs between one place where the application runs and another. */
export interface AppSettings {
  /** Signs the tokens. */
  readonly jwtSecret: string;
  /** Where the data is: `{}` is the embedded engine, `{ url }` a real Redis. */
  readonly cache: CacheModuleOptions;
}

@Module({})
export class AppModule {
  static with({ jwtSecret, cache }: AppSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CacheModule.forRoot(cache),
        JwtModule.register({ global: true, secret: jwtSecret, signOptions: { expiresIn: '1h' } }),
        ArticlesModule,
        AuthModule,
        MailsModule,
        MetricsModule,
        VisitsModule,
      ],
    };
  }
}
