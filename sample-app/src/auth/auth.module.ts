import { Module } from '@nestjs/common';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { Users } from './users.js';

@Module({ controllers: [AuthController], providers: [AuthService, Users] })
export class AuthModule {}
