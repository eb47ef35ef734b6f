import { Injectable, Module } from '@nestjs/common';
import { CacheModule, ConnectionManager, InjectConnectionManager } from 'rednest';

@Injectable()
export class Sessions {
  constructor(
    readonly cache: ConnectionManager,
    @InjectConnectionManager('sessions') readonly sessions: ConnectionManager,
  ) {}
}

@Module({
  imports: [CacheModule.forRoot(), CacheModule.forRoot({ name: 'sessions' })],
  providers: [Sessions],
})
export class AppModule {}
