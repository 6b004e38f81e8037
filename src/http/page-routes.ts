import { applyDecorators, Controller, Get, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyContextConfig } from 'fastify';

/** A controller of pages for those who have signed in with a browser; they are no part of the API's document. */
export const PagesAt = (path: string | string[] = '/'): ClassDecorator =>
  applyDecorators(ApiExcludeController(), Controller(path));

/** A page, or something that is fetched from one. */
export const GetPage = (path: string | string[] = '/', config: FastifyContextConfig = {}): MethodDecorator =>
  applyDecorators(Get(path), RouteConfig({ ...config, page: true }));

/** Where the form of a page is sent. */
export const PostForm = (path: string | string[] = '/', config: FastifyContextConfig = {}): MethodDecorator =>
  applyDecorators(Post(path), RouteConfig({ ...config, page: true, form: true }));
